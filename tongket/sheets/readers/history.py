"""Ratings and awards of earlier years, as evidence: one line per person, year and rating or award."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tongket.common.text import matching_key
from tongket.imports.cell_dates import day
from tongket.imports.cells import Context, Parsed, as_text, choice, found, whole_number
from tongket.imports.kinds import Clash, Column, Comparison, DataRow, ImportKind, SheetSpec
from tongket.imports.problems import MISSING_VALUE, UNKNOWN_CHOICE, Fault, ProblemKind, Value
from tongket.imports.workbook import RawValue
from tongket.organisation.imports import known_from_units
from tongket.organisation.imports.known import Known, PersonKey
from tongket.sheets.readers.shared import (
    LEVELS,
    PersonRef,
    birth_column,
    doubles,
    first_of,
    name_column,
    number_column,
    person_of,
    unknown_people,
)

SCHEMES = {
    "party": ("Đảng", "Khen thưởng của Đảng"),
    "state": ("Nhà nước", "Chính quyền", "Thi đua khen thưởng"),
}

LEVEL_OR_TITLE = ProblemKind(
    "level_or_title",
    "error",
    "Dòng {row} (“{value}”) không có mức xếp loại, cũng không có danh hiệu. Hãy ghi một trong hai ô.",
    "Row {row} (“{value}”) has neither a level nor an award. Fill in one of the two.",
)
YEAR_NOT_OVER = ProblemKind(
    "year_not_over",
    "error",
    "Ô {place} ({column}): năm {value} chưa kết thúc nên chưa phải kết quả năm trước. Hãy kiểm tra năm.",
    "Cell {place} ({column}): the year {value} isn't over, so it can't be an earlier result. Check the year.",
)
AWARD_WITHOUT_DECISION = ProblemKind(
    "award_without_decision",
    "warning",
    "Ô {place} ({column}) để trống: khen thưởng “{title}” chưa có số quyết định làm căn cứ. Hãy ghi bổ sung.",
    "Cell {place} ({column}) is empty: the award “{title}” has no decision as evidence. Fill it in.",
)


#: Long enough to be the words of a level and not a short form that other words end with.
LEAST_WORDS = len("Hoàn thành")
_WORDS = {matching_key(words): code for code, writings in LEVELS.items() for words in writings}


def _past_level(raw: RawValue, _context: Context) -> Parsed:
    """The level that the label of any year names: 'Đủ tư cách, hoàn thành tốt nhiệm vụ' is good.

    The longest name of a level at the label's end counts.
    """
    shown = matching_key(as_text(raw) or "")
    named = [
        words
        for words in _WORDS
        if shown == words or (len(words) >= LEAST_WORDS and shown.endswith(f" {words}"))
    ]
    if not named:
        return found(UNKNOWN_CHOICE, choices=", ".join(first_of(LEVELS)))
    return _WORDS[max(named, key=len)], ()


@dataclass(frozen=True)
class HistoryRow:
    """One earlier result of a person."""

    row: int
    person: PersonRef
    year: int
    scheme: str | None
    """``party`` or ``state``; None: not written."""
    level: str | None
    """``excellent`` … ``failed``."""
    label: str | None
    """The level as the paper of that year has it."""
    title: str | None
    """Award or title, as written."""
    issuer: str | None
    decision_number: str | None
    decision_date: date | None


def _record(row: DataRow) -> HistoryRow:
    value = row.value
    return HistoryRow(
        row=row.number,
        person=person_of(row),
        year=value("year"),
        scheme=value("scheme"),
        level=value("level"),
        label=None if row.raw.get("level") is None else str(row.raw["level"]),
        title=value("title"),
        issuer=value("issuer"),
        decision_number=value("decision_number"),
        decision_date=value("decision_date"),
    )


AwardKey = tuple[PersonKey, int, str, str, str]
"""Person, year, and the matching keys of title, issuer and number."""


@dataclass(frozen=True)
class KnownYears(Known):
    """The register with the results of earlier years that are recorded already."""

    levels: Mapping[tuple[PersonKey, int], str] = field(default_factory=dict)
    """Person and year → the level's label as recorded."""
    awards: frozenset[AwardKey] = frozenset()


