"""Creating, renaming, moving, merging, splitting and dissolving units, each on a date and by a decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.common.dates import format_day, valid_on
from tongket.common.errors import Missing
from tongket.common.text import clean, code_sort_key, search_key
from tongket.organisation.actions.coverage import end_coverage, refuse_circle, take_over_coverage
from tongket.organisation.closure import rebuild_closure, subtree_at_any_time
from tongket.organisation.errors import CodeTaken, NothingToMerge, StillInUse, WrongPeriod
from tongket.organisation.models import (
    Membership,
    Person,
    Post,
    Unit,
    UnitClosure,
    UnitName,
    UnitParent,
)
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
            raise CodeTaken(code=code, other=other.name, field="code")
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


def rename_unit(
    unit: Unit,
    *,
    actor: Actor,
    name: str,
    on: dt.date,
    decision: str = "",
    expected_version: int | None = None,
) -> Unit:
    """From a day on the unit carries another name; before it, the earlier one."""
    with acting("organisation.rename_unit", actor=actor, unit_id=unit.pk, happened_on=on) as act:
        require(may(actor, "organisation.change_units", unit))
        current = UnitName.objects.select_for_update().get(unit=unit, valid_to__isnull=True)
        if on <= current.valid_from:
            raise WrongPeriod(day=format_day(on), thing=current.name, start=format_day(current.valid_from))
        name = clean(name)
        act.update(current, valid_to=on)
        act.create(UnitName, unit=unit, name=name, valid_from=on, decision=decision)
        return act.update(unit, expected_version=expected_version, name=name, search_key=search_key(name))


def change_unit(
    unit: Unit,
    *,
    actor: Actor,
    expected_version: int,
    code: str,
    kind: str,
    established_by: str = "",
    note: str = "",
    reason: str = "",
) -> Unit:
    """Correct what was written wrongly of a unit: code, kind, founding decision, note. No period changes."""
    with acting("organisation.change_unit", actor=actor, unit_id=unit.pk, reason=reason) as act:
        require(may(actor, "organisation.change_units", unit))
        other = Unit.objects.filter(code=code).exclude(pk=unit.pk).first()
        if other:
            raise CodeTaken(code=code, other=other.name, field="code")
        act.update(
            unit,
            expected_version=expected_version,
            code=code,
            code_key=code_sort_key(code),
            kind=UnitKind(kind),
            established_by=clean(established_by),
            note=clean(note),
        )
        rebuild_closure([unit.pk])
        return unit


def move_unit(unit: Unit, *, actor: Actor, parent: Unit, on: dt.date, decision: str = "") -> Unit:
    """From a day on the unit belongs under another parent, with everything below it."""
    with acting("organisation.move_unit", actor=actor, unit_id=unit.pk, happened_on=on) as act:
        require(may(actor, "organisation.change_units", unit))
        require(may(actor, "organisation.change_units", parent))
        refuse_circle(unit, parent, on)
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
    """From a day on the unit no longer exists; what it did stays, posts held there end.

    Refused while members or units belong to it on that day: they are moved first, by their own acts.
    """
    with acting(
        "organisation.dissolve_unit", actor=actor, unit_id=unit.pk, happened_on=on, reason=decision
    ) as act:
        require(may(actor, "organisation.change_units", unit))
        if on <= unit.valid_from:
            raise WrongPeriod(day=format_day(on), thing=unit.name, start=format_day(unit.valid_from))
        _must_be_empty(unit, on)
        for post in Post.objects.filter(valid_on(on), unit=unit, valid_from__lt=on):
            act.update(post, valid_to=on)
        touched = end_coverage(act, unit, on)
        _end_parent(act, unit, on)
        act.update(UnitName.objects.get(unit=unit, valid_to__isnull=True), valid_to=on)
        act.update(unit, valid_to=on)
        rebuild_closure({*subtree_at_any_time(unit.pk), *touched})
        return unit


def _must_be_empty(unit: Unit, on: dt.date) -> None:
    members = Membership.objects.filter(valid_on(on), unit=unit).count()
    below = UnitParent.objects.filter(valid_on(on), parent=unit).count()
    things = [_("%(n)s đảng viên") % {"n": members}] if members else []
    things += [_("%(n)s đơn vị trực thuộc") % {"n": below}] if below else []
    if things:
        raise StillInUse(unit=unit.name, day=format_day(on), things=", ".join(things))


def merge_units(unit: Unit, *, actor: Actor, into: Unit, on: dt.date, decision: str) -> Unit:
    """From a day on ``unit`` is part of ``into``: its members and the units below it go there by the decision,
    then it is dissolved. Returns ``into``. Refused for units of different kinds and for a unit and its own part."""
    with acting(
        "organisation.merge_units", actor=actor, unit_id=into.pk, happened_on=on, reason=decision
    ) as act:
        require(may(actor, "organisation.change_units", unit))
        require(may(actor, "organisation.change_units", into))
        related = UnitClosure.objects.filter(valid_on(on), ancestor=unit, descendant=into).exists()
        if related or unit.kind != into.kind or not into.holds_on(on):
            raise NothingToMerge(unit=unit.name, into=into.name)
        if on <= unit.valid_from:
            raise WrongPeriod(day=format_day(on), thing=unit.name, start=format_day(unit.valid_from))
        _transfer(act, Membership.objects.filter(valid_on(on), unit=unit), into, on, decision)
        for link in UnitParent.objects.filter(valid_on(on), parent=unit).select_related("unit"):
            move_unit(link.unit, actor=actor, parent=into, on=on, decision=decision)
        take_over_coverage(unit, actor=actor, into=into, on=on, decision=decision)
        dissolve_unit(unit, actor=actor, on=on, decision=decision)
        return into


def split_unit(
    unit: Unit, *, actor: Actor, code: str, name: str, people: Iterable[Person], on: dt.date, decision: str
) -> Unit:
    """From a day on a part of the unit is a unit of its own beside it, with the people given. Returns the new
    one. Refused when somebody is not a member of ``unit`` on that day."""
    with acting(
        "organisation.split_unit", actor=actor, unit_id=unit.pk, happened_on=on, reason=decision
    ) as act:
        require(may(actor, "organisation.change_units", unit))
        above = UnitParent.objects.filter(valid_on(on), unit=unit).select_related("parent").first()
        fresh = create_unit(
            code,
            actor=actor,
            name=name,
            kind=unit.kind,
            valid_from=on,
            parent=above.parent if above else None,
            established_by=decision,
        )
        wanted = {p.pk: p for p in people}
        rows = Membership.objects.filter(valid_on(on), unit=unit, person__in=wanted)
        strangers = set(wanted) - {m.person_id for m in rows}
        if strangers:
            raise Missing(thing=", ".join(wanted[pk].name for pk in sorted(strangers)))
        _transfer(act, rows, fresh, on, decision)
        return fresh


def _transfer(act: Act, rows: Iterable[Membership], to: Unit, on: dt.date, decision: str) -> None:
    """Members of a unit go to another on a day, by the decision; whoever came later or that day only moves."""
    fresh = []
    for row in list(rows):
        if row.valid_from >= on:
            act.update(row, unit=to, paper=decision)
            continue
        act.update(row, valid_to=on)
        fresh.append(
            {
                "person_id": row.person_id,
                "unit": to,
                "valid_from": on,
                "number": row.number,
                "paper": decision,
            }
        )
    act.create_many(Membership, fresh)
