"""Names as of a day: while the pages of a year are read, every unit carries the name it had at the end of that year.

A rename in the middle of a round changes no page of it. Units renamed since the day are few; their names are looked
up once per page and given to the units as they are loaded. Nothing is stored: an act writes only what it changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_NAMES: ContextVar[Mapping[int, str] | None] = ContextVar("names_of_the_day", default=None)


def name_then(unit_id: int) -> str | None:
    """The name that a unit carried on the day being read; None where it is the present one."""
    names = _NAMES.get()
    return None if names is None else names.get(unit_id)


@contextmanager
def names_as_of(day: dt.date) -> Iterator[None]:
    """Units loaded inside carry the name of the day."""
    from tongket.organisation.queries.units import names_since_changed

    token = _NAMES.set(names_since_changed(day))
    try:
        yield
    finally:
        _NAMES.reset(token)
