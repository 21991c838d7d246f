"""An empty workbook of a kind: its headings, with lists of the words that a column allows."""

import io

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tongket.imports.kinds import ImportKind, SheetSpec
from tongket.imports.workbook import column_letter

LAST_ROW = 2000
WIDTH = 22


def write_template(kind: ImportKind) -> bytes:
    """The workbook's bytes: one sheet per table, a title, the headings, and validation lists below them."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        title = book.add_format({"bold": True, "font_size": 14})
        heading = book.add_format({"bold": True, "border": 1, "text_wrap": True, "bg_color": "#E9EEF7"})
        needed = book.add_format({"bold": True, "border": 1, "text_wrap": True, "bg_color": "#FCF1DE"})
        lists = book.add_worksheet("Danh mục")
        used = 0
        for spec in kind.sheets:
            sheet = book.add_worksheet(_sheet_name(spec))
            sheet.write(0, 0, spec.vi.upper(), title)
            for index, column in enumerate(spec.columns):
                sheet.write(2, index, column.vi, needed if column.required else heading)
                if column.choices:
                    used = _validate(sheet, lists, index, column.choices, used)
            sheet.set_column(0, len(spec.columns) - 1, WIDTH)
            sheet.freeze_panes(3, 0)
        lists.hide()
        book.worksheets()[1].activate()
    return buffer.getvalue()


def _sheet_name(spec: SheetSpec) -> str:
    return (spec.sheet_names[0] if spec.sheet_names else spec.vi)[:31]


def _validate(sheet: Worksheet, lists: Worksheet, index: int, choices: tuple[str, ...], used: int) -> int:
    """A drop-down of the choices for the column; they lie in the sheet of lists, column ``used``."""
    for row, choice in enumerate(choices):
        lists.write(row, used, choice)
    source = f"='Danh mục'!${column_letter(used)}$1:${column_letter(used)}${len(choices)}"
    sheet.data_validation(
        3, index, LAST_ROW, index, {"validate": "list", "source": source, "ignore_blank": True}
    )
    return used + 1
