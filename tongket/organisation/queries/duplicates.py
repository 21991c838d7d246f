"""Records that may be one person, and those that were joined."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.common.dates import today, valid_on
from tongket.common.errors import Missing
from tongket.common.text import search_key
from tongket.organisation.models import DistinctPeople, Membership, PartyRecord, Person, PersonMerge, Post
from tongket.organisation.queries.people import visible_among, visible_people

#: So many names are looked at on one page.
MOST_NAMES = 200
#: So many people with a card number of somebody else are looked at.
MOST_CARDS = 1000


@dataclass(frozen=True)
class Suspects:
    """Two records that look like one person, and why."""

    first: Person
    second: Person
    why: str


def suspected_duplicates(viewer: Actor) -> list[Suspects]:
    """Pairs among the people the viewer may change: one name (accents ignored) and birth dates that don't tell
    them apart. Those told apart by somebody are left out. Constant number of queries."""
    day = today()
    people = visible_people(viewer, action="organisation.change_people").filter(merged_into__isnull=True)
    names = people.order_by().values("search_key").annotate(n=Count("pk", distinct=True)).filter(n__gt=1)
    keys = sorted(names.values_list("search_key", flat=True)[:MOST_NAMES])
    rows = (
        people.filter(search_key__in=keys)
        .distinct()
        .select_related("party")
        .prefetch_related(
            Prefetch("memberships", Membership.objects.filter(valid_on(day)).select_related("unit")),
            Prefetch("posts", Post.objects.filter(valid_on(day)).select_related("unit")),
        )
        .order_by("sort_key", "pk")
    )
    apart = set(DistinctPeople.objects.values_list("first", "second"))
    by_name: dict[str, list[Person]] = {}
    for person in rows:
        by_name.setdefault(person.search_key, []).append(person)
    return [
        Suspects(first, second, why)
        for group in by_name.values()
        for first, second in combinations(sorted(group, key=lambda p: p.pk), 2)
        if (first.pk, second.pk) not in apart and (why := _why(first, second))
    ]


def _why(first: Person, second: Person) -> str:
    """Why two records of one name may be one person; empty when their birth dates tell them apart."""
    a, b = first.birth, second.birth
    if a is None or b is None:
        return _("cùng họ tên, thiếu ngày sinh")
    if a == b:
        return _("cùng họ tên và ngày sinh")
    if (a.day, a.month, a.year) == (b.month, b.day, b.year):
        return _("cùng họ tên, ngày và tháng sinh đổi chỗ")
    if sum(getattr(a, part) != getattr(b, part) for part in ("day", "month", "year")) == 1:
        return _("cùng họ tên, ngày sinh khác nhau ở một số")
    return ""


def namesakes(viewer: Actor, name: str, birth: dt.date | None) -> list[Person]:
    """People the viewer may see whom one name (accents ignored) and the birth date don't tell from a new one."""
    found = Person.objects.filter(search_key=search_key(name), merged_into__isnull=True)
    listed = list(found.order_by("birth", "pk")[:MOST_NAMES])
    seen = visible_among(viewer, [person.pk for person in listed])
    new = Person(name=name, birth=birth)
    return [person for person in listed if person.pk in seen and _why(person, new)]


@dataclass(frozen=True)
class CardClash:
    """A person whose card number somebody else has too; ``others`` are those the viewer may see, ``hidden`` tells
    that there is one beyond."""

    person: Person
    card: str
    others: list[Person]
    hidden: bool


def card_clashes(viewer: Actor) -> list[CardClash]:
    """Card numbers of people the viewer may change that stand with somebody else as well. Of people beyond the
    viewer's units nothing but their existence is told. Constant number of queries."""
    parties = PartyRecord.objects.filter(card__isnull=False, person__merged_into__isnull=True)
    twice = parties.order_by().values("card").annotate(n=Count("pk")).filter(n__gt=1).values("card")
    rows = list(parties.filter(card__in=twice).select_related("person").order_by("card", "pk")[:MOST_CARDS])
    ids = [row.person_id for row in rows]
    mine = visible_among(viewer, ids, action="organisation.change_people")
    seen = visible_among(viewer, ids)
    found = []
    for row in rows:
        if row.person_id in mine:
            others = [r.person for r in rows if r.card == row.card and r.pk != row.pk]
            shown = [p for p in others if p.pk in seen]
            found.append(CardClash(row.person, str(row.card), shown, len(shown) < len(others)))
    return found


def merges_of(viewer: Actor) -> QuerySet[PersonMerge]:
    """Joined records of the people the viewer may change, newest first."""
    people = visible_people(viewer, action="organisation.change_people").values("pk")
    return PersonMerge.objects.filter(kept__in=people).select_related("kept", "absorbed").order_by("-pk")


def get_merge(viewer: Actor, pk: int) -> PersonMerge:
    """A joined record the viewer may change, else ``Missing``."""
    found = merges_of(viewer).filter(pk=pk).first()
    if found is None:
        raise Missing(thing=_("việc gộp hồ sơ này"))
    return found


def current_person(pk: int) -> int:
    """The id of the record that a person's data are under now (no viewer: the page asks for its own right)."""
    merged = Person.objects.filter(pk=pk).values_list("merged_into", flat=True).first()
    return current_person(merged) if merged else pk
