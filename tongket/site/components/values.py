"""Filters: dates, numbers and levels as people here write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongket.common import wording
from tongket.common.dates import format_day
from tongket.common.vocabulary import say
from tongket.common.wording import long_day, ordinal
from tongket.site.states import LEVELS

register = template.Library()


def _date_of(value: dt.date | dt.datetime) -> dt.date:
    return timezone.localtime(value).date() if isinstance(value, dt.datetime) else value


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """05/12/2021; empty for none."""
    return format_day(_date_of(value)) if value else ""


@register.filter
def day_month(value: dt.date | dt.datetime | None) -> str:
    """05/12; empty for none."""
    return format_day(_date_of(value))[:5] if value else ""


WEEKDAYS = (
    _("Thứ Hai"),
    _("Thứ Ba"),
    _("Thứ Tư"),
    _("Thứ Năm"),
    _("Thứ Sáu"),
    _("Thứ Bảy"),
    _("Chủ nhật"),
)


@register.filter
def weekday(value: dt.date) -> Any:
    """Thứ Hai … Chủ nhật."""
    return WEEKDAYS[value.weekday()]


@register.filter
def moment(value: dt.datetime | None) -> str:
    """16:40 ngày 17/12/2021; empty for none."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return gettext("%(time)s ngày %(day)s") % {"time": f"{local:%H:%M}", "day": format_day(local.date())}


@register.filter
def number(value: int | Decimal | str | None) -> str:
    """Thousands with a point and a decimal comma (in English the other way round), digits as given.

    A text that is no number stays as it is; a binary float is a mistake of the caller.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, float):
        raise TypeError("a figure is a whole number or a Decimal, never a float")
    try:
        text = f"{Decimal(str(value)):,f}"
    except InvalidOperation:
        return str(value)
    if (translation.get_language() or "vi").startswith("en"):
        return text
    return text.translate(str.maketrans(",.", ".,"))


@register.filter
def percent(value: int | Decimal | str | None) -> str:
    """65,63%; empty for none."""
    shown = number(value)
    return f"{shown}%" if shown else ""


@register.filter
def level_name(value: str | None) -> Any:
    """The full name of a level; empty for none."""
    return LEVELS[value].name if value else ""


@register.filter
def level_short(value: str | None) -> Any:
    """The short name of a level; empty for none."""
    return LEVELS[value].short if value else ""


@register.simple_tag
def word(key: str) -> str:
    """What the organisation calls a thing: ``{% word "member" %}`` (keys: tongket/common/vocabulary.py)."""
    return say(key)


register.filter("ordinal", ordinal)
register.filter("long_day", long_day)


@register.simple_tag
def address(name: str, *, member: bool = False, gender: str = "") -> str:
    """How a person is spoken of: ``{% address person.name member=True %}`` đồng chí …, others ông, bà."""
    return wording.address(name, member=member, gender=gender)


@register.filter
def or_dash(value: Any) -> Any:
    """The value, or a dash where nothing stands."""
    return "–" if value is None or value == "" else value


#: How browsers and systems name themselves, the more special first: some carry the names of others.
BROWSERS = (
    ("Edg", "Edge"),
    ("CocCoc", "Cốc Cốc"),
    ("coc_coc", "Cốc Cốc"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
)
BROWSERS += (("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"))
SYSTEMS += (("Mac OS", "macOS"), ("Linux", "Linux"))


@register.filter
def browser(agent: str) -> str:
    """'Chrome, Windows' from what a browser says of itself; a word for an unknown one."""
    found = (next((name for mark, name in table if mark in agent), None) for table in (BROWSERS, SYSTEMS))
    return ", ".join(name for name in found if name) or gettext("trình duyệt khác")
