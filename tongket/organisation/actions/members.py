"""The register of members written from an office's list."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.common.errors import Missing
from tongket.common.text import clean, matching_key
from tongket.organisation.actions.checks import party_dates
from tongket.organisation.actions.people import name_fields
from tongket.organisation.errors import CardTaken
from tongket.organisation.imports.rows import MemberRow
from tongket.organisation.models import Membership, PartyRecord, Person, Post, StatusPeriod, Unit
from tongket.organisation.permissions import may
from tongket.organisation.queries.people import visible_among
from tongket.organisation.queries.units import cells_of, subtree
from tongket.organisation.states import MemberStatus, PostSystem

DAY_IN_PAPER = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
OF_CELL = re.compile(r"chi (bộ|ủy|uỷ)", re.IGNORECASE)


def record_members(
    unit: Unit, *, actor: Actor, rows: Sequence[MemberRow], happened_on: dt.date
) -> list[Person]:
    """Members of an office's list, new and changed, with cell, standing, posts and work unit.

    ``happened_on`` is the day for which the list holds. A member whose cell differs is transferred on that
    day. Refused as a whole when a row names an unknown cell or a card that is another person's.
    """
    with acting("organisation.record_members", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may(actor, "organisation.change_people", unit))
        pairs = _people(act, rows)
        for person, row in pairs:
            act.update(
                person, gender=row.gender or person.gender, ethnicity=clean(row.ethnicity or person.ethnicity)
            )
        _party_records(act, actor, pairs)
        cells = _cells(unit, rows, happened_on)
        _memberships(act, pairs, cells, happened_on)
        _statuses(act, pairs, happened_on)
        _posts(act, unit, pairs, cells, happened_on)
        return [person for person, _row in pairs]


Pairs = Sequence[tuple[Person, MemberRow]]


def _people(act: Act, rows: Sequence[MemberRow]) -> Pairs:
    """The person of each row. Homonyms born on one day are told apart by their card numbers; a row whose card is
    nobody's belongs to the one of them that no other row names, unless both card and cell are others: then it is
    somebody new, as it is where nobody has the name and the birth date."""
    wanted = {(matching_key(r.name), r.birth) for r in rows}
    cells = Membership.objects.filter(valid_to__isnull=True).select_related("unit")
    named = Person.objects.filter(matching_key__in={key for key, _birth in wanted})
    found = (
        named.filter(merged_into__isnull=True)
        .select_related("party")
        .prefetch_related(Prefetch("memberships", cells))
    )
    free: dict[tuple[str, dt.date | None], list[Person]] = defaultdict(list)
    for person in found.order_by("pk"):
        free[person.matching_key, person.birth].append(person)
    meant: dict[int, Person] = {}
    for by_card in (True, False):
        for number, row in enumerate(rows):
            candidates = free[matching_key(row.name), row.birth]
            if number in meant or (by_card and not row.card):
                continue
            fits = [p for p in candidates if (_card_of(p) == row.card if by_card else _may_be(p, row))]
            if fits:
                meant[number] = fits[0]
                candidates.remove(fits[0])
    lacking = [number for number in range(len(rows)) if number not in meant]
    own = [
        name_fields(rows[n].name)
        | {
            "birth": rows[n].birth,
            "gender": rows[n].gender or "",
            "ethnicity": clean(rows[n].ethnicity or ""),
        }
        for n in lacking
    ]
    meant.update(zip(lacking, act.create_many(Person, own), strict=True))
    return [(meant[number], row) for number, row in enumerate(rows)]


def _may_be(person: Person, row: MemberRow) -> bool:
    """Whether a row of the same name and birth date may mean the person: not with another card in another cell."""
    card = _card_of(person)
    if not card or not row.card or card == row.card:
        return True
    cells = [m.unit for m in person.memberships.all()]
    return not cells or any(
        matching_key(row.cell) in (matching_key(cell.name), matching_key(cell.code)) for cell in cells
    )


def _card_of(person: Person) -> str | None:
    party = getattr(person, "party", None)
    return party.card if party else None


def _party_records(act: Act, actor: Actor, pairs: Pairs) -> None:
    ids = [person.pk for person, _row in pairs]
    known = {p.person_id: p for p in PartyRecord.objects.filter(person__in=ids)}
    _refuse_cards(actor, pairs)
    fresh: list[dict[str, Any]] = []
    for person, row in pairs:
        party_dates(row.birth, row.admitted_on, row.official_on)
        values = {
            "admitted_on": row.admitted_on,
            "official_on": row.official_on,
            "card": row.card or None,
            "fee": row.fee,
        }
        if person.pk in known:
            act.update(known[person.pk], **values)
        else:
            fresh.append(values | {"person": person})
    act.create_many(PartyRecord, fresh)


def _refuse_cards(actor: Actor, pairs: Pairs) -> None:
    """Refuse a card of somebody whom the actor may see, and one that two rows of the list have. What other offices
    have written is no reason to refuse; both sides see it among the cards in question."""
    owner_in_list: dict[str, Person] = {}
    for person, row in pairs:
        if row.card and owner_in_list.setdefault(row.card, person).pk != person.pk:
            raise CardTaken(card=row.card, other=owner_in_list[row.card].name)
    changing = {person.pk: row.card for person, row in pairs}
    others = [
        party
        for party in PartyRecord.objects.filter(
            card__in=list(owner_in_list), person__merged_into__isnull=True
        ).select_related("person")
        if party.person_id not in changing
    ]
    seen = visible_among(actor, [party.person_id for party in others])
    for party in others:
        if party.person_id in seen:
            raise CardTaken(card=party.card, other=party.person.name)


def _cells(unit: Unit, rows: Sequence[MemberRow], day: dt.date) -> dict[str, Unit]:
    """Name of a cell as the list has it → the cell."""
    by_key = {}
    for cell in cells_of(unit, day):
        by_key[matching_key(cell.name_then or cell.name)] = cell
        by_key[matching_key(cell.code)] = cell
    cells = {}
    for name in {r.cell for r in rows}:
        if matching_key(name) not in by_key:
            raise Missing(thing=f"{_('chi bộ')} “{name}”")
        cells[name] = by_key[matching_key(name)]
    return cells


def _memberships(act: Act, pairs: Pairs, cells: Mapping[str, Unit], day: dt.date) -> None:
    current = {
        m.person_id: m
        for m in Membership.objects.filter(person__in=[p.pk for p, _r in pairs], valid_to__isnull=True)
    }
    fresh = []
    for order, (person, row) in enumerate(pairs, start=1):
        cell, number = cells[row.cell], row.number or order
        held = current.get(person.pk)
        if held and held.unit_id == cell.pk:
            act.update(held, number=number)
            continue
        start = max(row.admitted_on, cell.valid_from)
        if held:
            act.update(held, valid_to=day)
            start = day
        fresh.append({"person": person, "unit": cell, "valid_from": start, "number": number})
    act.create_many(Membership, fresh)


def _day_of(paper: str | None, year: int) -> dt.date:
    """The day that a paper's reference names, else the first day of the year."""
    found = DAY_IN_PAPER.search(paper or "")
    return dt.date(int(found[3]), int(found[2]), int(found[1])) if found else dt.date(year, 1, 1)


