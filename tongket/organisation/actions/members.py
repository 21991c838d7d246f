"""The register of members written from an office's list."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.common.errors import Missing
from tongket.common.text import clean, matching_key
from tongket.organisation.actions.register import ensure_people
from tongket.organisation.errors import CardTaken
from tongket.organisation.imports.rows import MemberRow
from tongket.organisation.models import Membership, PartyRecord, Person, Post, StatusPeriod, Unit
from tongket.organisation.permissions import may
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
        own = {
            (matching_key(r.name), r.birth): {"gender": r.gender or "", "ethnicity": clean(r.ethnicity or "")}
            for r in rows
        }
        people = ensure_people(act, [(r.name, r.birth) for r in rows], own)
        pairs = [(people[matching_key(r.name), r.birth], r) for r in rows]
        for person, row in pairs:
            act.update(
                person, gender=row.gender or person.gender, ethnicity=clean(row.ethnicity or person.ethnicity)
            )
        _party_records(act, pairs)
        cells = _cells(unit, rows, happened_on)
        _memberships(act, pairs, cells, happened_on)
        _statuses(act, pairs, happened_on)
        _posts(act, unit, pairs, cells, happened_on)
        return [person for person, _row in pairs]


Pairs = Sequence[tuple[Person, MemberRow]]


def _party_records(act: Act, pairs: Pairs) -> None:
    ids = [person.pk for person, _row in pairs]
    known = {p.person_id: p for p in PartyRecord.objects.filter(person__in=ids)}
    taken = {
        p.card: p.person
        for p in PartyRecord.objects.filter(card__in=[r.card for _p, r in pairs if r.card]).select_related(
            "person"
        )
    }
    fresh: list[dict[str, Any]] = []
    for person, row in pairs:
        owner = taken.get(row.card)
        if owner and owner.pk != person.pk:
            raise CardTaken(card=row.card, other=owner.name)
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
