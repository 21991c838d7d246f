"""Ballots, discipline, meetings, earlier years, and what all readers have in common."""

import datetime as dt

import pytest

from tongket.imports.kinds import ImportKind, get_kind
from tongket.imports.mapping import find_tables
from tongket.imports.reader import read_workbook
from tongket.imports.template_workbook import write_template
from tongket.imports.tests.builders import SheetPlan
from tongket.organisation.imports import Known, MemberRow, person_key
from tongket.sheets.readers import (
    ACTIVITIES,
    ALL,
    CIVIL_RATINGS,
    COUNTS,
    HISTORY,
    OVERSIGHT,
    register_kinds,
)
from tongket.sheets.readers.activities import MeetingRow, StudyRow
from tongket.sheets.readers.counts import LevelCountRow, PersonChoiceRow, PollRow, UnitChoiceRow, most_names
from tongket.sheets.readers.history import HistoryRow
from tongket.sheets.readers.oversight import DisciplineRow, FindingRow
from tongket.sheets.readers.shared import LEVELS
from tongket.sheets.readers.tests.reading import CIVIL_HEADING, HOA, UT, faults, read


def test_ballots_have_one_sheet_each_named_by_their_code() -> None:
    summary = [
        [
            "Mã phiếu",
            "Cơ quan",
            "Nội dung",
            "Ngày",
            "Triệu tập",
            "Có mặt",
            "Phát ra",
            "Thu về",
            "Hợp lệ",
            "Không hợp lệ",
        ],
        ["A1", "Chi bộ 1", "Đề nghị mức", "14/12/2021", 14, 13, 13, 13, 12, None],
    ]
    levels = [
        ["Họ và tên", "Ngày sinh", "HTXSNV", "HTTNV", "HTNV", "KHTNV", "Phiếu trắng"],
        [UT.name, "03/04/1985", 11, 1, 0, 0, 0],
        [None],
        [None, "TỔ TRƯỞNG TỔ KIỂM PHIẾU"],
    ]
    persons = [
        ["Họ và tên", "Ngày sinh", "Đồng ý", "Không đồng ý"],
        [HOA.name, HOA.birth, 7, 2],
        [None],
        ["Mỗi phiếu được chọn không quá 10 người"],
    ]
    units = [["Mã", "Chi bộ", "Số phiếu đồng ý"], ["CB1", "Chi bộ 1", 6]]
    preview = read(COUNTS, {"Tong hop": summary, "A1": levels, "A2": levels[:2], "CN": persons, "CB": units})
    assert faults(preview) == []
    assert preview.records("polls") == [
        PollRow(2, "A1", "Chi bộ 1", "Đề nghị mức", dt.date(2021, 12, 14), 14, 13, 13, 13, 12, None)
    ]
    votes = {"excellent": 11, "good": 1, "fair": 0, "failed": 0}
    assert preview.records("level_counts") == [
        LevelCountRow(2, "A1", UT, votes, 0),
        LevelCountRow(2, "A2", UT, votes, 0),
    ]
    assert preview.records("person_choices") == [PersonChoiceRow(2, "CN", HOA, None, 7, 2)]
    assert preview.records("unit_choices") == [UnitChoiceRow(2, "CB", "CB1", "Chi bộ 1", 6, None)]
    assert most_names(preview) == {"CN": 10}


def test_a_person_twice_in_a_ballot_and_an_empty_count_are_faults() -> None:
    rows = [
        ["Họ và tên", "Ngày sinh", "Đồng ý"],
        [HOA.name, HOA.birth, 7],
        ["Trần Thị Hoà", "01/02/1980", None],
    ]
    assert faults(read(COUNTS, {"CN": rows})) == [(3, "C", "missing_value"), (3, "A", "duplicate_value")]


def test_discipline_and_findings() -> None:
    discipline = [
        ["Họ và tên", "Ngày sinh", "Hình thức", "Số quyết định", "Ngày", "Nội dung vi phạm", "Tính vào năm"],
        [UT.name, "03/04/1985", "Khiển trách", "05-QĐ/UBKT", "14/9/2021", "Vi phạm", 2021],
        [HOA.name, HOA.birth, "Nhắc nhở", "06-QĐ/UBKT", "14/9/2021", None, 2017],
    ]
    findings = [
        ["Mã", "Đối tượng", "Ngày kết luận", "Nội dung", "Hạn chế", "Khắc phục", "Trạng thái"],
        ["K1", "Chi bộ 2", dt.date(2021, 8, 11), "Quy chế", "Thiếu", "Đang bổ sung", "Đang khắc phục"],
    ]
    preview = read(OVERSIGHT, {"Ky luat": discipline, "Kiem tra": findings})
    assert preview.records("discipline") == [
        DisciplineRow(2, UT, None, "reprimand", "05-QĐ/UBKT", dt.date(2021, 9, 14), "Vi phạm", 2021)
    ]
    assert preview.records("findings") == [
        FindingRow(
            2, "K1", "Chi bộ 2", dt.date(2021, 8, 11), "Quy chế", "Thiếu", "Đang bổ sung", "in_progress"
        )
    ]
    assert faults(preview) == [(3, "C", "unknown_value"), (3, "G", "year_before_decision")]


