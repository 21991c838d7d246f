"""People: their own data, Party data and how they are reached."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.errors import DomainError
from tongket.common.text import clean, matching_key, name_sort_key, search_key
from tongket.organisation.actions.checks import card_is_free, party_dates, possible_birth
from tongket.organisation.models import Contact, PartyRecord, Person, Unit
from tongket.organisation.permissions import may


def name_fields(name: str) -> dict[str, str]:
    """The cleaned name with its keys for sorting, searching and matching."""
    name = clean(name)
    return {
        "name": name,
        "sort_key": name_sort_key(name),
        "search_key": search_key(name),
        "matching_key": matching_key(name),
    }


def add_person(
    name: str,
    *,
    actor: Actor,
    unit: Unit,
    birth: dt.date | None = None,
    gender: str = "",
    ethnicity: str = "",
) -> Person:
    """A new person in the register; ``unit`` is where the actor may add people."""
    with acting("organisation.add_person", actor=actor, unit_id=unit.pk) as act:
        require(may(actor, "organisation.change_people", unit))
        possible_birth(birth)
        return act.create(Person, **name_fields(name), birth=birth, gender=gender, ethnicity=clean(ethnicity))


def change_person(
    person: Person, *, actor: Actor, unit: Unit, expected_version: int, reason: str = "", **fields: Any
) -> Person:
    """Correct a person's own data (name, birth, gender, ethnicity)."""
    with acting("organisation.change_person", actor=actor, unit_id=unit.pk, reason=reason) as act:
        require(may(actor, "organisation.change_people", unit))
        if "name" in fields:
            fields |= name_fields(fields["name"])
        if "birth" in fields:
            possible_birth(fields["birth"])
            party = PartyRecord.objects.filter(person=person).first()
            if party:
                _party_dates_of_birth(fields["birth"], party)
        return act.update(person, expected_version=expected_version, **fields)


def _party_dates_of_birth(birth: dt.date | None, party: PartyRecord) -> None:
    """Refuse a birth date that the Party data contradict; the field is the one being written."""
    try:
        party_dates(birth, party.admitted_on, party.official_on)
    except DomainError as error:
        error.data["field"] = "birth"
        raise


def set_party(
    person: Person,
    *,
    actor: Actor,
    unit: Unit,
    admitted_on: dt.date,
    official_on: dt.date | None = None,
    card: str | None = None,
    fee: int | None = None,
    admission_decision: str = "",
    official_decision: str = "",
    expected_version: int | None = None,
) -> PartyRecord:
    """Record or correct a member's Party data. Dates that contradict each other are refused with their field."""
    with acting("organisation.set_party", actor=actor, unit_id=unit.pk) as act:
        require(may(actor, "organisation.change_people", unit))
        if card:
            card_is_free(actor, person, card)
        party_dates(person.birth, admitted_on, official_on)
        values = {
            "admitted_on": admitted_on,
            "official_on": official_on,
            "card": card or None,
            "admission_decision": clean(admission_decision),
            "official_decision": clean(official_decision),
            "fee": fee,
        }
        existing = PartyRecord.objects.filter(person=person).first()
        if existing:
            return act.update(existing, expected_version=expected_version, **values)
        return act.create(PartyRecord, person=person, **values)


def set_contact(
    person: Person,
    *,
    actor: Actor,
    unit: Unit,
    expected_version: int | None = None,
    work_phone: str = "",
    private_phone: str = "",
    email: str = "",
    address: str = "",
) -> Contact:
    """Record or correct how a person is reached."""
    with acting("organisation.set_contact", actor=actor, unit_id=unit.pk) as act:
        require(may(actor, "organisation.change_people", unit))
        given = {"work_phone": work_phone, "private_phone": private_phone, "email": email, "address": address}
        values = {name: clean(text) for name, text in given.items()}
        existing = Contact.objects.filter(person=person).first()
        if existing:
            return act.update(existing, expected_version=expected_version, **values)
        return act.create(Contact, person=person, **values)
