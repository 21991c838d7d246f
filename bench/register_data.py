"""A fictional country's register for `./run bench register`: always the same, put into SQLite by bulk inserts.

One tree: a province's organisation, superior organisations, grassroots organisations, cells. A part of them moved,
a part of the members changed their cell, every cell has a secretary. Names are drawn from short lists of syllables;
nobody is meant.
"""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from tongket.common.text import code_sort_key, matching_key, name_sort_key, search_key

ORGANISATIONS, CELLS, PEOPLE = 52_000, 230_000, 1_000_000
SUPERIORS = 400
SEED, CHUNK = 2021, 20_000
START, MOVED = dt.date(2010, 1, 1), dt.date(2020, 7, 1)
FAMILIES = (
    "Trần", "Lê", "Đỗ", "Hồ", "Ngô", "Lý", "Vũ", "Bùi", "Đinh", "Khổng", "Quách", "Ông", "Ứng", "Âu", "Êban", "Cổ",
)  # fmt: skip
MIDDLES = ("Văn", "Thị", "Hữu", "Đức", "Thử", "Ngọc", "Ánh", "Đoan", "Nhật", "Ẩn", "Viết", "Diệu", "Ưu", "Ý")
GIVEN = (
    "An", "Ước", "Khuê", "Nhượng", "Quế", "Đạt", "Ửng", "Uyên", "Khiêm", "Thúy", "Ẩn", "Ngà", "Ốc", "Ỷ", "Điền",
    "Ưng", "Vỹ", "Xoan", "Yên", "Lữ",
)  # fmt: skip


@dataclass(frozen=True)
class Size:
    """How many rows of each kind the register holds."""

    organisations: int = ORGANISATIONS
    cells: int = CELLS
    people: int = PEOPLE

    @property
    def name(self) -> str:
        return f"{self.organisations}-{self.cells}-{self.people}"


class Tree:
    """Ids and parents of all units: the top is 1, then superiors, organisations, cells."""

    def __init__(self, size: Size) -> None:
        superiors = max(1, min(SUPERIORS, size.organisations // 10))
        self.superiors = range(2, 2 + superiors)
        first = self.superiors.stop
        self.organisations = range(first, first + size.organisations - superiors - 1)
        self.cells = range(self.organisations.stop, self.organisations.stop + size.cells)

    def superior_of(self, organisation: int, *, before: bool = False) -> int:
        """The organisation above, on days before the move or since."""
        place = organisation - self.organisations.start
        # every twentieth went from the next superior to its present one
        shift = 1 if before and place % 20 == 0 else 0
        return self.superiors.start + (place + shift) % len(self.superiors)

    def organisation_of(self, cell: int) -> int:
        return self.organisations.start + (cell - self.cells.start) % len(self.organisations)

    def moved(self, organisation: int) -> bool:
        return (organisation - self.organisations.start) % 20 == 0


def fill(path: str, size: Size) -> None:
    """Put the whole register into the empty tables of a migrated database."""
    tree = Tree(size)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA cache_size=-400000")
    connection.execute("PRAGMA foreign_keys=OFF")
    tables = [
        ("organisation_unit", _units(tree)),
        ("organisation_unitname", _names(tree)),
        ("organisation_unitparent", _parents(tree)),
        ("organisation_unitclosure", _closure(tree)),
        ("organisation_person", _people(size)),
        ("organisation_partyrecord", _party(size)),
        ("organisation_membership", _memberships(tree, size)),
        ("organisation_post", _posts(tree, size)),
    ]
    for table, rows in tables:
        _put(connection, table, rows)
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()


def _put(connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, Any]]) -> None:
    """Insert the rows without indexes, then make the indexes again: a tenth of the time."""
    kinds = "SELECT name, sql FROM sqlite_master WHERE type='index' AND sql NOTNULL AND tbl_name=?"
    indexes = connection.execute(kinds, (table,)).fetchall()
    for name, _sql in indexes:
        connection.execute(f'DROP INDEX "{name}"')
    first = next(rows)
    names = ", ".join(f'"{name}"' for name in first)
    statement = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(first))})"
    connection.execute(statement, _plain(first))
    while batch := list(islice(rows, CHUNK)):
        connection.executemany(statement, map(_plain, batch))
    for _name, sql in indexes:
        connection.execute(sql)
    connection.commit()


def _plain(row: dict[str, Any]) -> Sequence[Any]:
    return [value.isoformat() if isinstance(value, dt.date) else value for value in row.values()]


def _all_units(tree: Tree) -> Iterable[tuple[int, str, str, str]]:
    yield 1, "T", "superior_organisation", "Đảng bộ tỉnh thử nghiệm"
    for n, pk in enumerate(tree.superiors):
        yield pk, f"S{n:04d}", "superior_organisation", f"Đảng bộ cấp trên số {n}"
    for n, pk in enumerate(tree.organisations):
        yield pk, f"D{n:06d}", "grassroots_organisation", f"Đảng bộ cơ sở số {n}"
    for n, pk in enumerate(tree.cells):
        yield pk, _cell_code(tree, pk), "cell", f"Chi bộ số {n}"


