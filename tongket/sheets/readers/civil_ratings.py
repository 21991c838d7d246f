"""Ratings of civil servants and public employees, of offices and mass organisations, and absences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tongket.imports.cell_dates import day
from tongket.imports.cells import Context, choice, whole_number
from tongket.imports.kinds import Column, DataRow, ImportKind, Question, SheetSpec
from tongket.imports.problems import END_BEFORE_START, MISSING_VALUE, Fault, ProblemKind
from tongket.organisation.imports import known_from_units
from tongket.sheets.readers.shared import (
    LEVELS,
    PersonRef,
    birth_column,
    cell_column,
    doubles,
    each_person_once,
    first_of,
    level_column,
    name_column,
    number_column,
    person_of,
    unit_column,
    unknown_people,
)

RATINGS = {
    **LEVELS,
    "not_applicable": (
        "Không thuộc diện",
        "Không thuộc diện đánh giá",
        "Không phải công chức, viên chức",
        "Không áp dụng",
        "KTD",
    ),
}
SUBJECTS = {
    "civil_servant": ("Công chức", "Cán bộ", "Cán bộ, công chức"),
    "public_employee": ("Viên chức",),
    "contract": ("Hợp đồng 68", "Hợp đồng 111", "Hợp đồng", "Hợp đồng lao động", "Người lao động"),
    "other": ("Khác", "Hưu trí", "Đối tượng khác"),
}
COLLECTIVES = {
    "agency": ("Cơ quan",),
    "unit": ("Đơn vị", "Phòng", "Đơn vị chuyên môn", "Phòng, ban", "Đơn vị sự nghiệp"),
    "mass_organisation": ("Đoàn thể", "Tổ chức đoàn thể"),
}
REASONS = {
    "sick": ("Ốm", "Nghỉ ốm", "Ốm đau", "Bệnh", "Điều trị bệnh"),
    "maternity": ("Thai sản", "Nghỉ thai sản"),
    "unpaid": ("Nghỉ không lương", "Không lương", "Việc riêng không lương"),
    "study": ("Đi học", "Học tập", "Đi học tập trung"),
    "other": ("Khác", "Lý do khác", "Việc riêng"),
}

DAYS_DIFFER = ProblemKind(
    "days_differ",
    "warning",
    "Ô {place} ({column}): ghi {value} ngày nhưng từ {start} đến {end} là {computed} ngày. "
    "Hệ thống tính theo hai ngày; hãy kiểm tra lại.",
    "Cell {place} ({column}): it says {value} days but from {start} to {end} there are {computed}. "
    "The dates decide; check them.",
)


@dataclass(frozen=True)
class CivilRatingRow:
    """The State rating of one person."""

    row: int
    person: PersonRef
    unit: str | None
    subject: str | None
    """``civil_servant``, ``public_employee``, ``contract`` or ``other``."""
    rating: str | None
    """``excellent`` … ``failed``, ``not_applicable``; None: not yet received."""
    decided_on: date | None


@dataclass(frozen=True)
class CollectiveRatingRow:
    """The rating of an office or a mass organisation, beside a Party organisation."""

    row: int
    name: str
    kind: str
    """``agency``, ``unit`` or ``mass_organisation``."""
    beside: str | None
    """Code of the Party organisation of the same level."""
    rating: str | None


@dataclass(frozen=True)
class LeaveRow:
    """One absence; both days are counted."""

    row: int
    person: PersonRef
    cell: str | None
    reason: str
    start: date
    end: date

    @property
    def days(self) -> int:
        """Calendar days, the first and the last included."""
        return (self.end - self.start).days + 1


def _civil(row: DataRow) -> CivilRatingRow:
    value = row.value
    return CivilRatingRow(
        row.number, person_of(row), value("unit"), value("subject"), value("rating"), value("decided_on")
    )


def _collective(row: DataRow) -> CollectiveRatingRow:
    value = row.value
    return CollectiveRatingRow(row.number, value("name"), value("kind"), value("beside"), value("rating"))


def _leave(row: DataRow) -> LeaveRow:
    value = row.value
    return LeaveRow(row.number, person_of(row), value("cell"), value("reason"), value("start"), value("end"))


def _leave_check(row: DataRow, _context: Context) -> Iterator[Fault]:
    start, end, days = (row.value(name) for name in ("start", "end", "days"))
    if start is None or end is None:
        return
    first = start.strftime("%d/%m/%Y")
    if end < start:
        yield Fault(END_BEFORE_START, "end", {"start": first})
        return
    computed = (end - start).days + 1
    if days is not None and days != computed:
        yield Fault(
            DAYS_DIFFER, "days", {"start": first, "end": end.strftime("%d/%m/%Y"), "computed": computed}
        )


CIVIL_SHEET = SheetSpec(
    name="civil_ratings",
    vi="Xếp loại công chức, viên chức",
    en="Civil-servant ratings",
    columns=(
        number_column(),
        name_column(),
        birth_column(),
        unit_column(),
        Column(
            "subject", ("Đối tượng", "Diện", "Loại"), "Group", choice(SUBJECTS), choices=first_of(SUBJECTS)
        ),
        Column(
            "rating",
            (
                "Xếp loại",
                "Xếp loại công chức, viên chức",
                "Kết quả xếp loại",
                "Mức xếp loại",
                "Xếp loại năm",
                "Xếp loại công chức",
            ),
            "Rating",
            choice(RATINGS),
            required=True,
            choices=first_of(RATINGS),
            question=Question(
                "{count} ô trống: chưa có kết quả hay không phải công chức, viên chức?",
                "{count} empty cells: not yet received, or not a civil servant or public employee?",
                {
                    "not_received": ("Chưa có kết quả", "Not yet received"),
                    "not_applicable": (
                        "Không phải công chức, viên chức",
                        "Not a civil servant or public employee",
                    ),
                },
            ),
        ),
        Column("decided_on", ("Ngày quyết định", "Ngày", "Ngày xếp loại"), "Decided on", day()),
    ),
    anchor="name",
    sheet_names=("Cong chuc", "Công chức"),
    many=True,
    required=False,
    record=_civil,
    table_check=each_person_once,
)

COLLECTIVE_SHEET = SheetSpec(
    name="collectives",
    vi="Xếp loại tập thể, đoàn thể",
    en="Ratings of offices and mass organisations",
    columns=(
        number_column(),
        Column(
            "name", ("Tên", "Tập thể", "Tên tập thể", "Đơn vị"), "Name", required=True, missing=MISSING_VALUE
        ),
        Column(
            "kind",
            ("Loại", "Loại hình", "Phân loại"),
            "Type",
            choice(COLLECTIVES),
            required=True,
            missing=MISSING_VALUE,
            choices=first_of(COLLECTIVES),
        ),
        Column(
            "beside",
            ("Cùng cấp (mã)", "Cùng cấp", "Tổ chức đảng cùng cấp (mã)"),
            "Beside (code)",
            required=True,
        ),
        level_column(
            "rating",
            ("Xếp loại", "Kết quả xếp loại", "Mức xếp loại"),
            "Rating",
            required=True,
            question=Question(
                "{count} tập thể chưa có xếp loại: chưa có kết quả hay không thuộc diện xếp loại?",
                "{count} collectives without a rating: not yet received, or not rated?",
                {
                    "not_received": ("Chưa có kết quả", "Not yet received"),
                    "not_applicable": ("Không thuộc diện xếp loại", "Not rated"),
                },
            ),
        ),
    ),
    anchor="name",
    sheet_names=("Tap the", "Tập thể"),
    required=False,
    record=_collective,
    table_check=lambda rows, _context: doubles(rows, ("name",), "name"),
)

LEAVE_SHEET = SheetSpec(
    name="leave",
    vi="Thời gian nghỉ",
    en="Absences",
    columns=(
        number_column(),
        name_column(),
        birth_column(),
        cell_column(required=False),
        Column(
            "reason",
            ("Lý do", "Lý do nghỉ", "Loại nghỉ"),
            "Reason",
            choice(REASONS),
            required=True,
            missing=MISSING_VALUE,
            choices=first_of(REASONS),
        ),
        Column(
            "start",
            ("Thời gian > Từ ngày", "Từ ngày", "Thời gian > Từ", "Nghỉ từ ngày"),
            "From",
            day(),
            required=True,
            missing=MISSING_VALUE,
        ),
        Column(
            "end",
            ("Thời gian > Đến ngày", "Đến ngày", "Thời gian > Đến", "Nghỉ đến ngày"),
            "To",
            day(future=True),
            required=True,
            missing=MISSING_VALUE,
        ),
        Column("days", ("Số ngày", "Tổng số ngày", "Số ngày nghỉ"), "Days", whole_number()),
    ),
    anchor="name",
    sheet_names=("Nghi", "Nghỉ"),
    required=False,
    record=_leave,
    row_check=_leave_check,
    table_check=unknown_people,
)

CIVIL_RATINGS = ImportKind(
    name="civil_ratings",
    vi="Xếp loại công chức, viên chức và tập thể",
    en="Civil-servant and collective ratings",
    sheets=(CIVIL_SHEET, COLLECTIVE_SHEET, LEAVE_SHEET),
    known_from=known_from_units,
)
