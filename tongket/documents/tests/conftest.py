import datetime
import io

import pypdf
import pytest


@pytest.fixture
def day() -> datetime.date:
    return datetime.date(2021, 12, 27)


def pdf_text(file: bytes) -> str:
    """Text of all pages with single spaces, as a reader's copy-and-paste gives it."""
    pages = pypdf.PdfReader(io.BytesIO(file)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def page_count(file: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(file)).pages)
