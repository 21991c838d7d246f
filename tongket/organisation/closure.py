"""The closure table: derived from UnitParent and UnitCoverage, rebuilt for the units a change touches.

An office that a Party unit covers is below it too: who may see the one may see the other.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

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
    lives = {u.pk: (u.valid_from, u.valid_to) for u in Unit.objects.filter(pk__in=ids)}
    rows: list[UnitClosure] = []
    for pk in ids:
        level: list[tuple[int, Span]] = [(pk, lives[pk])]
        depth = 0
        while level:
            rows += [
                UnitClosure(ancestor_id=a, descendant_id=pk, depth=depth, valid_from=s[0], valid_to=s[1])
                for a, s in level
            ]
            level = [
                (parent, shared)
                for a, span in level
                for parent, link in links.get(a, [])
                if (shared := overlap(span, link)) is not None
            ]
            depth += 1
    UnitClosure.objects.filter(descendant__in=ids).delete()
    UnitClosure.objects.bulk_create(rows, batch_size=CHUNK)


def subtree_at_any_time(unit_id: int) -> list[int]:
    """Ids of the unit and of everything that ever was below it."""
    return list(
        UnitClosure.objects.filter(ancestor=unit_id).values_list("descendant_id", flat=True).distinct()
    )
