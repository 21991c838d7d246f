"""How people are named on the pages and papers of a conference: with the posts they hold that day."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from tongket.common.dates import valid_on
from tongket.meetings.models import Conference
from tongket.organisation.models import Person, Post, Unit
from tongket.organisation.queries import members_of
from tongket.organisation.states import MemberStatus, UnitKind

_CELLS = (UnitKind.CELL, UnitKind.GRASSROOTS_CELL)
_CELL_WORD = re.compile(r"\bchi bộ\b")
_NOT_CALLED = frozenset({MemberStatus.EXEMPT, MemberStatus.SUSPENDED})


def posts_on(person_ids: Iterable[int], day: dt.date) -> dict[int, str]:
    """'Đảng ủy viên, Bí thư Chi bộ 1' for each who holds a post that day, Party posts first.

    A post at a cell or an office names it; one at the organisation or the agency itself does not (one query).
    """
    found: dict[int, list[str]] = defaultdict(list)
    rows = (
        Post.objects.filter(valid_on(day), person__in=list(person_ids))
        .select_related("unit")
        .order_by("person_id", "-on_committee", "-system", "pk")
    )
    for post in rows:
        found[post.person_id].append(_titled(post))
    return {pk: ", ".join(dict.fromkeys(titles)) for pk, titles in found.items()}


def _titled(post: Post) -> str:
    if post.unit.kind not in _CELLS:
        return post.title
    named = _CELL_WORD.sub(post.unit.name, post.title)
    return named if named != post.title else f"{post.title}, {post.unit.name}"


def people_called(conference: Conference, present: bool | None = None) -> QuerySet[Person]:
    """Those called to the conference in the order of names; only the present or the absent ones when asked."""
    rows = conference.attendance.all()
    if present is not None:
        rows = rows.filter(present=present)
    return Person.objects.filter(pk__in=rows.values("person")).order_by("sort_key", "birth")


def people_to_call(unit: Unit, day: dt.date) -> list[Person]:
    """Whom a conference of the unit calls where nothing else is said: members neither exempt nor suspended."""
    return [
        member.person
        for member in members_of(unit, day)
        if not {s.status for s in member.person.statuses.all()} & _NOT_CALLED
    ]
