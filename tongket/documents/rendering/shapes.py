"""What data a paper takes: a small language of shapes, a checker with exact places, and a printer.

A shape is a type (`str`, `int`, `bool`), `DATE`, `LINES`, a tuple of allowed words, a one-item list
`[shape]`, a dict (keys ending in `?` may be absent or null; the lone key `*` or `*?` stands for any key).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from tongket.documents.rendering.errors import DataShapeError, UnprintableTextError
from tongket.documents.rendering.fonts import printable
from tongket.documents.rendering.text import normal

DATE = datetime.date
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")


class Lines:
    """A text, or a list of texts when the breaks between the lines are given."""


class Decimal:
    """An exact number as text with a point, e.g. `65.63` (never a binary float)."""


class Row:
    """A row of a table: a list of cell texts, or one text for a group row across the table."""


LINES, DECIMAL, ROW = Lines, Decimal, Row
Shape = Any


def checked(data: object, shape: Shape, place: str = "") -> Any:
    """The data in NFC with null for absent optional keys; raises with the place of the first fault.

    Dates may be `date` objects or ISO texts. Raises DataShapeError and UnprintableTextError.
    """
    if isinstance(shape, dict):
        return _checked_mapping(data, shape, place)
    if isinstance(shape, list):
        if not isinstance(data, list | tuple):
            raise DataShapeError(place, expected="list", found=_kind(data))
        return [checked(item, shape[0], f"{place}[{index}]") for index, item in enumerate(data)]
    if isinstance(shape, tuple):
        if data not in shape:
            raise DataShapeError(place, expected=" | ".join(shape), found=repr(data))
        return data
    return _checked_value(data, shape, place)


def _checked_mapping(data: object, shape: dict[str, Shape], place: str) -> dict[str, Any]:
    if not isinstance(data, Mapping):
        raise DataShapeError(place or "data", expected="mapping", found=_kind(data))
    names = {key.removesuffix("?"): key for key in shape}
    if "*" in names:
        names = dict.fromkeys(map(str, data), names["*"])
    for key in data:
        if key not in names:
            raise DataShapeError(_join(place, str(key)), expected=", ".join(names), found=str(key))
    result = {}
    for name, key in names.items():
        value = data.get(name)
        if value is None:
            if not key.endswith("?"):
                raise DataShapeError(_join(place, name), expected=described(shape[key]), found="null")
            result[name] = None
        else:
            result[name] = checked(value, shape[key], _join(place, name))
    return result


def _checked_value(data: object, shape: Shape, place: str) -> Any:
    if shape is LINES:
        lines = [data] if isinstance(data, str) else data
        return checked(lines, [str], place)
    if shape is ROW:
        return printable_text(data, place) if isinstance(data, str) else checked(data, [str], place)
    if shape is DATE:
        return _checked_date(data, place)
    if shape is DECIMAL:
        if not isinstance(data, str) or not _DECIMAL.fullmatch(data):
            raise DataShapeError(place, expected=described(shape), found=repr(data))
        return data
    if not isinstance(data, shape) or (shape is int and isinstance(data, bool)):
        raise DataShapeError(place, expected=described(shape), found=_kind(data))
    return printable_text(data, place) if isinstance(data, str) else data


def _checked_date(data: object, place: str) -> datetime.date:
    if isinstance(data, datetime.date) and not isinstance(data, datetime.datetime):
        return data
    try:
        return datetime.date.fromisoformat(str(data))
    except ValueError as error:
        raise DataShapeError(place, expected="date (ISO)", found=repr(data)) from error


def printable_text(text: str, place: str) -> str:
    """The text in NFC; raises UnprintableTextError when the font would print an empty box for a letter."""
    clean = normal(text)
    wrong = sorted({letter for letter in clean if ord(letter) not in printable() and letter != "\n"})
    if wrong:
        named = ", ".join(f"“{letter}” (U+{ord(letter):04X})" for letter in wrong)
        raise UnprintableTextError(place, characters=named, text=repr(clean[:60]))
    return clean


def described(shape: Shape, names: Mapping[int, str] | None = None, indent: int = 0) -> str:
    """A shape as text; shapes whose `id` is in `names` are called by their name."""
    known = names or {}
    if indent and id(shape) in known:
        return known[id(shape)]
    if isinstance(shape, dict):
        pad = "  " * indent
        return "".join(f"\n{pad}{key}: {described(value, known, indent + 1)}" for key, value in shape.items())
    if isinstance(shape, list):
        return f"[ {described(shape[0], known, indent)} ]"
    if isinstance(shape, tuple):
        return " | ".join(shape)
    return _NAMES[shape]


_NAMES = {
    DATE: "date",
    LINES: "text or list of texts",
    DECIMAL: "decimal text",
    ROW: "cells or group text",
    str: "text",
    int: "whole number",
    bool: "yes/no",
}


def _join(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _kind(data: object) -> str:
    return type(data).__name__
