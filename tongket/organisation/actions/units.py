"""Creating, renaming, moving and dissolving units, each on a date and by a decision."""

from __future__ import annotations

import datetime as dt

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.common.dates import format_day, valid_on
from tongket.common.text import clean, search_key
from tongket.organisation.closure import rebuild_closure, subtree_at_any_time
from tongket.organisation.errors import CodeTaken, MoveUnderItself, WrongPeriod
from tongket.organisation.models import Unit, UnitClosure, UnitCoverage, UnitName, UnitParent
from tongket.organisation.permissions import may, may_somewhere
from tongket.organisation.states import UnitKind


def create_unit(
    code: str,
    *,
    actor: Actor,
    name: str,
    kind: str,
    valid_from: dt.date,
    parent: Unit | None = None,
    established_by: str = "",
    note: str = "",
) -> Unit:
    """A new unit from a day on, under ``parent`` (none for the top of a tree)."""
    with acting("organisation.create_unit", actor=actor, happened_on=valid_from) as act:
        require(
            may(actor, "organisation.change_units", parent)
            if parent
            else may_somewhere(actor, "organisation.change_units")
        )
        other = Unit.objects.filter(code=code).first()
        if other:
            raise CodeTaken(code=code, other=other.name)
        name = clean(name)
        unit = act.create(
            Unit,
            code=code,
            kind=UnitKind(kind),
            name=name,
            search_key=search_key(name),
            valid_from=valid_from,
            established_by=established_by,
            note=note,
        )
        act.create(UnitName, unit=unit, name=name, valid_from=valid_from, decision=established_by)
        if parent:
            act.create(UnitParent, unit=unit, parent=parent, valid_from=valid_from, decision=established_by)
        rebuild_closure([unit.pk])
        return unit


def rename_unit(unit: Unit, *, actor: Actor, name: str, on: dt.date, decision: str = "") -> Unit:
    """From a day on the unit carries another name; before it, the earlier one."""
    with acting("organisation.rename_unit", actor=actor, unit_id=unit.pk, happened_on=on) as act:
        require(may(actor, "organisation.change_units", unit))
        current = UnitName.objects.select_for_update().get(unit=unit, valid_to__isnull=True)
        if on <= current.valid_from:
            raise WrongPeriod(day=format_day(on), thing=current.name, start=format_day(current.valid_from))
        name = clean(name)
        act.update(current, valid_to=on)
        act.create(UnitName, unit=unit, name=name, valid_from=on, decision=decision)
        return act.update(unit, name=name, search_key=search_key(name))


def move_unit(unit: Unit, *, actor: Actor, parent: Unit, on: dt.date, decision: str = "") -> Unit:
    """From a day on the unit belongs under another parent, with everything below it."""
    with acting("organisation.move_unit", actor=actor, unit_id=unit.pk, happened_on=on) as act:
        require(may(actor, "organisation.change_units", unit))
        require(may(actor, "organisation.change_units", parent))
        if UnitClosure.objects.filter(valid_on(on), ancestor=unit, descendant=parent).exists():
            raise MoveUnderItself(unit=unit.name, parent=parent.name)
        _end_parent(act, unit, on)
        act.create(UnitParent, unit=unit, parent=parent, valid_from=on, decision=decision)
        rebuild_closure(subtree_at_any_time(unit.pk))
        return unit


def _end_parent(act: Act, unit: Unit, on: dt.date) -> None:
    current = UnitParent.objects.select_for_update().filter(unit=unit, valid_to__isnull=True).first()
    if current is None:
        return
    if on <= current.valid_from:
        raise WrongPeriod(day=format_day(on), thing=unit.name, start=format_day(current.valid_from))
    act.update(current, valid_to=on)


def dissolve_unit(unit: Unit, *, actor: Actor, on: dt.date, decision: str = "") -> Unit:
    """From a day on the unit no longer exists; what it did stays."""
    with acting(
        "organisation.dissolve_unit", actor=actor, unit_id=unit.pk, happened_on=on, reason=decision
    ) as act:
        require(may(actor, "organisation.change_units", unit))
        if on <= unit.valid_from:
            raise WrongPeriod(day=format_day(on), thing=unit.name, start=format_day(unit.valid_from))
        _end_parent(act, unit, on)
        act.update(UnitName.objects.get(unit=unit, valid_to__isnull=True), valid_to=on)
        act.update(unit, valid_to=on)
        rebuild_closure(subtree_at_any_time(unit.pk))
        return unit


def cover_office(party_unit: Unit, *, actor: Actor, office: Unit, valid_from: dt.date) -> UnitCoverage:
    """From a day on the Party unit covers an office of the agency."""
    with acting(
        "organisation.cover_office", actor=actor, unit_id=party_unit.pk, happened_on=valid_from
    ) as act:
        require(may(actor, "organisation.change_units", party_unit))
        coverage = act.create(UnitCoverage, party_unit=party_unit, agency_unit=office, valid_from=valid_from)
        rebuild_closure(subtree_at_any_time(office.pk))
        return coverage
