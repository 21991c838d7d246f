"""Kinds of import. A room describes the columns and checks of its lists and registers them here.

    MEMBERS = ImportKind(name="members", vi="Danh sách đảng viên", en="Register of members", sheets=(SHEET,))
    register_kind(MEMBERS)

This room never asks what a row means: parsing, row checks, table checks, comparison with what is known and the
record that comes out are the kind's own functions.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from tongket.imports.cells import Context, Parser, text
from tongket.imports.problems import Fault, ProblemKind, Value
from tongket.imports.workbook import Workbook

State = Literal["new", "changed", "unchanged", "wrong", "skipped"]


@dataclass(frozen=True, eq=False)
class Question:
    """Asked once per file about the empty cells of a column (U7); ``{count}`` is their number.

    ``answers``: code → (Vietnamese, English) of what can be meant.
    """

    vi: str
    en: str
    answers: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Master:
    """A system of the office where a datum is kept and corrected first (U16)."""

    vi: str
    en: str


MEMBER_DATABASE = Master("Cơ sở dữ liệu đảng viên", "Database of Party members")
CIVIL_SERVANT_SYSTEM = Master(
    "Hệ thống quản lý cán bộ, công chức, viên chức", "System of civil servants and public employees"
)


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a list.

    ``titles`` are the headings it is known by, ``"Parent > Child"`` for a heading of two levels; the first is
    the one printed. Case, accents' place, brackets and punctuation of headings don't matter.
    """

    name: str
    titles: tuple[str, ...]
    en: str
    parse: Parser = field(default_factory=text)
    required: bool = False
    """The column must be there."""
    missing: ProblemKind | None = None
    """The fault of an empty cell; None: empty is allowed and means "not known"."""
    multiline: bool = False
    row_number: bool = False
    """The running number (STT): read, never compared."""
    question: Question | None = None
    master: Master | None = None
    """Another system where this datum is kept; here is a copy."""
    choices: tuple[str, ...] = ()
    """Values for the list of the download template."""
    longest: int = 0
    """So many characters can be kept; 0: as many as there are."""

    @property
    def vi(self) -> str:
        """The heading to print in one row (``Parent: Child``), which is read back as this column."""
        return self.titles[0].replace(" > ", ": ")


@dataclass
class DataRow:
    """A row of data while it is checked. ``values`` has a key for each mapped column, None where unusable."""

    sheet: str
    number: int
    """As Excel counts, from 1."""
    values: dict[str, Any]
    raw: dict[str, Value]
    """Cells as read (NFC)."""
    decomposed: frozenset[str]
    """Names of columns whose text is decomposed Unicode."""
    faults: list[Fault]
    hidden: bool = False

    def value(self, name: str) -> Any:
        """The typed value of a column, None where it is absent, empty or unusable."""
        return self.values.get(name)

    def readable(self, name: str) -> bool:
        """Whether the cell of a column holds a usable value."""
        return self.values.get(name) is not None


@dataclass(frozen=True)
class Clash:
    """Two rows that can't both be right, or one row and what is known (``second`` None).

    ``person_level`` clashes come before every other fault of a row.
    """

    first: DataRow
    second: DataRow | None
    kind: ProblemKind
    name: str
    """The column where it shows."""
    person_level: bool = False
    detail: dict[str, Any] = field(default_factory=dict)
    first_is_right: bool = False
    """It is known that the first row is right: the problem belongs to the second."""


@dataclass(frozen=True)
class Comparison:
    """How a good row differs from what is known: ``changes`` is (column name, old, new)."""

    state: State
    changes: tuple[tuple[str, Value, Value], ...] = ()


def _no_faults(_row: DataRow, _context: Context) -> Iterable[Fault]:
    return ()


def _no_clashes(_rows: Sequence[DataRow], _context: Context) -> Iterable[Clash]:
    return ()


def _all_new(_record: Any, _context: Context) -> Comparison:
    return Comparison("new")


def _as_dict(row: DataRow) -> Any:
    return dict(row.values)


def _no_section(_text: str, _context: Context) -> bool:
    return False


@dataclass(frozen=True, eq=False)
class SheetSpec:
    """One kind of table. ``many``: any number of sheets may hold it (one per cell, for example)."""

    name: str
    vi: str
    en: str
    columns: tuple[Column, ...]
    anchor: str
    """Name of the column that names the row; skipped and hidden rows are shown by it."""
    sheet_names: tuple[str, ...] = ()
    """Usual names of the sheet, to choose between tables that look alike."""
    many: bool = False
    required: bool = True
    """The kind needs this table; otherwise it may be absent."""
    record: Callable[[DataRow], Any] = _as_dict
    row_check: Callable[[DataRow, Context], Iterable[Fault]] = _no_faults
    table_check: Callable[[Sequence[DataRow], Context], Iterable[Clash]] = _no_clashes
    compare: Callable[[Any, Context], Comparison] = _all_new
    is_section: Callable[[str, Context], bool] = _no_section
    """Whether a text alone in its row is a heading of a group of rows."""
    column_patterns: Callable[[str, str], Column | None] | None = None
    """Makes a column for a heading (parent, label) not in the list, where a table has as many as it likes."""

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True, eq=False)
class ImportKind:
    """What can be imported: one or more tables of one file."""

    name: str
    vi: str
    en: str
    sheets: tuple[SheetSpec, ...]
    known_from: Callable[[Workbook | None], Any] = lambda _units: None
    """What is known when there is no database: from the workbook of units, or from nothing."""
    not_checked: Callable[[Any], Sequence[str]] = lambda _known: ()
    """Kinds of fault that can't be found with this knowledge."""
    file_check: Callable[[Mapping[str, Sequence[DataRow]], Context], Iterable[Clash]] = (
        lambda _rows, _context: ()
    )
    """Checks between the tables of one file: rows by name of table."""


class UnknownKind(LookupError):
    """No kind of that name is registered; ``names`` are those that are."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        super().__init__(name)
        self.name = name
        self.names = tuple(names)


_KINDS: dict[str, ImportKind] = {}


def register_kind(kind: ImportKind) -> ImportKind:
    """Makes a kind available; registering the same kind again is harmless, another of its name is refused."""
    if _KINDS.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"import kind {kind.name!r} is registered twice")
    return kind


def get_kind(name: str) -> ImportKind:
    """The registered kind. Raises UnknownKind."""
    if name not in _KINDS:
        raise UnknownKind(name, sorted(_KINDS))
    return _KINDS[name]


def all_kinds() -> tuple[ImportKind, ...]:
    """All registered kinds by name."""
    return tuple(_KINDS[name] for name in sorted(_KINDS))
