"""Lists of members and of other people: a page at a time for the screen, whole for a file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor
from tongket.common.dates import valid_on
from tongket.common.text import search_key
from tongket.organisation.models import Membership, Person, Post, StatusPeriod, Unit
from tongket.organisation.paging import ROWS, Page, Turn, take, up_to
from tongket.organisation.permissions import tops_where, units_where
from tongket.organisation.queries.units import subtree

#: Numbers stand beside the filters of lists that are no longer than this; longer ones are not counted.
COUNTED = 1000


@dataclass(frozen=True)
class MemberFilter:
    """What a list of members is narrowed to; ``words`` are looked for with accents ignored, in any order."""

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


def _worded(words: str) -> Q:
    """Whoever has all the words in the name, in any order and without accents, or the card number."""
    named = Q()
    for word in search_key(words).split():
        named &= Q(person__search_key__startswith=word) | Q(person__search_key__contains=f" {word}")
    return named | Q(person__party__card__contains=words.strip())


def _narrowed(rows: QuerySet[Membership], on: dt.date, wanted: MemberFilter) -> QuerySet[Membership]:
    if wanted.standing:
        rows = rows.filter(_standing(wanted.standing, on))
    return rows.filter(_worded(wanted.words)) if wanted.words.strip() else rows


def _shown(rows: QuerySet[Membership], on: dt.date) -> QuerySet[Membership]:
    """The rows with what a list shows of each: Party data, cell, posts and standings of the day."""
    posts = Post.objects.filter(valid_on(on)).select_related("unit").order_by("pk")
    return rows.select_related("person__party", "unit").prefetch_related(
        Prefetch("person__posts", posts),
        Prefetch("person__statuses", StatusPeriod.objects.filter(valid_on(on))),
    )


def member_list(
    viewer: Actor, on: dt.date, wanted: MemberFilter, action: str = "organisation.see_people"
) -> QuerySet[Membership]:
    """Members at whose units ``action`` is open to the viewer at a day, narrowed, by cell and list number."""
    rows = Membership.objects.filter(valid_on(on), unit__in=units_where(viewer, action, on=on).values("pk"))
    if wanted.unit:
        unit = Unit.objects.filter(pk=wanted.unit).first()
        rows = rows.filter(unit__in=subtree(unit, on).values("pk")) if unit else rows.none()
    return _shown(_narrowed(rows, on, wanted), on).order_by("unit__code_key", "number", "pk")


def below(tops: list[int], on: dt.date) -> QuerySet[Membership]:
    """Memberships of a day below the units, each with ``place``, the sort key of its cell's code; both are read off
    the tree's index."""
    above = {"unit__above__ancestor": tops[0]} if len(tops) == 1 else {"unit__above__ancestor__in": tops}
    rows = Membership.objects.filter(valid_on(on), valid_on(on, "unit__above__"), **above)
    return rows.annotate(place=F("unit__above__code_key"))


def member_page(
    viewer: Actor,
    on: dt.date,
    wanted: MemberFilter,
    turn: Turn,
    action: str = "organisation.see_people",
    size: int = ROWS,
) -> Page[Membership]:
    """One page of ``member_list``, in the same order; nothing beyond it is read or counted."""
    key = None
    if turn.beside is not None:
        beside = Membership.objects.filter(pk=turn.beside).values_list("unit__code_key", "number", "pk")
        key = beside.first()
    rows = _narrowed(below(tops_where(viewer, action, on, wanted.unit), on), on, wanted)
    return take(rows, ("place", "number", "pk"), key, turn, _shown(Membership.objects.all(), on), size)


@dataclass(frozen=True)
class FilterCount:
    """One filter with its number, None where the list is too long to be counted."""

    key: str
    text: str
    count: int | None


@dataclass(frozen=True)
class MemberCounts:
    """The filters above a list: all, by cell (for lists that are counted), by standing."""

    total: int | None
    cells: list[FilterCount]
    standings: list[FilterCount]


def member_counts(viewer: Actor, on: dt.date) -> MemberCounts:
    """Numbers behind the filters. A list of more than ``COUNTED`` is not counted and has no filters by cell."""
    everyone = below(tops_where(viewer, "organisation.see_people", on), on)
    total = up_to(everyone, COUNTED)
    if total is None:
        return MemberCounts(None, [], [FilterCount(k, str(text), None) for k, text in STANDINGS.items()])
    by_cell = everyone.order_by().values_list("unit", "unit__code_key", "unit__name").annotate(n=Count("pk"))
    return MemberCounts(
        total,
        [FilterCount(str(pk), name, n) for pk, _code, name, n in sorted(by_cell, key=lambda r: r[1])],
        [
            FilterCount(key, str(text), everyone.filter(_standing(key, on)).count())
            for key, text in STANDINGS.items()
        ],
    )


def other_people(viewer: Actor, on: dt.date, action: str = "organisation.see_people") -> QuerySet[Person]:
    """People with a post within the viewer's units who are no members, by given name, with their posts (U36)."""
    units = units_where(viewer, action, on=on).values("pk")
    posts = Post.objects.filter(valid_on(on), unit__in=units)
    return (
        Person.objects.filter(pk__in=posts.values("person"), party__isnull=True)
        .prefetch_related(Prefetch("posts", posts.select_related("unit").order_by("pk")))
        .order_by("sort_key", "pk")
    )


def other_page(viewer: Actor, on: dt.date, turn: Turn, size: int = ROWS) -> Page[Person]:
    """One page of ``other_people``."""
    everyone = other_people(viewer, on)
    key = None
    if turn.beside is not None:
        key = Person.objects.filter(pk=turn.beside).values_list("sort_key", "pk").first()
    return take(everyone.prefetch_related(None), ("sort_key", "pk"), key, turn, everyone, size)
