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
from tongket.organisation.protocol import posts_line
from tongket.organisation.queries import members_of
from tongket.organisation.queries.protocol import ranks_at
from tongket.organisation.states import MemberStatus, UnitKind

_CELLS = (UnitKind.CELL, UnitKind.GRASSROOTS_CELL)
_CELL_WORD = re.compile(r"\bchi bộ\b")
_NOT_CALLED = frozenset({MemberStatus.EXEMPT, MemberStatus.SUSPENDED})


def posts_on(conference: Conference, person_ids: Iterable[int]) -> dict[int, str]:
    """'Đảng ủy viên, Bí thư Chi bộ 1' for each who holds a post on the conference's day.

    In protocol order by the list that the unit declared (U36); of equals those in the committee and in the Party
    first. A post at a cell or an office names it; one at the organisation or the agency itself does not.
    """
    ranks = ranks_at(conference.unit_id)
    found: dict[int, list[Post]] = defaultdict(list)
    rows = (
        Post.objects.filter(valid_on(conference.held_on), person__in=list(person_ids))
        .select_related("unit")
        .order_by("person_id", "-on_committee", "-system", "pk")
    )
    for post in rows:
        found[post.person_id].append(post)
    return {pk: posts_line(posts, ranks, _titled) for pk, posts in found.items()}


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
