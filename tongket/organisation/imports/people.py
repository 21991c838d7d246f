"""People who need no Party data: civil servants outside the Party, guests, officers of other organisations (U36)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tongket.common.text import matching_key
from tongket.imports.cell_dates import day
from tongket.imports.cells import Context, choice, text_list
from tongket.imports.kinds import Clash, Column, Comparison, DataRow, ImportKind, SheetSpec
from tongket.imports.problems import DUPLICATE_VALUE, Fault, ProblemKind, Value
from tongket.organisation.imports import known as k
from tongket.organisation.imports import member_problems as mp
from tongket.organisation.imports.members import GENDERS
from tongket.organisation.imports.units import known_from_units

NOTHING_TO_TELL_APART = ProblemKind(
    "namesakes_not_told_apart",
    "warning",
    "Ô {place} ({column}): “{value}” không có ngày sinh, chức vụ và cơ quan nên không phân biệt được người trùng tên. "
    "Hãy ghi ít nhất một trong các thông tin đó.",
    "Cell {place} ({column}): “{value}” has neither birth date, post nor office to tell namesakes apart. "
    "Write at least one of them.",
)


@dataclass(frozen=True)
class PersonRow:
    """One person without Party data, in the order of the list (protocol order for guests)."""

    row: int
    number: int | None
    name: str
    birth: date | None
    gender: str | None
    posts: tuple[str, ...]
    """Posts as they are read out, highest first; they may be in several organisations."""
    office: str | None
    """Office or organisation, as written."""
    note: str | None


def _record(row: DataRow) -> PersonRow:
    value = row.value
    number = value("number")
    return PersonRow(
        row=row.number,
        number=int(number) if number is not None and number.isdecimal() else None,
        name=value("name"),
        birth=value("birth"),
        gender=value("gender"),
        posts=value("posts") or (),
        office=value("office"),
        note=value("note"),
    )


def _row_check(row: DataRow, _context: Context) -> Iterable[Fault]:
    if row.readable("name") and not any(
        row.raw.get(name) is not None for name in ("birth", "posts", "office")
    ):
        yield Fault(NOTHING_TO_TELL_APART, "name")


def read_out(post: str, office: str | None, *, known_office: bool) -> str:
    """A post as the register keeps it: with the office's name where the register has no such office."""
    return post if known_office or not office else f"{post}, {office}"


def _compare(record: PersonRow, context: Context) -> Comparison:
    known = k.all_known(context)
    old = known.others.get(k.person_key(record.name, record.birth))
    if old is None:
        return Comparison("new")
    here = matching_key(record.office or "") in (known.units or {})
    posts = [read_out(post, record.office, known_office=here) for post in record.posts]
    held = set(map(matching_key, old.posts))
    changes: list[tuple[str, Value, Value]] = []
    if any(matching_key(post) not in held for post in posts):
        changes.append(("posts", "; ".join(old.posts) or None, "; ".join(posts)))
    if record.gender and record.gender != old.gender:
        changes.append(("gender", old.gender, record.gender))
    return Comparison("changed" if changes else "unchanged", tuple(changes))


def _clashes(rows: Sequence[DataRow], _context: Context) -> Iterator[Clash]:
    """One person twice: same name, and same birth date, or same posts and office where it isn't known."""
    first: dict[tuple[object, ...], DataRow] = {}
    for row in rows:
        value = row.value
        unreadable = row.raw.get("birth") is not None and value("birth") is None
        if value("name") is None or unreadable:
            continue
        rest = value("birth") or (value("posts"), matching_key(value("office") or ""))
        key = (matching_key(value("name")), rest)
        if first.setdefault(key, row) is not row:
            yield Clash(first[key], row, DUPLICATE_VALUE, "name", person_level=True)


PEOPLE = ImportKind(
    name="people",
    vi="Danh sách người không phải đảng viên, khách mời",
    en="People outside the Party and guests",
    sheets=(
        SheetSpec(
            name="people",
            vi="Danh sách người không phải đảng viên, khách mời",
            en="People outside the Party and guests",
            columns=(
                Column("number", k.NUMBER_TITLES, "No.", row_number=True),
                Column(
                    "name",
                    k.NAME_TITLES,
                    "Full name",
                    required=True,
                    missing=k.MISSING_NAME,
                    longest=k.LONGEST_NAME,
                ),
                Column("birth", k.BIRTH_TITLES, "Date of birth", day()),
                Column(
                    "gender",
                    ("Giới tính", "Nam/Nữ", "Giới"),
                    "Gender",
                    choice(GENDERS, mp.UNKNOWN_GENDER),
                    choices=("Nam", "Nữ"),
                ),
                Column(
                    "posts",
                    ("Chức vụ", "Chức danh", "Chức vụ, chức danh", "Chức vụ, đơn vị công tác"),
                    "Posts",
                    text_list(";\n"),
                    required=True,
                    multiline=True,
                ),
                Column(
                    "office",
                    ("Đơn vị công tác", "Cơ quan, đơn vị", "Cơ quan", "Đơn vị", "Nơi công tác", "Tổ chức"),
                    "Office",
                ),
                Column("note", ("Ghi chú", "Thành phần"), "Note", multiline=True),
            ),
            anchor="name",
            many=True,
            record=_record,
            compare=_compare,
            row_check=_row_check,
            table_check=_clashes,
        ),
    ),
    known_from=known_from_units,
)
