"""What records sessions of study."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.dates import format_day
from tongket.common.text import clean
from tongket.learning.errors import NoTopic, OutsideUnit
from tongket.learning.models import StudySession
from tongket.learning.permissions import may_record_sessions
from tongket.organisation.models import Unit, UnitClosure
from tongket.rounds.actions.changeable import require_year_changeable


@dataclass(frozen=True)
class SessionRow:
    """One session at one unit as the list has it."""

    unit: Unit
    held_on: dt.date
    topic: str
    due: int
    present: int


def record_sessions(
    unit: Unit, *, actor: Actor, year: int, rows: Sequence[SessionRow], happened_on: dt.date | None = None
) -> list[StudySession]:
    """Record a year's sessions below ``unit``; known ones (unit, day, topic) are corrected.

    Counts are kept as received, also when more were present than due: ``adds_up`` of the row says so.
    """
    with acting("learning.record_sessions", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may_record_sessions(actor, unit))
        require_year_changeable(unit, year)
        below = set(UnitClosure.objects.filter(ancestor=unit).values_list("descendant_id", flat=True))
        for row in rows:
            if row.unit.pk not in below:
                raise OutsideUnit(topic=row.topic, subject=row.unit.name, unit=unit.name)
            if not clean(row.topic):
                raise NoTopic(day=format_day(row.held_on), subject=row.unit.name)
        known = {
            (s.unit_id, s.held_on, s.topic): s
            for s in StudySession.objects.filter(unit__in=[row.unit.pk for row in rows])
        }
        pairs = [
            (
                known.get((row.unit.pk, row.held_on, clean(row.topic))),
                {
                    "unit": row.unit,
                    "year": year,
                    "held_on": row.held_on,
                    "topic": clean(row.topic),
                    "due": row.due,
                    "present": row.present,
                },
            )
            for row in rows
        ]
        fresh = iter(act.create_many(StudySession, [fields for row, fields in pairs if row is None]))
        return [act.update(row, **fields) if row is not None else next(fresh) for row, fields in pairs]
