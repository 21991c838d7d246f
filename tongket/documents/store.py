"""Content-addressed store of files: checked, then flushed to the disk, before any row names them."""

from __future__ import annotations

import hashlib
import io
import os
import re
import zipfile
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from tongket.documents.errors import ClassifiedFile, FileRefused
from tongket.documents.rendering import word_text

MOST_BYTES = 25_000_000
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BEGINNINGS = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
_FIRST_LETTERS = 2000
_SECRET_NAME = re.compile(r"\bMẬT\b|(?i:\b(?:tối|tuyệt)[ _-]?mật\b)")
_SECRET_LINE = re.compile(r"^\s*(?:TỐI MẬT|TUYỆT MẬT|MẬT)\s*$", re.MULTILINE)


def inspected(name: str, content: bytes) -> str:
    """The media type by what the file begins with; raises FileRefused and ClassifiedFile (U3)."""
    most = MOST_BYTES // 1_000_000
    if not content:
        raise FileRefused(name=name, why=_("tệp rỗng"), most=most)
    if len(content) > MOST_BYTES:
        raise FileRefused(name=name, why=_("tệp quá lớn"), most=most)
    media_type = next((kind for start, kind in _BEGINNINGS if content.startswith(start)), None)
    text = ""
    if media_type is None:
        media_type, text = DOCX, _word_beginning(name, content, most)
    if _SECRET_NAME.search(name) or _SECRET_LINE.search(text):
        raise ClassifiedFile(name=name)
    return media_type


def _word_beginning(name: str, content: bytes, most: int) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {part.lower() for part in archive.namelist()}
            if "word/document.xml" not in names:
                raise FileRefused(name=name, why=_("không phải loại tệp được nhận"), most=most)
            if any(part.endswith("vbaproject.bin") for part in names):
                raise FileRefused(name=name, why=_("tệp có chứa macro"), most=most)
            if sum(part.file_size for part in archive.infolist()) > 4 * MOST_BYTES:
                raise FileRefused(name=name, why=_("tệp quá lớn"), most=most)
        return word_text(content)[:_FIRST_LETTERS]
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise FileRefused(name=name, why=_("không phải loại tệp được nhận"), most=most) from error


def path_of(sha256: str) -> Path:
    """Where the content with this checksum lies."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def keep(content: bytes) -> str:
    """Store the content (once) and return its checksum; it is on the disk when this returns."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if path.exists():
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{sha256}.{os.getpid()}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return sha256


def content_of(sha256: str) -> bytes:
    """The stored content; raises FileNotFoundError when the store lost it."""
    return path_of(sha256).read_bytes()
