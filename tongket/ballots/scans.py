"""Scans of signed minutes: inspected and kept in the store of files, served to whoever may see the poll."""

from __future__ import annotations

from dataclasses import dataclass

from tongket.ballots.errors import ScanRefused
from tongket.common.text import clean
from tongket.documents.store import DOCX, content_of, inspected, keep

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True)
class StoredScan:
    """The checksum under which the content lies, its media type, and the name it came with."""

    sha256: str
    media_type: str
    name: str


def store_scan(name: str, content: bytes) -> StoredScan:
    """Keep the content and say where; refused by what it is, not by its name (and when marked secret)."""
    name = clean(name)[:200]
    media_type = inspected(name, content)
    if media_type == DOCX:
        raise ScanRefused(name=name)
    return StoredScan(sha256=keep(content), media_type=media_type, name=name)


def scan_content(sha256: str) -> bytes:
    """The stored content."""
    return content_of(sha256)
