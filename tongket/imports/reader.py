"""Opens a workbook as offices have it: .xlsx, .xls, .ods or .csv; refuses what can't be read safely.

Values come from calamine (fast, typed). For .xlsx the marks of :mod:`tongket.imports.xlsx_marks` add what
values don't tell. The older formats are read with the note that hidden rows, formula errors and merged cells
were not checked.
"""

import io
import zipfile
import zlib
from pathlib import Path

import python_calamine

from tongket.imports.csv_reader import read_csv
from tongket.imports.ods_guard import refuse_spread_tables
from tongket.imports.problems import Note
from tongket.imports.workbook import MOST_CELLS, RawValue, Sheet, Workbook, WorkbookRefused
from tongket.imports.xlsx_marks import SheetMarks, read_marks, refuse_bombs

MOST_FILE_BYTES = 60_000_000
SUFFIXES = (".xlsx", ".xls", ".ods", ".csv")

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def open_workbook(path: Path) -> Workbook:
    """Reads a file from disk. Raises WorkbookRefused, or OSError when there is no such file."""
    size = path.stat().st_size
    if size > MOST_FILE_BYTES:
        raise WorkbookRefused(
            "file_too_large",
            f"Tệp “{path.name}” có {size // 1_000_000} MB, quá lớn để đọc. Hãy chia thành nhiều tệp.",
            f"The file “{path.name}” has {size // 1_000_000} MB: too large to read. Split it.",
        )
    return read_workbook(path.read_bytes(), path.name)


def read_workbook(data: bytes, filename: str) -> Workbook:
    """Reads a workbook from its bytes; the contents decide what it is, the name only says what it claims to be.

    Raises WorkbookRefused with the reason and the advice in both languages.
    """
    suffix = Path(filename).suffix.lower()
    if not data.strip():
        raise WorkbookRefused(
            "empty_file",
            f"Tệp “{filename}” rỗng. Hãy chọn đúng tệp.",
            f"The file “{filename}” is empty. Choose another.",
        )
    if data[:8] == _OLE:
        return _read_old(data, filename)
    if data[:2] == b"PK":
        return _read_zip(data, filename)
    if suffix == ".csv" and (data[:2] in _UTF16 or b"\x00" not in data[:4096]):
        return read_csv(data, filename)
    raise _not_a_workbook(filename)


def _read_zip(data: bytes, filename: str) -> Workbook:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            refuse_bombs(archive)
            if any(name.lower().endswith("vbaproject.bin") for name in names) or filename.lower().endswith(
                ".xlsm"
            ):
                raise _has_macros(filename)
            if archive.testzip() is not None:
                raise _not_a_workbook(filename)
            if "xl/workbook.xml" in names:
                return _xlsx(data, filename, read_marks(archive))
            if "content.xml" in names and b"spreadsheet" in archive.read("mimetype"):
                if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read(
                    "META-INF/manifest.xml"
                ):
                    raise _has_password(filename)
                refuse_spread_tables(archive)
                return _plain(data, filename)
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, EOFError) as fault:
        raise _not_a_workbook(filename) from fault
    raise _not_a_workbook(filename)


def _xlsx(data: bytes, filename: str, marks: list[SheetMarks]) -> Workbook:
    source = _calamine(data, filename)
    present = set(source.sheet_names)
    sheets = []
    for mark in marks:
        rows = _values(source, mark.name) if mark.name in present else []
        height, width = mark.last_row + 1, mark.last_column + 1
        sheets.append(
            Sheet(
                name=mark.name,
                rows=_fit(rows, height, width),
                visible=mark.visible,
                hidden_rows=frozenset(mark.hidden_rows),
                hidden_columns=frozenset(mark.hidden_columns),
                errors=mark.errors,
                uncalculated=mark.uncalculated,
                merged=mark.merged,
            )
        )
    return Workbook(filename, sheets)


def _read_old(data: bytes, filename: str) -> Workbook:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise _has_password(filename)
    if "Workbook".encode("utf-16-le") not in data and "Book".encode("utf-16-le") not in data:
        raise _not_a_workbook(filename)
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise _has_macros(filename)
    return _plain(data, filename)


def _plain(data: bytes, filename: str) -> Workbook:
    source = _calamine(data, filename)
    sheets = []
    for about in source.sheets_metadata:
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        visible = about.visible == python_calamine.SheetVisibleEnum.Visible
        rows = _values(source, about.name)
        sheets.append(
            Sheet(about.name, _fit(rows, len(rows), max(map(len, rows), default=0)), visible=visible)
        )
    note = Note(
        sheet=None,
        row=None,
        kind="unchecked",
        text=filename,
        message_vi="Với loại tệp này không kiểm tra được dòng ẩn, công thức lỗi và ô gộp. "
        "Nên lưu tệp dưới dạng .xlsx rồi nhập.",
        message_en="In this kind of file, hidden rows, formula errors and merged cells aren't checked. "
        "Better save it as .xlsx and import that.",
    )
    return Workbook(filename, sheets, checked=False, notes=[note])


def _calamine(data: bytes, filename: str) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError as fault:
        raise _has_password(filename) from fault
    except (python_calamine.CalamineError, ValueError, OSError) as fault:
        raise _not_a_workbook(filename) from fault


def _values(source: python_calamine.CalamineWorkbook, name: str) -> list[list[RawValue]]:
    try:
        sheet = source.get_sheet_by_name(name)
    except (python_calamine.CalamineError, ValueError) as fault:
        raise _not_a_workbook(name) from fault
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise WorkbookRefused(
            "too_many_cells",
            f"Trang “{name}” có {sheet.total_height} dòng và {sheet.total_width} cột, quá lớn để đọc. "
            "Hãy xóa nội dung lạc ở cuối trang rồi lưu lại.",
            f"Sheet “{name}” has {sheet.total_height} rows and {sheet.total_width} columns: too large. "
            "Delete stray contents at its end and save again.",
        )
    return [list(row) for row in sheet.to_python(skip_empty_area=False)]


def _fit(rows: list[list[RawValue]], height: int, width: int) -> list[list[RawValue]]:
    """A rectangle of the given size at least, with None for what is empty."""
    width = max(width, max(map(len, rows), default=0))
    fitted = [[None if value == "" else value for value in row] + [None] * (width - len(row)) for row in rows]
    fitted.extend([None] * width for _ in range(height - len(fitted)))
    return fitted


def _not_a_workbook(filename: str) -> WorkbookRefused:
    return WorkbookRefused(
        "not_a_workbook",
        f"“{filename}” không phải là tệp Excel đọc được. Hãy mở bằng Excel, lưu thành .xlsx rồi nhập lại.",
        f"“{filename}” isn't a workbook that can be read. Open it in Excel, save it as .xlsx and import "
        "that.",
    )


def _has_password(filename: str) -> WorkbookRefused:
    return WorkbookRefused(
        "password_protected",
        f"Tệp “{filename}” đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu mở tệp, lưu lại rồi nhập.",
        f"The file “{filename}” is protected by a password. Remove it, save the file and import it again.",
    )


def _has_macros(filename: str) -> WorkbookRefused:
    return WorkbookRefused(
        "has_macros",
        f"Tệp “{filename}” có macro nên không được nhận. Hãy lưu thành .xlsx (không có macro) rồi nhập lại.",
        f"The file “{filename}” contains macros and isn't accepted. Save it as .xlsx without macros.",
    )
