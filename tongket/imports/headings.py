"""Headings that nobody knows: what they could mean, and what the office said of them before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from tongket.common.legacy_text import ENCODING_NAMES, detect_legacy
from tongket.imports.mapping import Heading, Table, heading_key
from tongket.imports.preview import Preview
from tongket.imports.problems import LEGACY_ENCODING
from tongket.imports.workbook import is_blank

#: So many values of the column are shown, to see what it is.
SAMPLES = 3
#: What a page sends for a heading of which nothing is said, and for one that is left out.
UNSAID, LEFT_OUT = "?", "-"


@dataclass(frozen=True)
class OpenHeading:
    """A column whose meaning a person may say. ``chosen`` is the column's name, '' left out, None not said yet."""

    path: str
    letter: str
    sheet: str
    samples: list[str]
    options: list[tuple[str, str]]
    chosen: str | None


def open_headings(preview: Preview, mapping: Mapping[str, str]) -> list[OpenHeading]:
    """Headings that mean nothing here and those that somebody has said something of, each path once."""
    said = {heading_key(path): column for path, column in mapping.items()}
    found: dict[str, OpenHeading] = {}
    for table in preview.tables:
        for heading in table.headings:
            key = heading_key(heading.path)
            if key in found or (heading.index in table.columns and key not in said):
                continue
            found[key] = OpenHeading(
                heading.path,
                heading.letter,
                table.sheet.name,
                _samples(table, heading),
                _options(table, heading),
                said.get(key),
            )
    return list(found.values())


def _samples(table: Table, heading: Heading) -> list[str]:
    rows = table.sheet.rows[table.first_data_row :]
    values = (row[heading.index] for row in rows if not is_blank(row[heading.index]))
    return [str(value) for value, _place in zip(values, range(SAMPLES), strict=False)]


def _options(table: Table, heading: Heading) -> list[tuple[str, str]]:
    """The kind's columns that no other heading of the table has taken."""
    taken = {column.name for index, column in table.columns.items() if index != heading.index}
    english = get_language() == "en"
    return [(c.name, c.en if english else c.vi) for c in table.spec.columns if c.name not in taken]


@dataclass(frozen=True)
class LegacyCells:
    """Cells in an old encoding that stay unread until somebody agrees to convert them, with one as an example."""

    encoding: str
    name: str
    cells: int
    example: str
    converted: str


def legacy_cells(preview: Preview) -> list[LegacyCells]:
    """Old encodings met in the rows, each with how many cells and what one of them would become."""
    found: dict[str, LegacyCells] = {}
    for row in preview.rows:
        for problem in (*row.problems, *row.also):
            legacy = detect_legacy(str(problem.value)) if problem.kind == LEGACY_ENCODING.name else None
            if legacy is None:
                continue
            first = found.get(legacy.encoding)
            found[legacy.encoding] = LegacyCells(
                legacy.encoding,
                ENCODING_NAMES[legacy.encoding],
                first.cells + 1 if first else 1,
                first.example if first else str(problem.value),
                first.converted if first else legacy.converted,
            )
    return list(found.values())
