"""Sheets of the year's steps: typed rows whatever the layout, and nothing skipped in silence."""

import datetime as dt
import unicodedata
from decimal import Decimal
from typing import Any

from tongket.imports.tests.builders import SheetPlan
from tongket.sheets.readers import (
    CIVIL_RATINGS,
    REVIEWS,
    TASKS,
)
from tongket.sheets.readers.civil_ratings import CivilRatingRow, CollectiveRatingRow, LeaveRow
from tongket.sheets.readers.reviews import MEMBER_CRITERIA, UNIT_CRITERIA, CommentRow
from tongket.sheets.readers.shared import PersonRef
from tongket.sheets.readers.tasks import MemberTaskRow, Task, UnitTaskRow, progress_of
from tongket.sheets.readers.tests.reading import CIVIL_HEADING, HOA, TITLE, UT, faults, read

TASK_HEADING = [
    "Nội dung nhiệm vụ",
    "Chỉ tiêu",
    "Đơn vị tính",
    "Kết quả",
    "Tỷ lệ",
    "Thời hạn",
    "Hoàn thành",
    "Tiến độ",
]


def test_tasks_of_units_and_members_are_exact() -> None:
    unit = [
        *TITLE,
        ["STT", "Mã", "Đơn vị", "Chi bộ", *TASK_HEADING],
        [
            1,
            "NV1",
            "Văn phòng",
            "Chi bộ 1",
            "Giải quyết hồ sơ",
            24,
            "hồ sơ",
            26,
            26 / 24,
            "30/11/2021",
            dt.date(2021, 11, 29),
            "Đúng hạn",
        ],
    ]
    member = [
        ["Ngày sinh", "Họ và tên", "Chi bộ", *reversed(TASK_HEADING)],
        [
            "01/02/1980",
            "Trần Thị Hoà",
            "Chi bộ 1",
            "Chưa hoàn thành",
            None,
            "10/12/2021",
            0.25,
            1,
            "cuộc",
            4,
            "Kiểm tra",
        ],
    ]
    preview = read(TASKS, {"Don vi": unit, "Ca nhan": member})
    assert faults(preview) == []
    assert preview.records("unit_tasks") == [
        UnitTaskRow(
            4,
            "NV1",
            "Văn phòng",
            "Chi bộ 1",
            Task(
                "Giải quyết hồ sơ",
                Decimal(24),
                "hồ sơ",
                Decimal(26),
                dt.date(2021, 11, 30),
                dt.date(2021, 11, 29),
            ),
        ),
    ]
    (row,) = preview.records("member_tasks")
    assert (row, progress_of(row.task)) == (
        MemberTaskRow(
            2,
            PersonRef("Trần Thị Hoà", HOA.birth),
            "Chi bộ 1",
            Task("Kiểm tra", Decimal(4), "cuộc", Decimal(1), dt.date(2021, 12, 10), None),
        ),
        "unfinished",
    )


def test_a_stated_share_or_progress_that_the_numbers_contradict_is_warned_of() -> None:
    heading = ["Mã", "Đơn vị", *TASK_HEADING]
    rows = [
        heading,
        ["1", "VP", "a", 24, "x", 26, 1, "30/11/2021", "29/11/2021", "Đúng hạn"],
        ["2", "VP", "b", 24, "x", 24, "100%", "30/11/2021", "01/12/2021", "Đúng hạn"],
        ["3", "VP", "c", 3, "x", 1, 0.33, "30/11/2021", None, "Đúng hạn"],
        ["3", "VP", "d", -3, "x", 1, None, "30/11/2021", "31/11/2021", "Sớm"],
    ]
    assert faults(read(TASKS, {"Don vi": rows})) == [
        (2, "G", "share_differs"),
        (3, "G", "number_with_unit"),
        (3, "J", "progress_differs"),
        (4, "J", "progress_differs"),
        (5, "D", "negative_number"),
        (5, "I", "impossible_date"),
        (5, "J", "unknown_value"),
        (5, "A", "duplicate_value"),
    ]


def test_an_empty_rating_is_asked_about_and_stays_unknown() -> None:
    rows = [
        CIVIL_HEADING,
        [1, HOA.name, HOA.birth, "Văn phòng", "Công chức", "HTXSNV", "10/12/2021"],
        [2, UT.name, "03/04/1985", "Văn phòng", "Viên chức", None, None],
        [3, "Phạm Sen", "05/06/1990", "Văn phòng", "Hợp đồng 68", "Không thuộc diện", None],
    ]
    preview = read(CIVIL_RATINGS, {"Cong chuc": rows})
    assert [row.rating for row in preview.records("civil_ratings")] == ["excellent", None, "not_applicable"]
    assert preview.records("civil_ratings")[0] == CivilRatingRow(
        2, HOA, "Văn phòng", "civil_servant", "excellent", dt.date(2021, 12, 10)
    )
    assert [(q["letter"], q["cells"], q["rows"], sorted(q["answers"])) for q in preview.questions] == [
        ("F", 1, [3], ["not_applicable", "not_received"])
    ]


