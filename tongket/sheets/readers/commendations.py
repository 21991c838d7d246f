"""Nominations and decisions on commendation: one line per subject or recipient. No Django.

What may be given is data of its own, so that a kind of import is made from the words of the catalogue.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tongket.common.text import matching_key
from tongket.imports.cell_dates import day
from tongket.imports.cells import Context, choice, whole_number
from tongket.imports.kinds import Clash, Column, DataRow, ImportKind, SheetSpec
from tongket.imports.problems import MISSING_VALUE, ProblemKind
from tongket.organisation.imports import known as k
from tongket.organisation.imports import known_from_units
from tongket.sheets.readers.shared import PersonRef, doubles, first_of, number_column, unknown_people

SUBJECT_TITLES = ("Họ và tên, tập thể", "Họ và tên", "Họ tên", "Cá nhân, tập thể", "Tên")
YEARS = {"minimum": 1945, "maximum": 2100}

DECISION_DIFFERS = ProblemKind(
    "decision_differs",
    "error",
    "Ô {place} ({column}): {value} khác với dòng {related} của cùng quyết định. Hãy ghi giống nhau.",
    "Cell {place} ({column}): {value} differs from row {related} of the same decision. Write them alike.",
)

Words = Mapping[str, tuple[str, ...]]
"""Key of what may be given → how it is written, the first one to show."""


@dataclass(frozen=True)
class SubjectRef:
    """A person by name and birth date, or a body by name or code."""

    name: str
    birth: date | None

    @property
    def person(self) -> PersonRef | None:
        """The person, when a birth date says that it is one."""
        return PersonRef(self.name, self.birth) if self.birth else None


@dataclass(frozen=True)
class NominationSheetRow:
    """One subject that is nominated."""

    row: int
    kind: str
    subject: SubjectRef
    achievement: str
    period_from: int | None
    period_to: int | None
    field: str


@dataclass(frozen=True)
class DecisionSheetRow:
    """One recipient of a decision; ``recipient`` None: all whom the decisions on levels recognise."""

    row: int
    reference: str
    date: date
    issuer: str
    signer: str
    subject: str
    kind: str
    recipient: SubjectRef | None
    others: str
    """Why the nominations that the decision leaves out end."""


def _nomination(row: DataRow) -> NominationSheetRow:
    value = row.value
    return NominationSheetRow(
        row=row.number,
        kind=value("kind"),
        subject=SubjectRef(value("name"), value("birth")),
        achievement=value("achievement") or "",
        period_from=value("period_from"),
        period_to=value("period_to"),
        field=value("field") or "",
    )


def _decision(row: DataRow) -> DecisionSheetRow:
    value = row.value
    name = value("name")
    return DecisionSheetRow(
        row=row.number,
        reference=value("reference"),
        date=value("date"),
        issuer=value("issuer"),
        signer=value("signer"),
        subject=value("subject"),
        kind=value("kind"),
        recipient=SubjectRef(name, value("birth")) if name else None,
        others=value("others") or "",
    )


def _needed(name: str, titles: tuple[str, ...], en: str, **options: object) -> Column:
    return Column(name, titles, en, required=True, missing=MISSING_VALUE, **options)  # type: ignore[arg-type]


def _kind_column(words: Words) -> Column:
    return _needed(
        "kind",
        ("Loại khen thưởng", "Loại khen", "Nội dung khen"),
        "Kind",
        parse=choice(words),
        choices=first_of(words),
    )


def _birth_column() -> Column:
    return Column("birth", k.BIRTH_TITLES, "Date of birth", day())


def _nominations_check(rows: Sequence[DataRow], context: Context) -> Iterator[Clash]:
    yield from unknown_people(rows, context)
    yield from doubles(rows, ("kind", "name", "birth"), "name", per_sheet=False)


def _decisions_check(rows: Sequence[DataRow], context: Context) -> Iterator[Clash]:
    yield from unknown_people(rows, context)
    yield from doubles(rows, ("reference", "name", "birth"), "name", per_sheet=False)
    first: dict[str, DataRow] = {}
    for row in rows:
        if not row.readable("reference"):
            continue
        head = first.setdefault(matching_key(row.value("reference")), row)
        for name in ("date", "issuer", "signer", "kind"):
            if head.readable(name) and row.readable(name) and head.value(name) != row.value(name):
                yield Clash(head, row, DECISION_DIFFERS, name, first_is_right=True)


def nominations_kind(words: Words) -> ImportKind:
    """The sheet of nominations, for what may be given by ``words``."""
    spec = SheetSpec(
        name="nominations",
        vi="Đề nghị khen thưởng",
        en="Nominations",
        columns=(
            number_column(),
            _kind_column(words),
            _needed("name", SUBJECT_TITLES, "Subject"),
            _birth_column(),
            Column("achievement", ("Thành tích", "Tóm tắt thành tích"), "Achievement", multiline=True),
            Column("period_from", ("Từ năm",), "From", whole_number(**YEARS)),
            Column("period_to", ("Đến năm",), "To", whole_number(**YEARS)),
            Column("field", ("Lĩnh vực",), "Field"),
        ),
        anchor="name",
        sheet_names=("De nghi", "Đề nghị"),
        many=True,
        record=_nomination,
        table_check=_nominations_check,
    )
    return ImportKind(
        name="nominations",
        vi=spec.vi,
        en=spec.en,
        sheets=(spec,),
        known_from=known_from_units,
    )


def decisions_kind(words: Words) -> ImportKind:
    """The sheet of decisions with their recipients, for what may be given by ``words``."""
    spec = SheetSpec(
        name="decisions",
        vi="Quyết định khen thưởng",
        en="Decisions on commendation",
        columns=(
            number_column(),
            _needed("reference", ("Số, ký hiệu", "Số quyết định", "Số QĐ"), "Number"),
            _needed("date", ("Ngày quyết định", "Ngày", "Ngày ký"), "Date", parse=day()),
            _needed("issuer", ("Cơ quan ban hành", "Cơ quan quyết định", "Cấp khen"), "Issuer"),
            _needed("signer", ("Người ký",), "Signer"),
            _needed("subject", ("Trích yếu", "Về việc"), "Subject", multiline=True),
            _kind_column(words),
            Column("name", SUBJECT_TITLES, "Recipient"),
            _birth_column(),
            Column("others", ("Lý do với đề nghị còn lại", "Lý do không khen"), "Reason for the others"),
        ),
        anchor="reference",
        sheet_names=("Quyet dinh", "Quyết định"),
        many=True,
        record=_decision,
        table_check=_decisions_check,
    )
    return ImportKind(
        name="award_decisions",
        vi=spec.vi,
        en=spec.en,
        sheets=(spec,),
        known_from=known_from_units,
    )
