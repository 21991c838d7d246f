"""PDF through Typst: own templates, vendored fonts only, no packages, the same bytes for the same input."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from tongket.documents.rendering.context import context_of, plain
from tongket.documents.rendering.errors import (
    MissingFontError,
    TemplateError,
    TextDoesNotFitError,
    UnknownTemplateError,
)
from tongket.documents.rendering.fonts import FAMILY, FONTS_DIR, font_files
from tongket.documents.rendering.layouts import layout_context
from tongket.documents.rendering.marking import mark
from tongket.documents.rendering.papers import PAPERS, get_paper
from tongket.documents.rendering.profiles import Profile, get_profile

TEMPLATES_DIR = Path(__file__).resolve().parent.parent / "templates_typst"
# how a template says that a text fits nowhere (lib/fit.typ): field and text between the marks
_TOO_LONG = re.compile(r"too-long\|(?P<field>[^|]*)\|(?P<text>.*)", re.DOTALL)


def render_pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    document_date: datetime.date,
    profile: Profile | str,
    archival: bool = False,
) -> bytes:
    """One PDF of the paper `template` (a name of `PAPERS`) in the form `profile` (or its id).

    `document_date` is written into the file instead of the clock's time, so that the same input gives the
    same bytes. `archival` makes PDF/A-3b, for the file that is kept. No text of `data` is ever
    read as markup. Raises the errors of `rendering.errors`.
    """
    form = get_profile(profile) if isinstance(profile, str) else profile
    paper = get_paper(template)
    if not paper.pdf:
        known = ", ".join(name for name, each in PAPERS.items() if each.pdf)
        raise UnknownTemplateError(template, known=known)
    context = context_of(template, data, form)
    context |= layout_context(template, context)
    if template == "certificates":  # PDF/A takes no embedded page: there the ornament is drawn on each sheet
        embedded = not context["blanks"] and not archival
        sheet = context["sheet"]
        context["frame"] = list(_frame(sheet["width_mm"], sheet["height_mm"])) if embedded else None
    inputs = {
        "data": json.dumps(plain(context), ensure_ascii=False),
        "form": json.dumps(form.values(), ensure_ascii=False),
        "font": FAMILY,
        "date": document_date.isoformat(),
    }
    source = f"{template}.typ"
    if mark():
        inputs |= {"mark": mark(), "paper": source}
        source = "marked.typ"
    return compile_pdf(TEMPLATES_DIR / source, inputs, document_date=document_date, archival=archival)


@cache
def _frame(width_mm: str, height_mm: str) -> bytes:
    """The ornament of a sheet as a PDF page of its own."""
    inputs = {"width_mm": width_mm, "height_mm": height_mm}
    return compile_pdf(TEMPLATES_DIR / "frame_sheet.typ", inputs, document_date=datetime.date(2000, 1, 1))


@cache
def _compiler() -> typst.Compiler:
    font_files()  # refuses altered files before anything is drawn with them
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS_DIR])
    return typst.Compiler(root=TEMPLATES_DIR, font_paths=fonts, ignore_system_fonts=True)


def compile_pdf(
    source: Path | bytes, inputs: dict[str, str], *, document_date: datetime.date, archival: bool = False
) -> bytes:
    """Compile a Typst file under the templates' root, or a text; any warning is an error, a font's above all.

    Raises MissingFontError, TextDoesNotFitError or TemplateError.
    """
    name = source.name if isinstance(source, Path) else "text"
    midnight = datetime.datetime.combine(document_date, datetime.time(), tzinfo=datetime.UTC)
    try:
        result, warnings = _compiler().compile_with_warnings(
            input=source,
            format="pdf",
            sys_inputs=inputs,
            timestamp=midnight,
            pdf_standards=["a-3b"] if archival else [],
        )
    except typst.TypstError as error:
        too_long = _TOO_LONG.search(error.message)
        if too_long:
            raise TextDoesNotFitError(too_long["field"], text=too_long["text"].strip('" ')) from error
        raise TemplateError(name, why=error.diagnostic or error.message) from error
    for warning in warnings:
        if "font family" in warning.message:
            raise MissingFontError(warning.message)
        raise TemplateError(name, why=warning.diagnostic)
    return result
