"""Tables pasted as text: one row a line, columns by tab (from Excel) or by ``|``."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tongket.common.text import clean


def split_lines(text: str, least: int, most: int) -> list[tuple[int, list[str]]]:
    """(line number, cells) of every line that is not empty; raises naming the line with a wrong count."""
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        cells = [clean(cell) for cell in line.split("\t" if "\t" in line else "|")]
        if not least <= len(cells) <= most:
            raise ValidationError(
                _("Dòng %(n)s có %(found)s cột, cần %(least)s đến %(most)s cột."),
                params={"n": number, "found": len(cells), "least": least, "most": most},
            )
        rows.append((number, cells + [""] * (most - len(cells))))
    return rows


def as_time(text: str, number: int) -> dt.time:
    """A time as people write it: 08:00, 8h00 or 8h."""
    hours, _sep, minutes = text.lower().replace("h", ":").partition(":")
    try:
        return dt.time(int(hours), int(minutes or 0))
    except ValueError as error:
        raise ValidationError(
            _("Dòng %(n)s: “%(value)s” không phải giờ. Ghi như 08:00."), params={"n": number, "value": text}
        ) from error


def as_day(text: str, number: int) -> dt.date:
    """A day as offices write it: 05/12/2021."""
    try:
        day, month, year = (int(part) for part in text.split("/"))
        return dt.date(year, month, day)
    except ValueError as error:
        raise ValidationError(
            _("Dòng %(n)s: “%(value)s” không phải ngày. Ghi ngày/tháng/năm."),
            params={"n": number, "value": text},
        ) from error


def as_count(text: str, number: int) -> int:
    """A whole number from nought."""
    if not text.isdecimal():
        raise ValidationError(
            _("Dòng %(n)s: “%(value)s” không phải số đếm."), params={"n": number, "value": text}
        )
    return int(text)
