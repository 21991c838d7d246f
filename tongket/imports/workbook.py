"""A workbook in memory: values by row and column, with what a reader of values alone would not see."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from tongket.imports.problems import Note

RawValue = str | int | float | Decimal | bool | date | datetime | time | timedelta | None
Place = tuple[int, int]
"""Row and column, both counted from 0."""

MOST_CELLS = 3_000_000
"""A sheet that spans more cells than this is refused (a stray cell in the last row makes it so)."""


class WorkbookRefused(Exception):
    """The file can't be read safely; ``code`` is stable, the texts name the reason and what to do."""

    def __init__(self, code: str, vi: str, en: str) -> None:
        super().__init__(code)
        self.code = code
        self.message_vi = vi
        self.message_en = en

    def __str__(self) -> str:
        return self.message_vi


@dataclass
class Sheet:
    """One sheet. ``rows`` is a full rectangle; empty cells are None."""

    name: str
    rows: list[list[RawValue]]
    visible: bool = True
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    errors: dict[Place, str] = field(default_factory=dict)
    """Cells whose value is an error, with its text (``#REF!``)."""
    uncalculated: dict[Place, str] = field(default_factory=dict)
    """Formulas without a stored result."""
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    """Merged ranges: first and last cell."""
    released: set[Place] = field(default_factory=set)
    """Cells under a merged range that were given a value of their own."""

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def covered(self) -> dict[Place, Place]:
        """Cells hidden under a merged range, with the cell that carries its value."""
        return {
            (row, column): (top, left)
            for (top, left), (bottom, right) in self.merged
            for row in range(top, min(bottom, len(self.rows) - 1) + 1)
            for column in range(left, min(right, self.width - 1) + 1)
            if (row, column) != (top, left) and (row, column) not in self.released
        }


@dataclass
class Workbook:
    """A file as read. ``checked`` is False where hidden rows, errors and merged cells can't be seen."""

    filename: str
    sheets: list[Sheet]
    checked: bool = True
    notes: list[Note] = field(default_factory=list)


def column_letter(column: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """0 for ``A``; the reverse of :func:`column_letter`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell_name(row: int, column: int) -> str:
    """``C12`` for row 11 and column 2 counted from 0."""
    return f"{column_letter(column)}{row + 1}"


def is_blank(value: RawValue) -> bool:
    """Whether a cell holds nothing that a reader would see."""
    return value is None or (isinstance(value, str) and not value.strip())
