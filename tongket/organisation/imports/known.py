"""What exists already, as far as an import of the register needs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tongket.common.text import matching_key
from tongket.imports.cells import Context, Parsed, Parser, as_text, found
from tongket.imports.problems import ProblemKind
from tongket.imports.workbook import RawValue
from tongket.organisation.imports.rows import CommitteeRow, MemberRow, PostRow, UnitRow

PostKey = tuple[tuple[str, date | None], str, str]
"""Person, matching key of the unit's code, matching key of the title."""
PersonKey = tuple[str, date | None]
"""Matching key of the name, and the birth date: what tells people apart."""


def person_key(name: str, birth: date | None) -> PersonKey:
    """The key of a person."""
    return matching_key(name), birth


@dataclass(frozen=True)
class KnownName:
    """A person as far as needed to name and to recognise them."""

    name: str
    birth: date | None

    @property
    def key(self) -> PersonKey:
        """The key of the person."""
        return person_key(self.name, self.birth)


@dataclass(frozen=True)
class OtherPerson:
    """What is known of somebody apart from Party data: gender, and the posts held, as they are read out."""

    gender: str | None
    posts: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """The register as an import sees it. None means "not known": what depends on it is then not checked."""

    cells: Mapping[str, str] | None = None
    """Matching key of a cell's name or code → its name."""
    units: Mapping[str, str] | None = None
    """The same for the offices where people work."""
    organisation_of_cell: Mapping[str, str] = field(default_factory=dict)
    """Name of a cell → name of the organisation above it."""
    people: Mapping[PersonKey, MemberRow] = field(default_factory=dict)
    """Members already in the register."""
    cards: Mapping[str, KnownName] = field(default_factory=dict)
    """Party card → whose it is."""
    heads: Mapping[tuple[str, str], KnownName] = field(default_factory=dict)
    """(matching key of a post that one person holds, matching key of the place's name) → who holds it."""
    codes: Mapping[str, str] | None = None
    """Matching key of any unit's code or name → its code."""
    unit_rows: Mapping[str, UnitRow] = field(default_factory=dict)
    """Matching key of a code → the unit as the register has it."""
    posts: Mapping[PostKey, Sequence[PostRow]] = field(default_factory=dict)
    """Who holds or held which post at which unit, each period as a list of posts would have it."""
    committee: Mapping[PersonKey, CommitteeRow] = field(default_factory=dict)
    """The committee as it is."""
    others: Mapping[PersonKey, OtherPerson] = field(default_factory=dict)
    """People with posts here, of whom no Party data need be known."""

    def not_checked(self) -> list[str]:
        """Kinds of fault that can't be found with this knowledge."""
        return [
            kind
            for kind, names in (("unknown_cell", self.cells), ("unknown_unit", self.units))
            if names is None
        ]


def one_of_known(which: str, kind: ProblemKind) -> Parser:
    """The name of a cell (``cells``) or an office (``units``) as known, by name or code; else ``kind``.

    Where nothing is known the text is taken as written.
    """

    def parse(raw: RawValue, context: Context) -> Parsed:
        shown = as_text(raw) or ""
        names: Mapping[str, str] | None = getattr(context.known, which) if context.known else None
        if names is None:
            return shown, ()
        name = names.get(matching_key(shown))
        return (name, ()) if name is not None else found(kind, near=_near(shown, names))

    return parse


def _near(shown: str, names: Mapping[str, str]) -> str:
    return ", ".join(f"“{name}”" for name in list(dict.fromkeys(names.values()))[:8])


UNKNOWN_CELL = ProblemKind(
    "unknown_cell", "error",
    "Ô {place} ({column}): không có chi bộ “{value}” trong danh sách tổ chức. "
    "Hãy chọn đúng tên chi bộ ({near} …) hoặc lập chi bộ trước.",
    "Cell {place} ({column}): there is no cell “{value}” in the list of units. "
    "Choose an existing one ({near} …) or set up the cell first.",
)  # fmt: skip
UNKNOWN_UNIT = ProblemKind(
    "unknown_unit", "error",
    "Ô {place} ({column}): không có đơn vị “{value}” trong danh sách tổ chức. "
    "Hãy chọn đúng tên đơn vị ({near} …) hoặc lập đơn vị trước.",
    "Cell {place} ({column}): there is no unit “{value}” in the list of units. "
    "Choose an existing one ({near} …) or set up the unit first.",
)  # fmt: skip
MISSING_NAME = ProblemKind(
    "missing_name", "error",
    "Ô {place} ({column}) để trống. Hãy ghi họ và tên đầy đủ.",
    "Cell {place} ({column}) is empty. Write the full name.",
)  # fmt: skip
MISSING_BIRTH_DATE = ProblemKind(
    "missing_birth_date", "error",
    "Ô {place} ({column}) để trống. Cần ngày sinh để phân biệt người trùng tên; hãy ghi dd/mm/yyyy.",
    "Cell {place} ({column}) is empty. The birth date tells namesakes apart; write dd/mm/yyyy.",
)  # fmt: skip
MISSING_CELL = ProblemKind(
    "missing_cell", "error",
    "Ô {place} ({column}) để trống. Hãy ghi chi bộ nơi đảng viên sinh hoạt.",
    "Cell {place} ({column}) is empty. Write the Party cell that the member belongs to.",
)  # fmt: skip
POST_ALREADY_HELD = ProblemKind(
    "post_already_held", "warning",
    "Ô {place} ({column}): chức vụ “{post}” ở {where} đã do {holder} giữ{at_vi}. "
    "Hãy kiểm tra ai đang giữ chức vụ này.",
    "Cell {place} ({column}): the post “{post}” at {where} is already held by {holder}{at_en}. "
    "Check who holds it.",
)  # fmt: skip

BIRTH_TITLES = (
    "Ngày sinh", "Ngày, tháng, năm sinh", "Ngày tháng năm sinh", "Sinh ngày", "Năm sinh", "Ngày sinh (dd/mm/yyyy)",
)  # fmt: skip
#: As long as the register keeps a name.
LONGEST_NAME = 200
NAME_TITLES = (
    "Họ và tên", "Họ tên", "Họ và tên đảng viên", "Họ tên đảng viên", "Họ, tên", "Họ, chữ đệm và tên",
    "Họ và tên khai sinh", "Tên đảng viên", "Full name", "Name",
)  # fmt: skip
NUMBER_TITLES = ("STT", "TT", "Số TT", "Số thứ tự", "No")


def all_known(context: Context) -> Known:
    """The context's knowledge, or none at all."""
    known: Any = context.known
    return known if isinstance(known, Known) else Known()
