"""People new to the register, with all that belongs to them from the first day."""

from __future__ import annotations

import datetime as dt

from tongket.access.decisions import Actor
from tongket.audit.journal import acting
from tongket.organisation.actions.belonging import join_unit
from tongket.organisation.actions.people import add_person, set_party
from tongket.organisation.actions.posts import hold_post
from tongket.organisation.models import Person, Unit


def add_member(
    name: str,
    *,
    actor: Actor,
    unit: Unit,
    birth: dt.date,
    admitted_on: dt.date,
    valid_from: dt.date,
    gender: str = "",
    ethnicity: str = "",
    official_on: dt.date | None = None,
    card: str = "",
    came_from: str = "",
    paper: str = "",
    number: int = 0,
) -> Person:
    """A member new to the register: admitted here or, with ``came_from`` and ``paper``, transferred in."""
    with acting("organisation.add_member", actor=actor, unit_id=unit.pk, happened_on=valid_from):
        person = add_person(name, actor=actor, unit=unit, birth=birth, gender=gender, ethnicity=ethnicity)
        set_party(
            person,
            actor=actor,
            unit=unit,
            admitted_on=admitted_on,
            official_on=official_on,
            card=card or None,
        )
        join_unit(
            person,
            actor=actor,
            unit=unit,
            valid_from=valid_from,
            number=number,
            paper=paper,
            came_from=came_from,
        )
        return person


def add_other(
    name: str,
    *,
    actor: Actor,
    unit: Unit,
    title: str,
    system: str,
    valid_from: dt.date,
    birth: dt.date | None = None,
    gender: str = "",
) -> Person:
    """Somebody without Party data: a guest, a civil servant outside the Party, an officer of another body (U36)."""
    with acting("organisation.add_other", actor=actor, unit_id=unit.pk, happened_on=valid_from):
        person = add_person(name, actor=actor, unit=unit, birth=birth, gender=gender)
        hold_post(person, actor=actor, unit=unit, title=title, system=system, valid_from=valid_from)
        return person
