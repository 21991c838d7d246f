"""Discipline with the year it counts for, and findings of inspection with their remedy."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tongket.imports.cell_dates import day
from tongket.imports.cells import Context, choice, whole_number
from tongket.imports.kinds import Column, DataRow, ImportKind, SheetSpec
from tongket.imports.problems import MISSING_VALUE, Fault, ProblemKind
from tongket.organisation.imports import known_from_units
from tongket.sheets.readers.shared import (
    PersonRef,
    birth_column,
    cell_column,
    doubles,
    first_of,
    name_column,
    number_column,
    person_of,
    unknown_people,
)

FORMS = {
    "reprimand": ("Khiển trách",),
    "warning": ("Cảnh cáo",),
    "removal": ("Cách chức",),
    "expulsion": ("Khai trừ", "Khai trừ ra khỏi Đảng"),
}
REMEDIES = {
    "remedied": ("Đã khắc phục", "Đã khắc phục xong", "Hoàn thành khắc phục"),
    "in_progress": ("Đang khắc phục", "Khắc phục một phần"),
    "not_remedied": ("Chưa khắc phục", "Không khắc phục"),
}

YEAR_BEFORE_DECISION = ProblemKind(
    "year_before_decision",
    "warning",
    "Ô {place} ({column}): tính vào năm {value} nhưng quyết định ký ngày {decided}. Hãy kiểm tra năm tính.",
    "Cell {place} ({column}): it counts for {value} but was decided on {decided}. Check the year.",
)


@dataclass(frozen=True)
class DisciplineRow:
    """A discipline decided by a named authority."""

    row: int
    person: PersonRef
    cell: str | None
    form: str
    """``reprimand``, ``warning``, ``removal`` or ``expulsion``."""
    decision: str
    decided_on: date
    violation: str | None
    year_counted: int


@dataclass(frozen=True)
class FindingRow:
    """A finding of an inspection about a unit, with what was done about it."""

    row: int
    code: str
    subject: str
    concluded_on: date
    content: str
    shortcoming: str | None
    remedy: str | None
    state: str
    """``remedied``, ``in_progress`` or ``not_remedied``."""


def _discipline(row: DataRow) -> DisciplineRow:
    value = row.value
    return DisciplineRow(
        row=row.number,
        person=person_of(row),
        cell=value("cell"),
        form=value("form"),
        decision=value("decision"),
        decided_on=value("decided_on"),
        violation=value("violation"),
        year_counted=value("year_counted"),
    )


def _finding(row: DataRow) -> FindingRow:
    value = row.value
    return FindingRow(
        row=row.number,
        code=value("code"),
        subject=value("subject"),
        concluded_on=value("concluded_on"),
        content=value("content"),
        shortcoming=value("shortcoming"),
        remedy=value("remedy"),
        state=value("state"),
    )


def _discipline_check(row: DataRow, _context: Context) -> Iterator[Fault]:
    year, decided = row.value("year_counted"), row.value("decided_on")
    if year is not None and decided is not None and abs(year - decided.year) > 1:
        yield Fault(YEAR_BEFORE_DECISION, "year_counted", {"decided": decided.strftime("%d/%m/%Y")})


DISCIPLINE = SheetSpec(
    name="discipline",
    vi="Kỷ luật đảng viên",
    en="Discipline of members",
    columns=(
        number_column(),
        name_column(),
        birth_column(),
        cell_column(required=False),
        Column(
            "form",
            ("Hình thức", "Hình thức kỷ luật", "Kỷ luật"),
            "Form",
            choice(FORMS),
            required=True,
            missing=MISSING_VALUE,
            choices=first_of(FORMS),
        ),
        Column(
            "decision",
            ("Số quyết định", "Quyết định", "Số QĐ"),
            "Decision",
            required=True,
            missing=MISSING_VALUE,
        ),
        Column(
            "decided_on",
            ("Ngày", "Ngày quyết định", "Ngày ký"),
            "Decided on",
            day(),
            required=True,
            missing=MISSING_VALUE,
        ),
        Column("violation", ("Nội dung vi phạm", "Vi phạm", "Nội dung"), "Violation", multiline=True),
        Column(
            "year_counted",
            ("Tính vào năm", "Năm tính", "Tính cho năm"),
            "Counts for the year",
            whole_number(minimum=1930, maximum=2199),
            required=True,
            missing=MISSING_VALUE,
        ),
    ),
    anchor="name",
    sheet_names=("Ky luat", "Kỷ luật"),
    required=False,
    record=_discipline,
    row_check=_discipline_check,
    table_check=unknown_people,
)

FINDINGS = SheetSpec(
    name="findings",
    vi="Kết luận kiểm tra, giám sát",
    en="Findings of inspection",
    columns=(
        number_column(),
        Column("code", ("Mã", "Mã kết luận", "Ký hiệu"), "Code", required=True, missing=MISSING_VALUE),
        Column(
            "subject",
            ("Đối tượng", "Đối tượng kiểm tra", "Tổ chức được kiểm tra"),
            "Subject",
            required=True,
            missing=MISSING_VALUE,
        ),
        Column(
            "concluded_on",
            ("Ngày kết luận", "Ngày"),
            "Concluded on",
            day(),
            required=True,
            missing=MISSING_VALUE,
        ),
        Column(
            "content",
            ("Nội dung", "Nội dung kiểm tra"),
            "Content",
            required=True,
            missing=MISSING_VALUE,
            multiline=True,
        ),
        Column(
            "shortcoming", ("Hạn chế", "Hạn chế, khuyết điểm", "Khuyết điểm"), "Shortcoming", multiline=True
        ),
        Column("remedy", ("Khắc phục", "Kết quả khắc phục", "Biện pháp khắc phục"), "Remedy", multiline=True),
        Column(
            "state",
            ("Trạng thái", "Tình trạng", "Tình trạng khắc phục"),
            "State",
            choice(REMEDIES),
            required=True,
            missing=MISSING_VALUE,
            choices=first_of(REMEDIES),
        ),
    ),
    anchor="subject",
    sheet_names=("Kiem tra", "Kiểm tra"),
    required=False,
    record=_finding,
    table_check=lambda rows, _context: doubles(rows, ("code",), "code"),
)

OVERSIGHT = ImportKind(
    name="oversight",
    vi="Kỷ luật, kiểm tra, giám sát",
    en="Discipline and inspection",
    sheets=(DISCIPLINE, FINDINGS),
    known_from=known_from_units,
)
