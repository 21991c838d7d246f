"""Finding tables: heading rows anywhere, one to three levels, in any order, by any usual name."""

import itertools
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.imports.kinds import Column, ImportKind, SheetSpec
from tongket.imports.mapping import find_table, find_tables, heading_key
from tongket.imports.reader import read_workbook
from tongket.imports.tests.builders import SheetPlan, workbook_of

SPEC = SheetSpec(
    name="people",
    vi="Người",
    en="People",
    columns=(
        Column("name", ("Họ và tên", "Họ tên"), "Name", required=True),
        Column("birth", ("Ngày sinh",), "Birth", required=True),
        Column("start", ("Thời gian > Từ", "Từ ngày"), "From", required=True),
        Column("end", ("Thời gian > Đến", "Đến ngày"), "To"),
        Column("own", ("Tự chấm > Điểm",), "Own mark"),
        Column("given", ("Chi ủy chấm > Điểm",), "Given mark"),
    ),
    anchor="name",
)


def meanings(
    rows: list[list[Any]], merged: tuple[tuple[int, int, int, int], ...] = ()
) -> dict[str, str] | None:
    """Field → column letter, in the table that was found."""
    (sheet,) = workbook_of({"DS": SheetPlan(rows, merged)}).sheets
    table = find_table(sheet, SPEC, {})
    if table is None:
        return None
    letters = {heading.index: heading.letter for heading in table.headings}
    return {column.name: letters[index] for index, column in table.columns.items()}


FULL = {"name": "A", "birth": "B", "start": "C", "end": "D", "own": "E", "given": "F"}
TWO = [
    ["Họ và tên", "Ngày sinh", "Thời gian", None, "Tự chấm", "Chi ủy chấm"],
    [None, None, "Từ", "Đến", "Điểm", "Điểm"],
    ["Lê Út", "01/02/1980", "x", "y", "1", "2"],
]


def test_two_levels_are_read_with_merged_cells_and_without() -> None:
    merged = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3))
    assert meanings(TWO, merged) == FULL
    assert meanings(TWO) == FULL


def test_a_group_over_the_groups_does_not_matter() -> None:
    rows = [["Thông tin chung", None, "Kết quả", None, None, None], *TWO]
    merged = ((0, 0, 0, 1), (0, 2, 0, 5), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3))
    assert meanings(rows, merged) == FULL


def test_the_heading_is_found_under_titles_and_column_numbers_below_it_are_no_data() -> None:
    rows = [["ĐẢNG BỘ A", None, "ĐẢNG CỘNG SẢN VIỆT NAM"], ["DANH SÁCH", None, None], [None], *TWO[:2]]
    rows += [["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], ["Lê Út", "01/02/1980", "x", "y", "1", "2"]]
    (sheet,) = workbook_of({"DS": rows}).sheets
    table = find_table(sheet, SPEC, {})
    assert table is not None
    assert (table.first_data_row, {c.name for c in table.columns.values()}) == (6, set(FULL))


@given(st.permutations(range(3)))
def test_the_order_of_columns_does_not_matter(order: list[int]) -> None:
    heading = ["HỌ TÊN:", "Ngày  sinh (dd/mm/yyyy)", "Từ ngày"]
    names = ["name", "birth", "start"]
    found = meanings([[heading[index] for index in order], [f"giá trị {index}" for index in order]])
    assert found == {names[index]: "ABC"[place] for place, index in enumerate(order)}


@pytest.mark.parametrize("heading", ["Ho va ten", "HỌ\nVÀ TÊN", "Họ và tên *", "Hä vµ tªn", " họ, và tên "])
def test_headings_match_without_accents_breaks_signs_and_in_old_encodings(heading: str) -> None:
    assert meanings([[heading, "Ngày sinh", "Từ ngày"], ["Lê Út", "x", "y"]]) == {
        "name": "A",
        "birth": "B",
        "start": "C",
    }


def test_a_sheet_with_other_headings_has_no_table() -> None:
    assert meanings([["Mã", "Giá", "Số"], ["a", "b", "c"]]) is None


def test_a_table_goes_to_the_spec_that_fits_and_a_second_copy_is_left_over() -> None:
    other = SheetSpec(
        name="prices",
        vi="Giá",
        en="Prices",
        columns=(
            Column("code", ("Mã",), "Code", required=True),
            Column("price", ("Giá",), "Price", required=True),
        ),
        anchor="code",
    )
    kind = ImportKind("both", "a", "b", (SPEC, other))
    people = [["Họ tên", "Ngày sinh", "Từ ngày"], ["Lê Út", "x", "y"]]
    book = workbook_of({"1": [["Mã", "Giá"], ["a", 1]], "2": people, "3": [*people, ["Lê Hai", "x", "y"]]})
    tables, rest = find_tables(kind, book.sheets)
    assert [(table.sheet.name, table.spec.name) for table in tables] == [("2", "people"), ("1", "prices")]
    assert [sheet.name for sheet in rest] == ["3"]


def test_headings_of_two_levels_in_csv_reach_over_the_empty_cells() -> None:
    text = "\n".join(",".join(cell or "" for cell in row) for row in TWO)
    (sheet,) = read_workbook(text.encode(), "ds.csv").sheets
    table = find_table(sheet, SPEC, {})
    assert table is not None
    assert {column.name for column in table.columns.values()} == set(FULL)


def test_heading_keys_keep_levels_apart() -> None:
    keys = {heading_key(path) for path in ("A > B", "A B", "B > A")}
    assert len(keys) == 3


def test_many_unknown_columns_do_not_hide_the_known_ones() -> None:
    extra = [f"Cột {number}" for number in range(50)]
    heading = [*extra[:25], "Họ tên", "Ngày sinh", *extra[25:], "Từ ngày"]
    random.Random(1).shuffle(heading)
    found = meanings([heading, [f"v{place}" for place in range(len(heading))]])
    assert found is not None
    assert set(found) == {"name", "birth", "start"}
    assert len(set(itertools.chain(found.values()))) == 3