def test_meetings_and_studies() -> None:
    meetings = SheetPlan(
        [
            ["Chi bộ", "Loại", "Ngày họp", "Phải dự", "Có mặt", "Vắng", None, "Số biên bản", "Nội dung"],
            [None, None, None, None, None, "Tổng", "Có lý do", None, None],
            ["Chi bộ 1", "Thường kỳ", "02/01/2021", 14, 12, 2, 1, "01-BB/CB", "Rà soát"],
            ["Chi bộ 1", "Chuyên đề", "02/02/2021", 14, 15, 0, 0, None, None],
            ["Chi bộ 1", "Chuyên đề", "02/03/2021", 14, 12, 1, 2, None, None],
        ],
        [*((0, c, 1, c) for c in (0, 1, 2, 3, 4, 7, 8)), (0, 5, 0, 6)],
    )
    studies = [
        ["Ngày", "Nội dung", "Chi bộ", "Phải dự", "Có mặt"],
        ["27/03/2021", "Nghị quyết", "Chi bộ 1", 14, 13],
    ]
    preview = read(ACTIVITIES, {"Sinh hoat": meetings, "Hoc tap": studies})
    assert preview.records("meetings")[0] == MeetingRow(
        3, "Chi bộ 1", "regular", dt.date(2021, 1, 2), 14, 12, 2, 1, "01-BB/CB", "Rà soát"
    )
    assert preview.records("studies") == [StudyRow(2, dt.date(2021, 3, 27), "Nghị quyết", "Chi bộ 1", 14, 13)]
    assert faults(preview) == [
        (4, "E", "more_than_expected"),
        (5, "G", "more_than_expected"),
        (5, "E", "attendance_differs"),
    ]


def test_people_who_are_not_in_the_register_are_named_when_it_is_known() -> None:
    member = MemberRow(
        1,
        "Lê Út",
        UT.birth,
        None,
        None,
        dt.date(2010, 1, 1),
        None,
        None,
        "Chi bộ 1",
        (),
        (),
        None,
        "active",
        None,
        None,
    )
    known = Known(people={person_key(member.name, member.birth): member})
    rows = [
        CIVIL_HEADING,
        [1, "LÊ ÚT", UT.birth, "VP", None, "HTTNV", None],
        [2, HOA.name, HOA.birth, "VP", None, "HTTNV", None],
    ]
    assert faults(read(CIVIL_RATINGS, {"Cong chuc": rows}, known)) == [(3, "B", "unknown_person")]


def test_results_of_earlier_years_need_a_level_or_an_award_and_a_year_that_is_over() -> None:
    rows = [
        [
            "Họ và tên",
            "Ngày sinh",
            "Năm",
            "Hệ",
            "Xếp loại",
            "Danh hiệu",
            "Cơ quan quyết định",
            "Số quyết định",
            "Ngày",
        ],
        [UT.name, "03/04/1985", 2019, "Đảng", "HTXSNV", None, "Đảng ủy A", "12-QĐ/ĐU", "10/01/2020"],
        [UT.name, "03/04/1985", 2020, "Nhà nước", None, "Lao động tiên tiến", "Ban A", None, None],
        [UT.name, "03/04/1985", 2022, None, None, None, None, None, None],
    ]
    preview = read(HISTORY, {"DS": rows})
    assert preview.records("history")[0] == HistoryRow(
        2, UT, 2019, "party", "excellent", "HTXSNV", None, "Đảng ủy A", "12-QĐ/ĐU", dt.date(2020, 1, 10)
    )
    assert faults(preview) == [
        (3, "H", "award_without_decision"),
        (4, "A", "level_or_title"),
        (4, "C", "year_not_over"),
    ]


@pytest.mark.parametrize("code", LEVELS)
def test_every_writing_of_a_level_is_one_code(code: str) -> None:
    heading = ["Tên", "Loại", "Cùng cấp (mã)", "Xếp loại"]
    rows = [[f"Đoàn thể {number}", "Đoàn thể", "DB", writing] for number, writing in enumerate(LEVELS[code])]
    records = read(CIVIL_RATINGS, {"Tap the": [heading, *rows]}).records("collectives")
    assert [record.rating for record in records] == [code] * len(rows)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_the_template_of_each_kind_is_read_back_as_that_kind(kind: ImportKind) -> None:
    register_kinds()
    book = read_workbook(write_template(get_kind(kind.name)), "mau.xlsx")
    tables, rest = find_tables(kind, [sheet for sheet in book.sheets if sheet.visible])
    assert [table.spec.name for table in tables] == [spec.name for spec in kind.sheets]
    assert [len(table.columns) for table in tables] == [len(spec.columns) for spec in kind.sheets]
    assert rest == []
