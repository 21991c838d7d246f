"""Names what a file holds and nobody read: unknown columns, cells without a heading, other sheets."""

from collections.abc import Sequence
from typing import Any

from tongket.imports.kinds import DataRow
from tongket.imports.mapping import Table
from tongket.imports.workbook import Sheet, column_letter, is_blank


def unread_columns(table: Table, rows: Sequence[DataRow]) -> list[dict[str, Any]]:
    """Columns whose heading means nothing here, and columns with data but without heading."""
    found = []
    labels = {heading.index: heading for heading in table.headings}
    source = [table.sheet.rows[row.number - 1] for row in rows]
    for index in range(table.sheet.width):
        if index in table.columns:
            continue
        cells = sum(not is_blank(row[index]) for row in source)
        heading = labels.get(index)
        if heading is None and cells == 0:
            continue
        label = heading.path if heading else ""
        reason = "left_out" if index in table.ignored else "unknown_column" if heading else "no_heading"
        vi, en = _column_words(reason, label, column_letter(index), cells)
        found.append(
            {
                "sheet": table.sheet.name,
                "column": label,
                "letter": column_letter(index),
                "cells": cells,
                "reason": reason,
                "message_vi": vi,
                "message_en": en,
            }
        )
    return found


def unread_sheets(sheets: Sequence[Sheet]) -> list[dict[str, Any]]:
    """Sheets that hold none of the tables, and hidden ones."""
    found = []
    for sheet in sheets:
        cells = sum(not is_blank(value) for row in sheet.rows for value in row)
        if cells == 0:
            continue
        reason = "unknown_sheet" if sheet.visible else "hidden_sheet"
        vi = (
            "đang bị ẩn" if not sheet.visible else "không có bảng cần nhập, hoặc bảng này đã đọc ở trang khác"
        )
        en = (
            "is hidden"
            if not sheet.visible
            else "has no table to import, or its table was read from another sheet"
        )
        found.append(
            {
                "sheet": sheet.name,
                "column": None,
                "letter": None,
                "cells": cells,
                "reason": reason,
                "message_vi": f"Trang “{sheet.name}” ({cells} ô) {vi} nên chưa được đọc.",
                "message_en": f"Sheet “{sheet.name}” ({cells} cells) {en}, so it wasn't read.",
            }
        )
    return found


def _column_words(reason: str, label: str, letter: str, cells: int) -> tuple[str, str]:
    if reason == "left_out":
        return (
            f"Cột {letter} “{label}” ({cells} ô) được bỏ ra theo lựa chọn đã lưu.",
            f"Column {letter} “{label}” ({cells} cells) is left out as chosen.",
        )
    if reason == "no_heading":
        return (
            f"Cột {letter} có {cells} ô dữ liệu nhưng không có tiêu đề nên chưa được đọc. Hãy đặt tiêu đề "
            "cho cột.",
            f"Column {letter} has {cells} cells with data but no heading, so it wasn't read. Give it a "
            "heading.",
        )
    return (
        f"Không biết cột {letter} “{label}” ({cells} ô) là gì nên chưa được đọc. Hãy chọn trường tương ứng "
        "hoặc bỏ qua.",
        f"Column {letter} “{label}” ({cells} cells) isn't known, so it wasn't read. Choose its field or "
        "leave it out.",
    )
