"""Conclusions of the conference become tasks of the year after, linked both ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.common.dates import format_day
from tongket.common.text import clean
from tongket.meetings.actions.checks import day_of, require_not_closed
from tongket.meetings.errors import (
    ConclusionDueTooEarly,
    ConclusionIncomplete,
    NumberTwice,
    OutsideUnit,
    UnknownDirection,
)
from tongket.meetings.models import Conclusion, Conference, Direction
from tongket.meetings.permissions import may_change_conference
from tongket.meetings.rows import ConclusionRow
from tongket.organisation.models import UnitClosure
from tongket.work.actions import change_task, record_tasks
from tongket.work.models import Task
from tongket.work.rows import TaskRow
from tongket.work.states import SourceLine

#: Role under which a task names the conclusion it came from, and a conclusion the directions behind it.
ORIGIN = "origin"
DIRECTION = "direction"


def record_conclusions(
    conference: Conference, *, actor: Actor, rows: Sequence[ConclusionRow], happened_on: dt.date | None = None
) -> list[Conclusion]:
    """Record what was concluded; each conclusion becomes a task of the year after at the unit in charge.

    Known keys are corrected, and their tasks with them. Refused: without a unit in charge or a day
    (``ConclusionIncomplete``), due before the conference, for a unit elsewhere, or from an unknown direction.
    """
    with acting(
        "meetings.record_conclusions",
        actor=actor,
        unit_id=conference.unit_id,
        happened_on=day_of(conference, happened_on),
    ) as act:
        require(may_change_conference(actor, conference, "record_conclusions"))
        require_not_closed(conference, _("ghi kết luận"))
        directions = {d.key: d for d in conference.directions.all()}
        _check(conference, rows, directions)
        known = {c.key: c for c in conference.conclusions.select_related("task")}
        taken = max((c.number for c in known.values()), default=0)
        written: list[Conclusion] = []
        for row in rows:
            conclusion = known.get(row.key)
            if conclusion is None:
                taken += 1
                conclusion = act.create(
                    Conclusion, conference=conference, key=row.key, number=taken, **_fields(row)
                )
            else:
                act.update(conclusion, **_fields(row))
            chosen = [directions[key] for key in row.directions]
            act.set_many_to_many(conclusion, "directions", chosen)
            act.forget_uses(conclusion, DIRECTION)
            for direction in chosen:
                act.use(direction, by=conclusion, role=DIRECTION, field="text", value=direction.text)
            written.append(conclusion)
        _give_tasks(act, conference, written, actor=actor)
        return written


def _check(conference: Conference, rows: Sequence[ConclusionRow], directions: dict[str, Direction]) -> None:
    below = set(UnitClosure.objects.filter(ancestor=conference.unit).values_list("descendant_id", flat=True))
    seen: set[str] = set()
    for row in rows:
        if row.in_charge is None or row.due_on is None:
            raise ConclusionIncomplete(text=row.text)
        if row.due_on <= conference.held_on:
            raise ConclusionDueTooEarly(
                text=row.text, due=format_day(row.due_on), day=format_day(conference.held_on)
            )
        if row.in_charge.pk not in below:
            raise OutsideUnit(thing=row.text, subject=row.in_charge.name, unit=conference.unit.name)
        for key in row.directions:
            if key not in directions:
                raise UnknownDirection(key=row.key, direction=key)
        if row.key in seen:
            raise NumberTwice(number=row.key, thing=_("kết luận hội nghị"))
        seen.add(row.key)


def _fields(row: ConclusionRow) -> dict[str, Any]:
    return {
        "text": clean(row.text),
        "target": clean(row.target),
        "in_charge": row.in_charge,
        "due_on": row.due_on,
    }


def _task_row(conference: Conference, conclusion: Conclusion) -> TaskRow:
    return TaskRow(
        cell=conclusion.in_charge,
        unit=conclusion.in_charge,
        code=f"KL{conclusion.number:02d}",
        number=conclusion.number,
        content=conclusion.text,
        target_text=conclusion.target or conclusion.text[:300],
        due_on=conclusion.due_on,
        source_line=SourceLine.PARTY,
        source_document=f"{conference.title}, {format_day(conference.held_on)}"[:300],
    )


def _give_tasks(act: Act, conference: Conference, conclusions: Sequence[Conclusion], *, actor: Actor) -> None:
    year = conference.year + 1
    fresh = [c for c in conclusions if c.task_id is None]
    made = record_tasks(
        conference.unit,
        actor=actor,
        year=year,
        rows=[_task_row(conference, c) for c in fresh],
        happened_on=conference.held_on,
    )
    tasks = {(t.unit_id, t.code): t for t in made.tasks}
    for conclusion in fresh:
        task: Task = tasks[conclusion.in_charge_id, f"KL{conclusion.number:02d}"]
        act.update(conclusion, task=task)
    for conclusion in conclusions:
        task = conclusion.task
        if conclusion not in fresh:
            row = _task_row(conference, conclusion)
            change_task(
                task, actor=actor, row=row, expected_version=task.version, happened_on=conference.held_on
            )
        act.forget_uses(task, ORIGIN)
        act.use(conclusion, by=task, role=ORIGIN, field="text", value=conclusion.text)
