"""Small pieces of official text: dates, numbers, lists, spelling. Pure functions, tested by example."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence

from tongket.documents.rendering.profiles import Profile

BLANK_NUMBER = "\u00a0" * 8
BLANK_PART = "\u00a0" * 6
# what an office says with the older placement of the mark: only in words of templates, never in names
_UY_OLDER = str.maketrans({"ủ": "u", "Ủ": "U", "y": "ỷ", "Y": "Ỷ"})
_CLOSING_MARKS = re.compile(r"(\./\.|[;,.\s])+$")
_UY = re.compile(r"\b[ủỦ][yY]\b")


def official_date(day: datetime.date) -> str:
    """`ngày 05 tháng 01 năm 2022`: days below 10 and months 1 and 2 with a zero (HD 36; NĐ 30)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_date(day: datetime.date) -> str:
    """`05/01/2022`."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def place_date_line(place: str | None, day: datetime.date | None, year: int | None) -> str:
    """The place-date line; without a day the places for the pen are left open.

    `year` is printed when the day is not known yet. Returns "" when nothing is known.
    """
    if day is not None:
        words = official_date(day)
    elif year is not None:
        words = f"ngày{BLANK_PART}tháng{BLANK_PART}năm {year}"
    else:
        return ""
    return f"{place}, {words}" if place else words[0].upper() + words[1:]


def number_text(profile: Profile, number: str | None, symbol: str) -> str:
    """`118-QĐ/ĐU`, `05/QĐ-STTTT`; spaces before the symbol while the number is not typed in (U4)."""
    if number is None:
        return f"{BLANK_NUMBER}{profile['number.joint']}{symbol}"
    padded = number.zfill(profile["number.digits"]) if number.isdigit() else number
    return f"{padded}{profile['number.joint']}{symbol}"


def number_line(profile: Profile, number: str | None, symbol: str | None) -> str:
    """`Số 118-QĐ/ĐU`; "" for a paper without a number."""
    if symbol is None:
        return ""
    return f"{profile['number.label']} {number_text(profile, number, symbol)}"


def spelled(profile: Profile, words: str) -> str:
    """Words of a template in the office's spelling of “ủy” (or the older “uỷ”)."""
    if profile["words.uy"] == "ủy":
        return words
    return _UY.sub(lambda found: found.group().translate(_UY_OLDER), words)


def ended(text: str, mark: str) -> str:
    """The text with exactly this mark at its end, whatever mark it was typed with."""
    return _CLOSING_MARKS.sub("", text) + mark


def listed(items: Sequence[str], joint: str, end: str) -> list[str]:
    """Each item with its closing mark: `joint` after all but the last, `end` after the last."""
    last = len(items) - 1
    return [ended(item, end if index == last else joint) for index, item in enumerate(items)]


def count_text(count: int | None) -> str:
    """A count as official papers write it: 1 to 9 with a zero before, thousands with a point."""
    if count is None:
        return "chưa ghi"
    return f"{count:02d}" if 0 < count < 10 else f"{count:,}".replace(",", ".")


def share_text(share: str | None) -> str:
    """`65,63%` of the exact text `65.63`; "" when there is none."""
    return "" if share is None else share.replace(".", ",") + "%"


def money_text(amount: int) -> str:
    """`447.000 đồng`."""
    return f"{amount:,}".replace(",", ".") + " đồng"


def normal(text: str) -> str:
    """NFC with plain line ends: how every text enters a paper."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
