"""Sheets as offices write them: title rows, merged headings, dates now as text and now as dates, untidy text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

Heading = str | tuple[str, tuple[str, ...]]
OLDER_TONES = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "ùy": "uỳ", "úy": "uý", "ủy": "uỷ"}
OLDER_TONES |= {"ũy": "uỹ", "ụy": "uỵ"}


def messy(text: str, rng: Random) -> str:
    """The same text to a reader: decomposed, with odd spaces or with the older place of tone marks."""
    if rng.random() > 0.06 or not text:
        return text
    way = rng.randrange(5)
    if way == 0:
        return unicodedata.normalize("NFD", text)
    if way == 1:
        return text.replace(" ", "\xa0", 1)
    if way == 2:
        return text.replace(" ", "  ", 1)
    if way == 3:
        return text + " "
    for new, old in OLDER_TONES.items():
        if any(word.endswith(new) for word in text.split()):
            text = " ".join(w[: -len(new)] + old if w.endswith(new) else w for w in text.split())
    return text


def spelled(day: date, rng: Random) -> str:
    """A date as Vietnamese offices type it: 05/03/1984 or 05/3/1984."""
    return (
        day.strftime("%d/%m/%Y") if day.month > 9 or rng.random() < 0.7 else f"{day:%d}/{day.month}/{day:%Y}"
    )


class Book:
    """A workbook under way; every sheet starts with the two names, a blank row, the title and another blank."""

    def __init__(self, heads: tuple[str, str], rng: Random) -> None:
        self.heads = heads
        self.rng = rng
        self.book = openpyxl.Workbook()
        self.book.remove(self.book.active)

    def text(self, text: str | None) -> str | None:
        return text and messy(text, self.rng)

    def as_text(self, day: date | None) -> str | None:
        return day and spelled(day, self.rng)

    def as_date(self, day: date | None) -> datetime | None:
        return day and datetime.combine(day, time())

    def mixed(self, day: date | None) -> str | datetime | None:
        return self.as_text(day) if self.rng.random() < 0.5 else self.as_date(day)

    def sheet(
        self,
        name: str,
        title: str,
        headings: Iterable[Heading],
        rows: Iterable[Iterable[Any]],
        note: str = "",
    ) -> None:
        """Headings with parts take two rows, merged across; the others are then merged downwards."""
        sheet = self.book.create_sheet(name)
        headings = list(headings)
        width = sum(1 if isinstance(h, str) else len(h[1]) for h in headings)
        for number, text in enumerate((*self.heads, None, title), 1):
            sheet.cell(number, 1, text)
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=width)
        deep = any(not isinstance(h, str) for h in headings)
        column = 1
        for heading in headings:
            if isinstance(heading, str):
                sheet.cell(6, column, heading)
                if deep:
                    letter = get_column_letter(column)
                    sheet.merge_cells(f"{letter}6:{letter}7")
                column += 1
                continue
            group, parts = heading
            sheet.cell(6, column, group)
            for offset, part in enumerate(parts):
                sheet.cell(7, column + offset, part)
            sheet.merge_cells(start_row=6, end_row=6, start_column=column, end_column=column + len(parts) - 1)
            column += len(parts)
        line = 8 if deep else 7
        for number, row in enumerate(rows, 1):
            for column, value in enumerate((number, *row), 1):
                sheet.cell(line, column, value)
            line += 1
        if note:
            sheet.cell(line + 1, 2, note)

    def save(self, path: Path) -> None:
        self.book.save(path)
