"""The preview of an import: all that would happen and all that is wrong, before anything is written.

preview = check(get_kind("members"), open_workbook(path), known=known)
preview.rows[0].state, preview.as_json()
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tongket.imports import problems as p
from tongket.imports.body import describe_fault, read_table
from tongket.imports.cells import Context
from tongket.imports.clashes import PlacedClash, place_clashes
from tongket.imports.kinds import Clash, DataRow, ImportKind, Master, SheetSpec, State
from tongket.imports.mapping import Table, find_tables
from tongket.imports.problems import Note, Problem, Value, describe
from tongket.imports.questions import empty_cell_questions
from tongket.imports.unread import unread_columns, unread_sheets
from tongket.imports.workbook import Workbook


@dataclass(frozen=True)
class MasteredColumns:
    """Columns of the file whose data are kept first in another system of the office."""

    master: Master
    columns: list[str]
    """Letter and heading."""


ERROR_SHEET = "Danh sách lỗi"
LISTS_SHEET = "Danh mục"
"""Sheets that our own workbooks of errors and templates carry; they are never read back."""


@dataclass
class PreviewRow:
    """One row below the heading. ``problems`` holds the first problem, ``also`` the further ones."""

    sheet: str
    row: int
    table: str
    """Name of the table's spec."""
    state: State
    problems: list[Problem] = field(default_factory=list)
    also: list[Problem] = field(default_factory=list)
    changes: list[dict[str, Value]] = field(default_factory=list)
    """``column``, ``label_vi``, ``label_en``, ``old``, ``new``."""
    values: dict[str, Value] = field(default_factory=dict)
    """Cells as read, by column name."""
    record: Any = None
    """The typed row for actions; None unless the row is good."""

    def as_json(self, *, full: bool = False) -> dict[str, Any]:
        """The row as in the contract; ``full`` adds the cells as read."""
        data: dict[str, Any] = {
            "sheet": self.sheet,
            "row": self.row,
            "state": self.state,
            "problems": [problem.as_json() for problem in self.problems],
            "also": [problem.as_json() for problem in self.also],
            "changes": self.changes,
        }
        return {**data, "table": self.table, "values": self.values} if full else data


