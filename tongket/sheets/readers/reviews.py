"""Reviews: marks by criterion and proposed levels of members, cells and the organisation; comments from elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tongket.imports.cell_dates import day
from tongket.imports.kinds import Column, DataRow, ImportKind, SheetSpec
from tongket.imports.problems import MISSING_VALUE
from tongket.organisation.imports import known_from_units
from tongket.sheets.readers.shared import (
    PersonRef,
    birth_column,
    cell_column,
    doubles,
    each_person_once,
    level_column,
    mark_column,
    name_column,
    number_column,
    person_of,
    unknown_people,
)

MEMBER_CRITERIA: Mapping[str, tuple[str, ...]] = {
    "political": ("Tư tưởng chính trị", "Chính trị tư tưởng"),
    "ethics": ("Phẩm chất đạo đức, lối sống", "Đạo đức, lối sống"),
    "discipline": ("Ý thức tổ chức kỷ luật", "Tổ chức kỷ luật"),
    "style": ("Tác phong, lề lối làm việc", "Lề lối làm việc"),
    "results": ("Kết quả thực hiện chức trách, nhiệm vụ", "Kết quả thực hiện nhiệm vụ", "Kết quả nhiệm vụ"),
    "remedy": ("Khắc phục hạn chế, khuyết điểm", "Khắc phục hạn chế, yếu kém"),
}
UNIT_CRITERIA: Mapping[str, tuple[str, ...]] = {
    "political": ("Công tác chính trị tư tưởng", "Chính trị tư tưởng"),
    "organisation": (
        "Tổ chức, cán bộ, xây dựng chi bộ",
        "Tổ chức, cán bộ, xây dựng đảng bộ",
        "Tổ chức, cán bộ",
    ),
    "mass_bodies": ("Lãnh đạo chính quyền, đoàn thể", "Lãnh đạo chính quyền và đoàn thể"),
    "inspection": ("Kiểm tra, giám sát, kỷ luật", "Kiểm tra, giám sát, thi hành kỷ luật"),
    "programme": (
        "Cụ thể hóa, thực hiện chương trình công tác",
        "Chương trình công tác",
        "Thực hiện chương trình công tác",
    ),
    "targets": ("Kết quả chỉ tiêu, nhiệm vụ chính trị", "Kết quả thực hiện chỉ tiêu, nhiệm vụ chính trị"),
    "remedy": ("Khắc phục hạn chế, yếu kém", "Khắc phục hạn chế, khuyết điểm"),
}

_SELF = ("Tự đánh giá", "Cá nhân tự đánh giá", "Tự chấm")
_COMMITTEE = ("Chi ủy đánh giá", "Cấp ủy đánh giá", "Chi ủy nhận xét", "Chi bộ đánh giá")
_SUPERIOR = ("Cấp trên đánh giá", "Đảng ủy đánh giá", "Cấp ủy cấp trên đánh giá")


@dataclass(frozen=True)
class MemberReviewRow:
    """Marks and levels of one member. A mark or level that is None was not given yet."""

    row: int
    person: PersonRef
    cell: str | None
    self_marks: Mapping[str, str | None]
    """Criterion → ``excellent``, ``good``, ``fair``, ``poor``."""
    committee_marks: Mapping[str, str | None]
    level_self: str | None
    level_committee: str | None
    """Proposed by the cell committee."""
    level_cell: str | None
    """Proposed by the cell."""


@dataclass(frozen=True)
class UnitReviewRow:
    """Marks and own level of a cell or of the organisation."""

    row: int
    name: str
    self_marks: Mapping[str, str | None]
    superior_marks: Mapping[str, str | None]
    level_self: str | None


@dataclass(frozen=True)
class CommentRow:
    """What a cell where a member takes part temporarily says of them."""

    row: int
    person: PersonRef
    cell: str | None
    source: str
    written_on: date | None
    text: str


def _marks(
    prefix: str, parents: tuple[str, ...], criteria: Mapping[str, tuple[str, ...]], en: str
) -> list[Column]:
    return [
        mark_column(
            f"{prefix}_{criterion}",
            tuple(f"{parent} > {title}" for parent in parents for title in titles),
            f"{en}: {criterion}",
        )
        for criterion, titles in criteria.items()
    ]


def _marks_of(row: DataRow, prefix: str, criteria: Mapping[str, tuple[str, ...]]) -> dict[str, str | None]:
    return {criterion: row.value(f"{prefix}_{criterion}") for criterion in criteria}


def _member(row: DataRow) -> MemberReviewRow:
    value = row.value
    return MemberReviewRow(
        row=row.number,
        person=person_of(row),
        cell=value("cell"),
        self_marks=_marks_of(row, "self", MEMBER_CRITERIA),
        committee_marks=_marks_of(row, "committee", MEMBER_CRITERIA),
        level_self=value("level_self"),
        level_committee=value("level_committee"),
        level_cell=value("level_cell"),
    )


def _unit(row: DataRow) -> UnitReviewRow:
    return UnitReviewRow(
        row=row.number,
        name=row.values["unit"],
        self_marks=_marks_of(row, "self", UNIT_CRITERIA),
        superior_marks=_marks_of(row, "superior", UNIT_CRITERIA),
        level_self=row.value("level_self"),
    )


def _comment(row: DataRow) -> CommentRow:
    value = row.value
    return CommentRow(
        row.number, person_of(row), value("cell"), value("source"), value("written_on"), value("text")
    )


MEMBER_SHEET = SheetSpec(
    name="member_reviews",
    vi="Kiểm điểm, đánh giá đảng viên",
    en="Reviews of members",
    columns=(
        number_column(),
        name_column(),
        birth_column(),
        cell_column(required=False),
        *_marks("self", _SELF, MEMBER_CRITERIA, "Own mark"),
        *_marks("committee", _COMMITTEE, MEMBER_CRITERIA, "Cell committee's mark"),
        level_column(
            "level_self", ("Mức xếp loại > Tự nhận", "Tự nhận", "Tự xếp loại"), "Own level", required=True
        ),
        level_column(
            "level_committee",
            ("Mức xếp loại > Chi ủy đề nghị", "Chi ủy đề nghị"),
            "Cell committee's level",
        ),
        level_column(
            "level_cell",
            ("Mức xếp loại > Chi bộ đề nghị", "Chi bộ đề nghị", "Đề nghị xếp loại"),
            "Cell's level",
            required=True,
        ),
    ),
    anchor="name",
    sheet_names=("Ca nhan", "Cá nhân"),
    many=True,
    required=False,
    record=_member,
    table_check=each_person_once,
)


def _unit_columns(titles: tuple[str, ...], en: str) -> tuple[Column, ...]:
    return (
        number_column(),
        Column("unit", titles, en, required=True, missing=MISSING_VALUE),
        *_marks("self", _SELF, UNIT_CRITERIA, "Own mark"),
        *_marks("superior", _SUPERIOR, UNIT_CRITERIA, "Superior's mark"),
        level_column(
            "level_self", ("Tự xếp loại", "Mức xếp loại > Tự nhận", "Tự nhận mức"), "Own level", required=True
        ),
    )


CELL_SHEET = SheetSpec(
    name="cell_reviews",
    vi="Đánh giá chi bộ",
    en="Reviews of cells",
    columns=_unit_columns(("Chi bộ", "Tên chi bộ"), "Party cell"),
    anchor="unit",
    sheet_names=("Chi bo", "Chi bộ"),
    required=False,
    record=_unit,
    table_check=lambda rows, _context: doubles(rows, ("unit",), "unit"),
)

ORGANISATION_SHEET = SheetSpec(
    name="organisation_reviews",
    vi="Đánh giá đảng bộ",
    en="Reviews of the organisation",
    columns=_unit_columns(("Đảng bộ", "Tên đảng bộ", "Tổ chức đảng"), "Organisation"),
    anchor="unit",
    sheet_names=("Dang bo", "Đảng bộ"),
    required=False,
    record=_unit,
    table_check=lambda rows, _context: doubles(rows, ("unit",), "unit"),
)

COMMENT_SHEET = SheetSpec(
    name="comments",
    vi="Nhận xét nơi sinh hoạt tạm thời",
    en="Comments from temporary cells",
    columns=(
        number_column(),
        name_column(),
        birth_column(),
        cell_column(required=False),
        Column(
            "source",
            ("Nơi nhận xét", "Tổ chức nhận xét", "Chi bộ nhận xét"),
            "From",
            required=True,
            missing=MISSING_VALUE,
        ),
        Column("written_on", ("Ngày", "Ngày nhận xét"), "Date", day()),
        Column(
            "text",
            ("Nội dung", "Nội dung nhận xét", "Nhận xét"),
            "Text",
            required=True,
            missing=MISSING_VALUE,
            multiline=True,
        ),
    ),
    anchor="name",
    sheet_names=("Nhan xet", "Nhận xét"),
    required=False,
    record=_comment,
    table_check=unknown_people,
)

REVIEWS = ImportKind(
    name="reviews",
    vi="Kiểm điểm, đánh giá",
    en="Reviews",
    sheets=(MEMBER_SHEET, CELL_SHEET, ORGANISATION_SHEET, COMMENT_SHEET),
    known_from=known_from_units,
)
