"""Puts a clash of two rows on one of them, with the other as the related row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongket.imports.body import describe_fault
from tongket.imports.kinds import Clash, DataRow
from tongket.imports.mapping import Table
from tongket.imports.problems import Fault, Problem


@dataclass(frozen=True)
class PlacedClash:
    """A clash as the problem of one row."""

    problem: Problem
    person_level: bool


def place_clashes(clashes: Sequence[Clash], tables: Mapping[int, Table]) -> dict[int, list[PlacedClash]]:
    """Problems by ``id(row)``; ``tables`` gives the table of each row by the same key.

    A clash is one problem. It goes to the row that has other faults already (so that one copy stays clean and
    the other is looked at as a whole), else to the lower one.
    """
    placed: dict[int, list[PlacedClash]] = {}
    for clash in clashes:
        row, other = _sides(clash, placed)
        detail = dict(clash.detail)
        if other is not None and other.sheet != row.sheet:
            detail["related"] = f"{other.number} ({other.sheet})"
        fault = Fault(clash.kind, clash.name, detail, other.number if other else None)
        problem = describe_fault(tables[id(row)], row, fault)
        placed.setdefault(id(row), []).append(PlacedClash(problem, clash.person_level))
    return placed


def _sides(clash: Clash, placed: Mapping[int, list[PlacedClash]]) -> tuple[DataRow, DataRow | None]:
    def rank(row: DataRow) -> tuple[bool, bool, int]:
        return id(row) not in placed, bool(row.faults), row.number

    first, second = clash.first, clash.second
    if second is None:
        return first, None
    if clash.first_is_right:
        return second, first
    return (first, second) if rank(first) > rank(second) else (second, first)
