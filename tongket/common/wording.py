"""Days, ordinals and forms of address as official Vietnamese writes them (and plain English)."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import get_language, gettext

from tongket.common.vocabulary import say

#: Vietnamese ordinals: "nhất" and "tư" are words of their own, the others are the number's word or its figure.
_ORDINALS = {
    1: "nhất",
    2: "hai",
    3: "ba",
    4: "tư",
    5: "năm",
    6: "sáu",
    7: "bảy",
    8: "tám",
    9: "chín",
    10: "mười",
}


def is_english() -> bool:
    """Whether the reader reads English."""
    return (get_language() or "vi").startswith("en")


def ordinal(number: int) -> str:
    """'thứ nhất', 'thứ tư', 'thứ 11'; in English '1st', '4th', '11th'. Whole numbers from 1."""
    if number < 1:
        raise ValueError("an ordinal begins at 1")
    if not is_english():
        return f"thứ {_ORDINALS.get(number, number)}"
    last = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{last}"


def long_day(day: dt.date) -> str:
    """'ngày 05 tháng 01 năm 2022': days below 10 and the months 1 and 2 with a zero in front, as papers have it."""
    if is_english():
        return f"{day.day} {day:%B} {day.year}"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def address(name: str, *, member: bool = False, gender: str = "") -> str:
    """How a person is spoken of: members by the organisation's own greeting (đồng chí), others as ông or bà, and
    as "ông/bà" while it is not known which. ``gender`` is that of the register: female, male or empty."""
    if member:
        return f"{say('greeting')} {name}"
    titles = {"female": gettext("bà"), "male": gettext("ông")}
    return f"{titles.get(gender, gettext('ông/bà'))} {name}"
