"""The register as an import sees it: what a list is compared with."""

from __future__ import annotations

import datetime as dt

from tongket.common.text import matching_key
from tongket.organisation.imports.known import Known, KnownName, person_key
from tongket.organisation.imports.rows import MemberRow
from tongket.organisation.models import Membership, PartyRecord, Unit
from tongket.organisation.queries.people import heads, members_of
from tongket.organisation.queries.units import subtree
from tongket.organisation.states import MemberStatus, PostSystem, UnitKind

CELLS = (UnitKind.CELL, UnitKind.GRASSROOTS_CELL)
OFFICES = (UnitKind.AGENCY, UnitKind.MASS_ORGANISATION)


def known_of(unit: Unit, day: dt.date) -> Known:
    """Cells, offices, members, cards and heads at and below a unit at a day.

    Cards are those of everybody who ever belonged there: of people of other offices an import must tell nothing.
    For the unit's own imports: no viewer, the import's permission has been checked.
    """
    below = list(subtree(unit, day))
    names = {u.pk: u.name_then or u.name for u in below}
    cells = [u for u in below if u.kind in CELLS]
    offices = [u for u in below if u.kind in OFFICES]
    members = members_of(unit, day).filter(person__party__isnull=False)
    rows = [member_row(m, names, day) for m in members]
    return Known(
        cells={matching_key(text): names[u.pk] for u in cells for text in (u.code, names[u.pk])},
        units={matching_key(text): names[u.pk] for u in offices for text in (u.code, names[u.pk])},
        organisation_of_cell={names[u.pk]: names.get(u.parent_then, unit.name) for u in cells},
        people={person_key(r.name, r.birth): r for r in rows},
        cards={
            p.card: KnownName(p.person.name, p.person.birth)
            for p in PartyRecord.objects.filter(
                card__isnull=False,
                person__merged_into__isnull=True,
                person__in=Membership.objects.filter(unit__in=subtree(unit, day).values("pk")).values(
                    "person"
                ),
            ).select_related("person")
            if p.card
        },
        heads={
            (matching_key(post.title), matching_key(names.get(post.unit_id, post.unit.name))): KnownName(
                post.person.name, post.person.birth
            )
            for post in heads(below, day)
        },
    )


def member_row(membership: Membership, names: dict[int, str], day: dt.date) -> MemberRow:
    """A member (with posts and standings of the day) as the list of members would have it; ``names`` are those
    of the day by unit."""
    person = membership.person
    party = person.party
    posts = list(person.posts.all())
    government = [p for p in posts if p.system == PostSystem.GOVERNMENT]
    status = next((s for s in person.statuses.all()), None)
    if status is not None and status.status in MemberStatus.values:
        standing = status.status
    else:
        standing = "probationary" if party.is_probationary(day) else "active"
    return MemberRow(
        row=0,
        name=person.name,
        birth=person.birth,
        gender=person.gender or None,
        ethnicity=person.ethnicity or None,
        admitted_on=party.admitted_on,
        official_on=party.official_on,
        card=party.card,
        cell=names.get(membership.unit_id, membership.unit.name),
        party_posts=tuple(p.title for p in posts if p.system == PostSystem.PARTY),
        government_posts=tuple(p.title for p in government),
        work_unit=names.get(government[0].unit_id, government[0].unit.name) if government else None,
        status=standing,
        decision=(status.decision or None) if status else None,
        fee=party.fee,
        number=membership.number,
    )
