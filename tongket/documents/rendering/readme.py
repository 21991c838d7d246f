"""The part of the room's README that lists each paper's data; a test keeps the file equal to it."""

from __future__ import annotations

from tongket.documents.rendering import papers
from tongket.documents.rendering.papers import PAPERS
from tongket.documents.rendering.shapes import described

START, END = "<!-- papers:begin -->", "<!-- papers:end -->"
_SHARED = ("HEADING", "SIGNATURE", "PERSON", "COLUMN", "TABLE", "BLOCK", "ANNEX", "CONCLUSION", "OFFSET")


def papers_section() -> str:
    """Markdown: the shared shapes, then every paper with its forms and its data shape."""
    names = {id(getattr(papers, name)): name for name in _SHARED}
    shared = [f"{name}{described(getattr(papers, name), names, 0)}" for name in _SHARED]
    parts = [
        "### Shared shapes\n\n```\n" + "\n\n".join(text.replace("\n", "\n  ") for text in shared) + "\n```"
    ]
    for paper in PAPERS.values():
        forms = " and ".join(
            name for name, made in (("`render_pdf`", paper.pdf), ("`render_docx`", paper.word)) if made
        )
        head = f"### `{paper.name}`: {paper.label['vi']} ({paper.label['en']}), {forms}"
        parts.append(f"{head}\n\n```{described(paper.shape, names)}\n```")
    return "\n\n".join(parts)


def with_papers(readme: str) -> str:
    """The README's text with its list of papers renewed."""
    before, rest = readme.split(START)
    return f"{before}{START}\n\n{papers_section()}\n\n{END}{rest.split(END)[1]}"
