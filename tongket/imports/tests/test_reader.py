"""Opening workbooks: what is read, what is refused, and with which words."""

import contextlib
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.imports.reader import open_workbook, read_workbook
from tongket.imports.tests.builders import Formula, SheetPlan, workbook_of, xlsx_bytes
from tongket.imports.workbook import WorkbookRefused, cell_name, column_index, column_letter

TABLE = [["Họ và tên", "Ngày sinh"], ["Trần Thị Hòa", "01/02/1980"]]
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + b"\x00" * 600


def refusal(data: bytes, name: str = "tep.xlsx") -> str:
    with pytest.raises(WorkbookRefused) as caught:
        read_workbook(data, name)
    assert caught.value.message_vi
    assert caught.value.message_en
    return caught.value.code


def repacked(data: bytes, changes: dict[str, bytes], drop: tuple[str, ...] = ()) -> bytes:
    """The archive with parts replaced, added or dropped."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            if name not in changes and name not in drop:
                copy.writestr(name, source.read(name))
        for name, part in changes.items():
            copy.writestr(name, part)
    return target.getvalue()


def sheet_xml(rows: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def test_values_hidden_rows_and_columns_merged_cells_errors_and_hidden_sheets_are_read() -> None:
    plan = SheetPlan([*TABLE, ["Lê Văn Út", Formula("=1/0", "#DIV/0!")], ["Gộp", None]], [(3, 0, 3, 1)], [1])
    book = workbook_of({"DS": plan, "Ẩn": SheetPlan([["x"]], visible=False)})
    sheet, hidden = book.sheets
    assert sheet.rows[1] == ["Trần Thị Hòa", "01/02/1980"]
    assert (sheet.hidden_rows, sheet.errors, sheet.covered()) == ({1}, {(2, 1): "#DIV/0!"}, {(3, 1): (3, 0)})
    assert (book.checked, hidden.visible) == (True, False)


def test_a_formula_that_no_program_calculated_is_told_from_an_empty_cell() -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "=A1&A1", None])
    target = io.BytesIO()
    book.save(target)
    (sheet,) = read_workbook(target.getvalue(), "tinh.xlsx").sheets
    assert sheet.uncalculated == {(0, 1): "=A1&A1"}


def test_a_million_empty_rows_are_read_at_once_and_hold_no_data() -> None:
    rows = "".join(f'<row r="{r}"><c r="A{r}" s="0"/></row>' for r in range(3, 1_000_000, 4))
    filled = '<row r="1"><c r="A1" t="inlineStr"><is><t>Họ và tên</t></is></c></row>'
    data = repacked(xlsx_bytes({"DS": TABLE}), {"xl/worksheets/sheet1.xml": sheet_xml(filled + rows)})
    (sheet,) = read_workbook(data, "rong.xlsx").sheets
    assert sheet.rows == [["Họ và tên"]]


def test_a_stray_cell_at_the_end_of_the_sheet_is_refused_by_its_place() -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    data = repacked(xlsx_bytes({"DS": TABLE}), {"xl/worksheets/sheet1.xml": sheet_xml(far)})
    assert refusal(data) == "too_many_cells"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    data = repacked(xlsx_bytes({"DS": TABLE}), {"xl/worksheets/sheet1.xml": sheet_xml(" " * 40_000_000)})
    assert len(data) < 200_000
    assert refusal(data) == "zip_bomb"


def test_entities_in_the_xml_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + sheet_xml("<row/>")
    assert (
        refusal(repacked(xlsx_bytes({"DS": TABLE}), {"xl/worksheets/sheet1.xml": bomb})) == "damaged_workbook"
    )


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "trong.xlsx", "empty_file"),
        (b"%PDF-1.7 xxxxx", "gia.xlsx", "not_a_workbook"),
        (b"PK\x03\x04 not a zip at all", "gia.xlsx", "not_a_workbook"),
        (b"Name,Birth\n\x00\x01", "gia.csv", "not_a_workbook"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "mat.xlsx", "password_protected"),
        (OLE + "Workbook".encode("utf-16-le") + "_VBA_PROJECT".encode("utf-16-le"), "cu.xls", "has_macros"),
        (OLE + "WordDocument".encode("utf-16-le"), "van-ban.xls", "not_a_workbook"),
        (OLE + "Workbook".encode("utf-16-le"), "hong.xls", "not_a_workbook"),
    ],
)
def test_what_is_no_workbook_is_refused_with_its_reason(data: bytes, name: str, code: str) -> None:
    assert refusal(data, name) == code


def test_macros_are_refused_by_content_and_by_name() -> None:
    data = xlsx_bytes({"DS": TABLE})
    assert refusal(repacked(data, {"xl/vbaProject.bin": b"x"})) == "has_macros"
    assert refusal(data, "danh-sach.xlsm") == "has_macros"


def test_a_workbook_without_its_sheet_part_is_damaged() -> None:
    data = repacked(xlsx_bytes({"DS": TABLE}), {}, drop=("xl/worksheets/sheet1.xml",))
    assert refusal(data) == "damaged_workbook"


@given(st.integers(min_value=30, max_value=4000), st.binary(min_size=1, max_size=40))
def test_a_damaged_file_is_refused_or_read_but_never_breaks(place: int, noise: bytes) -> None:
    data = bytearray(xlsx_bytes({"DS": TABLE}))
    data[place : place + len(noise)] = noise
    with contextlib.suppress(WorkbookRefused):
        assert read_workbook(bytes(data), "hong.xlsx").checked


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_finds_its_separator_and_keeps_text(separator: str) -> None:
    lines = [
        ["STT", "Họ và tên", "Ghi chú"],
        ["1", "Trần Thị Hòa", f'"một{separator} hai"'],
        ["2", "Lê Út", ""],
    ]
    data = "\ufeff" + "\r\n".join(separator.join(line) for line in lines) + "\r\n\r\n"
    book = read_workbook(data.encode(), "danh-sach.csv")
    assert book.sheets[0].rows[1:] == [["1", "Trần Thị Hòa", f"một{separator} hai"], ["2", "Lê Út", None]]
    assert (book.sheets[0].name, book.checked, book.notes) == ("danh-sach", False, [])


def test_csv_that_is_no_unicode_says_what_was_assumed() -> None:
    book = read_workbook("Hä vµ tªn,Tuæi\nNguyÔn V¨n §¹t,5\n".encode("cp1252"), "cu.csv")
    assert (book.sheets[0].rows[1][0], [note.kind for note in book.notes]) == (
        "NguyÔn V¨n §¹t",
        ["encoding_assumed"],
    )


def test_csv_in_utf_16_is_read() -> None:
    book = read_workbook("Họ và tên\tTuổi\nLê Út\t5\n".encode("utf-16"), "xuat.csv")
    assert book.sheets[0].rows == [["Họ và tên", "Tuổi"], ["Lê Út", "5"]]


def ods(content: str) -> bytes:
    target = io.BytesIO()
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text")
    )
    body = f"<office:document-content {names}><office:body><office:spreadsheet>{content}"
    body += "</office:spreadsheet></office:body></office:document-content>"
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", body)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return target.getvalue()


def ods_cell(text: str, repeat: int = 1) -> str:
    repeated = f' table:number-columns-repeated="{repeat}"' if repeat > 1 else ""
    return (
        f'<table:table-cell office:value-type="string"{repeated}><text:p>{text}</text:p></table:table-cell>'
    )


def test_ods_is_read_with_the_note_that_hidden_rows_and_errors_are_unchecked() -> None:
    row = f"<table:table-row>{ods_cell('Họ và tên')}{ods_cell('Tuổi')}</table:table-row>"
    book = read_workbook(ods(f'<table:table table:name="DS">{row}</table:table>'), "danh-sach.ods")
    assert book.sheets[0].rows == [["Họ và tên", "Tuổi"]]
    assert (book.checked, [note.kind for note in book.notes]) == (False, ["unchecked"])


def test_ods_that_unfolds_into_millions_of_cells_is_refused() -> None:
    row = f'<table:table-row table:number-rows-repeated="1000000">{ods_cell("x", 16000)}</table:table-row>'
    assert refusal(ods(f'<table:table table:name="DS">{row}</table:table>'), "bom.ods") == "too_many_cells"


def test_a_missing_file_is_an_os_error_and_a_huge_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_workbook(tmp_path / "khong-co.xlsx")
    huge = tmp_path / "to.xlsx"
    with huge.open("wb") as file:
        file.truncate(61_000_000)
    with pytest.raises(WorkbookRefused) as caught:
        open_workbook(huge)
    assert caught.value.code == "file_too_large"


@given(st.integers(min_value=0, max_value=16383))
def test_column_letters_and_indexes_are_inverse(index: int) -> None:
    assert column_index(column_letter(index)) == index
    assert cell_name(11, index) == f"{column_letter(index)}12"
