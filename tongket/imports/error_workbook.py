"""The workbook to correct: the same rows as the file, wrong cells marked and commented, all faults listed.

It can be corrected and uploaded again: values stay where they are, and the sheet of faults is not read back.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from tongket.imports.mapping import Table
from tongket.imports.preview import ERROR_SHEET, Preview
from tongket.imports.problems import Problem
from tongket.imports.workbook import RawValue, column_index, is_blank

_FILLS = {"error": "#F8D7DA", "warning": "#FFF3CD", "skip": "#E2E3E5"}
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_WORDS = {
    "vi": ("Trang", "Dòng", "Cột", "Tiêu đề cột", "Giá trị", "Mức", "Lý do và cách sửa"),
    "en": ("Sheet", "Row", "Column", "Heading", "Value", "Severity", "Reason and advice"),
}
_SEVERITIES = {
    "vi": {"error": "Sai", "warning": "Cần xem", "skip": "Bỏ qua"},
    "en": {"error": "Error", "warning": "Warning", "skip": "Skipped"},
}


def write_error_workbook(preview: Preview, target: Path | BinaryIO, *, language: str = "vi") -> None:
    """Writes the workbook of a preview as .xlsx.

    Texts that a spreadsheet could take for a formula are written as texts, with the mark that keeps them so.
    """
    workbook = xlsxwriter.Workbook(
        str(target) if isinstance(target, Path) else target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    styles = _Styles(workbook)
    for table in preview.tables:
        _copy_table(workbook, table, _problems_by_cell(preview, table), styles, language)
    _list_faults(workbook, preview, styles, language)
    workbook.close()


def _problems_by_cell(preview: Preview, table: Table) -> dict[tuple[int, int], list[Problem]]:
    anchor = table.index_of(table.spec.anchor) or 0
    found: dict[tuple[int, int], list[Problem]] = {}
    for row in preview.rows:
        if row.sheet == table.sheet.name:
            for problem in (*row.problems, *row.also):
                index = column_index(problem.letter) if problem.letter else anchor
                found.setdefault((row.row - 1, index), []).append(problem)
    return found


class _Styles:
    """Formats by fill, date and safety, made once each (a workbook has a limited number)."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self.made: dict[tuple[str, bool, bool], Any] = {}
        self.head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1})
        self.title = workbook.add_format({"bold": True, "align": "center"})

    def of(self, fill: str = "", *, is_date: bool = False, risky: bool = False) -> Any:
        key = (fill, is_date, risky)
        if key not in self.made:
            options: dict[str, Any] = {}
            if fill:
                options["bg_color"] = fill
            if is_date:
                options["num_format"] = "dd/mm/yyyy"
            if risky:
                options["quote_prefix"] = True
            self.made[key] = self.workbook.add_format(options)
        return self.made[key]


def _copy_table(
    workbook: Any,
    table: Table,
    problems: Mapping[tuple[int, int], list[Problem]],
    styles: _Styles,
    language: str,
) -> None:
    source = table.sheet
    # Excel has the same limits, but a table from a .csv is named after its file.
    sheet = workbook.add_worksheet(re.sub(r"[\[\]:*?/\\]", "_", source.name).strip("'")[:31])
    sheet.freeze_panes(table.first_data_row, 0)
    for row, values in enumerate(source.rows):
        style = styles.head if table.first_heading_row <= row < table.first_data_row else None
        for column, value in enumerate(values):
            found = problems.get((row, column))
            fill = _FILLS[_worst(found)] if found else ""
            shown = source.errors.get((row, column), source.uncalculated.get((row, column), value))
            _write_cell(sheet, row, column, shown, fill, styles, style)
            if found:
                text = "\n".join(p.message_en if language == "en" else p.message_vi for p in found)
                sheet.write_comment(row, column, text, {"x_scale": 2.5, "y_scale": 1.5})
    for (top, left), (bottom, right) in source.merged:
        if bottom < table.first_data_row:
            shown = source.rows[top][left] if right < source.width else None
            style = styles.head if top >= table.first_heading_row else styles.title
            sheet.merge_range(top, left, bottom, right, "" if is_blank(shown) else str(shown), style)
    for index in range(source.width):
        longest = max(
            (len(str(row[index])) for row in source.rows[table.first_heading_row :] if row[index]), default=4
        )
        sheet.set_column(index, index, min(max(longest + 2, 6), 45))


def _worst(problems: list[Problem]) -> str:
    return min((problem.severity for problem in problems), key=list(_FILLS).index)


def _write_cell(
    sheet: Any, row: int, column: int, value: RawValue, fill: str, styles: _Styles, style: Any = None
) -> None:
    if is_blank(value):
        if fill:
            sheet.write_blank(row, column, None, styles.of(fill))
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style or styles.of(fill, risky=value.startswith(_RISKY)))
    elif isinstance(value, datetime | date):
        sheet.write_datetime(row, column, value, styles.of(fill, is_date=True))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style or styles.of(fill))
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, value, style or styles.of(fill))
    else:
        sheet.write_string(row, column, str(value), style or styles.of(fill))


def _list_faults(workbook: Any, preview: Preview, styles: _Styles, language: str) -> None:
    sheet = workbook.add_worksheet(ERROR_SHEET)
    sheet.freeze_panes(1, 0)
    for column, (word, width) in enumerate(zip(_WORDS[language], (22, 7, 7, 24, 28, 10, 90), strict=True)):
        sheet.write_string(0, column, word, styles.head)
        sheet.set_column(column, column, width)
    lines: list[tuple[RawValue, RawValue, Problem]] = [(None, None, problem) for problem in preview.problems]
    lines.extend(
        (row.sheet, row.row, problem) for row in preview.rows for problem in (*row.problems, *row.also)
    )
    for number, (name, row, problem) in enumerate(lines, start=1):
        message = problem.message_en if language == "en" else problem.message_vi
        severity = _SEVERITIES[language][problem.severity]
        cells = (name, row, problem.letter, problem.column, problem.value, severity, message)
        for column, value in enumerate(cells):
            _write_cell(sheet, number, column, value, _FILLS[problem.severity] if column == 5 else "", styles)
