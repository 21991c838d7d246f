"""Sheets of nominations, decisions and the conference: typed rows, and faults told before anything is written."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tongket.imports.kinds import ImportKind
from tongket.imports.mapping import find_tables
from tongket.imports.preview import Preview, check
from tongket.imports.reader import read_workbook
from tongket.imports.template_workbook import write_template
from tongket.imports.tests.builders import workbook_of
from tongket.organisation.imports import MEMBERS, Known, person_key
from tongket.sheets.readers import CONFERENCE, HISTORY
from tongket.sheets.readers.commendations import (
    DecisionSheetRow,
    NominationSheetRow,
    SubjectRef,
    decisions_kind,
    nominations_kind,
)
from tongket.sheets.readers.conference import (
    ConclusionSheetRow,
    DirectionSheetRow,
    MinutesSheetRow,
    SpeechSheetRow,
)

TODAY = dt.date(2022, 2, 1)
WORDS = {"yearly": ("Giấy khen năm", "yearly"), "theme": ("Giấy khen chuyên đề", "theme")}
NOMINATIONS, DECISIONS = nominations_kind(WORDS), decisions_kind(WORDS)
AN = SubjectRef("Lê An", dt.date(1980, 5, 4))


def read(
    kind: ImportKind, sheets: Mapping[str, Sequence[Sequence[Any]]], known: Known | None = None
) -> Preview:
    return check(kind, workbook_of(sheets), known=known, today=TODAY)


def faults(preview: Preview) -> list[tuple[str, int, str | None, str]]:
    return [
        (row.sheet, row.row, p.letter, p.kind) for row in preview.rows for p in (*row.problems, *row.also)
    ]


NOMINATION_HEADING = [
    "Loại khen thưởng",
    "Họ và tên, tập thể",
    "Ngày sinh",
    "Thành tích",
    "Từ năm",
    "Đến năm",
]


def test_nominations_name_people_by_birth_date_and_bodies_without() -> None:
    rows = [
        NOMINATION_HEADING,
        ["Giấy khen năm", "Lê An", "04/05/1980", "Ba năm liền", 2019, 2021],
        ["theme", "CB1", None, None, None, None],
    ]
    records = read(NOMINATIONS, {"De nghi": rows}).records("nominations")
    assert records == [
        NominationSheetRow(2, "yearly", AN, "Ba năm liền", 2019, 2021, ""),
        NominationSheetRow(3, "theme", SubjectRef("CB1", None), "", None, None, ""),
    ]
    assert [record.subject.person is None for record in records] == [False, True]


def test_nominations_report_words_of_no_kind_people_unknown_and_names_twice() -> None:
    sheet = check(
        MEMBERS,
        workbook_of({"DS": [["Họ và tên", "Ngày sinh", "Chi bộ"], [AN.name, "04/05/1980", "Chi bộ 1"]]}),
        today=TODAY,
    )
    known = Known(people={person_key(r.name, r.birth): r for r in sheet.records("members")})
    assert list(known.people) == [person_key(AN.name, AN.birth)]
    rows = [
        NOMINATION_HEADING,
        ["Huân chương", "Lê An", "04/05/1980"],
        ["Giấy khen năm", "Lê An", "05/05/1980"],
        ["Giấy khen năm", "Lê An", "04/05/1980"],
        ["Giấy khen năm", "Lê An", "04/05/1980"],
    ]
    assert faults(read(NOMINATIONS, {"De nghi": rows}, known)) == [
        ("De nghi", 2, "A", "unknown_value"),
        ("De nghi", 3, "B", "unknown_person"),
        ("De nghi", 5, "B", "duplicate_value"),
    ]


DECISION_HEADING = [
    "Số, ký hiệu",
    "Ngày quyết định",
    "Cơ quan ban hành",
    "Người ký",
    "Trích yếu",
    "Loại khen thưởng",
    "Họ và tên",
    "Ngày sinh",
]
PAPER = ["120-QĐ/ĐU", "27/12/2021", "Đảng ủy", "Trần Bình", "Tặng Giấy khen", "Giấy khen năm"]


def test_decision_without_recipient_takes_all_who_were_recognised() -> None:
    rows = [DECISION_HEADING, [*PAPER, None, None]]
    assert read(DECISIONS, {"Quyet dinh": rows}).records("decisions") == [
        DecisionSheetRow(
            2,
            "120-QĐ/ĐU",
            dt.date(2021, 12, 27),
            "Đảng ủy",
            "Trần Bình",
            "Tặng Giấy khen",
            "yearly",
            None,
            "",
        )
    ]


@pytest.mark.parametrize(
    ("column", "other"), [(1, "28/12/2021"), (2, "Ban Thường vụ"), (3, "Lê Chi"), (5, "Giấy khen chuyên đề")]
)
def test_rows_of_one_decision_agree_on_its_paper(column: int, other: str) -> None:
    second = [*PAPER, "CB2", None]
    second[column] = other
    rows = [DECISION_HEADING, [*PAPER, "CB1", None], second]
    letter = "ABCDEF"[column]
    assert faults(read(DECISIONS, {"Quyet dinh": rows})) == [("Quyet dinh", 3, letter, "decision_differs")]


@pytest.mark.parametrize("kind", [NOMINATIONS, DECISIONS, CONFERENCE], ids=lambda kind: kind.name)
def test_template_is_read_back_as_its_kind(kind: ImportKind) -> None:
    book = read_workbook(write_template(kind), "mau.xlsx")
    tables, rest = find_tables(kind, [sheet for sheet in book.sheets if sheet.visible])
    assert [table.spec.name for table in tables] == [spec.name for spec in kind.sheets]
    assert rest == []


def conference(**changed: list[list[Any]]) -> dict[str, list[list[Any]]]:
    return {
        "Bien ban": [["Mục", "Biên bản", "Bắt đầu", "Kết thúc"], [1, "Khai mạc", "8h00", dt.time(8, 15)]],
        "Phat bieu": [["Bài số", "Người phát biểu", "Số phút"], [1, "Trần Bình", 15]],
        "Chi dao": [
            ["Mã chỉ đạo", "Từ bài phát biểu", "Nội dung chỉ đạo"],
            ["D1", 1, "Đẩy mạnh chuyển đổi số"],
        ],
        "Ket luan": [
            [
                "Mã kết luận",
                "Nội dung kết luận",
                "Chỉ tiêu",
                "Đơn vị chủ trì",
                "Thời hạn",
                "Từ ý kiến chỉ đạo",
            ],
            ["so-hoa", "Số hóa hồ sơ", "100%", "CB1", "30/11/2022", "D1"],
        ],
        **changed,
    }


def test_conference_sheet_gives_minutes_speeches_directions_and_conclusions() -> None:
    preview = read(CONFERENCE, conference())
    assert preview.records("minutes") == [MinutesSheetRow(2, 1, "Khai mạc", dt.time(8), dt.time(8, 15))]
    assert preview.records("speeches") == [SpeechSheetRow(2, 1, "Trần Bình", 15)]
    assert preview.records("directions") == [DirectionSheetRow(2, "D1", 1, "Đẩy mạnh chuyển đổi số")]
    assert preview.records("conclusions") == [
        ConclusionSheetRow(2, "so-hoa", "Số hóa hồ sơ", "100%", "CB1", dt.date(2022, 11, 30), ("D1",))
    ]


def test_conference_sheet_reports_times_keys_speeches_and_directions_that_are_none() -> None:
    sheets = conference()
    sheets["Bien ban"][1][2] = "8 rưỡi"
    sheets["Chi dao"].append(["D2", 7, "Nâng chất lượng"])
    sheets["Ket luan"].append(["kết luận 2", "Việc khác", "Có", "CB1", "01/12/2022", "D1"])
    sheets["Ket luan"].append(["viec-ba", "Việc ba", "Có", "CB1", "01/12/2022", "D9"])
    assert faults(read(CONFERENCE, sheets)) == [
        ("Bien ban", 2, "C", "not_a_time"),
        ("Chi dao", 3, "B", "no_such_speech"),
        ("Ket luan", 3, "A", "not_a_key"),
        ("Ket luan", 4, "F", "no_such_direction"),
    ]


@pytest.mark.parametrize(
    ("label", "level"),
    [
        ("Đủ tư cách, hoàn thành xuất sắc nhiệm vụ", "excellent"),
        ("Đảng viên đủ tư cách, hoàn thành tốt nhiệm vụ", "good"),
        ("Không hoàn thành nhiệm vụ", "failed"),
        ("HTTNV", "good"),
    ],
)
def test_levels_of_earlier_years_keep_their_label(label: str, level: str) -> None:
    rows = [["Họ và tên", "Ngày sinh", "Năm", "Xếp loại"], ["Lê An", "04/05/1980", 2017, label]]
    record = read(HISTORY, {"DS": rows}).records("history")[0]
    assert (record.level, record.label) == (level, label)


def test_label_of_no_level_is_a_fault() -> None:
    rows = [["Họ và tên", "Ngày sinh", "Năm", "Xếp loại"], ["Lê An", "04/05/1980", 2017, "Đủ tư cách"]]
    assert faults(read(HISTORY, {"DS": rows})) == [("DS", 2, "D", "unknown_value")]
