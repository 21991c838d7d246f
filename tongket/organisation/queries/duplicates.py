"""Records that may be one person, and those that were joined."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.common.dates import today, valid_on
from tongket.common.errors import Missing
from tongket.organisation.models import DistinctPeople, Membership, Person, PersonMerge, Post
from tongket.organisation.queries.people import visible_people

#: So many names are looked at on one page.
MOST_NAMES = 200


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
