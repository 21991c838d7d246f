"""Units, posts, the committee and people outside the Party as an import sees them: what a list is compared with.

For the unit's own imports: no viewer, the import's permission has been checked.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace

from tongket.common.text import matching_key
from tongket.organisation.imports.known import Known, OtherPerson, PersonKey, PostKey, person_key
from tongket.organisation.imports.rows import CommitteeRow, PostRow, UnitRow
from tongket.organisation.models import Post, Unit
from tongket.organisation.queries.known import known_of
from tongket.organisation.queries.people import committee_of
from tongket.organisation.queries.units import subtree


def known_units(unit: Unit, day: dt.date) -> Known:
    """As ``known_of``, with every unit, post and committee member at and below the unit."""
    below = list(subtree(unit, day))
    codes = {u.pk: u.code for u in below}
    rows = [
        UnitRow(
            row=0,
            code=u.code,
            name=u.name_then or u.name,
            kind=u.kind,
            type_label=u.get_kind_display(),
            parent_code=codes.get(u.parent_then),
            established_on=u.valid_from,
            decision=u.established_by or None,
            covered_by=None,
            note=u.note or None,
        )
        for u in below
    ]
    return replace(
        known_of(unit, day),
        codes={matching_key(text): row.code for row in reversed(rows) for text in (row.name, row.code)},
        unit_rows={matching_key(row.code): row for row in rows},
        posts=_posts(codes),
        committee={
            person_key(post.person.name, post.person.birth): CommitteeRow(
                row=0,
                number=post.number,
                name=post.person.name,
                birth=post.person.birth,
                cell="",
                posts=(post.title,),
            )
            for post in committee_of(unit, day)
        },
    )


def _posts(codes: dict[int, str]) -> dict[PostKey, list[PostRow]]:
    found: dict[PostKey, list[PostRow]] = defaultdict(list)
    posts = Post.objects.filter(unit__in=list(codes)).select_related("person").order_by("valid_from")
    for post in posts:
        person, code = post.person, codes[post.unit_id]
        key = person_key(person.name, person.birth), matching_key(code), matching_key(post.title)
        found[key].append(
            PostRow(
                row=0,
                name=person.name,
                birth=person.birth,
                title=post.title,
                system=post.system,
                unit_code=code,
                is_head=post.is_head,
                start=post.valid_from,
                end=post.valid_to - dt.timedelta(days=1) if post.valid_to else None,
            )
        )
    return found


def known_others(unit: Unit, day: dt.date) -> Known:
    """As ``known_of``, with everybody who holds a post at or below the unit now."""
    posts = Post.objects.filter(unit__in=subtree(unit, day).values("pk"), valid_to__isnull=True)
    titles: dict[PersonKey, list[str]] = defaultdict(list)
    genders: dict[PersonKey, str] = {}
    for post in posts.select_related("person").order_by("pk"):
        key = person_key(post.person.name, post.person.birth)
        titles[key].append(post.title)
        genders[key] = post.person.gender
    return replace(
        known_of(unit, day),
        others={key: OtherPerson(genders[key] or None, tuple(held)) for key, held in titles.items()},
    )
