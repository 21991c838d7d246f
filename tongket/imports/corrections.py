"""Cells that a person corrects in the page; the file stays as it was received."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongket.imports.cells import as_text
from tongket.imports.errors import UnknownCell
from tongket.imports.workbook import Place, Sheet, Workbook, column_index

_ADDRESS = re.compile(r"(?P<sheet>.*)!(?P<letter>[A-Z]{1,3})(?P<row>[0-9]{1,7})", re.DOTALL)


def row_of(address: str) -> str:
    """'sheet!12' of 'sheet!C12'. Raises ``UnknownCell``."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise UnknownCell(cell=address)
    return f"{match['sheet']}!{match['row']}"


def _find(workbook: Workbook, address: str) -> tuple[Sheet, Place]:
    match = _ADDRESS.fullmatch(address)
    if match is not None:
        row, column = int(match["row"]) - 1, column_index(match["letter"])
        for sheet in workbook.sheets:
            if sheet.name == match["sheet"] and 0 <= row < len(sheet.rows) and column < sheet.width:
                return sheet, (row, column)
    raise UnknownCell(cell=address)


def text_at(workbook: Workbook, address: str) -> str | None:
    """The text of a cell as the file has it, '' where it is empty; None where it has no value of its own."""
    sheet, place = _find(workbook, address)
    if place in sheet.errors or place in sheet.uncalculated or place in sheet.covered():
        return None
    return as_text(sheet.rows[place[0]][place[1]]) or ""


@dataclass(frozen=True)
class Corrected:
    """A cell that somebody corrected: what the file has (None: no value of its own) and what is read instead."""

    address: str
    was: str | None
    now: str


def correct(workbook: Workbook, corrections: Mapping[str, str]) -> list[Corrected]:
    """Put the corrected texts in their cells; says what was there. Raises ``UnknownCell``."""
    done = []
    for address, text in corrections.items():
        done.append(Corrected(address, text_at(workbook, address), text))
        sheet, place = _find(workbook, address)
        sheet.rows[place[0]][place[1]] = text or None
        sheet.errors.pop(place, None)
        sheet.uncalculated.pop(place, None)
        sheet.released.add(place)
    return done


def changed_cells(cells: Sequence[str], was: Sequence[str], texts: Sequence[str]) -> dict[str, str]:
    """Of the cells a page offered, those whose text somebody changed; white space alone is no change."""
    return {
        cell: text
        for cell, before, text in zip(cells, was, texts, strict=True)
        if " ".join(before.split()) != " ".join(text.split())
    }
