"""Which sheet holds which table, where its heading is, and which column means what."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial

from tongket.common.legacy_text import detect_legacy
from tongket.common.text import clean, matching_key, search_key
from tongket.imports.kinds import Column, ImportKind, SheetSpec
from tongket.imports.workbook import Place, RawValue, Sheet, column_letter, is_blank

SEARCHED_ROWS = 60
"""A heading lower than this isn't looked for."""
MOST_LEVELS = 3

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PUNCTUATION = re.compile(r"[\s,;:./\\*\"'_–—-]+")


@lru_cache(maxsize=4096)
def heading_key(label: str) -> str:
    """Key of a heading: brackets, punctuation and an old encoding don't count; ``Parent > Child`` is kept."""
    parts = []
    for part in clean(label).split(" > "):
        legacy = detect_legacy(part)
        plain = _BRACKETS.sub(" ", legacy.converted if legacy else part)
        parts.append(_PUNCTUATION.sub(" ", matching_key(plain)).strip())
    return ">".join(parts)


@dataclass(frozen=True)
class Heading:
    """The heading of one column of a sheet."""

    index: int
    label: str
    """Lowest level, cleaned."""
    parents: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """Column letter."""
        return column_letter(self.index)

    @property
    def path(self) -> str:
        """All levels, as ``Parent > Child``; the key under which an office's mapping is remembered."""
        return " > ".join((*self.parents, self.label))


@dataclass
class Table:
    """A table found in a sheet: its heading rows and what each column means."""

    sheet: Sheet
    spec: SheetSpec
    first_heading_row: int
    first_data_row: int
    headings: list[Heading]
    columns: dict[int, Column] = field(default_factory=dict)
    """Meaning by column index."""
    ignored: frozenset[int] = frozenset()
    """Columns that a person told to leave out."""

    def missing_columns(self) -> list[Column]:
        """Required columns that the sheet lacks."""
        present = {column.name for column in self.columns.values()}
        return [column for column in self.spec.columns if column.required and column.name not in present]

    def index_of(self, name: str) -> int | None:
        """Column index of a field."""
        return next((index for index, column in self.columns.items() if column.name == name), None)


HeadingsAt = Callable[[int, int], list[Heading]]


def find_tables(
    kind: ImportKind, sheets: Iterable[Sheet], mapping: Mapping[str, str] | None = None
) -> tuple[list[Table], list[Sheet]]:
    """The tables of a kind in the visible sheets, and the sheets that hold none.

    ``mapping``: heading path → column name, or ``""`` to leave the column out; it goes before the synonyms.
    """
    candidates: list[Table] = []
    rest: list[Sheet] = []
    for sheet in sheets:
        at = cache(partial(read_headings, sheet, covered=sheet.covered()))
        found = [table for spec in kind.sheets if (table := find_table(sheet, spec, mapping or {}, at))]
        if found:
            candidates.append(max(found, key=_rank))
        else:
            rest.append(sheet)
    tables = []
    for spec in kind.sheets:
        mine = [table for table in candidates if table.spec is spec]
        keep = mine if spec.many else sorted(mine, key=_rank, reverse=True)[:1]
        tables.extend(keep)
        rest.extend(table.sheet for table in mine if table not in keep)
    return tables, rest


def _rank(table: Table) -> tuple[int, int, int, int]:
    named = heading_key(table.sheet.name) in map(heading_key, table.spec.sheet_names)
    required = sum(column.required for column in table.columns.values())
    return -len(table.missing_columns()), int(named), required, len(table.columns)


def find_table(
    sheet: Sheet, spec: SheetSpec, mapping: Mapping[str, str], headings_at: HeadingsAt | None = None
) -> Table | None:
    """The table of one spec in a sheet: the rows whose headings fit best, or None when too few fit.

    ``headings_at`` answers for several specs what stands as heading in (first row, number of rows) of the sheet.
    """
    at = cache(partial(read_headings, sheet, covered=sheet.covered())) if headings_at is None else headings_at
    own = {heading_key(path): name for path, name in mapping.items()}
    best: Table | None = None
    for top in range(min(len(sheet.rows), SEARCHED_ROWS)):
        if best is not None and top > best.first_heading_row + MOST_LEVELS and not best.missing_columns():
            break
        if sum(isinstance(value, str) and bool(value.strip()) for value in sheet.rows[top]) < 2:
            continue
        for levels in range(1, MOST_LEVELS + 1):
            if top + levels > len(sheet.rows):
                break
            table = _table_at(sheet, spec, top, levels, at, own)
            if best is None or _fit(table) > _fit(best):
                best = table
    if best is None or not best.columns:
        return None
    needed = sum(column.required for column in spec.columns)
    required = needed - len(best.missing_columns())
    return best if required * 2 > needed and len(best.columns) >= 2 else None


