"""Meetings of cells and study sessions with attendance: one line each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tongket.imports.cell_dates import day
from tongket.imports.cells import Context, choice, whole_number
from tongket.imports.kinds import Column, DataRow, ImportKind, SheetSpec
from tongket.imports.problems import MISSING_VALUE, Fault, ProblemKind
from tongket.organisation.imports import known_from_units
from tongket.sheets.readers.shared import cell_column, doubles, first_of, number_column

MEETING_KINDS = {
    "regular": ("Thường kỳ", "Định kỳ", "Sinh hoạt thường kỳ"),
    "thematic": ("Chuyên đề", "Sinh hoạt chuyên đề"),
    "extraordinary": ("Bất thường", "Đột xuất"),
}

ATTENDANCE_DIFFERS = ProblemKind(
    "attendance_differs",
    "warning",
    "Ô {place} ({column}): ghi {value} nhưng phải dự {expected}, vắng {absent}. "
    "Số liệu được giữ như đã ghi; hãy đối chiếu biên bản.",
    "Cell {place} ({column}): it says {value} but {expected} were expected and {absent} absent. "
    "The numbers are kept as written; check the minutes.",
)
MORE_THAN_EXPECTED = ProblemKind(
    "more_than_expected",
    "error",
    "Ô {place} ({column}): {value} lớn hơn số {limit} ({of_vi}). Hãy đối chiếu biên bản.",
    "Cell {place} ({column}): {value} is more than the {limit} {of_en}. Check the minutes.",
)


@dataclass(frozen=True)
class MeetingRow:
    """One meeting of a cell."""

    row: int
    cell: str
    kind: str
    """``regular``, ``thematic`` or ``extraordinary``."""
    held_on: date
    expected: int
    present: int
    absent: int | None
    excused: int | None
    """Of the absent, with a reason."""
    minutes_number: str | None
    topic: str | None


@dataclass(frozen=True)
class StudyRow:
    """Attendance of one cell at a study session."""

    row: int
    held_on: date
    topic: str
    cell: str
    expected: int
    present: int


def _meeting(row: DataRow) -> MeetingRow:
    value = row.value
    return MeetingRow(
        row=row.number,
        cell=value("cell"),
        kind=value("kind"),
        held_on=value("held_on"),
        expected=value("expected"),
        present=value("present"),
        absent=value("absent"),
        excused=value("excused"),
        minutes_number=value("minutes_number"),
        topic=value("topic"),
    )


def _study(row: DataRow) -> StudyRow:
    value = row.value
    return StudyRow(
        row.number, value("held_on"), value("topic"), value("cell"), value("expected"), value("present")
    )


def _attendance(row: DataRow, _context: Context) -> Iterator[Fault]:
    expected, present, absent, excused = (
        row.value(name) for name in ("expected", "present", "absent", "excused")
    )
    if expected is not None and present is not None and present > expected:
        yield Fault(
            MORE_THAN_EXPECTED, "present", {"limit": expected, "of_vi": "phải dự", "of_en": "expected"}
        )
    elif None not in (expected, present, absent) and present + absent != expected:
        yield Fault(ATTENDANCE_DIFFERS, "present", {"expected": expected, "absent": absent})
    if absent is not None and excused is not None and excused > absent:
        yield Fault(MORE_THAN_EXPECTED, "excused", {"limit": absent, "of_vi": "vắng", "of_en": "absent"})


MEETINGS = SheetSpec(
    name="meetings",
    vi="Sinh hoạt chi bộ",
    en="Cell meetings",
    columns=(
        number_column(),
        cell_column(),
        Column(
            "kind",
            ("Loại", "Loại sinh hoạt", "Hình thức"),
            "Kind",
            choice(MEETING_KINDS),
            required=True,
            missing=MISSING_VALUE,
            choices=first_of(MEETING_KINDS),
        ),
        Column(
            "held_on",
            ("Ngày họp", "Ngày", "Ngày sinh hoạt"),
            "Held on",
            day(),
            required=True,
            missing=MISSING_VALUE,
        ),
        Column(
            "expected",
            ("Phải dự", "Triệu tập", "Tổng số", "Số phải dự"),
            "Expected",
            whole_number(),
            required=True,
            missing=MISSING_VALUE,
        ),
        Column(
            "present",
            ("Có mặt", "Dự", "Số có mặt"),
            "Present",
            whole_number(),
            required=True,
            missing=MISSING_VALUE,
        ),
        Column("absent", ("Vắng > Tổng", "Vắng", "Số vắng", "Vắng > Tổng số"), "Absent", whole_number()),
        Column("excused", ("Vắng > Có lý do", "Vắng có lý do", "Có lý do"), "Excused", whole_number()),
        Column("minutes_number", ("Số biên bản", "Biên bản", "Biên bản số"), "Minutes"),
        Column("topic", ("Nội dung", "Nội dung sinh hoạt", "Chủ đề"), "Topic", multiline=True),
    ),
    anchor="cell",
    sheet_names=("Sinh hoat", "Sinh hoạt"),
    many=True,
    required=False,
    record=_meeting,
    row_check=_attendance,
    table_check=lambda rows, _context: doubles(rows, ("cell", "kind", "held_on"), "held_on", per_sheet=False),
)

STUDIES = SheetSpec(
    name="studies",
    vi="Học tập, quán triệt nghị quyết",
    en="Study sessions",
    columns=(
        number_column(),
        Column(
            "held_on",
            ("Ngày", "Ngày học", "Ngày tổ chức"),
            "Held on",
            day(),
            required=True,
            missing=MISSING_VALUE,
        ),
        Column(
            "topic",
            ("Nội dung", "Nội dung học tập", "Chuyên đề"),
            "Topic",
            required=True,
            missing=MISSING_VALUE,
            multiline=True,
        ),
        cell_column(),
        Column(
            "expected",
            ("Phải dự", "Triệu tập", "Số phải dự"),
            "Expected",
            whole_number(),
            required=True,
            missing=MISSING_VALUE,
        ),
        Column(
            "present",
            ("Có mặt", "Dự", "Số có mặt"),
            "Present",
            whole_number(),
            required=True,
            missing=MISSING_VALUE,
        ),
    ),
    anchor="topic",
    sheet_names=("Hoc tap", "Học tập"),
    many=True,
    required=False,
    record=_study,
    row_check=_attendance,
    table_check=lambda rows, _context: doubles(rows, ("held_on", "topic", "cell"), "topic", per_sheet=False),
)

ACTIVITIES = ImportKind(
    name="activities",
    vi="Sinh hoạt chi bộ, học tập nghị quyết",
    en="Meetings and study",
    sheets=(MEETINGS, STUDIES),
    known_from=known_from_units,
)
