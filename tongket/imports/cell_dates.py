"""Dates as offices write them. A day that isn't certain is never guessed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from tongket.imports import problems as p
from tongket.imports.cells import Context, Parsed, Parser, as_text, found
from tongket.imports.problems import ProblemKind
from tongket.imports.workbook import RawValue

FIRST_YEAR, LAST_YEAR = 1900, 2199
_EXCEL_DAY_0 = date(1899, 12, 30)
_LAST_SERIAL = 109_574

_SEPARATOR = r"\s*[/.\-\u2013]\s*"
_TIME = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_DAY_MONTH_YEAR = re.compile(rf"(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{1,4}}){_TIME}")
_YEAR_MONTH_DAY = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}")
_IN_WORDS = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s*,?\s+năm\s+(\d{1,4})", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"(?:tháng\s+)?(\d{{1,2}})(?:{_SEPARATOR}|\s*năm\s+)(\d{{4}})", re.IGNORECASE)
_DAY_MONTH = re.compile(rf"\d{{1,2}}{_SEPARATOR}\d{{1,2}}")
_GAPS = re.compile(rf"[.?xX_*-]{{0,4}}{_SEPARATOR}(?:[.?xX_*-]{{1,4}}|\d{{1,2}}){_SEPARATOR}\d{{4}}")
"""A day or month left open: ../06/1985, ??/??/1985."""
_DIGITS = re.compile(r"\d+(?:[.,]0+)?")


@dataclass(frozen=True, order=True)
class PartialDate:
    """A month or a year alone, where a field allows that; ``month`` None is the year alone."""

    year: int
    month: int | None = None

    def first_day(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, 1)


def day(*, future: bool = False, month_alone: bool = False, year_alone: bool = False) -> Parser:
    """A date, from a real date cell or a text dd/mm/yyyy (also dd.mm.yyyy, yyyy-mm-dd, "ngày … tháng … năm …").

    ``future`` lets days after today pass; ``month_alone`` and ``year_alone`` let mm/yyyy and yyyy pass as a
    :class:`PartialDate`. Two-digit years, impossible days, numbers and reversed order are faults.
    """
    allowed = (month_alone, year_alone)

    def parse(raw: RawValue, context: Context) -> Parsed:
        if isinstance(raw, datetime):
            value: Any = raw.date()
        elif isinstance(raw, date):
            value = raw
        elif isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
            value = _of_number(Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw), allowed)
        elif isinstance(raw, str):
            value = _of_text(raw, allowed)
        else:
            return found(p.TEXT_IN_DATE)
        if isinstance(value, _NoDate):
            return found(value.kind, **value.detail())
        if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
            return found(p.IMPOSSIBLE_DATE)
        first = value.first_day() if isinstance(value, PartialDate) else value
        if not future and first > context.today:
            return found(p.FUTURE_DATE, today=as_text(context.today))
        return value, ()

    return parse


@dataclass(frozen=True)
class _NoDate:
    kind: ProblemKind
    detail: Callable[[], dict[str, Any]] = dict


def _of_number(value: Decimal, allowed: tuple[bool, bool]) -> date | PartialDate | _NoDate:
    if not value.is_finite():
        return _NoDate(p.TEXT_IN_DATE)
    if value == value.to_integral_value() and FIRST_YEAR <= value <= LAST_YEAR:
        return PartialDate(int(value)) if allowed[1] else _NoDate(p.INCOMPLETE_DATE)
    read = None
    if 1 <= value <= _LAST_SERIAL:
        read = as_text(_EXCEL_DAY_0 + timedelta(days=int(value)))
    return _NoDate(
        p.NUMBER_FOR_DATE,
        lambda: {
            "read_vi": f" (Excel sẽ hiểu là {read}, cần đối chiếu)" if read else "",
            "read_en": f" (Excel would take it for {read}; check it)" if read else "",
        },
    )


@lru_cache(maxsize=65536)
def _of_text(shown: str, allowed: tuple[bool, bool]) -> date | PartialDate | _NoDate:
    match = _DAY_MONTH_YEAR.fullmatch(shown) or _IN_WORDS.fullmatch(shown)
    if match:
        return _of_parts(int(match[1]), int(match[2]), match[3])
    match = _YEAR_MONTH_DAY.fullmatch(shown)
    if match:
        return _calendar(int(match[3]), int(match[2]), int(match[1])) or _NoDate(p.IMPOSSIBLE_DATE)
    match = _MONTH_YEAR.fullmatch(shown)
    if match:
        month, year = int(match[1]), int(match[2])
        if not 1 <= month <= 12 or not FIRST_YEAR <= year <= LAST_YEAR:
            return _NoDate(p.IMPOSSIBLE_DATE)
        return PartialDate(year, month) if allowed[0] else _NoDate(p.INCOMPLETE_DATE)
    if _DAY_MONTH.fullmatch(shown) or _GAPS.fullmatch(shown):
        return _NoDate(p.INCOMPLETE_DATE)
    if _DIGITS.fullmatch(shown):
        return _of_number(Decimal(shown.replace(",", ".")), allowed)
    return _NoDate(p.TEXT_IN_DATE)


def _of_parts(first: int, second: int, year: str) -> date | _NoDate:
    if len(year) == 2:
        return _NoDate(p.TWO_DIGIT_YEAR)
    value = _calendar(first, second, int(year))
    if value is not None:
        return value
    swapped = _calendar(second, first, int(year))
    if swapped is not None and second > 12:
        return _NoDate(p.MONTH_DAY_ORDER, lambda: {"read": as_text(swapped)})
    return _NoDate(p.IMPOSSIBLE_DATE)


def _calendar(day_of_month: int, month: int, year: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None
