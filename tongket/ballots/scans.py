"""Scans of signed minutes: kept under the hash of their content, never changed, served by permission."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from tongket.ballots.errors import ScanRefused
from tongket.common.text import clean

MOST_MEGABYTES = 20
KINDS = {
    b"%PDF-": ("pdf", "application/pdf"),
    b"\xff\xd8\xff": ("jpg", "image/jpeg"),
    b"\x89PNG\r\n\x1a\n": ("png", "image/png"),
}


@dataclass(frozen=True)
class StoredScan:
    """Where the content lies, and the name it came with."""

    path: str
    name: str


def store_scan(name: str, content: bytes) -> StoredScan:
    """Keep the content (once, by its hash) and say where; refused by its first bytes, not by its name."""
    name = clean(name)[:200]
    if len(content) > MOST_MEGABYTES * 1024 * 1024:
        raise ScanRefused(name=name, what=_("tệp quá lớn"), most=MOST_MEGABYTES)
    suffix = next((kind for start, (kind, _mime) in KINDS.items() if content.startswith(start)), None)
    if suffix is None:
        raise ScanRefused(name=name, what=_("không phải PDF, JPEG hoặc PNG"), most=MOST_MEGABYTES)
    path = f"ballots/{hashlib.sha256(content).hexdigest()}.{suffix}"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))
    return StoredScan(path=path, name=name)


def open_scan(path: str) -> tuple[File, str]:
    """The stored file and its media type."""
    types = dict(KINDS.values())
    return default_storage.open(path), types[path.rpartition(".")[2]]
