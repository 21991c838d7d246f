"""Reads the rows of a table that was found: typed values, and the faults of each cell and row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tongket.common.legacy_text import detect_legacy
from tongket.common.text import is_decomposed
from tongket.imports import problems as p
from tongket.imports.cells import Context, as_value, inspect_text
from tongket.imports.kinds import Column, DataRow
from tongket.imports.mapping import Table
from tongket.imports.problems import Fault, Note, Problem, Value, describe
from tongket.imports.rows import RowRole, classify
from tongket.imports.workbook import Place, Sheet, cell_name, column_letter, is_blank


@dataclass(frozen=True)
class SkippedRow:
    """A row that isn't data, with the reason."""

    row: int
    problem: Problem


@dataclass
class Body:
    """Rows of a table: data, skipped ones, and notes on titles and footers."""

    rows: list[DataRow] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def read_table(table: Table, context: Context) -> Body:
    """Every row below the heading as data, skipped row or note; row checks of the spec are applied."""
    covered = table.sheet.covered()
    body = Body(notes=[*_titles(table), *_heading_notes(table)])
    cells = [(index, table.columns[index]) for index in sorted(table.columns)]
    for row, role in classify(table, covered, context).items():
        if role.role == "data":
            data = _read_row(table.sheet, row, cells, covered, context)
            data.faults.extend(table.spec.row_check(data, context))
            if row in table.sheet.hidden_rows:
                data.faults.append(Fault(p.HIDDEN_ROW, table.spec.anchor))
                data.hidden = True
            body.rows.append(data)
        elif role.role == "skip":
            body.skipped.append(SkippedRow(row + 1, _skip(table, row, role)))
        elif role.role == "footer" and role.value:
            body.notes.append(_note(table, row, "footer", role.value))
    return body


def _read_row(
    sheet: Sheet, row: int, cells: list[tuple[int, Column]], covered: Mapping[Place, Place], context: Context
) -> DataRow:
    values: dict[str, Any] = {}
    raw: dict[str, Value] = {}
    decomposed: list[str] = []
    faults: list[Fault] = []
    source = sheet.rows[row]
    marked = bool(covered or sheet.errors or sheet.uncalculated)
    for index, column in cells:
        name, cell = column.name, source[index]
        if marked and (fault := _mark(sheet, (row, index), covered)) is not None:
            values[name], raw[name] = None, fault.detail.get("value")
            faults.append(Fault(fault.kind, name, fault.detail))
            continue
        raw[name] = as_value(cell)
        if isinstance(cell, str):
            if is_decomposed(cell):
                decomposed.append(name)
            cell, typing = inspect_text(cell, column.multiline, context.convert)
            if typing:
                faults.extend(Fault(fault.kind, name, fault.detail) for fault in typing)
                if cell is None:
                    values[name] = None
                    continue
        if cell is None:
            values[name] = None
            if is_blank(source[index]):
                raw[name] = None
            if column.missing is not None:
                faults.append(Fault(column.missing, name))
            continue
        if column.longest and isinstance(cell, str) and len(cell) > column.longest:
            values[name] = None
            faults.append(Fault(p.TOO_LONG, name, {"length": len(cell), "longest": column.longest}))
            continue
        values[name], found = column.parse(cell, context)
        if found:
            faults.extend(Fault(fault.kind, name, fault.detail) for fault in found)
    return DataRow(sheet.name, row + 1, values, raw, frozenset(decomposed), faults)


def _mark(sheet: Sheet, place: Place, covered: Mapping[Place, Place]) -> Fault | None:
    if place in sheet.errors:
        return Fault(p.FORMULA_ERROR, detail={"value": sheet.errors[place]})
    if place in sheet.uncalculated:
        return Fault(p.FORMULA_NOT_CALCULATED, detail={"value": sheet.uncalculated[place]})
    if place in covered:
        return Fault(p.MERGED_CELL, detail={"origin": cell_name(*covered[place])})
    return None


def describe_fault(table: Table, row: DataRow, fault: Fault) -> Problem:
    """The fault with column, letter and value of its place in the table."""
    name = fault.name or table.spec.anchor
    index = table.index_of(name)
    heading = next((heading for heading in table.headings if heading.index == index), None)
    return describe(
        fault.kind,
        column=heading.label if heading else table.spec.column(name).vi,
        letter=heading.letter if heading else None,
        row=row.number,
        value=row.raw.get(name),
        related_row=fault.related_row,
        detail={key: value for key, value in fault.detail.items() if key != "value"},
    )


def _skip(table: Table, row: int, role: RowRole) -> Problem:
    heading = next((heading for heading in table.headings if heading.index == role.index), None)
    assert role.skip is not None, "a skipped row has its reason"
    return describe(
        role.skip,
        column=heading.label if heading else None,
        letter=column_letter(role.index) if role.index is not None else None,
        row=row + 1,
        value=role.value,
    )


def _titles(table: Table) -> list[Note]:
    notes = []
    for row in range(table.first_heading_row):
        shown = " | ".join(str(value).strip() for value in table.sheet.rows[row] if not is_blank(value))
        if shown:
            notes.append(_note(table, row, "title", shown))
    return notes


def _heading_notes(table: Table) -> Iterator[Note]:
    """Columns that are read although hidden, and headings understood from an old encoding."""
    for heading in table.headings:
        if heading.index not in table.columns:
            continue
        where = heading.letter
        if heading.index in table.sheet.hidden_columns:
            yield Note(
                sheet=table.sheet.name,
                row=None,
                kind="hidden_column",
                text=heading.path,
                message_vi=f"Cột {where} “{heading.path}” đang bị ẩn trong tệp nhưng vẫn được đọc.",
                message_en=f"Column {where} “{heading.path}” is hidden in the file but is read.",
            )
        legacy = detect_legacy(heading.label)
        if legacy is not None:
            yield Note(
                sheet=table.sheet.name,
                row=None,
                kind="legacy_heading",
                text=heading.label,
                message_vi=f"Tiêu đề cột {where} “{heading.label}” gõ bằng bảng mã cũ, "
                f"được hiểu là “{legacy.converted}”.",
                message_en=f"The heading of column {where} “{heading.label}” is in an old encoding and is taken for "
                f"“{legacy.converted}”.",
            )


def _note(table: Table, row: int, kind: str, text: str) -> Note:
    words = {
        "title": ("tiêu đề phía trên bảng, không nhập", "a title above the table, not imported"),
        "footer": (
            "ghi chú, dòng tổng hoặc chữ ký cuối bảng, không nhập",
            "a note, total or signature, not imported",
        ),
    }
    vi, en = words[kind]
    return Note(
        sheet=table.sheet.name,
        row=row + 1,
        kind=kind,
        text=text,
        message_vi=f"Dòng {row + 1} (“{text}”) là {vi}.",
        message_en=f"Row {row + 1} (“{text}”) is {en}.",
    )
