"""Workbooks for tests, written as offices make them."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from tongket.imports.reader import read_workbook
from tongket.imports.workbook import Workbook


@dataclass(frozen=True)
class Formula:
    """A formula with its stored result; an error's text makes an error cell."""

    text: str
    value: Any


@dataclass
class SheetPlan:
    """Rows of values with merged ranges (first row, first column, last row, last column) and hidden rows."""

    rows: Sequence[Sequence[Any]]
    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden: Sequence[int] = ()
    visible: bool = True
    hidden_columns: Sequence[int] = ()


def xlsx_bytes(sheets: Mapping[str, SheetPlan | Sequence[Sequence[Any]]]) -> bytes:
    """An .xlsx of the sheets, in memory."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    as_date = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, given in sheets.items():
        plan = given if isinstance(given, SheetPlan) else SheetPlan(given)
        sheet = book.add_worksheet(name)
        for row, values in enumerate(plan.rows):
            for column, value in enumerate(values):
                _write(sheet, row, column, value, as_date)
        for top, left, bottom, right in plan.merged:
            value = plan.rows[top][left]
            sheet.merge_range(top, left, bottom, right, "" if value is None else value)
        for row in plan.hidden:
            sheet.set_row(row, None, None, {"hidden": True})
        for column in plan.hidden_columns:
            sheet.set_column(column, column, None, None, {"hidden": True})
        if not plan.visible:
            sheet.hide()
    book.close()
    return target.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, as_date: Any) -> None:
    if isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, None, value.value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), as_date)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write(row, column, value)


def workbook_of(
    sheets: Mapping[str, SheetPlan | Sequence[Sequence[Any]]], name: str = "danh-sach.xlsx"
) -> Workbook:
    """The sheets written and read back."""
    return read_workbook(xlsx_bytes(sheets), name)
