"""Word through docxtpl: own templates built from the form profile, or a file that the office edited.

Values are always escaped (an unescaped `&` loses the rest of the file), placeholders that the data don't have
are errors, and a template may only read data: it is run in Jinja's sandbox.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import docx
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2 import TemplateError as JinjaError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tongket.documents.rendering.build_word import word_template
from tongket.documents.rendering.context import context_of, plain
from tongket.documents.rendering.errors import TemplateError, UnknownTemplateError
from tongket.documents.rendering.marking import marked_word
from tongket.documents.rendering.papers import PAPERS, get_paper
from tongket.documents.rendering.profiles import Profile, get_profile
from tongket.documents.rendering.samples import sample
from tongket.documents.rendering.word_context import word_context
from tongket.documents.rendering.word_parts import fit_columns

MOST_BYTES = 20_000_000
MOST_PARTS = 500
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def render_docx(
    template: str, data: Mapping[str, Any], *, profile: Profile | str, source: bytes | None = None
) -> bytes:
    """A Word file of the paper `template`; the same input gives the same bytes.

    `source` is the office's own template; without it one is built from the profile. Raises the errors of
    `rendering.errors`; a fault of the template is a TemplateError that names the placeholder.
    """
    form = get_profile(profile) if isinstance(profile, str) else profile
    paper = get_paper(template)
    if not paper.word:
        known = ", ".join(name for name, each in PAPERS.items() if each.word)
        raise UnknownTemplateError(template, known=known)
    context = word_context(template, plain(context_of(template, data, form)), form)
    file = word_template(template, form) if source is None else _opened(template, source)
    return _filled(template, file, context, own=source is None)


def check_word_template(template: str, source: bytes, *, profile: Profile | str) -> bytes:
    """The preview of an uploaded template with sample data; raises TemplateError with the first fault."""
    return render_docx(template, sample(template), profile=profile, source=source)


def _opened(template: str, source: bytes) -> bytes:
    """The uploaded file after checking that it is a Word file without macros and of a sane size."""
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            broken = archive.testzip() if _sane(parts) else None
    except zipfile.BadZipFile as error:
        raise TemplateError(template, why="không phải tệp Word (.docx) / not a Word file (.docx)") from error
    if not _sane(parts):
        raise TemplateError(template, why="tệp quá lớn / the file is too large")
    if broken or "word/document.xml" not in names:
        raise TemplateError(template, why="tệp Word bị hỏng / the Word file is damaged")
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        raise TemplateError(template, why="tệp có chứa macro / the file contains macros")
    return source


def _sane(parts: list[zipfile.ZipInfo]) -> bool:
    return len(parts) <= MOST_PARTS and sum(part.file_size for part in parts) <= MOST_BYTES


def _filled(template: str, source: bytes, context: Mapping[str, Any], *, own: bool) -> bytes:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=_shown)
    document = DocxTemplate(io.BytesIO(source))
    try:
        document.render(context, jinja_env=environment, autoescape=True)
    except JinjaError as error:
        raise TemplateError(template, why=str(error)) from error
    if own:
        fit_columns(document.docx)
    out = io.BytesIO()
    document.save(out)
    return _settled(marked_word(out.getvalue()))


def _shown(value: object) -> object:
    return "" if value is None else value


def _settled(file: bytes) -> bytes:
    """The same Word file with one fixed day on every part, so that equal input gives equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(zipfile.ZipInfo(part.filename, _ZIP_DAY), old.read(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def word_text(file: bytes) -> str:
    """All text of a Word file, paragraphs and table cells in order, one a line (for comparing copies)."""
    document = docx.Document(io.BytesIO(file))
    lines = []
    for block in document.iter_inner_content():
        if isinstance(block, docx.table.Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines)