def _cell_code(tree: Tree, cell: int) -> str:
    place = tree.organisation_of(cell) - tree.organisations.start
    return f"D{place:06d}.{(cell - tree.cells.start) // len(tree.organisations):02d}"


def _units(tree: Tree) -> Iterator[dict[str, Any]]:
    for pk, code, kind, name in _all_units(tree):
        yield {
            "id": pk, "version": 1, "valid_from": START, "valid_to": None, "code": code,
            "code_key": code_sort_key(code), "kind": kind, "name": name, "search_key": name,
            "established_by": "", "note": "",
        }  # fmt: skip


def _names(tree: Tree) -> Iterator[dict[str, Any]]:
    for pk, _code, _kind, name in _all_units(tree):
        yield {
            "version": 1, "unit_id": pk, "name": name, "decision": "", "valid_from": START, "valid_to": None,
        }  # fmt: skip


def _link(unit: int, parent: int, start: dt.date, end: dt.date | None) -> dict[str, Any]:
    return {
        "version": 1, "unit_id": unit, "parent_id": parent, "decision": "", "valid_from": start,
        "valid_to": end,
    }  # fmt: skip


def _parents(tree: Tree) -> Iterator[dict[str, Any]]:
    for pk in tree.superiors:
        yield _link(pk, 1, START, None)
    for pk in tree.organisations:
        if tree.moved(pk):
            yield _link(pk, tree.superior_of(pk, before=True), START, MOVED)
        yield _link(pk, tree.superior_of(pk), MOVED if tree.moved(pk) else START, None)
    for pk in tree.cells:
        yield _link(pk, tree.organisation_of(pk), START, None)


def _closure(tree: Tree) -> Iterator[dict[str, Any]]:
    for pk, code, _kind, _name in _all_units(tree):
        key = code_sort_key(code)
        for ancestor, depth, start, end in _above(tree, pk):
            yield {
                "ancestor_id": ancestor, "descendant_id": pk, "code_key": key, "depth": depth,
                "valid_from": start, "valid_to": end,
            }  # fmt: skip


def _above(tree: Tree, pk: int) -> Iterator[tuple[int, int, dt.date, dt.date | None]]:
    """(ancestor, depth, from, to) of a unit, itself first."""
    yield pk, 0, START, None
    if pk == 1:
        return
    depth = 1
    organisation = pk if pk in tree.organisations else None
    if pk in tree.cells:
        organisation = tree.organisation_of(pk)
        yield organisation, 1, START, None
        depth = 2
    if organisation is not None:
        if tree.moved(organisation):
            yield tree.superior_of(organisation, before=True), depth, START, MOVED
        since = MOVED if tree.moved(organisation) else START
        yield tree.superior_of(organisation), depth, since, None
        depth += 1
    yield 1, depth, START, None


def _people(size: Size) -> Iterator[dict[str, Any]]:
    chance = random.Random(SEED)
    for pk in range(1, size.people + 1):
        name = f"{chance.choice(FAMILIES)} {chance.choice(MIDDLES)} {chance.choice(GIVEN)}"
        yield {
            "id": pk, "version": 1, "name": name,
            "birth": dt.date(1950, 1, 1) + dt.timedelta(days=chance.randrange(18_000)),
            "gender": "female" if pk % 2 else "male", "ethnicity": "Kinh", "sort_key": name_sort_key(name),
            "search_key": search_key(name), "matching_key": matching_key(name), "account_id": None,
            "merged_into_id": None,
        }  # fmt: skip


def _party(size: Size) -> Iterator[dict[str, Any]]:
    for pk in range(1, size.people + 1):
        admitted = dt.date(2010 + pk % 10, 1 + pk % 12, 1 + pk % 28)
        yield {
            "version": 1, "person_id": pk, "admitted_on": admitted,
            "official_on": None if pk % 97 == 0 else admitted.replace(year=admitted.year + 1),
            "card": f"{pk // 1_000_000:02d}.{pk % 1_000_000:06d}", "admission_decision": "",
            "official_decision": "", "fee": None,
        }  # fmt: skip


def _cell_of(tree: Tree, person: int) -> int:
    return tree.cells.start + person % len(tree.cells)


def _memberships(tree: Tree, size: Size) -> Iterator[dict[str, Any]]:
    for pk in range(1, size.people + 1):
        cell, number = _cell_of(tree, pk), pk // len(tree.cells) + 1
        row = {
            "version": 1, "person_id": pk, "unit_id": cell, "valid_from": START, "valid_to": None,
            "number": number, "paper": "", "came_from": "", "left_to": "", "leave_paper": "",
            "received_on": None,
        }  # fmt: skip
        if pk % 10 == 0:
            before = tree.cells.start + (pk + 1) % len(tree.cells)
            yield row | {"unit_id": before, "valid_to": MOVED}
            row["valid_from"] = MOVED
        yield row


def _posts(tree: Tree, size: Size) -> Iterator[dict[str, Any]]:
    for pk in range(1, min(size.people, len(tree.cells)) + 1):
        yield {
            "version": 1, "person_id": pk, "unit_id": _cell_of(tree, pk), "title": "Bí thư chi bộ",
            "system": "party", "is_head": 1, "on_committee": 0, "number": 0, "decision": "",
            "valid_from": START, "valid_to": None,
        }  # fmt: skip
