"""People without Party data: guests with several posts, civil servants outside the Party."""

import datetime as dt

from tongket.imports.preview import check
from tongket.imports.tests.builders import workbook_of
from tongket.organisation.imports import PEOPLE, PersonRow

HEADING = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Cơ quan"]


def test_guests_keep_their_order_and_their_posts_and_need_no_birth_date() -> None:
    posts = "Tỉnh ủy viên, Phó Chủ tịch Hội đồng; Bí thư Đảng ủy A"
    rows = [
        HEADING,
        [1, "Khổng Viết Na", None, "Nam", posts, "Đảng ủy A"],
        [2, "Lê Sen", "05/06/1990", None, "Chuyên viên", None],
    ]
    preview = check(PEOPLE, workbook_of({"DS": rows}), today=dt.date(2026, 3, 1))
    assert preview.records("people") == [
        PersonRow(
            2,
            1,
            "Khổng Viết Na",
            None,
            "male",
            ("Tỉnh ủy viên, Phó Chủ tịch Hội đồng", "Bí thư Đảng ủy A"),
            "Đảng ủy A",
            None,
        ),
        PersonRow(3, 2, "Lê Sen", dt.date(1990, 6, 5), None, ("Chuyên viên",), None, None),
    ]


def test_one_person_twice_and_a_name_alone_are_reported() -> None:
    rows = [
        HEADING,
        [1, "Lê Sen", "05/06/1990", None, "Chuyên viên", None],
        [2, "LÊ SEN", "05/06/1990", None, None, "Ban A"],
        [3, "Vũ Mơ", None, None, None, None],
        [4, "Vũ Mơ", "45/06/1990", None, None, None],
    ]
    preview = check(PEOPLE, workbook_of({"DS": rows}), today=dt.date(2026, 3, 1))
    assert [(row.row, [p.kind for p in row.problems]) for row in preview.rows if row.problems] == [
        (3, ["duplicate_value"]),
        (4, ["namesakes_not_told_apart"]),
        (5, ["impossible_date"]),
    ]
