"""The register as lists and detail pages show it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor
from tongket.common.dates import today, valid_on
from tongket.common.errors import Missing
from tongket.organisation.models import (
    Contact,
    Membership,
    Person,
    Post,
    StatusPeriod,
    Unit,
    UnitClosure,
    UnitCoverage,
    UnitName,
    UnitParent,
)
from tongket.organisation.paging import Page, Turn, take, up_to
from tongket.organisation.permissions import tops_where
from tongket.organisation.queries.lists import COUNTED, below
from tongket.organisation.queries.papers import file_of, with_files
from tongket.organisation.queries.units import children, named, visible_units
from tongket.organisation.states import UnitKind

#: A larger tree is read level by level.
MOST_UNITS = 300


@dataclass
class TreeRow:
    """A unit in the tree with its depth and the number of members below it at the day."""

    unit: Unit
    name: str
    depth: int
    members: int
    children: list[TreeRow] = field(default_factory=list)


def tree(viewer: Actor, on: dt.date) -> list[TreeRow]:
    """The units the viewer may see as a flat list in tree order, with members counted at the day."""
    units = list(visible_units(viewer, on).order_by("kind", "code_key"))
    counts = dict(
        Membership.objects.filter(valid_on(on), unit__in=[u.pk for u in units])
        .values_list("unit")
        .annotate(n=Count("pk"))
    )
    rows = {u.pk: TreeRow(u, u.name_then or u.name, 0, counts.get(u.pk, 0)) for u in units}
    tops = []
    for unit in sorted(units, key=lambda u: (not UnitKind(u.kind).is_party, u.code_key)):
        above = rows.get(unit.parent_then)
        (above.children if above else tops).append(rows[unit.pk])
    flat: list[TreeRow] = []

    def walk(row: TreeRow, depth: int) -> int:
        row.depth = depth
        flat.append(row)
        row.members += sum(walk(child, depth + 1) for child in row.children)
        return row.members

    for top in tops:
        walk(top, 0)
    return flat


@dataclass(frozen=True)
class Level:
    """One unit of a tree too large for one page, with a page of the units directly below it."""

    unit: Unit
    children: Page[Unit]


def tree_fits(viewer: Actor, on: dt.date, most: int = MOST_UNITS) -> bool:
    """Whether the viewer sees no more than so many units, a page of them by default; looks at no more than that."""
    tops = tops_where(viewer, "organisation.see_units", on)
    return up_to(UnitClosure.objects.filter(valid_on(on), ancestor__in=tops), most) is not None


def levels(viewer: Actor, on: dt.date, turn: Turn) -> list[Level]:
    """The highest units the viewer may see, each with the first of those below (or the page that ``turn`` names)."""
    tops = named(Unit.objects.filter(pk__in=tops_where(viewer, "organisation.see_units", on)), on)
    return [Level(top, _children(top, on, turn)) for top in tops]


@dataclass(frozen=True)
class UnitPage:
    """Everything the page of a unit shows; ``members`` is None where they are too many to be counted."""

    unit: Unit
    name: str
    parent: Unit | None
    names: list[UnitName]
    parents: list[UnitParent]
    children: Page[Unit]
    covers: list[UnitCoverage]
    covered_by: list[UnitCoverage]
    posts: list[Post]
    members: int | None


def unit_page(unit: Unit, on: dt.date, turn: Turn = Turn()) -> UnitPage:  # noqa: B008 - frozen
    """The unit as of a day, with its whole history of names and parents. The caller has checked the viewer."""
    parents = list(UnitParent.objects.filter(unit=unit).select_related("parent").order_by("valid_from"))
    names = list(UnitName.objects.filter(unit=unit).order_by("valid_from"))
    coverage = UnitCoverage.objects.filter(valid_on(on)).select_related("party_unit", "agency_unit")
    posts = Post.objects.filter(valid_on(on), unit=unit).select_related("person")
    return UnitPage(
        unit=unit,
        name=next((n.name for n in names if n.holds_on(on)), unit.name),
        parent=next((p.parent for p in parents if p.holds_on(on)), None),
        names=names,
        parents=parents,
        children=_children(unit, on, turn),
        covers=list(coverage.filter(party_unit=unit).order_by("agency_unit__code_key")[:COUNTED]),
        covered_by=list(coverage.filter(agency_unit=unit).order_by("party_unit__code_key")[:COUNTED]),
        posts=list(posts.order_by("number", "pk")[:COUNTED]),
        members=up_to(below([unit.pk], on), COUNTED),
    )


def _children(unit: Unit, on: dt.date, turn: Turn) -> Page[Unit]:
    key = None
    if turn.beside is not None:
        key = Unit.objects.filter(pk=turn.beside).values_list("code_key", "pk").first()
    return take(children(unit, on), ("code_key", "pk"), key, turn, children(unit, on))


def get_coverage(unit: Unit, pk: int) -> UnitCoverage | None:
    """A link between the Party unit and an office it covers (the caller has checked the viewer)."""
    rows = UnitCoverage.objects.filter(pk=pk, party_unit=unit)
    return rows.select_related("party_unit", "agency_unit").first()


def people_at(unit: Unit) -> QuerySet[Person]:
    """Members of the unit itself today, by given name (the caller has checked the viewer)."""
    members = Membership.objects.filter(valid_on(today()), unit=unit).values("person")
    return Person.objects.filter(pk__in=members).order_by("sort_key", "birth")


@dataclass(frozen=True)
class PersonPage:
    """Everything the page of a person shows."""

    person: Person
    memberships: list[Membership]
    posts: list[Post]
    statuses: list[StatusPeriod]
    contact: Contact | None
    missing: list[str]


def person_page(person: Person) -> PersonPage:
    """A person's data over all years. The caller has checked the viewer."""
    day = today()
    own = with_files(person.memberships.filter(valid_on(day)), day).first()
    return PersonPage(
        person=person,
        memberships=list(person.memberships.select_related("unit").order_by("-valid_from")),
        posts=list(person.posts.select_related("unit").order_by("-valid_from", "pk")),
        statuses=list(person.statuses.order_by("-valid_from")),
        contact=Contact.objects.filter(person=person).first(),
        missing=file_of(own, day).missing_texts if own else [],
    )


def main_unit(person: Person, on: dt.date) -> Unit:
    """The unit under which a person's data are kept at a day: the cell, else a unit where a post is held, else the
    cell from which the person was transferred out."""
    cells = Membership.objects.filter(person=person).select_related("unit")
    row = cells.filter(valid_on(on)).first()
    row = row or Post.objects.filter(person=person).select_related("unit").order_by("-valid_from").first()
    row = row or cells.order_by("-valid_from").first()
    if row is None:
        raise Missing(thing=_("đơn vị của người này"))
    return row.unit