def test_collectives_and_absences() -> None:
    collectives = [
        ["STT", "Tên", "Loại", "Cùng cấp (mã)", "Xếp loại"],
        [1, "Công đoàn", "Đoàn thể", "CB1", "HTTNV"],
    ]
    leave = SheetPlan(
        [
            ["Họ và tên", "Ngày sinh", "Lý do", "Thời gian", None, "Số ngày"],
            [None, None, None, "Từ ngày", "Đến ngày", None],
            [UT.name, "03/04/1985", "Ốm", dt.date(2021, 5, 3), "01/07/2021", 61],
            [UT.name, "03/04/1985", "Thai sản", "03/05/2021", "01/05/2021", None],
        ],
        [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4), (0, 5, 1, 5)],
    )
    preview = read(CIVIL_RATINGS, {"Tap the": collectives, "Nghi": leave})
    assert preview.records("collectives") == [
        CollectiveRatingRow(2, "Công đoàn", "mass_organisation", "CB1", "good")
    ]
    (absence,) = preview.records("leave")
    assert (absence, absence.days) == (
        LeaveRow(3, UT, None, "sick", dt.date(2021, 5, 3), dt.date(2021, 7, 1)),
        60,
    )
    assert faults(preview) == [(3, "F", "days_differ"), (4, "E", "end_before_start")]


def member_reviews(rows: list[list[Any]]) -> SheetPlan:
    criteria = [titles[0] for titles in MEMBER_CRITERIA.values()]
    top = ["Họ và tên", "Ngày sinh", "Chi bộ", "Tự đánh giá", *[None] * 5, "Chi ủy đánh giá", *[None] * 5]
    top += ["Mức xếp loại", None, None]
    low = [None, None, None, *criteria, *criteria, "Tự nhận", "Chi ủy đề nghị", "Chi bộ đề nghị"]
    merged = [(0, c, 1, c) for c in range(3)] + [(0, 3, 0, 8), (0, 9, 0, 14), (0, 15, 0, 17)]
    return SheetPlan([top, low, *rows], merged)


def test_marks_and_levels_are_read_in_words_and_short() -> None:
    marks = ["Xuất sắc", "T", "TB", "Kém", "XS", None]
    levels = ["HTXSNV", "Hoàn thành\u00a0tốt nhiệm vụ", unicodedata.normalize("NFD", "Hoàn thành nhiệm vụ")]
    preview = read(
        REVIEWS,
        {"Ca nhan": member_reviews([[UT.name, "03/04/1985", "Chi bộ 1", *marks, *marks[::-1], *levels]])},
    )
    (row,) = preview.records("member_reviews")
    assert row.self_marks == {
        "political": "excellent",
        "ethics": "good",
        "discipline": "fair",
        "style": "poor",
        "results": "excellent",
        "remedy": None,
    }
    assert list(row.committee_marks.values()) == [None, "excellent", "poor", "fair", "good", "excellent"]
    assert (row.level_self, row.level_committee, row.level_cell) == ("excellent", "good", "fair")
    assert faults(preview) == []


def test_a_mark_that_nobody_knows_is_named_under_its_own_heading() -> None:
    row = [UT.name, "03/04/1985", "Chi bộ 1", *["T"] * 6, "T", "Khá", *["T"] * 4, "HTTNV", None, "HTTNV"]
    assert faults(read(REVIEWS, {"Ca nhan": member_reviews([row])})) == [(3, "K", "unknown_value")]


def test_reviews_of_cells_organisation_and_comments() -> None:
    criteria = [titles[0] for titles in UNIT_CRITERIA.values()]
    merged = [(0, 0, 1, 0), (0, 1, 0, 7), (0, 8, 0, 14), (0, 15, 1, 15)]

    def sheet(first: str, name: str) -> SheetPlan:
        top = [first, "Tự đánh giá", *[None] * 6, "Cấp trên đánh giá", *[None] * 6, "Tự xếp loại"]
        return SheetPlan(
            [top, [None, *criteria, *criteria, None], [name, *["XS"] * 7, *["Tốt"] * 7, "HTXSNV"]], merged
        )

    comments = [
        ["Họ và tên", "Ngày sinh", "Chi bộ", "Nơi nhận xét", "Ngày", "Nội dung"],
        [UT.name, "03/04/1985", "Chi bộ 1", "Chi bộ khu 5", "08/12/2021", "Tham gia đầy đủ\nChấp hành tốt"],
    ]
    preview = read(
        REVIEWS, {"CB": sheet("Chi bộ", "Chi bộ 1"), "DB": sheet("Đảng bộ", "Đảng bộ A"), "NX": comments}
    )
    assert [(row.name, row.level_self) for row in preview.records("cell_reviews")] == [
        ("Chi bộ 1", "excellent")
    ]
    (organisation,) = preview.records("organisation_reviews")
    assert (set(organisation.self_marks.values()), set(organisation.superior_marks.values())) == (
        {"excellent"},
        {"good"},
    )
    assert preview.records("comments") == [
        CommentRow(2, UT, "Chi bộ 1", "Chi bộ khu 5", dt.date(2021, 12, 8), "Tham gia đầy đủ\nChấp hành tốt")
    ]