def award_key(person: PersonKey, year: int, title: str, issuer: str | None, number: str | None) -> AwardKey:
    """What tells one commendation of earlier years from another."""
    return person, year, matching_key(title), matching_key(issuer or ""), matching_key(number or "")


def _compare(record: HistoryRow, context: Context) -> Comparison:
    known = context.known
    if not isinstance(known, KnownYears):
        return Comparison("new")
    person, states = record.person.key, []
    changes: list[tuple[str, Value, Value]] = []
    if record.level is not None:
        old = known.levels.get((person, record.year))
        states.append("new" if old is None else "unchanged")
        if old is not None and matching_key(old) != matching_key(record.label or ""):
            changes.append(("level", old, record.label))
    if record.title is not None:
        key = award_key(person, record.year, record.title, record.issuer, record.decision_number)
        states.append("unchanged" if key in known.awards else "new")
    if changes:
        return Comparison("changed", tuple(changes))
    return Comparison("new" if "new" in states else "unchanged")


def _row_check(row: DataRow, context: Context) -> Iterator[Fault]:
    raw, year = row.raw.get, row.value("year")
    if raw("level") is None and raw("title") is None:
        yield Fault(LEVEL_OR_TITLE, "name")
    if year is not None and year >= context.today.year:
        yield Fault(YEAR_NOT_OVER, "year")
    if raw("title") is not None and raw("decision_number") is None:
        yield Fault(AWARD_WITHOUT_DECISION, "decision_number", {"title": raw("title")})


def _clashes(rows: Sequence[DataRow], context: Context) -> Iterator[Clash]:
    yield from unknown_people(rows, context)
    yield from doubles(rows, ("name", "birth", "year", "level"), "level", per_sheet=False)
    yield from doubles(rows, ("name", "birth", "year", "title"), "title", per_sheet=False)


HISTORY = ImportKind(
    name="history",
    vi="Kết quả xếp loại, khen thưởng các năm trước",
    en="Ratings and awards of earlier years",
    sheets=(
        SheetSpec(
            name="history",
            vi="Kết quả xếp loại, khen thưởng các năm trước",
            en="Ratings and awards of earlier years",
            columns=(
                number_column(),
                name_column(),
                birth_column(),
                Column(
                    "year",
                    ("Năm", "Năm xếp loại", "Năm khen"),
                    "Year",
                    whole_number(minimum=1930, maximum=2199),
                    required=True,
                    missing=MISSING_VALUE,
                ),
                Column(
                    "scheme", ("Hệ", "Hệ khen", "Khối"), "Scheme", choice(SCHEMES), choices=first_of(SCHEMES)
                ),
                Column(
                    "level",
                    ("Mức xếp loại", "Xếp loại", "Xếp loại đảng viên"),
                    "Level",
                    _past_level,
                    choices=first_of(LEVELS),
                ),
                Column(
                    "title",
                    ("Danh hiệu, hình thức khen", "Danh hiệu", "Hình thức khen thưởng", "Khen thưởng"),
                    "Award",
                ),
                Column(
                    "issuer",
                    ("Cơ quan quyết định", "Cấp quyết định", "Cơ quan khen", "Nơi ban hành"),
                    "Issuer",
                ),
                Column("decision_number", ("Số quyết định", "Quyết định", "Số QĐ"), "Decision"),
                Column("decision_date", ("Ngày quyết định", "Ngày", "Ngày ký"), "Decided on", day()),
            ),
            anchor="name",
            sheet_names=("Cac nam truoc", "Các năm trước"),
            many=True,
            record=_record,
            compare=_compare,
            row_check=_row_check,
            table_check=_clashes,
        ),
    ),
    known_from=known_from_units,
)
