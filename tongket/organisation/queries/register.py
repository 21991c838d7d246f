"""The register as lists and detail pages show it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor
from tongket.common.dates import today, valid_on
from tongket.common.errors import Missing
from tongket.common.text import search_key
from tongket.organisation.models import Membership, Person, Post, StatusPeriod, Unit, UnitName, UnitParent
from tongket.organisation.permissions import units_where
from tongket.organisation.queries.papers import file_of, with_files
from tongket.organisation.queries.units import subtree, visible_units
from tongket.organisation.states import UnitKind


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
class MemberFilter:
    """What a list of members is narrowed to; ``words`` are looked for with accents ignored."""

    unit: int | None = None
    standing: str = ""
    words: str = ""


STANDINGS = {
    "official": _("Chính thức"),
    "probationary": _("Dự bị"),
    "exempt": _("Được miễn"),
    "temporary_elsewhere": _("Sinh hoạt tạm thời nơi khác"),
    "suspended": _("Đình chỉ sinh hoạt"),
}


def _standing(kind: str, on: dt.date) -> Q:
    probationary = Q(person__party__official_on__isnull=True) | Q(person__party__official_on__gt=on)
    if kind == "probationary":
        return probationary
    if kind == "official":
        return ~probationary
    of_status = StatusPeriod.objects.filter(valid_on(on), status=kind).values("person")
    return Q(person__in=of_status)


def member_list(
    viewer: Actor, on: dt.date, wanted: MemberFilter, action: str = "organisation.see_people"
) -> QuerySet[Membership]:
    """Members at whose units ``action`` is open to the viewer at a day, narrowed, by cell and list number."""
    rows = Membership.objects.filter(valid_on(on), unit__in=units_where(viewer, action, on=on).values("pk"))
    if wanted.unit:
        unit = Unit.objects.filter(pk=wanted.unit).first()
        rows = rows.filter(unit__in=subtree(unit, on).values("pk")) if unit else rows.none()
    if wanted.standing:
        rows = rows.filter(_standing(wanted.standing, on))
    if wanted.words:
        key = search_key(wanted.words)
        rows = rows.filter(
            Q(person__search_key__contains=key) | Q(person__party__card__contains=wanted.words)
        )
    return (
        rows.select_related("person__party", "unit")
        .prefetch_related(
            Prefetch(
                "person__posts", Post.objects.filter(valid_on(on)).select_related("unit").order_by("pk")
            ),
            Prefetch("person__statuses", StatusPeriod.objects.filter(valid_on(on))),
        )
        .order_by("unit__code_key", "number", "pk")
    )


@dataclass(frozen=True)
class FilterCount:
    """One filter with its number."""

    key: str
    text: str
    count: int


def other_people(viewer: Actor, on: dt.date, action: str = "organisation.see_people") -> QuerySet[Person]:
    """People with a post within the viewer's units who are no members, by given name, with their posts (U36)."""
    units = units_where(viewer, action, on=on).values("pk")
    posts = Post.objects.filter(valid_on(on), unit__in=units)
    return (
        Person.objects.filter(pk__in=posts.values("person"), party__isnull=True)
        .prefetch_related(Prefetch("posts", posts.select_related("unit").order_by("pk")))
        .order_by("sort_key", "birth")
    )


def member_counts(viewer: Actor, on: dt.date) -> tuple[list[FilterCount], list[FilterCount]]:
    """Numbers behind the filters: by cell, and by standing."""
    everyone = member_list(viewer, on, MemberFilter())
    by_cell = everyone.order_by().values_list("unit", "unit__code", "unit__name").annotate(n=Count("pk"))
    cells = [FilterCount(str(pk), name, n) for pk, _code, name, n in sorted(by_cell, key=lambda r: r[1])]
    standings = [
        FilterCount(key, str(text), member_list(viewer, on, MemberFilter(standing=key)).count())
        for key, text in STANDINGS.items()
    ]
    return cells, standings


@dataclass(frozen=True)
class UnitPage:
    """Everything the page of a unit shows."""

    unit: Unit
    name: str
    parent: Unit | None
    names: list[UnitName]
    parents: list[UnitParent]
    children: list[Unit]
    posts: list[Post]
    members: int


def unit_page(unit: Unit, on: dt.date) -> UnitPage:
    """The unit as of a day, with its whole history of names and parents. The caller has checked the viewer."""
    below = subtree(unit, on)
    parents = list(UnitParent.objects.filter(unit=unit).select_related("parent").order_by("valid_from"))
    names = list(UnitName.objects.filter(unit=unit).order_by("valid_from"))
    return UnitPage(
        unit=unit,
        name=next((n.name for n in names if n.holds_on(on)), unit.name),
        parent=next((p.parent for p in parents if p.holds_on(on)), None),
        names=names,
        parents=parents,
        children=[u for u in below if u.parent_then == unit.pk],
        posts=list(
            Post.objects.filter(valid_on(on), unit=unit).select_related("person").order_by("number", "pk")
        ),
        members=Membership.objects.filter(valid_on(on), unit__in=below.values("pk")).count(),
    )


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
        missing=file_of(own, day).missing_texts if own else [],
    )


def main_unit(person: Person, on: dt.date) -> Unit:
    """The unit under which a person's data are kept at a day: the cell, else a unit where a post is held."""
    row = Membership.objects.filter(valid_on(on), person=person).select_related("unit").first()
    row = row or Post.objects.filter(person=person).select_related("unit").order_by("-valid_from").first()
    if row is None:
        raise Missing(thing=_("đơn vị của người này"))
    return row.unit
