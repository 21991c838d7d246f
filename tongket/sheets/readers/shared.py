"""Columns, words and checks that several sheets of the year have in common."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongket.imports.cell_dates import day
from tongket.imports.cells import Context, choice
from tongket.imports.kinds import Clash, Column, DataRow
from tongket.imports.problems import DUPLICATE_VALUE, MISSING_VALUE, ProblemKind
from tongket.organisation.imports import known as k
from tongket.organisation.imports.known import Known, PersonKey, one_of_known, person_key

LEVELS: Mapping[str, tuple[str, ...]] = {
    "excellent": (
        "Hoàn thành xuất sắc nhiệm vụ",
        "HTXSNV",
        "HTXS",
        "Hoàn thành xuất sắc",
        "Xuất sắc",
        "Hoàn thành xuất sắc chức trách, nhiệm vụ",
    ),
    "good": (
        "Hoàn thành tốt nhiệm vụ",
        "HTTNV",
        "HTT",
        "Hoàn thành tốt",
        "Hoàn thành tốt chức trách, nhiệm vụ",
    ),
    "fair": (
        "Hoàn thành nhiệm vụ",
        "HTNV",
        "HT",
        "Hoàn thành",
        "Hoàn thành nhiệm vụ nhưng còn hạn chế về năng lực",
    ),
    "failed": (
        "Không hoàn thành nhiệm vụ",
        "KHTNV",
        "KHT",
        "Không hoàn thành",
        "Chưa hoàn thành nhiệm vụ",
        "CHTNV",
    ),
}
"""Levels best first: full words, short forms, and the labels of earlier regulations."""

MARKS: Mapping[str, tuple[str, ...]] = {
    "excellent": ("Xuất sắc", "XS"),
    "good": ("Tốt", "T"),
    "fair": ("Trung bình", "TB"),
    "poor": ("Kém", "K"),
}

CELL_TITLES = ("Chi bộ", "Chi bộ sinh hoạt", "Tên chi bộ")


def first_of(options: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The writing to show of each code."""
    return tuple(writings[0] for writings in options.values())


def number_column() -> Column:
    """The running number."""
    return Column("number", k.NUMBER_TITLES, "No.", row_number=True)


def name_column() -> Column:
    """The person's name."""
    return Column(
        "name", k.NAME_TITLES, "Full name", required=True, missing=k.MISSING_NAME, longest=k.LONGEST_NAME
    )


def birth_column() -> Column:
    """The person's birth date."""
    return Column(
        "birth", k.BIRTH_TITLES, "Date of birth", day(), required=True, missing=k.MISSING_BIRTH_DATE
    )


def cell_column(*, required: bool = True) -> Column:
    """The Party cell, as known or as written."""
    parse = one_of_known("cells", k.UNKNOWN_CELL)
    missing = k.MISSING_CELL if required else None
    return Column("cell", CELL_TITLES, "Party cell", parse, required=required, missing=missing)


def unit_column(titles: tuple[str, ...] = ("Đơn vị", "Đơn vị công tác", "Tên đơn vị")) -> Column:
    """The office, as known or as written."""
    parse = one_of_known("units", k.UNKNOWN_UNIT)
    return Column("unit", titles, "Unit", parse, required=True, missing=MISSING_VALUE)


def level_column(name: str, titles: tuple[str, ...], en: str, **options: Any) -> Column:
    """A level of rating."""
    return Column(name, titles, en, choice(LEVELS), choices=first_of(LEVELS), **options)


def mark_column(name: str, titles: tuple[str, ...], en: str) -> Column:
    """A mark of a criterion; empty means not yet marked."""
    return Column(name, titles, en, choice(MARKS), required=True, choices=first_of(MARKS))


@dataclass(frozen=True)
class PersonRef:
    """A person named in a sheet."""

    name: str
    birth: date

    @property
    def key(self) -> PersonKey:
        """The key by which people are matched across lists."""
        return person_key(self.name, self.birth)


def person_of(row: DataRow) -> PersonRef:
    """The person of a good row."""
    return PersonRef(row.values["name"], row.values["birth"])


UNKNOWN_PERSON = ProblemKind(
    "unknown_person",
    "error",
    "Ô {place} ({column}): không có “{value}”, sinh ngày {birth}, trong danh bạ. "
    "Hãy kiểm tra tên và ngày sinh, hoặc nhập người này vào danh bạ trước.",
    "Cell {place} ({column}): “{value}”, born {birth}, isn't in the register. "
    "Check name and birth date, or enter the person in the register first.",
)


def unknown_people(rows: Sequence[DataRow], context: Context) -> Iterator[Clash]:
    """Rows whose person isn't in the register; nothing where no register is known."""
    known = context.known
    if not isinstance(known, Known) or not known.people:
        return
    for row in rows:
        name, birth = row.value("name"), row.value("birth")
        if name is not None and birth is not None and person_key(name, birth) not in known.people:
            yield Clash(row, None, UNKNOWN_PERSON, "name", detail={"birth": birth.strftime("%d/%m/%Y")})


def doubles(
    rows: Sequence[DataRow], names: Sequence[str], shown: str, *, per_sheet: bool = True
) -> Iterator[Clash]:
    """Rows with the same values in all the columns ``names``; the problem shows at the column ``shown``."""
    first: dict[tuple[Any, ...], DataRow] = {}
    for row in rows:
        values = [row.value(name) for name in names]
        if None in values:
            continue
        key = (
            row.sheet if per_sheet else "",
            *(k.matching_key(v) if isinstance(v, str) else v for v in values),
        )
        if first.setdefault(key, row) is not row:
            yield Clash(first[key], row, DUPLICATE_VALUE, shown)


TableCheck = Callable[[Sequence[DataRow], Context], Iterable[Clash]]


def each_person_once(rows: Sequence[DataRow], context: Context) -> Iterator[Clash]:
    """Every person is in the register, and in a sheet once."""
    yield from unknown_people(rows, context)
    yield from doubles(rows, ("name", "birth"), "name")