def _statuses(act: Act, pairs: Pairs, day: dt.date) -> None:
    known: dict[int, list[StatusPeriod]] = defaultdict(list)
    for period in StatusPeriod.objects.filter(person__in=[p.pk for p, _r in pairs], valid_to__isnull=True):
        known[period.person_id].append(period)
    fresh = []
    for person, row in pairs:
        status = row.status if row.status in MemberStatus.values else None
        held = {p.status: p for p in known[person.pk]}
        for name, period in held.items():
            if name != status:
                act.update(period, valid_to=max(day, period.valid_from + dt.timedelta(days=1)))
        if status and status in held:
            act.update(held[status], decision=clean(row.decision or held[status].decision))
        elif status:
            fresh.append(
                {
                    "person": person,
                    "status": status,
                    "valid_from": _day_of(row.decision, day.year),
                    "decision": clean(row.decision or ""),
                }
            )
    act.create_many(StatusPeriod, fresh)


def _posts(act: Act, unit: Unit, pairs: Pairs, cells: Mapping[str, Unit], day: dt.date) -> None:
    """Posts that the list names and the register doesn't hold yet, from the start of the year on."""
    offices = {matching_key(u.name_then or u.name): u for u in subtree(unit, day)}
    held = {
        (p.person_id, p.unit_id, matching_key(p.title))
        for p in Post.objects.filter(person__in=[p.pk for p, _r in pairs], valid_to__isnull=True)
    }
    fresh = []
    for person, row in pairs:
        place = offices.get(matching_key(row.work_unit or ""))
        wanted = [
            (cells[row.cell] if OF_CELL.search(title) else unit, title, PostSystem.PARTY)
            for title in row.party_posts
        ]
        if place:
            wanted += [(place, title, PostSystem.GOVERNMENT) for title in row.government_posts]
        for where, title, system in wanted:
            key = (person.pk, where.pk, matching_key(title))
            if key not in held:
                held.add(key)
                start = max(dt.date(day.year, 1, 1), where.valid_from)
                fresh.append(
                    {
                        "person": person,
                        "unit": where,
                        "title": clean(title),
                        "system": system,
                        "valid_from": start,
                    }
                )
    act.create_many(Post, fresh)
