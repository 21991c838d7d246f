"""Days and periods. A valid-to is exclusive; a deadline ends at 24:00 of its day."""

from __future__ import annotations

import calendar
import datetime as dt

from django.db.models import Q
from django.utils import timezone


def today() -> dt.date:
    """Today in the installation's time zone."""
    return timezone.localdate()


def valid_on(day: dt.date, prefix: str = "") -> Q:
    """The rows whose period [valid_from, valid_to) holds ``day``; ``prefix`` as in a lookup path."""
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    )


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later (earlier when negative), the month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def add_years(day: dt.date, years: int) -> dt.date:
    """The same day so many years later; 29 February becomes the 28th where there is none."""
    return add_months(day, 12 * years)


def format_day(day: dt.date | None) -> str:
    """dd/mm/yyyy, or an empty text."""
    return day.strftime("%d/%m/%Y") if day else ""


def format_long_day(day: dt.date) -> str:
    """'ngày 05 tháng 12 năm 2021', as papers write it (days under 10 and months 1, 2 with a nought)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
