"""The vendored fonts: what they draw, and whether they are the files that were vendored."""

from __future__ import annotations

import hashlib
import struct
import tomllib
from functools import cache
from pathlib import Path

from tongket.documents.rendering.errors import MissingFontError

FONTS_DIR = Path(__file__).resolve().parent.parent / "fonts"
FAMILY = "Liberation Serif"


@cache
def font_files() -> tuple[Path, ...]:
    """The font files of `vendor.toml`, checked against their checksums once a process."""
    vendor = tomllib.loads((FONTS_DIR / "vendor.toml").read_text(encoding="utf-8"))
    paths = []
    for entry in vendor["file"]:
        path = FONTS_DIR / entry["name"]
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
            raise MissingFontError(entry["name"])
        paths.append(path)
    return tuple(paths)


def letters_of(font: bytes) -> frozenset[int]:
    """Code points with a glyph in a TrueType font (its Unicode table of format 4, the basic plane)."""
    tables = {}
    for index in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        tables[tag] = offset
    cmap = tables[b"cmap"]
    points: set[int] = set()
    for index in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        _, _, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * index)
        at = cmap + offset
        if struct.unpack_from(">H", font, at)[0] == 4:
            points |= _format_4(font, at)
    return frozenset(points)


def _format_4(font: bytes, at: int) -> set[int]:
    segments = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", font, at + 14)
    starts = struct.unpack_from(f">{segments}H", font, at + 16 + 2 * segments)
    deltas = struct.unpack_from(f">{segments}H", font, at + 16 + 4 * segments)
    offsets_at = at + 16 + 6 * segments
    offsets = struct.unpack_from(f">{segments}H", font, offsets_at)
    points = set()
    for index, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for point in range(start, min(end, 0xFFFE) + 1):
            if offset == 0:
                glyph = (point + delta) & 0xFFFF
            else:
                place = offsets_at + 2 * index + offset + 2 * (point - start)
                glyph = struct.unpack_from(">H", font, place)[0]
            if glyph:
                points.add(point)
    return points


@cache
def printable() -> frozenset[int]:
    """Code points that all four styles draw; anything else would print as an empty box."""
    return frozenset.intersection(*(letters_of(path.read_bytes()) for path in font_files()))
