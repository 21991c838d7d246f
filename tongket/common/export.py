"""Lists as files for Excel: an .xlsx ready to print and a .csv whose accents Excel reads.

No cell of either file is ever taken for a formula. What the list was narrowed to and the day for which it
holds stand above the table.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tongket.common.dates import format_day
from tongket.common.errors import Text

Cell = Text | int | Decimal | dt.date | None

#: A text that begins with one of these is a formula to a spreadsheet program (tab and line ends included).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
#: Days before this one don't exist in a workbook.
FIRST_DAY = dt.date(1900, 3, 1)
NARROWEST, WIDEST = 6, 48
A4 = 9
TRAINING = "TẬP HUẤN"


@dataclass(frozen=True)
class Fact:
    """One line above the table: what the list holds. ``personal`` values are not repeated in the journal."""

    label: Text
    value: Text
    personal: bool = False


@dataclass(frozen=True)
class ExportTable:
    """A list on its way into a file. ``name`` is the file's, without accents and without an ending;
    ``people`` are the ids of those whom it names."""

    name: str
    title: Text
    facts: Sequence[Fact]
    columns: Sequence[Text]
    rows: Sequence[Sequence[Cell]]
    people: Sequence[int] = ()


def as_of(day: dt.date) -> Fact:
    """The line that says for which day the list holds."""
    return Fact(_("Tính đến ngày"), format_day(day))


def narrowed(*parts: Text) -> Fact:
    """The line that says what the list was narrowed to; all of it when nothing was chosen."""
    return Fact(_("Điều kiện lọc"), "; ".join(str(p) for p in parts if p) or _("tất cả"))


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program could take the text for a formula."""
    return text.startswith(FORMULA_STARTS)


def to_csv(table: ExportTable) -> bytes:
    """UTF-8 with the mark by which Excel knows it; an apostrophe stands before what looks like a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([_inert(_title(table))])
    for fact in table.facts:
        writer.writerow([_inert(str(fact.label)), _inert(str(fact.value))])
    writer.writerow([])
    writer.writerow([_inert(str(c)) for c in table.columns])
    writer.writerows([[_csv_cell(cell) for cell in row] for row in table.rows])
    return buffer.getvalue().encode("utf-8-sig")


def _inert(text: str) -> str:
    return f"'{text}" if is_formula(text) else text


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return format_day(cell)
    return _inert(str(cell)) if isinstance(cell, str | Promise) else str(cell)


def to_xlsx(table: ExportTable) -> bytes:
    """A workbook with one sheet: landscape A4, one page wide, headings on every page, pages numbered."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(_("Danh sách"))
        formats = _formats(book)
        top = _write_head(sheet, table, formats)
        for number, row in enumerate(table.rows, start=top + 1):
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell, formats)
        _set_up(sheet, table, top)
    return buffer.getvalue()


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
    bordered = base | {"border": 1, "text_wrap": True}
    return {
        "title": book.add_format(base | {"bold": True, "font_size": 14}),
        "fact": book.add_format(base),
        "heading": book.add_format(bordered | {"bold": True, "align": "center", "valign": "vcenter"}),
        "text": book.add_format(bordered),
        "quoted": book.add_format(bordered | {"quote_prefix": True}),
        "number": book.add_format(bordered | {"align": "right"}),
        "day": book.add_format(bordered | {"num_format": "dd/mm/yyyy", "align": "right"}),
    }


def _title(table: ExportTable) -> str:
    """The list's title; in a training copy no list can pass for a real one."""
    return f"{TRAINING} – {table.title}" if settings.TONGKET_TRAINING else str(table.title)


def _write_head(sheet: Worksheet, table: ExportTable, formats: dict[str, Format]) -> int:
    """Title and facts; returns the row of the headings."""
    sheet.write_string(0, 0, _title(table), formats["title"])
    for number, fact in enumerate(table.facts, start=1):
        sheet.write_string(number, 0, f"{fact.label}: {fact.value}", formats["fact"])
    top = len(table.facts) + 2
    for column, text in enumerate(table.columns):
        sheet.write_string(top, column, str(text), formats["heading"])
    return top


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, formats: dict[str, Format]) -> None:
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, formats["text"])
    elif isinstance(cell, dt.date) and cell >= FIRST_DAY:
        sheet.write_datetime(row, column, dt.datetime(cell.year, cell.month, cell.day), formats["day"])  # noqa: DTZ001
    elif isinstance(cell, dt.date):
        sheet.write_string(row, column, format_day(cell), formats["day"])
    elif isinstance(cell, str | Promise):
        text = str(cell)
        sheet.write_string(row, column, text, formats["quoted" if is_formula(text) else "text"])
    else:
        sheet.write_number(row, column, cell, formats["number"])


def _set_up(sheet: Worksheet, table: ExportTable, top: int) -> None:
    for column, heading in enumerate(table.columns):
        longest = max((len(_csv_cell(row[column])) for row in table.rows), default=0)
        words = max((len(word) for word in str(heading).split()), default=0)
        sheet.set_column(column, column, min(max(longest, words, NARROWEST) + 2, WIDEST))
    sheet.freeze_panes(top + 1, 0)
    if table.rows:
        sheet.autofilter(top, 0, top + len(table.rows), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer("&C&P/&N")
    if settings.TONGKET_TRAINING:
        sheet.set_header(f"&C&28&K5C3D7A{TRAINING}")
