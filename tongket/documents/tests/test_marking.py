"""Papers of a training copy: no PDF and no Word file without the mark, none with it otherwise."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import docx
import pypdf
import pytest

from tongket.documents.rendering import PAPERS, render_docx, render_pdf
from tongket.documents.rendering.marking import TRAINING, mark_every_paper
from tongket.documents.rendering.samples import sample

DAY = dt.date(2021, 12, 27)


@pytest.fixture
def training() -> Iterator[None]:
    mark_every_paper(TRAINING)
    yield
    mark_every_paper("")


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def heads_of(word: bytes) -> str:
    document = docx.Document(io.BytesIO(word))
    return "\n".join(p.text for section in document.sections for p in section.header.paragraphs)


@pytest.mark.capability(131)
@pytest.mark.parametrize("paper", [name for name, each in PAPERS.items() if each.pdf])
def test_every_page_of_every_pdf_of_a_training_copy_is_marked(paper: str, training: None) -> None:
    marked = pages_of(render_pdf(paper, sample(paper), document_date=DAY, profile="party-2018"))
    mark_every_paper("")
    real = pages_of(render_pdf(paper, sample(paper), document_date=DAY, profile="party-2018"))
    assert len(marked) == len(real)
    assert all(TRAINING in page for page in marked)
    assert not any(TRAINING in page for page in real)


@pytest.mark.capability(131)
@pytest.mark.parametrize("paper", [name for name, each in PAPERS.items() if each.word])
def test_every_word_file_of_a_training_copy_is_marked(paper: str, training: None) -> None:
    assert TRAINING in heads_of(render_docx(paper, sample(paper), profile="party-2018"))
    mark_every_paper("")
    assert TRAINING not in heads_of(render_docx(paper, sample(paper), profile="party-2018"))
