"""The declared order of posts that holds for a unit."""

from __future__ import annotations

from tongket.common.dates import today, valid_on
from tongket.organisation.models import ProtocolRank, Unit, UnitClosure
from tongket.organisation.protocol import shipped_ranks


def own_ranks(unit: Unit) -> list[str]:
    """The unit's own list; empty where it declared none."""
    return list(ProtocolRank.objects.filter(unit=unit).values_list("words", flat=True))


def ranks_at(unit_id: int | None) -> tuple[str, ...]:
    """The list that holds for a unit: its own, else the nearest one above it, else the shipped one."""
    above = UnitClosure.objects.filter(valid_on(today()), descendant=unit_id).order_by("depth")
    depth = {ancestor: place for place, ancestor in enumerate(above.values_list("ancestor", flat=True))}
    rows = list(ProtocolRank.objects.filter(unit__in=depth).order_by("position"))
    if not rows:
        return shipped_ranks()
    nearest = min((row.unit_id for row in rows), key=lambda pk: depth[pk])
    return tuple(row.words for row in rows if row.unit_id == nearest)
