"""Units and their tree at a day."""

from __future__ import annotations

import datetime as dt

from django.db.models import F, OuterRef, QuerySet, Subquery

from tongket.access.decisions import Actor
from tongket.common.dates import today, valid_on
from tongket.common.memo import asked_once
from tongket.organisation.models import Unit, UnitClosure, UnitName, UnitParent
from tongket.organisation.permissions import units_among, units_where
from tongket.organisation.states import UnitKind

PARTY_KINDS = [k.value for k in UnitKind if k.is_party]


@asked_once
def visible_units(viewer: Actor, on: dt.date | None = None) -> QuerySet[Unit]:
    """The units the viewer may see, as the tree stands at ``on`` (today), named as of that day."""
    day = on or today()
    return named(units_where(viewer, "organisation.see_units", on=day), day)


def visible_unit(viewer: Actor, pk: int, on: dt.date | None = None) -> Unit | None:
    """One of ``visible_units``, found without looking at the others; None where the viewer doesn't see it."""
    day = on or today()
    seen = units_among(viewer, "organisation.see_units", [pk], day)
    return named(Unit.objects.filter(pk__in=seen), day).first()


def named(units: QuerySet[Unit], day: dt.date) -> QuerySet[Unit]:
    """The units with ``name_then`` and ``parent_then`` as of the day, by code."""
    names = UnitName.objects.filter(valid_on(day), unit=OuterRef("pk")).values("name")[:1]
    parents = UnitParent.objects.filter(valid_on(day), unit=OuterRef("pk")).values("parent")[:1]
    return units.annotate(name_then=Subquery(names), parent_then=Subquery(parents)).order_by("code_key")


@asked_once
def subtree(unit: Unit, on: dt.date | None = None) -> QuerySet[Unit]:
    """The unit and everything below it at a day; ``name_then`` and ``parent_then`` are as of the day."""
    day = on or today()
    below = UnitClosure.objects.filter(valid_on(day), ancestor=unit).values("descendant")
    return named(Unit.objects.filter(pk__in=below), day)


def party_tree(unit: Unit, on: dt.date | None = None) -> QuerySet[Unit]:
    """As ``subtree``, Party units only."""
    return subtree(unit, on).filter(kind__in=PARTY_KINDS)


@asked_once
def cells_of(unit: Unit, on: dt.date | None = None) -> QuerySet[Unit]:
    """The cells at or below a unit at a day, by code."""
    return subtree(unit, on).filter(kind__in=[UnitKind.CELL, UnitKind.GRASSROOTS_CELL])


def children(unit: Unit, on: dt.date | None = None) -> QuerySet[Unit]:
    """The units directly below at a day."""
    day = on or today()
    below = UnitParent.objects.filter(valid_on(day), parent=unit).values("unit")
    return named(Unit.objects.filter(pk__in=below), day)


def parent_of(unit: Unit, on: dt.date | None = None) -> Unit | None:
    """The unit directly above at a day."""
    link = UnitParent.objects.filter(valid_on(on or today()), unit=unit).select_related("parent").first()
    return link.parent if link else None


def ancestors(unit: Unit, on: dt.date | None = None) -> QuerySet[Unit]:
    """The units above at a day, nearest first."""
    rows = UnitClosure.objects.filter(valid_on(on or today()), descendant=unit, depth__gt=0).order_by("depth")
    depth = UnitClosure.objects.filter(valid_on(on or today()), descendant=unit, ancestor=OuterRef("pk"))
    return (
        Unit.objects.filter(pk__in=rows.values("ancestor"))
        .annotate(distance=Subquery(depth.values("depth")[:1]))
        .order_by("distance")
    )


def name_on(unit: Unit, day: dt.date) -> str:
    """The name the unit carried at a day; its present name when it did not exist yet."""
    row = UnitName.objects.filter(valid_on(day), unit=unit).values_list("name", flat=True).first()
    return row or unit.name


def names_since_changed(day: dt.date) -> dict[int, str]:
    """The names of a day of the units that were renamed since (no viewer: names stand where units are seen)."""
    ended = UnitName.objects.filter(valid_on(day), valid_to__gt=day).exclude(name=F("unit__name"))
    return dict(ended.values_list("unit", "name"))
