"""Paper ballots as counted: the summary of teller minutes and one sheet of counts per ballot.

Counts are taken as received. Whether they add up is for the ballots to say; here only the cells are checked.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tongket.imports.cell_dates import day
from tongket.imports.cells import whole_number
from tongket.imports.kinds import Column, DataRow, ImportKind, SheetSpec
from tongket.imports.preview import Preview
from tongket.imports.problems import MISSING_VALUE
from tongket.organisation.imports import known_from_units
from tongket.sheets.readers.shared import (
    PersonRef,
    birth_column,
    cell_column,
    doubles,
    each_person_once,
    name_column,
    number_column,
    person_of,
)

LEVEL_TITLES: Mapping[str, tuple[str, ...]] = {
    "excellent": ("HTXSNV", "Hoàn thành xuất sắc nhiệm vụ", "Xuất sắc", "HTXS"),
    "good": ("HTTNV", "Hoàn thành tốt nhiệm vụ", "Tốt", "HTT"),
    "fair": ("HTNV", "Hoàn thành nhiệm vụ", "HT"),
    "failed": ("KHTNV", "Không hoàn thành nhiệm vụ", "KHT"),
}


@dataclass(frozen=True)
class PollRow:
    """The numbers of one ballot from its teller minutes; None where a number was not written."""

    row: int
    code: str
    """Also the name of the sheet with the counts."""
    body: str
    subject: str
    held_on: date
    summoned: int | None
    present: int | None
    issued: int | None
    returned: int | None
    valid: int | None
    invalid: int | None


@dataclass(frozen=True)
class LevelCountRow:
    """Votes for the level of one person, in a ballot of a cell."""

    row: int
    poll: str
    """Name of the sheet: the code of the ballot."""
    person: PersonRef
    levels: Mapping[str, int]
    """Level → votes."""
    blank: int | None


@dataclass(frozen=True)
class PersonChoiceRow:
    """Votes for one person in a ballot that chooses persons."""

    row: int
    poll: str
    person: PersonRef
    cell: str | None
    yes: int
    no: int | None


@dataclass(frozen=True)
class UnitChoiceRow:
    """Votes for one unit in a ballot that chooses units."""

    row: int
    poll: str
    code: str | None
    name: str
    yes: int
    no: int | None


def _count(name: str, titles: tuple[str, ...], en: str, *, needed: bool = True) -> Column:
    return Column(
        name, titles, en, whole_number(), required=needed, missing=MISSING_VALUE if needed else None
    )


def _poll(row: DataRow) -> PollRow:
    value = row.value
    return PollRow(
        row=row.number,
        code=value("code"),
        body=value("body"),
        subject=value("subject"),
        held_on=value("held_on"),
        summoned=value("summoned"),
        present=value("present"),
        issued=value("issued"),
        returned=value("returned"),
        valid=value("valid"),
        invalid=value("invalid"),
    )


def _levels(row: DataRow) -> LevelCountRow:
    levels = {level: row.values[level] for level in LEVEL_TITLES if row.value(level) is not None}
    return LevelCountRow(row.number, row.sheet, person_of(row), levels, row.value("blank"))


def _person_choice(row: DataRow) -> PersonChoiceRow:
    value = row.value
    return PersonChoiceRow(row.number, row.sheet, person_of(row), value("cell"), value("yes"), value("no"))


def _unit_choice(row: DataRow) -> UnitChoiceRow:
    value = row.value
    return UnitChoiceRow(row.number, row.sheet, value("code"), value("unit"), value("yes"), value("no"))


POLLS = SheetSpec(
    name="polls",
    vi="Tổng hợp biên bản kiểm phiếu",
    en="Summary of teller minutes",
    columns=(
        number_column(),
        Column("code", ("Mã phiếu", "Mã", "Ký hiệu phiếu"), "Ballot", required=True, missing=MISSING_VALUE),
        Column(
            "body", ("Cơ quan", "Hội nghị", "Cơ quan bỏ phiếu"), "Body", required=True, missing=MISSING_VALUE
        ),
        Column(
            "subject",
            ("Nội dung", "Nội dung bỏ phiếu", "Nội dung phiếu"),
            "Subject",
            required=True,
            missing=MISSING_VALUE,
        ),
        Column(
            "held_on",
            ("Ngày", "Ngày bỏ phiếu", "Ngày họp"),
            "Date",
            day(),
            required=True,
            missing=MISSING_VALUE,
        ),
        _count("summoned", ("Triệu tập", "Số triệu tập", "Phải dự"), "Summoned", needed=False),
        _count("present", ("Có mặt", "Số có mặt", "Dự họp"), "Present", needed=False),
        _count(
            "issued",
            ("Số phiếu > Phát ra", "Phát ra", "Số phiếu phát ra", "Phiếu phát ra"),
            "Issued",
            needed=False,
        ),
        _count(
            "returned",
            ("Số phiếu > Thu về", "Thu về", "Số phiếu thu về", "Phiếu thu về"),
            "Returned",
            needed=False,
        ),
        _count(
            "valid", ("Số phiếu > Hợp lệ", "Hợp lệ", "Số phiếu hợp lệ", "Phiếu hợp lệ"), "Valid", needed=False
        ),
        _count(
            "invalid",
            ("Số phiếu > Không hợp lệ", "Không hợp lệ", "Số phiếu không hợp lệ", "Phiếu không hợp lệ"),
            "Invalid",
            needed=False,
        ),
    ),
    anchor="code",
    sheet_names=("Tong hop", "Tổng hợp"),
    required=False,
    record=_poll,
    table_check=lambda rows, _context: doubles(rows, ("code",), "code"),
)

LEVEL_COUNTS = SheetSpec(
    name="level_counts",
    vi="Kiểm phiếu đề nghị mức xếp loại",
    en="Counts of votes for levels",
    columns=(
        number_column(),
        name_column(),
        birth_column(),
        *(
            _count(
                level,
                tuple(f"Số phiếu đề nghị mức > {title}" for title in titles) + titles,
                f"Votes: {level}",
            )
            for level, titles in LEVEL_TITLES.items()
        ),
        _count("blank", ("Phiếu trắng", "Số phiếu trắng", "Trắng", "Không có ý kiến"), "Blank", needed=False),
    ),
    anchor="name",
    many=True,
    required=False,
    record=_levels,
    table_check=each_person_once,
)

PERSON_CHOICES = SheetSpec(
    name="person_choices",
    vi="Kiểm phiếu chọn người",
    en="Counts of votes for persons",
    columns=(
        number_column(),
        name_column(),
        birth_column(),
        cell_column(required=False),
        _count("yes", ("Số phiếu > Đồng ý", "Đồng ý", "Số phiếu đồng ý", "Tán thành"), "Yes"),
        _count(
            "no", ("Số phiếu > Không đồng ý", "Không đồng ý", "Số phiếu không đồng ý"), "No", needed=False
        ),
    ),
    anchor="name",
    sheet_names=("DU-CN",),
    many=True,
    required=False,
    record=_person_choice,
    table_check=each_person_once,
)

UNIT_CHOICES = SheetSpec(
    name="unit_choices",
    vi="Kiểm phiếu chọn tập thể",
    en="Counts of votes for units",
    columns=(
        number_column(),
        Column("code", ("Mã", "Mã đơn vị"), "Code"),
        Column("unit", ("Chi bộ", "Tập thể", "Đơn vị", "Tên"), "Unit", required=True, missing=MISSING_VALUE),
        _count("yes", ("Số phiếu đồng ý", "Số phiếu > Đồng ý", "Đồng ý", "Tán thành"), "Yes"),
        _count(
            "no", ("Số phiếu không đồng ý", "Số phiếu > Không đồng ý", "Không đồng ý"), "No", needed=False
        ),
    ),
    anchor="unit",
    sheet_names=("DU-CB",),
    many=True,
    required=False,
    record=_unit_choice,
    table_check=lambda rows, _context: doubles(rows, ("unit",), "unit"),
)

COUNTS = ImportKind(
    name="counts",
    vi="Kết quả kiểm phiếu",
    en="Counts of paper ballots",
    sheets=(POLLS, LEVEL_COUNTS, PERSON_CHOICES, UNIT_CHOICES),
    known_from=known_from_units,
)

_AT_MOST = re.compile(r"(?:không quá|tối đa)\s+(\d+)", re.IGNORECASE)


def most_names(preview: Preview) -> dict[str, int]:
    """Sheet → the most names a ballot may have, where a note under the counts says so."""
    return dict(_most_names(preview))


def _most_names(preview: Preview) -> Iterator[tuple[str, int]]:
    for note in preview.notes:
        found = _AT_MOST.search(note.text) if note.kind == "footer" and note.sheet else None
        if found and note.sheet:
            yield note.sheet, int(found[1])