@dataclass
class Preview:
    """All rows of a file with their states; questions; what was not read; notes on the rest of the file."""

    kind: str
    filename: str
    rows: list[PreviewRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """Faults of the file as a whole."""
    questions: list[dict[str, Any]] = field(default_factory=list)
    unread: list[dict[str, Any]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    not_checked: list[str] = field(default_factory=list)
    corrected: list[Any] = field(default_factory=list)
    """Cells read otherwise than the file has them, because somebody corrected them."""

    @property
    def has_errors(self) -> bool:
        """Whether anything forbids the import as it stands."""
        return any(row.state == "wrong" for row in self.rows) or any(
            x.severity == "error" for x in self.problems
        )

    def mastered(self) -> list[MasteredColumns]:
        """By system, the columns that were read although another system owns their data (U16)."""
        found: dict[Master, list[str]] = {}
        for table in self.tables:
            for heading in table.headings:
                column = table.columns.get(heading.index)
                if column is not None and column.master is not None:
                    names = found.setdefault(column.master, [])
                    if (name := f"{heading.letter} “{heading.path}”") not in names:
                        names.append(name)
        return [MasteredColumns(master, columns) for master, columns in found.items()]

    def counts(self) -> dict[State, int]:
        """Number of rows by state."""
        result: dict[State, int] = {"new": 0, "changed": 0, "unchanged": 0, "wrong": 0, "skipped": 0}
        for row in self.rows:
            result[row.state] += 1
        return result

    def records(self, table: str) -> list[Any]:
        """Records of the good rows of a table, in order."""
        return [row.record for row in self.rows if row.table == table and row.record is not None]

    def as_json(self, *, full: bool = False) -> dict[str, Any]:
        """Plain data for ``--json``, a stored preview or a page."""
        return {
            "kind": self.kind,
            "file": self.filename,
            "rows": [row.as_json(full=full) for row in self.rows],
            "problems": [problem.as_json() for problem in self.problems],
            "questions": self.questions,
            "unread": self.unread,
            "notes": [note.as_json() for note in self.notes],
            "counts": dict(self.counts()),
            "not_checked": self.not_checked,
            "columns": [
                {
                    "sheet": table.sheet.name,
                    "letter": heading.letter,
                    "column": heading.path,
                    "field": column.name,
                }
                for table in self.tables
                for heading in table.headings
                if (column := table.columns.get(heading.index)) is not None
            ],
        }


def today_here() -> date:
    """Today where the office is (Asia/Ho_Chi_Minh)."""
    return datetime.now(tz=ZoneInfo("Asia/Ho_Chi_Minh")).date()


def check(
    kind: ImportKind,
    workbook: Workbook,
    *,
    known: Any = None,
    today: date | None = None,
    mapping: Mapping[str, str] | None = None,
    convert: Collection[str] = (),
) -> Preview:
    """Checks a workbook against a kind. Reads only.

    ``known`` is the kind's own value of what exists already. ``today`` is the real day unless given.
    ``mapping`` (heading path → column name, ``""`` to leave out) is what an office decided about headings.
    ``convert`` names old encodings (``tcvn3``, ``vni``) to convert, once somebody has seen what they become; else
    texts in them are errors.
    """
    context = Context(today or today_here(), known, frozenset(convert))
    preview = Preview(kind.name, workbook.filename, notes=list(workbook.notes))
    preview.not_checked = list(kind.not_checked(known))
    own = (ERROR_SHEET, LISTS_SHEET)
    visible = [sheet for sheet in workbook.sheets if sheet.visible and sheet.name not in own]
    hidden = [sheet for sheet in workbook.sheets if not sheet.visible and sheet.name not in own]
    tables, rest = find_tables(kind, visible, mapping)
    preview.tables = tables
    _report_missing(kind, tables, preview)
    by_table: dict[str, list[DataRow]] = {spec.name: [] for spec in kind.sheets}
    order: dict[tuple[str, int], PreviewRow] = {}
    data: list[tuple[Table, DataRow]] = []
    for table in tables:
        body = read_table(table, context)
        preview.notes.extend(body.notes)
        for skipped in body.skipped:
            order[(table.sheet.name, skipped.row)] = PreviewRow(
                table.sheet.name, skipped.row, table.spec.name, "skipped", [skipped.problem]
            )
        for row in body.rows:
            data.append((table, row))
            by_table[table.spec.name].append(row)
        preview.unread.extend(unread_columns(table, body.rows))
        preview.questions.extend(empty_cell_questions(table, body.rows))
    preview.unread.extend(unread_sheets([*hidden, *rest]))
    clashes = _all_clashes(kind, tables, by_table, context)
    placed = place_clashes(clashes, {id(row): table for table, row in data})
    for table, row in data:
        order[(row.sheet, row.number)] = _judge(table, row, placed.get(id(row), []), context)
    positions = {table.sheet.name: index for index, table in enumerate(tables)}
    preview.rows = [order[key] for key in sorted(order, key=lambda key: (positions[key[0]], key[1]))]
    return preview


def _report_missing(kind: ImportKind, tables: Sequence[Table], preview: Preview) -> None:
    for spec in kind.sheets:
        mine = [table for table in tables if table.spec is spec]
        if not mine and tables and not spec.required:
            preview.notes.append(_absent(spec))
        elif not mine:
            expected = ", ".join(f"“{column.vi}”" for column in spec.columns if column.required)
            detail = {"expected": expected}
            preview.problems.append(
                describe(p.NO_TABLE, column=None, letter=None, row=None, value=spec.vi, detail=detail)
            )
        for table in mine:
            preview.problems.extend(
                describe(
                    p.MISSING_COLUMN,
                    column=column.vi,
                    letter=None,
                    row=table.first_heading_row + 1,
                    value=None,
                    detail={"sheet": table.sheet.name},
                )
                for column in table.missing_columns()
            )


def _absent(spec: SheetSpec) -> Note:
    return Note(
        sheet=None,
        row=None,
        kind="table_absent",
        text=spec.vi,
        message_vi=f"Tệp không có bảng “{spec.vi}”; phần này không được nhập.",
        message_en=f"The file has no table “{spec.en}”; that part isn't imported.",
    )


def _all_clashes(
    kind: ImportKind, tables: Sequence[Table], rows: Mapping[str, Sequence[DataRow]], context: Context
) -> list[Clash]:
    found: list[Clash] = []
    for spec in dict.fromkeys(table.spec for table in tables):
        found.extend(spec.table_check(rows[spec.name], context))
    found.extend(kind.file_check(rows, context))
    return found


def _judge(table: Table, row: DataRow, clashes: Sequence[PlacedClash], context: Context) -> PreviewRow:
    """State and problems of a row: clashes between persons, then errors, then warnings, each from the left."""
    person = [clash.problem for clash in clashes if clash.person_level]
    rest = [describe_fault(table, row, fault) for fault in row.faults]
    rest.extend(clash.problem for clash in clashes if not clash.person_level)
    rest.sort(key=lambda problem: problem.severity != "error")
    problems = [*person, *rest]
    result = PreviewRow(
        row.sheet, row.number, table.spec.name, "new", problems[:1], problems[1:], values=row.raw
    )
    if any(problem.severity == "error" for problem in problems):
        result.state = "wrong"
        return result
    result.record = table.spec.record(row)
    comparison = table.spec.compare(result.record, context)
    result.state = comparison.state
    for name, old, new in comparison.changes:
        column = table.spec.column(name)
        result.changes.append(
            {"column": name, "label_vi": column.vi, "label_en": column.en, "old": old, "new": new}
        )
    return result
