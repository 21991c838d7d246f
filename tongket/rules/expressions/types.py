"""Values and types of expressions. Numbers are exact; what is not known says which facts are missing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Value = bool | int | Fraction | Decimal | datetime.date | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No value, because these facts are missing."""

    missing: frozenset[str]

    def join(self, other: object) -> Unknown:
        """What is missing here and there."""
        return Unknown(self.missing | other.missing) if isinstance(other, Unknown) else self


@dataclass(frozen=True, slots=True)
class Type:
    """`base` is boolean, number, date, text, ids or words; `words` are listed best first when `ordered`."""

    base: str
    words: tuple[str, ...] = ()
    ordered: bool = False

    def __str__(self) -> str:
        return "|".join(self.words) if self.base == "words" else self.base


BOOLEAN = Type("boolean")
NUMBER = Type("number")
DATE = Type("date")
TEXT = Type("text")
IDS = Type("ids")


def months_between(start: datetime.date, end: datetime.date) -> int:
    """Full months from start to end; the last day of a short month completes a month begun on a later day."""
    months = (end.year - start.year) * 12 + end.month - start.month
    last_day_of_end = (_first_of_next_month(end) - datetime.timedelta(days=1)).day
    if end.day < min(start.day, last_day_of_end):
        months -= 1
    return months


def _first_of_next_month(day: datetime.date) -> datetime.date:
    return (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