def _fit(table: Table) -> tuple[int, int]:
    return sum(column.required for column in table.columns.values()), len(table.columns)


def _table_at(
    sheet: Sheet,
    spec: SheetSpec,
    top: int,
    levels: int,
    headings_at: HeadingsAt,
    own: Mapping[str, str],
) -> Table:
    headings = headings_at(top, levels)
    columns, ignored = _meanings(headings, spec, own)
    first = top + levels
    if first < len(sheet.rows) and _numbers_columns(sheet.rows[first]):
        first += 1
    return Table(sheet, spec, top, first, headings, columns, ignored)


def _numbers_columns(row: Sequence[RawValue]) -> bool:
    """A row under the heading that only counts the columns: 1 2 3 or (1) (2) (3), perhaps after A B."""
    shown = [
        str(int(value)) if isinstance(value, float) else str(value) for value in row if not is_blank(value)
    ]
    digits = [text.strip("() ") for text in shown]
    numbers = [int(text) for text in digits if text.isdigit()]
    others = [text for text in digits if not text.isdigit()]
    in_order = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if len(numbers) >= 3 else False
    return in_order and all(len(text) == 1 and text.isalpha() for text in others)


def read_headings(sheet: Sheet, top: int, levels: int, covered: Mapping[Place, Place]) -> list[Heading]:
    """Headings of all columns from ``levels`` rows; merged cells reach over what they cover."""
    headings = []
    last = dict.fromkeys(range(levels), "")
    for index in range(sheet.width):
        labels: list[str] = []
        for level in range(levels):
            row = top + level
            origin = covered.get((row, index), (row, index))
            value = sheet.rows[origin[0]][origin[1]] if top <= origin[0] else None
            label = clean(value) if isinstance(value, str) else ""
            if label:
                last[level] = label
                last.update(dict.fromkeys(range(level + 1, levels), ""))
            elif level < levels - 1 and not sheet.merged and _labelled_below(sheet, row, index, top + levels):
                # Without knowledge of merged cells, a group heading reaches to the right until the next one.
                label = last[level]
            if label and (not labels or labels[-1] != label or origin == (row, index)):
                labels.append(label)
        if labels:
            headings.append(Heading(index, labels[-1], tuple(labels[:-1])))
    return headings


def _labelled_below(sheet: Sheet, row: int, index: int, end: int) -> bool:
    return any(isinstance(sheet.rows[lower][index], str) for lower in range(row + 1, end))


def _meanings(
    headings: list[Heading], spec: SheetSpec, own: Mapping[str, str]
) -> tuple[dict[int, Column], frozenset[int]]:
    columns: dict[int, Column] = {}
    ignored: set[int] = set()
    taken: set[str] = set()
    by_name = {column.name: column for column in spec.columns}

    def take(heading: Heading, column: Column) -> None:
        columns[heading.index] = column
        taken.add(column.name)

    for heading in headings:
        if (name := own.get(heading_key(heading.path))) is None:
            continue
        if name == "":
            ignored.add(heading.index)
        elif name in by_name and name not in taken:
            take(heading, by_name[name])
    for titles in _title_tables(spec):
        for heading in headings:
            if heading.index in columns or heading.index in ignored:
                continue
            name = next((titles[key] for key in _keys(heading) if key in titles), None)
            if name is not None and name not in taken:
                take(heading, by_name[name])
    if spec.column_patterns is not None:
        for heading in headings:
            if heading.index not in columns and heading.index not in ignored:
                column = spec.column_patterns(" > ".join(heading.parents), heading.label)
                if column is not None and column.name not in taken:
                    take(heading, column)
    return columns, frozenset(ignored)


@lru_cache(maxsize=4096)
def _keys(heading: Heading) -> list[str]:
    """Keys of a heading from the fullest path to the label alone, exact first, then without accents."""
    paths = [
        " > ".join((*heading.parents[start:], heading.label)) for start in range(len(heading.parents) + 1)
    ]
    keys = [heading_key(path) for path in paths]
    return [*keys, *(search_key(key) for key in keys)]


@lru_cache(maxsize=256)
def _title_tables(spec: SheetSpec) -> tuple[dict[str, str], dict[str, str]]:
    """Heading key → column name: with accents, and without where that is still unambiguous."""
    exact: dict[str, str] = {}
    bare: dict[str, set[str]] = {}
    for column in spec.columns:
        for title in column.titles:
            key = heading_key(title)
            for writing in (key, key.replace(">", " ")):
                exact.setdefault(writing, column.name)
                bare.setdefault(search_key(writing), set()).add(column.name)
    return exact, {key: next(iter(names)) for key, names in bare.items() if len(names) == 1}
