"""Preparing the conference: agenda, guests, who is called, order of presentation."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.awards.catalogue import kind
from tongket.common.dates import format_day
from tongket.common.text import clean
from tongket.meetings.errors import AgendaOverlaps, AlreadyPlanned, EmptyAgenda, ItemTakesNoTime, NumberTwice
from tongket.meetings.models import AgendaItem, Attendance, Conference, Guest, Photo, PresentationStep
from tongket.meetings.names import people_named
from tongket.meetings.permissions import may_change_conference, may_plan_conference
from tongket.meetings.queries.people import people_to_call
from tongket.meetings.rows import AgendaRow, ConferencePlan, PhotoRow
from tongket.meetings.states import Only
from tongket.organisation.models import Person, Unit
from tongket.organisation.queries import members_of


def plan_conference(
    unit: Unit, *, actor: Actor, year: int, plan: ConferencePlan, happened_on: dt.date | None = None
) -> Conference:
    """A conference that sums up ``year`` at ``unit``, with everything that is known before its day.

    Names in charge, of guests and of presenters are bound to a person where exactly one carries the name.
    Refused when the same conference exists, when the agenda is empty or its items overlap, when a number
    stands twice, or when the catalogue has no such kind of award.
    """
    with acting("meetings.plan_conference", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may_plan_conference(actor, unit))
        if Conference.objects.filter(unit=unit, year=year, held_on=plan.held_on).exists():
            raise AlreadyPlanned(year=year, unit=unit.name, day=format_day(plan.held_on))
        _check_agenda(plan.agenda)
        _check_numbers(_("thứ tự trao thưởng"), (step.number for step in plan.steps))
        for step in plan.steps:
            kind(step.kind, plan.held_on)
        conference = act.create(
            Conference,
            unit=unit,
            year=year,
            title=clean(plan.title),
            held_on=plan.held_on,
            place=clean(plan.place),
            chaired_by=clean(plan.chaired_by),
            minutes_by=clean(plan.minutes_by),
        )
        _store_parts(act, conference, plan)
        _call(act, conference, plan.summoned)
        return conference


def change_agenda_item(
    item: AgendaItem,
    *,
    actor: Actor,
    row: AgendaRow,
    expected_version: int,
    happened_on: dt.date | None = None,
) -> AgendaItem:
    """Change time, wording or person in charge of one item; refused when items would overlap."""
    conference = item.conference
    with acting(
        "meetings.change_agenda_item", actor=actor, unit_id=conference.unit_id, happened_on=happened_on
    ) as act:
        require(may_change_conference(actor, conference, "change_agenda_item"))
        others = [
            AgendaRow(i.number, i.starts_at, i.ends_at, i.item, i.in_charge)
            for i in conference.agenda.exclude(pk=item.pk)
        ]
        _check_agenda([*others, row])
        return act.update(
            item,
            expected_version=expected_version,
            number=row.number,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            item=clean(row.item),
            in_charge=clean(row.in_charge),
            person=people_named([row.in_charge]).get(clean(row.in_charge)),
        )


def record_photos(
    conference: Conference, *, actor: Actor, rows: Sequence[PhotoRow], happened_on: dt.date | None = None
) -> list[Photo]:
    """Replace the photo slots of the conference, in order."""
    with acting(
        "meetings.record_photos", actor=actor, unit_id=conference.unit_id, happened_on=happened_on
    ) as act:
        require(may_change_conference(actor, conference, "record_photos"))
        for photo in conference.photos.all():
            act.delete(photo)
        return _store_photos(act, conference, rows)


def _check_agenda(rows: Sequence[AgendaRow]) -> None:
    if not rows:
        raise EmptyAgenda
    _check_numbers(_("chương trình hội nghị"), (row.number for row in rows))
    for row in rows:
        if row.ends_at <= row.starts_at:
            raise ItemTakesNoTime(
                number=row.number, start=f"{row.starts_at:%H:%M}", end=f"{row.ends_at:%H:%M}"
            )
    ordered = sorted(rows, key=lambda row: row.number)
    for before, row in pairwise(ordered):
        if row.starts_at < before.ends_at:
            raise AgendaOverlaps(
                number=row.number,
                start=f"{row.starts_at:%H:%M}",
                before=before.number,
                end=f"{before.ends_at:%H:%M}",
            )


def _check_numbers(thing: str, numbers: Iterable[int]) -> None:
    twice = [number for number, times in Counter(numbers).items() if times > 1]
    if twice:
        raise NumberTwice(number=twice[0], thing=thing)


def _store_parts(act: Act, conference: Conference, plan: ConferencePlan) -> None:
    people = people_named(
        [
            *(row.in_charge for row in plan.agenda),
            *(guest.name for guest in plan.guests),
            *(step.handed_over_by for step in plan.steps),
        ]
    )
    act.create_many(
        AgendaItem,
        [
            {
                "conference": conference,
                "number": row.number,
                "starts_at": row.starts_at,
                "ends_at": row.ends_at,
                "item": clean(row.item),
                "in_charge": clean(row.in_charge),
                "person": people.get(clean(row.in_charge)),
            }
            for row in plan.agenda
        ],
    )
    act.create_many(
        Guest,
        [
            {
                "conference": conference,
                "name": clean(guest.name),
                "post": clean(guest.post),
                "person": people.get(clean(guest.name)),
                "order": order,
            }
            for order, guest in enumerate(plan.guests, start=1)
        ],
    )
    act.create_many(
        PresentationStep,
        [
            {
                "conference": conference,
                "number": step.number,
                "kind": step.kind,
                "only": Only(step.only),
                "handed_over_by": clean(step.handed_over_by),
                "presenter": people.get(clean(step.handed_over_by)),
            }
            for step in plan.steps
        ],
    )
    _store_photos(act, conference, plan.photos)


def _store_photos(act: Act, conference: Conference, rows: Sequence[PhotoRow]) -> list[Photo]:
    return act.create_many(
        Photo,
        [
            {"conference": conference, "number": number, "caption": clean(row.caption), "file": row.file}
            for number, row in enumerate(rows, start=1)
        ],
    )


def _call(act: Act, conference: Conference, people: Sequence[Person] | None) -> None:
    """Call the given people, or every member of that day who is neither exempt nor suspended.

    Numbers run through the cells and their lists; people without a cell stand under the conference's unit.
    """
    members = list(members_of(conference.unit, conference.held_on))
    if people is None:
        people = people_to_call(conference.unit, conference.held_on)
    cells = {m.person_id: m.unit for m in members}
    order = {m.person_id: index for index, m in enumerate(members)}
    ordered = sorted(people, key=lambda p: (order.get(p.pk, len(members)), p.sort_key))
    called = [(p, cells.get(p.pk, conference.unit)) for p in ordered]
    act.create_many(
        Attendance,
        [
            {"conference": conference, "person": person, "unit": unit, "number": number}
            for number, (person, unit) in enumerate(called, start=1)
        ],
    )
