"""Tells rows of data from what else stands in a table: totals, repeated headings, groups, footers, blanks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tongket.common.text import clean
from tongket.imports import problems as p
from tongket.imports.cells import Context, as_text
from tongket.imports.mapping import Table, heading_key
from tongket.imports.problems import ProblemKind
from tongket.imports.workbook import Place, RawValue, is_blank

Role = Literal["data", "skip", "footer", "blank_tail"]

_TOTAL = re.compile(r"(?:tổng|cộng|toàn (?:chi bộ|đảng bộ|cơ quan))(?!\w)")
_DIGIT = re.compile(r"\d")
_GROUP_NUMBER = re.compile(r"(?:[IVXLC]+|[A-ZĐ])[.)]?")
_GROUP_TEXT = re.compile(r"(?:[IVXLC]+|[A-ZĐ])[.)]\s+\S")


@dataclass(frozen=True)
class RowRole:
    """What a row is; for skipped rows the kind of skip and the cell that shows it (column index, value)."""

    role: Role
    skip: ProblemKind | None = None
    index: int | None = None
    value: str | None = None


DATA = RowRole("data")


def classify(table: Table, covered: Mapping[Place, Place], context: Context) -> dict[int, RowRole]:
    """Role of each row below the heading, by row index."""
    reader = _RowReader(table, covered, context)
    total_rows = len(table.sheet.rows)
    end = next((r for r in range(total_rows - 1, table.first_data_row - 1, -1) if reader.is_solid(r)), None)
    end = table.first_data_row - 1 if end is None else end
    roles = {row: reader.role(row) for row in range(table.first_data_row, end + 1)}
    in_footer = False
    for row in range(end + 1, total_rows):
        role = reader.role(row)
        if role.skip is p.BLANK_ROW:
            in_footer = True
            roles[row] = RowRole("blank_tail")
        elif role.skip is p.REPEATED_HEADER or (role.skip is p.SUBTOTAL_ROW and not in_footer):
            roles[row] = role
        else:
            roles[row] = RowRole("footer", value=reader.shown(row))
    return roles


class _RowReader:
    def __init__(self, table: Table, covered: Mapping[Place, Place], context: Context) -> None:
        self.table = table
        self.sheet = table.sheet
        self.covered = covered
        self.context = context
        self.anchor = table.index_of(table.spec.anchor)
        self.number_columns = {i for i, column in table.columns.items() if column.row_number}
        self.keys = [
            i
            for i, column in table.columns.items()
            if not column.row_number and (column.missing is not None or i == self.anchor)
        ]
        self.labels = {heading.index: heading_key(heading.label) for heading in table.headings}
        self.digits_in_headings = any(_DIGIT.search(heading.path) for heading in table.headings)
        self.paths = {
            heading.index: {heading_key(level) for level in (*heading.parents, heading.label)}
            for heading in table.headings
        }

    def filled(self, row: int) -> list[int]:
        """Columns with something in them, errors and formulas included."""
        values = self.sheet.rows[row]
        return [
            index
            for index, value in enumerate(values)
            if not is_blank(value)
            or (row, index) in self.sheet.errors
            or (row, index) in self.sheet.uncalculated
        ]

    def is_solid(self, row: int) -> bool:
        """Whether the table reaches at least here.

        The row is numbered, or enough of its key cells or of all its cells are there, and nothing says that it
        isn't data.
        """
        filled = {index for index in self.filled(row) if index in self.table.columns}
        numbered = any(
            (as_text(self.sheet.rows[row][i]) or "").strip(" .").isdigit() for i in self.number_columns
        )
        cells = filled - self.number_columns
        present = sum(index in filled or (row, index) in self.covered for index in self.keys)
        enough = present >= 2 and present * 2 >= len(self.keys)
        many = len(cells) >= 2 and len(cells) * 2 >= len(self.table.columns) - len(self.number_columns)
        return bool(cells) and (numbered or enough or many) and self.role(row) is DATA

    def role(self, row: int) -> RowRole:
        filled = self.filled(row)
        if all(index in self.number_columns for index in filled):
            # A running number alone was typed ahead of the data.
            return RowRole("skip", p.BLANK_ROW, self.anchor, None)
        values = self.sheet.rows[row]
        if self._repeats_heading(values, filled):
            return self._skip(p.REPEATED_HEADER, values, filled)
        if self._counts_columns(values, filled):
            return self._skip(p.COLUMN_NUMBERS_ROW, values, filled)
        texts = [
            index for index in filled if isinstance(values[index], str) and index not in self.number_columns
        ]
        lead = next((i for i in filled if isinstance(values[i], str)), None)
        if lead is not None and self._is_total(str(values[lead])) and not self._has_other_keys(filled, lead):
            return RowRole("skip", p.SUBTOTAL_ROW, lead, clean(str(values[lead])))
        others = [index for index in filled if index not in self.number_columns]
        if len(texts) <= 1 and texts == others[:1] == others and self._is_section(values, filled, texts):
            return self._skip(p.SECTION_ROW, values, texts or filled)
        return DATA

    def shown(self, row: int) -> str:
        """The texts of a row, for a note."""
        shown = (clean(as_text(self.sheet.rows[row][index]) or "") for index in self.filled(row))
        return " | ".join(text for text in shown if text)

    def _skip(self, kind: ProblemKind, values: list[RawValue], filled: list[int]) -> RowRole:
        index = self.anchor if self.anchor in filled else filled[0]
        return RowRole("skip", kind, index, clean(as_text(values[index]) or ""))

    def _repeats_heading(self, values: list[RawValue], filled: list[int]) -> bool:
        texts = [index for index in filled if self._may_be_heading(values[index])]
        if len(texts) < 2 or len(texts) * 3 < len(filled) * 2:
            return False
        same = sum(heading_key(str(values[index])) in self.paths.get(index, ()) for index in texts)
        return same >= 2 and same * 3 >= len(filled) * 2

    def _may_be_heading(self, value: RawValue) -> bool:
        """Rules out what no heading of the table can be, for a fraction of the cost of its key."""
        return isinstance(value, str) and (self.digits_in_headings or not _DIGIT.search(value))

    def _counts_columns(self, values: list[RawValue], filled: list[int]) -> bool:
        if len(filled) < max(3, len(self.table.columns) // 2):
            return False
        shown = [(as_text(values[index]) or "").strip("() ") for index in filled]
        if self.anchor is not None and not (as_text(values[self.anchor]) or "").strip("() ").isdigit():
            return False
        numbers = [int(text) for text in shown if text.isdigit()]
        return len(numbers) == len(shown) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))

    def _is_total(self, shown: str) -> bool:
        text = clean(shown).casefold()
        return _TOTAL.match(text) is not None

    def _has_other_keys(self, filled: list[int], lead: int) -> bool:
        """Whether cells that a total leaves empty (names, dates, units) are filled beside the leading text."""
        others = [index for index in filled if index in self.keys and index not in (lead, self.anchor)]
        return len(others) * 2 > max(len(self.keys) - 1, 1)

    def _is_section(self, values: list[RawValue], filled: list[int], texts: list[int]) -> bool:
        numbered = [as_text(values[i]) or "" for i in filled if i in self.number_columns]
        if any(_GROUP_NUMBER.fullmatch(clean(number)) for number in numbered):
            return True
        if numbered or not texts:
            return False
        shown = clean(str(values[texts[0]]))
        return _GROUP_TEXT.match(shown) is not None or self.table.spec.is_section(shown, self.context)
