"""Lists as files: what Excel gets to see."""

from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.common.export import Cell, ExportTable, Fact, as_of, is_formula, narrowed, to_csv, to_xlsx

DAY = dt.date(2021, 12, 31)
NASTY = ["=1+1", "+84 901", "-cmd", "@SUM(A1)", "\t=1", "＝1", '=HYPERLINK("http://x.invalid")']


def table(*rows: tuple[Cell, ...], facts: tuple[Fact, ...] = ()) -> ExportTable:
    return ExportTable(
        name="thu", title="Danh sách thử", facts=facts or (as_of(DAY), narrowed("Chi bộ 1", "")),
        columns=["Họ và tên", "Ngày sinh", "Số"], rows=list(rows),
    )  # fmt: skip


def cells(content: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.capability(88)
def test_workbook_says_its_filter_and_day_above_the_table() -> None:
    content = to_xlsx(table(("Đỗ Đạt", dt.date(1973, 11, 5), 7)))
    assert cells(content) == [
        ["Danh sách thử", None, None],
        ["Tính đến ngày: 31/12/2021", None, None],
        ["Điều kiện lọc: Chi bộ 1", None, None],
        [None, None, None],
        ["Họ và tên", "Ngày sinh", "Số"],
        ["Đỗ Đạt", dt.datetime(1973, 11, 5), 7],  # noqa: DTZ001
    ]


def test_csv_begins_with_the_mark_by_which_excel_reads_accents() -> None:
    content = to_csv(table(("Y Ăn Niê", None, 12)))
    assert content.startswith(b"\xef\xbb\xbf")
    assert lines(content)[-2:] == [["Họ và tên", "Ngày sinh", "Số"], ["Y Ăn Niê", "", "12"]]


@pytest.mark.parametrize("text", NASTY)
def test_no_text_becomes_a_formula(text: str) -> None:
    nasty = table((text, None, 1), facts=(Fact(text, text),))
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(nasty))).active
    cell = sheet.cell(sheet.max_row, 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", 1)
    assert not [c.coordinate for row in sheet for c in row if c.data_type == "f"]
    assert [line[0] for line in lines(to_csv(nasty)) if line and is_formula(line[0])] == []


def test_negative_numbers_stay_numbers() -> None:
    assert lines(to_csv(table(("A", None, -3))))[-1] == ["A", "", "-3"]
    assert cells(to_xlsx(table(("A", None, -3))))[-1][2] == -3


def test_day_before_the_first_of_a_workbook_is_written_as_text() -> None:
    assert cells(to_xlsx(table(("A", dt.date(1899, 2, 3), 1))))[-1][1] == "03/02/1899"


def test_sheet_is_set_up_for_printing() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(table(("A", None, 1))))).active
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape", 9, 0,
    )  # fmt: skip
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$5:$5", "A6")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40))
def test_any_text_comes_back_from_csv_as_it_was_or_behind_an_apostrophe(text: str) -> None:
    shown = list(csv.reader(io.StringIO(to_csv(table((text, None, 1))).decode("utf-8-sig"), newline="")))[-1][
        0
    ]
    assert shown == (f"'{text}" if is_formula(text) else text)
