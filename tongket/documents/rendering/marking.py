"""The mark across every paper of a training copy: nothing that comes out of one can pass for the real thing.

It is set once when the program starts, and there is no way to print without it while it is set.
"""

from __future__ import annotations

import io

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor

TRAINING = "TẬP HUẤN"
_COLOUR = RGBColor(0x5C, 0x3D, 0x7A)

_mark = ""


def mark_every_paper(text: str) -> None:
    """From now on every PDF and Word file carries this text; an empty text ends it."""
    global _mark
    _mark = text


def mark() -> str:
    """The text that every paper carries; empty for real papers."""
    return _mark


def marked_word(file: bytes) -> bytes:
    """The Word file with the mark in the head of every page; as it was when there is no mark."""
    if not _mark:
        return file
    document = docx.Document(io.BytesIO(file))
    for section in document.sections:
        heads = [section.header]
        if section.different_first_page_header_footer:
            heads.append(section.first_page_header)
        if document.settings.odd_and_even_pages_header_footer:
            heads.append(section.even_page_header)
        for head in heads:
            head.is_linked_to_previous = False
            paragraph = head.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(_mark)
            run.bold = True
            run.font.size = Pt(28)
            run.font.color.rgb = _COLOUR
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
