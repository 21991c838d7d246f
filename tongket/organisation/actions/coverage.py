"""Which offices of the agency a Party organisation covers, from when to when."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.common.dates import format_day, valid_on
from tongket.common.text import clean
from tongket.organisation.closure import rebuild_closure, subtree_at_any_time
from tongket.organisation.errors import AlreadyCovered, MoveUnderItself, NotAnOffice, WrongPeriod
from tongket.organisation.models import Unit, UnitClosure, UnitCoverage
from tongket.organisation.permissions import may
from tongket.organisation.states import UnitKind


def refuse_circle(unit: Unit, above: Unit, on: dt.date) -> None:
    """Refuse ``above`` over ``unit`` where it lies below it on that day or on any later one."""
    below = UnitClosure.objects.filter(ancestor=unit, descendant=above)
    if below.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)).exists():
        raise MoveUnderItself(unit=unit.name, parent=above.name)


def cover_office(
    party_unit: Unit, *, actor: Actor, office: Unit, valid_from: dt.date, decision: str = ""
) -> UnitCoverage:
    """From a day on the Party unit covers an office of the agency. Both lie in the actor's hands; refused for what
    is no office, and where the unit covers it already on that day or later."""
    with acting(
        "organisation.cover_office", actor=actor, unit_id=party_unit.pk, happened_on=valid_from
    ) as act:
        require(may(actor, "organisation.change_units", party_unit))
        if not UnitKind(party_unit.kind).is_party or UnitKind(office.kind).is_party:
            raise NotAnOffice(unit=party_unit.name, office=office.name)
        later = Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)
        if UnitCoverage.objects.filter(later, party_unit=party_unit, agency_unit=office).exists():
            raise AlreadyCovered(unit=party_unit.name, office=office.name)
        refuse_circle(office, party_unit, valid_from)
        coverage = act.create(
            UnitCoverage,
            party_unit=party_unit,
            agency_unit=office,
            valid_from=valid_from,
            decision=clean(decision),
        )
        rebuild_closure(subtree_at_any_time(office.pk))
        return coverage


def uncover_office(coverage: UnitCoverage, *, actor: Actor, on: dt.date, decision: str = "") -> UnitCoverage:
    """From a day on the Party unit no longer covers the office."""
    unit = coverage.party_unit
    with acting(
        "organisation.uncover_office", actor=actor, unit_id=unit.pk, happened_on=on, reason=clean(decision)
    ) as act:
        require(may(actor, "organisation.change_units", unit))
        if on <= coverage.valid_from or not coverage.holds_on(on):
            raise WrongPeriod(
                day=format_day(on),
                thing=coverage.agency_unit.name,
                start=format_day(coverage.valid_from),
                field="on",
            )
        act.update(coverage, valid_to=on)
        rebuild_closure(subtree_at_any_time(coverage.agency_unit_id))
        return coverage


def end_coverage(act: Act, unit: Unit, on: dt.date) -> set[int]:
    """Part of an act that ends a unit: its coverage ends with it. Returns the units whose ways up changed."""
    touched: set[int] = set()
    rows = UnitCoverage.objects.filter(valid_on(on), valid_from__lt=on)
    for row in rows.filter(Q(party_unit=unit) | Q(agency_unit=unit)):
        act.update(row, valid_to=on)
        touched |= set(subtree_at_any_time(row.agency_unit_id))
    return touched


def take_over_coverage(unit: Unit, *, actor: Actor, into: Unit, on: dt.date, decision: str) -> None:
    """The offices that ``unit`` covers on a day are covered by ``into`` from then on, or, where it is an office,
    ``into`` is covered by those that covered it. What is so already stays."""
    later = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    known = UnitCoverage.objects.filter(later, Q(party_unit=into) | Q(agency_unit=into))
    pairs = set(known.values_list("party_unit", "agency_unit"))
    for row in UnitCoverage.objects.filter(valid_on(on), Q(party_unit=unit) | Q(agency_unit=unit)):
        party = into if row.party_unit_id == unit.pk else row.party_unit
        office = into if row.agency_unit_id == unit.pk else row.agency_unit
        if (party.pk, office.pk) not in pairs:
            cover_office(party, actor=actor, office=office, valid_from=on, decision=decision)
