"""The closure table: derived from UnitParent and UnitCoverage, rebuilt for the units a change touches.

An office that a Party unit covers is below it too: who may see the one may see the other.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tongket.organisation.models import Unit, UnitClosure, UnitCoverage, UnitParent

CHUNK = 500
Span = tuple[dt.date, dt.date | None]


def overlap(a: Span, b: Span) -> Span | None:
    """The part two periods share; None when they share nothing."""
    start = max(a[0], b[0])
    ends = [end for end in (a[1], b[1]) if end is not None]
    end = min(ends) if ends else None
    return None if end is not None and end <= start else (start, end)


def _parents_upwards(unit_ids: Iterable[int]) -> dict[int, list[tuple[int, Span]]]:
    """Parent and coverage links of the units and of everything above them, level by level."""
    links: dict[int, list[tuple[int, Span]]] = defaultdict(list)
    wanted, seen = set(unit_ids), set()
    while wanted:
        seen |= wanted
        found: set[int] = set()
        for unit, parent, start, end in UnitParent.objects.filter(unit__in=wanted).values_list(
            "unit_id", "parent_id", "valid_from", "valid_to"
        ):
            links[unit].append((parent, (start, end)))
            found.add(parent)
        for unit, parent, start, end in UnitCoverage.objects.filter(agency_unit__in=wanted).values_list(
            "agency_unit_id", "party_unit_id", "valid_from", "valid_to"
        ):
            links[unit].append((parent, (start, end)))
            found.add(parent)
        wanted = found - seen
    return links


def rebuild_closure(unit_ids: Iterable[int]) -> None:
    """Make the closure rows of the given units anew from their parent links."""
    ids = sorted(set(unit_ids))
    links = _parents_upwards(ids)
    rows: list[UnitClosure] = []
    for unit in Unit.objects.filter(pk__in=ids).order_by("pk"):
        for ancestor, depth, span in _upwards(unit, links):
            row = UnitClosure(ancestor_id=ancestor, descendant=unit, code_key=unit.code_key, depth=depth)
            row.valid_from, row.valid_to = span
            rows.append(row)
    UnitClosure.objects.filter(descendant__in=ids).delete()
    UnitClosure.objects.bulk_create(rows, batch_size=CHUNK)


def rebuild_whole_closure() -> None:
    """Make the closure rows of all units, when all of them were written at once."""
    ids = list(Unit.objects.values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        rebuild_closure(ids[start : start + CHUNK])


def _upwards(unit: Unit, links: dict[int, list[tuple[int, Span]]]) -> Iterator[tuple[int, int, Span]]:
    """(ancestor, depth, period) of a unit, nearest first. What a farther way adds to a nearer one's periods stands
    as its own rows, so that no day has two."""
    seen: dict[int, list[Span]] = defaultdict(list)
    level: list[tuple[int, Span]] = [(unit.pk, (unit.valid_from, unit.valid_to))]
    depth = 0
    while level:
        fresh = []
        for ancestor, span in level:
            for part in without(span, seen[ancestor]):
                seen[ancestor].append(part)
                fresh.append((ancestor, part))
                yield ancestor, depth, part
        level = [
            (parent, shared)
            for below, span in fresh
            for parent, link in links.get(below, [])
            if (shared := overlap(span, link)) is not None
        ]
        depth += 1


def without(span: Span, taken: Iterable[Span]) -> list[Span]:
    """The parts of a period that none of the others holds."""
    parts = [span]
    for start, end in taken:
        rests: list[Span] = []
        for first, last in parts:
            if first < start:
                rests.append((first, start if last is None else min(last, start)))
            if end is not None and (last is None or end < last):
                rests.append((max(first, end), last))
        parts = rests
    return parts


def subtree_at_any_time(unit_id: int) -> list[int]:
    """Ids of the unit and of everything that ever was below it."""
    return list(
        UnitClosure.objects.filter(ancestor=unit_id).values_list("descendant_id", flat=True).distinct()
    )


def ancestors_at_any_time(unit_id: int) -> list[int]:
    """Ids of the unit and of everything that ever was above it."""
    return list(
        UnitClosure.objects.filter(descendant=unit_id).values_list("ancestor_id", flat=True).distinct()
    )
