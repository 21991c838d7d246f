"""What records conclusions of authorities and their remedy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.audit.models import Record
from tongket.common.dates import format_day
from tongket.common.text import clean
from tongket.organisation.models import Person, Unit, UnitClosure
from tongket.oversight.errors import CountedBeforeDecided, NotCited, OutsideUnit, RemedyNotDescribed
from tongket.oversight.models import Discipline, Finding
from tongket.oversight.permissions import may_record_discipline, may_record_findings, may_record_remedy
from tongket.oversight.states import DisciplineForm, RemedyState

M = TypeVar("M", bound=Record)


@dataclass(frozen=True)
class DisciplineRow:
    """One decision as the list has it; ``self_detected_remedied`` is None while nobody said so."""

    person: Person
    unit: Unit
    form: str
    decision_number: str
    decided_on: dt.date
    content: str
    year_counted: int
    authority: str = ""
    self_detected_remedied: bool | None = None


@dataclass(frozen=True)
class FindingRow:
    """One conclusion of an inspection or supervision as the list has it."""

    code: str
    unit: Unit
    year: int
    concluded_on: dt.date
    content: str
    shortcoming: str = ""
    remedy: str = ""
    state: str = RemedyState.ONGOING
    authority: str = ""
    remedied_on: dt.date | None = None


def record_discipline(
    unit: Unit, *, actor: Actor, rows: Sequence[DisciplineRow], happened_on: dt.date | None = None
) -> list[Discipline]:
    """Record decisions on discipline of members below ``unit``; known ones (person, number) are corrected.

    Refused without a decision number (``NotCited``), for a unit elsewhere, or counted for a later year than
    the one in which it was signed.
    """
    with acting("oversight.record_discipline", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may_record_discipline(actor, unit))
        below = _below(unit)
        for row in rows:
            if not clean(row.decision_number):
                raise NotCited(thing=row.content)
            if row.unit.pk not in below:
                raise OutsideUnit(thing=row.decision_number, subject=row.unit.name, unit=unit.name)
            if row.year_counted > row.decided_on.year:
                raise CountedBeforeDecided(
                    number=row.decision_number, day=format_day(row.decided_on), year=row.year_counted
                )
        people = [row.person.pk for row in rows]
        known = {(d.person_id, d.decision_number): d for d in Discipline.objects.filter(person__in=people)}
        fields = [
            {
                "person": row.person,
                "unit": row.unit,
                "form": DisciplineForm(row.form),
                "decision_number": clean(row.decision_number),
                "decided_on": row.decided_on,
                "authority": clean(row.authority),
                "content": clean(row.content),
                "year_counted": row.year_counted,
                "self_detected_remedied": row.self_detected_remedied,
            }
            for row in rows
        ]
        return _store(
            act, Discipline, [(known.get((f["person"].pk, f["decision_number"])), f) for f in fields]
        )


def record_findings(
    unit: Unit, *, actor: Actor, rows: Sequence[FindingRow], happened_on: dt.date | None = None
) -> list[Finding]:
    """Record conclusions about units below ``unit``; known ones (unit, year, code) are corrected.

    Refused without a code, for a unit elsewhere, or said to be remedied without what was done.
    """
    with acting("oversight.record_findings", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may_record_findings(actor, unit))
        below = _below(unit)
        for row in rows:
            if not clean(row.code):
                raise NotCited(thing=row.content)
            if row.unit.pk not in below:
                raise OutsideUnit(thing=row.code, subject=row.unit.name, unit=unit.name)
            _check_remedy(row.code, row.state, row.remedy)
        units = [row.unit.pk for row in rows]
        known = {(f.unit_id, f.year, f.code): f for f in Finding.objects.filter(unit__in=units)}
        fields = [
            {
                "code": clean(row.code),
                "unit": row.unit,
                "year": row.year,
                "authority": clean(row.authority),
                "concluded_on": row.concluded_on,
                "content": clean(row.content),
                "shortcoming": clean(row.shortcoming),
                "remedy": clean(row.remedy),
                "state": RemedyState(row.state),
                "remedied_on": row.remedied_on,
            }
            for row in rows
        ]
        return _store(act, Finding, [(known.get((f["unit"].pk, f["year"], f["code"])), f) for f in fields])


def record_remedy(
    finding: Finding,
    *,
    actor: Actor,
    remedy: str,
    state: str,
    remedied_on: dt.date | None,
    expected_version: int,
    happened_on: dt.date | None = None,
) -> Finding:
    """Record what was done about a shortcoming, and whether that settles it."""
    with acting(
        "oversight.record_remedy", actor=actor, unit_id=finding.unit_id, happened_on=happened_on
    ) as act:
        require(may_record_remedy(actor, finding))
        _check_remedy(finding.code, state, remedy)
        return act.update(
            finding,
            expected_version=expected_version,
            remedy=clean(remedy),
            state=RemedyState(state),
            remedied_on=remedied_on,
        )


def _check_remedy(code: str, state: str, remedy: str) -> None:
    if state == RemedyState.REMEDIED and not clean(remedy):
        raise RemedyNotDescribed(code=code)


def _below(unit: Unit) -> set[int]:
    return set(UnitClosure.objects.filter(ancestor=unit).values_list("descendant_id", flat=True))


def _store(act: Act, model: type[M], pairs: list[tuple[M | None, dict[str, Any]]]) -> list[M]:
    fresh = iter(act.create_many(model, [fields for known, fields in pairs if known is None]))
    return [act.update(known, **fields) if known is not None else next(fresh) for known, fields in pairs]
