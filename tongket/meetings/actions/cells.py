"""Recording cell meetings, one line each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.dates import format_day
from tongket.common.text import clean
from tongket.meetings.errors import NoTopic, OutsideUnit
from tongket.meetings.models import CellMeeting
from tongket.meetings.permissions import may_record_cell_meetings
from tongket.meetings.rows import CellMeetingRow
from tongket.meetings.states import MeetingKind
from tongket.organisation.models import Unit, UnitClosure
from tongket.rounds.actions.changeable import require_year_changeable


def record_cell_meetings(
    unit: Unit,
    *,
    actor: Actor,
    year: int,
    rows: Sequence[CellMeetingRow],
    happened_on: dt.date | None = None,
) -> list[CellMeeting]:
    """Record a year's meetings of cells below ``unit``; known ones (cell, kind, day, topic) are corrected.

    Counts are kept as received; a meeting whose counts don't add up is stored and says so (``adds_up``).
    Refused for a cell elsewhere or without a topic.
    """
    with acting(
        "meetings.record_cell_meetings", actor=actor, unit_id=unit.pk, happened_on=happened_on
    ) as act:
        require(may_record_cell_meetings(actor, unit))
        require_year_changeable(unit, year)
        below = set(UnitClosure.objects.filter(ancestor=unit).values_list("descendant_id", flat=True))
        for row in rows:
            if row.unit.pk not in below:
                raise OutsideUnit(thing=row.topic, subject=row.unit.name, unit=unit.name)
            if not clean(row.topic):
                raise NoTopic(day=format_day(row.held_on), subject=row.unit.name)
        known = {
            (m.unit_id, m.kind, m.held_on, m.topic): m
            for m in CellMeeting.objects.filter(unit__in={row.unit.pk for row in rows}, year=year)
        }
        pairs = [
            (
                known.get((row.unit.pk, row.kind, row.held_on, clean(row.topic))),
                {
                    "unit": row.unit,
                    "year": year,
                    "kind": MeetingKind(row.kind),
                    "held_on": row.held_on,
                    "due": row.due,
                    "present": row.present,
                    "absent": row.absent,
                    "excused": row.excused,
                    "minutes_number": clean(row.minutes_number),
                    "topic": clean(row.topic),
                },
            )
            for row in rows
        ]
        fresh = iter(act.create_many(CellMeeting, [fields for row, fields in pairs if row is None]))
        return [act.update(row, **fields) if row is not None else next(fresh) for row, fields in pairs]
