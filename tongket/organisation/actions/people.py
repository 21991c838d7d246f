"""People, their Party data, cells, standing and posts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.dates import format_day
from tongket.common.errors import Text
from tongket.common.text import clean, matching_key, name_sort_key, search_key
from tongket.organisation.errors import (
    AlreadyMember,
    CardTaken,
    DatesContradict,
    OneHolderOnly,
    WrongPeriod,
)
from tongket.organisation.models import Membership, PartyRecord, Person, Post, StatusPeriod, Unit
from tongket.organisation.permissions import may
from tongket.organisation.states import MemberStatus, PostSystem


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
        return act.create(Person, **name_fields(name), birth=birth, gender=gender, ethnicity=clean(ethnicity))


def change_person(
    person: Person, *, actor: Actor, unit: Unit, expected_version: int, reason: str = "", **fields: Any
) -> Person:
    """Correct a person's own data (name, birth, gender, ethnicity)."""
    with acting("organisation.change_person", actor=actor, unit_id=unit.pk, reason=reason) as act:
        require(may(actor, "organisation.change_people", unit))
        if "name" in fields:
            fields |= name_fields(fields["name"])
        return act.update(person, expected_version=expected_version, **fields)


def set_party(
    person: Person,
    *,
    actor: Actor,
    unit: Unit,
    admitted_on: dt.date,
    official_on: dt.date | None = None,
    card: str | None = None,
    fee: int | None = None,
) -> PartyRecord:
    """Record or correct a member's Party data."""
    with acting("organisation.set_party", actor=actor, unit_id=unit.pk) as act:
        require(may(actor, "organisation.change_people", unit))
        if card:
            other = (
                PartyRecord.objects.filter(card=card).exclude(person=person).select_related("person").first()
            )
            if other:
                raise CardTaken(card=card, other=other.person.name)
        _in_order(_("Ngày sinh"), person.birth, _("Ngày vào Đảng"), admitted_on)
        _in_order(_("Ngày vào Đảng"), admitted_on, _("Ngày chính thức"), official_on)
        values = {"admitted_on": admitted_on, "official_on": official_on, "card": card or None, "fee": fee}
        existing = PartyRecord.objects.filter(person=person).first()
        if existing:
            return act.update(existing, **values)
        return act.create(PartyRecord, person=person, **values)


def join_unit(
    person: Person, *, actor: Actor, unit: Unit, valid_from: dt.date, number: int = 0, paper: str = ""
) -> Membership:
    """From a day on the member belongs to the cell; an earlier membership ends that day."""
    with acting("organisation.join_unit", actor=actor, unit_id=unit.pk, happened_on=valid_from) as act:
        require(may(actor, "organisation.change_people", unit))
        current = (
            Membership.objects.filter(person=person, valid_to__isnull=True).select_related("unit").first()
        )
        if current:
            if current.unit_id == unit.pk:
                raise AlreadyMember(person=person.name, unit=unit.name)
            if valid_from <= current.valid_from:
                raise WrongPeriod(
                    day=format_day(valid_from), thing=current.unit.name, start=format_day(current.valid_from)
                )
            act.update(current, valid_to=valid_from)
        return act.create(
            Membership, person=person, unit=unit, valid_from=valid_from, number=number, paper=paper
        )


def set_status(
    person: Person,
    *,
    actor: Actor,
    unit: Unit,
    status: str,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    decision: str = "",
) -> StatusPeriod:
    """Exempt, suspended or temporarily elsewhere, from a day on, by a decision."""
    with acting("organisation.set_status", actor=actor, unit_id=unit.pk, happened_on=valid_from) as act:
        require(may(actor, "organisation.change_people", unit))
        _in_order(_("Từ ngày"), valid_from, _("Đến ngày"), valid_to)
        return act.create(
            StatusPeriod,
            person=person,
            status=MemberStatus(status),
            valid_from=valid_from,
            valid_to=valid_to,
            decision=clean(decision),
        )


def _one_holder(
    person: Person, unit: Unit, title: str, valid_from: dt.date, valid_to: dt.date | None
) -> None:
    """A unit has one head with a title at a time."""
    others = Post.objects.filter(unit=unit, title=title, is_head=True).exclude(person=person)
    others = others.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from))
    if valid_to:
        others = others.filter(valid_from__lt=valid_to)
    held = others.select_related("person").first()
    if held:
        raise OneHolderOnly(
            title=title, unit=unit.name, holder=held.person.name, day=format_day(held.valid_from)
        )


def _in_order(earlier: Text, first: dt.date | None, later: Text, second: dt.date | None) -> None:
    if first and second and second < first:
        raise DatesContradict(
            earlier=earlier, earlier_day=format_day(first), later=later, later_day=format_day(second)
        )


def hold_post(
    person: Person,
    *,
    actor: Actor,
    unit: Unit,
    title: str,
    system: str,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    is_head: bool = False,
    on_committee: bool = False,
    number: int = 0,
) -> Post:
    """A person holds a post at a unit from a day on; the same post once more is the same record."""
    with acting("organisation.hold_post", actor=actor, unit_id=unit.pk, happened_on=valid_from) as act:
        require(may(actor, "organisation.change_people", unit))
        _in_order(_("Từ ngày"), valid_from, _("Đến ngày"), valid_to)
        title = clean(title)
        same = Post.objects.filter(person=person, unit=unit, title=title, valid_to__isnull=True).first()
        if same:
            return act.update(
                same,
                valid_from=min(same.valid_from, valid_from),
                is_head=same.is_head or is_head,
                on_committee=same.on_committee or on_committee,
            )
        if is_head:
            _one_holder(person, unit, title, valid_from, valid_to)
        return act.create(
            Post,
            person=person,
            unit=unit,
            title=title,
            system=PostSystem(system),
            valid_from=valid_from,
            valid_to=valid_to,
            is_head=is_head,
            on_committee=on_committee,
            number=number,
        )
