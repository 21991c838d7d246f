"""Units, posts and committee: typed rows, and what can't be."""

import copy
import datetime as dt
from typing import Any

import pytest

from tongket.imports.preview import Preview, check
from tongket.imports.tests.builders import SheetPlan, workbook_of
from tongket.organisation.imports import UNITS as KIND
from tongket.organisation.imports import CommitteeRow, PostRow, UnitRow, known_from_units
from tongket.organisation.imports.known import KnownName
from tongket.organisation.imports.tests.register import CELLS, OFFICES, TODAY, UNITS

COMMITTEE = [
    ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Chức vụ"],
    [1, "Lê Thị Út", dt.date(1975, 3, 2), CELLS[1], "Đảng ủy viên, Bí thư chi bộ"],
]
POST_HEADINGS = SheetPlan(
    [
        ["STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Hệ", "Tại (mã)", "Người đứng đầu", "Thời gian", None],
        [None, None, None, None, None, None, None, "Từ", "Đến"],
    ],
    [(0, column, 1, column) for column in range(7)] + [(0, 7, 0, 8)],
)


def preview(**changes: Any) -> Preview:
    sheets = copy.deepcopy(UNITS) | {"Ban chap hanh": copy.deepcopy(COMMITTEE)} | changes
    return check(KIND, workbook_of(sheets), today=TODAY)


def faults(result: Preview) -> list[tuple[str, int, str | None, str]]:
    return [(row.sheet, row.row, p.letter, p.kind) for row in result.rows for p in row.problems]


def units_with(row: list[Any]) -> list[list[Any]]:
    return [*copy.deepcopy(UNITS["Don vi"]), row]


def test_the_three_tables_come_out_typed() -> None:
    result = preview()
    assert faults(result) == []
    assert result.records("units")[0] == UnitRow(
        row=2,
        code="DB",
        name="Đảng bộ Ban Quản lý",
        kind="grassroots_organisation",
        type_label="Đảng bộ cơ sở",
        parent_code=None,
        established_on=dt.date(2005, 6, 15),
        decision="QĐ 8-QĐ/ĐUK",
        covered_by=None,
        note="QĐ 8-QĐ/ĐUK",
    )
    assert [(unit.kind, unit.covered_by) for unit in result.records("units")[-3:]] == [
        ("agency", cell) for cell in CELLS
    ]
    assert result.records("posts") == [
        PostRow(
            2,
            "Lê Thị Út",
            dt.date(1975, 3, 2),
            "Bí thư chi bộ",
            "party",
            "CB1",
            True,
            dt.date(2020, 6, 1),
            None,
        )
    ]
    assert result.records("committee") == [
        CommitteeRow(2, 1, "Lê Thị Út", dt.date(1975, 3, 2), CELLS[1], ("Đảng ủy viên", "Bí thư chi bộ"))
    ]


def test_posts_are_read_under_a_heading_of_two_levels() -> None:
    plan = copy.deepcopy(POST_HEADINGS)
    rows = [
        *plan.rows,
        [1, "Lê Út", "02/03/1975", "Giám đốc", "Chính quyền", "CQ", "x", "01/3/2019", "30/06/2020"],
    ]
    result = preview(**{"Chuc danh": SheetPlan(rows, plan.merged)})
    (post,) = result.records("posts")
    assert (post.system, post.start, post.end) == ("government", dt.date(2019, 3, 1), dt.date(2020, 6, 30))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([99, "CB1", "Chi bộ mới", "Chi bộ", "DB", None, None], ("B", "duplicate_value")),
        ([99, "CB9", "Chi bộ mới", "Chi bộ", "DX", None, None], ("E", "unknown_parent")),
        ([99, "CB9", "Chi bộ mới", "Chi bộ", "CB9", None, None], ("E", "unit_under_itself")),
        ([99, "CB9", "Chi bộ mới", "Câu lạc bộ", "DB", None, None], ("D", "unknown_value")),
        ([99, "CB9", None, "Chi bộ", "DB", None, None], ("C", "missing_value")),
        ([99, "CB9", "Chi bộ mới", "Chi bộ", "DB", "15/13/2005", None], ("F", "impossible_date")),
    ],
)
def test_a_faulty_unit_is_named_at_its_cell(row: list[Any], expected: tuple[str, str]) -> None:
    result = preview(**{"Don vi": units_with(row)})
    assert faults(result) == [("Don vi", len(UNITS["Don vi"]) + 1, *expected)]


def test_units_that_stand_under_each_other_are_all_named() -> None:
    rows = [
        *units_with([98, "X", "Tổ X", "Tổ đảng", "Y", None, None]),
        [99, "Y", "Tổ Y", "Tổ đảng", "X", None, None],
    ]
    result = preview(**{"Don vi": rows})
    assert [(letter, kind) for _, _, letter, kind in faults(result)] == [("E", "unit_under_itself")] * 2
    assert "Y → X → Y" in result.rows[len(UNITS["Don vi"])].problems[0].message_vi


def test_two_heads_of_a_unit_at_the_same_time_are_warned_of_and_one_after_the_other_are_not() -> None:
    heading = UNITS["Chuc danh"][0]
    first = [1, "Lê Út", "02/03/1975", "Bí thư chi bộ", "Đảng", "CB1", "x", "01/06/2015", "31/05/2020"]
    second = [2, "Trần Sen", "02/03/1976", "Bí thư chi bộ", "Đảng", "CB1", "x", "01/06/2020", None]
    third = [3, "Vũ Mơ", "02/03/1977", "Bí thư chi bộ", "Đảng", "CB1", "x", "01/07/2021", None]
    assert faults(preview(**{"Chuc danh": [heading, first, second]})) == []
    assert faults(preview(**{"Chuc danh": [heading, first, second, third]})) == [
        ("Chuc danh", 4, "D", "post_already_held")
    ]


def test_posts_and_committee_point_at_units_of_the_file() -> None:
    post = [2, "Trần Sen", "02/03/1976", "Giám đốc", "Chính quyền", "XX", None, "01/06/2020", "01/06/2019"]
    member = [2, "Trần Sen", dt.date(1976, 3, 2), "Chi bộ 99", None]
    result = preview(**{"Chuc danh": [*UNITS["Chuc danh"], post], "Ban chap hanh": [*COMMITTEE, member]})
    assert [
        (row.sheet, row.row, [(p.letter, p.kind) for p in (*row.problems, *row.also)])
        for row in result.rows
        if row.problems
    ] == [
        ("Chuc danh", 3, [("I", "end_before_start"), ("F", "unknown_unit")]),
        ("Ban chap hanh", 3, [("D", "unknown_cell")]),
    ]


def test_what_is_known_comes_from_names_codes_and_heads() -> None:
    known = known_from_units(workbook_of(UNITS), today=TODAY)
    assert set((known.cells or {}).values()) == set(CELLS)
    assert set((known.units or {}).values()) == {*OFFICES, "Ban Quản lý"}
    assert (known.cells or {})["cb1"] == CELLS[1]
    assert known.organisation_of_cell == dict.fromkeys(CELLS, "Đảng bộ Ban Quản lý")
    assert list(known.heads.values()) == [KnownName("Lê Thị Út", dt.date(1975, 3, 2))]
    assert known.not_checked() == []


def test_a_workbook_without_units_tells_nothing() -> None:
    assert known_from_units(workbook_of({"DS": [["a", "b"]]})).not_checked() == [
        "unknown_cell",
        "unknown_unit",
    ]
