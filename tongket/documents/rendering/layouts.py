"""Certificate layouts: where each field stands on the sheet, in millimetres, for own design and blanks."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import segno

from tongket.common.yaml_text import read_yaml
from tongket.documents.rendering.errors import DataShapeError, UnknownTemplateError

LAYOUTS_DIR = Path(__file__).resolve().parent.parent / "layouts"
DEFAULT_LAYOUT = "giay-khen-a4"
_WITH_LAYOUT = frozenset({"certificates", "certificate_ruler"})


@cache
def layouts() -> Mapping[str, Mapping[str, Any]]:
    """All shipped layouts by id."""
    return {
        path.stem: read_yaml(path.read_text(encoding="utf-8")) for path in sorted(LAYOUTS_DIR.glob("*.yaml"))
    }


def layout_context(template: str, context: Mapping[str, Any]) -> dict[str, Any]:
    """What a certificate template needs beside its data: the sheet, and each field's place after offsets.

    Raises UnknownTemplateError for an unknown layout, DataShapeError for an offset of an unknown field.
    """
    if template not in _WITH_LAYOUT:
        return {}
    name = context["layout"] or DEFAULT_LAYOUT
    if name not in layouts():
        raise UnknownTemplateError(name, known=", ".join(layouts()))
    layout = layouts()[name]
    sheet_offset, own = context["offset_mm"], context["field_offsets_mm"] or {}
    for field in own:
        if field not in layout["fields"]:
            known = ", ".join(layout["fields"])
            raise DataShapeError(f"field_offsets_mm.{field}", expected=known, found=field)
    fields = {
        field: {**place, **_moved(place, sheet_offset, own.get(field))}
        for field, place in layout["fields"].items()
    }
    more: dict[str, Any] = {"sheet": layout["sheet"], "fields": fields}
    if template == "certificates" and context["backs"]:
        more["qr_codes"] = [qr_svg(item["qr_text"]) if item["qr_text"] else "" for item in context["items"]]
    return more


def _moved(place: Mapping[str, Any], *offsets: Mapping[str, str | None] | None) -> dict[str, str]:
    """`x_mm` and `y_mm` as exact texts, moved by every offset given."""
    moved = {}
    for axis in ("x", "y"):
        given = [offset[axis] for offset in offsets if offset and offset[axis]]
        moved[f"{axis}_mm"] = str(sum(map(Decimal, given), Decimal(place[f"{axis}_mm"])))
    return moved


@lru_cache(maxsize=4096)
def qr_svg(text: str) -> str:
    """A QR code as SVG text; made once per text, since it costs more than the typesetting."""
    out = BytesIO()
    segno.make(text, error="m").save(out, kind="svg", border=2, scale=1, xmldecl=False, svgns=True)
    return out.getvalue().decode("ascii")
