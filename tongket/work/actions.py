"""What changes tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.text import clean, matching_key, search_key
from tongket.organisation.models import Unit, UnitClosure
from tongket.rounds.actions.changeable import require_year_changeable
from tongket.work.errors import (
    NoSubject,
    NoTarget,
    OutsideUnit,
    ResultNegative,
    SameTaskTwice,
    TargetNotPositive,
)
from tongket.work.models import Task
from tongket.work.permissions import may_assign_task, may_change_task, may_record_result, may_record_tasks
from tongket.work.rows import Recorded, TaskRow

Key = tuple[int | None, int | None, str, str]


def record_tasks(
    unit: Unit, *, actor: Actor, year: int, rows: Sequence[TaskRow], happened_on: dt.date | None = None
) -> Recorded:
    """Record a year's tasks of a unit and everything below it, as a list has them.

    A row that is already known (same subject, code and content) corrects that task, so that the same list
    twice changes nothing. Nothing is written when one row is refused: no subject or two (``NoSubject``), no
    target, a target not above nought, a result below nought, a cell outside the unit, the same row twice.
    """
    with acting("work.record_tasks", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may_record_tasks(actor, unit))
        require_year_changeable(unit, year)
        _check(unit, rows)
        known = {_key_of(task): task for task in _known(year, rows)}
        fresh: list[dict[str, Any]] = []
        changed: list[Task] = []
        unchanged: list[Task] = []
        for row in rows:
            fields = _fields(row, year)
            task = known.get(_key(row))
            if task is None:
                fresh.append(fields)
                continue
            before = task.version
            act.update(task, **fields)
            (unchanged if task.version == before else changed).append(task)
        created = act.create_many(Task, fresh)
        return Recorded(created=tuple(created), changed=tuple(changed), unchanged=tuple(unchanged))


def assign_task(row: TaskRow, *, actor: Actor, year: int, happened_on: dt.date | None = None) -> Task:
    """Give one task to a person or a unit; the same task once more is refused (``SameTaskTwice``)."""
    with acting("work.assign_task", actor=actor, unit_id=row.cell.pk, happened_on=happened_on) as act:
        require(may_assign_task(actor, row.cell))
        require_year_changeable(row.cell, year)
        _check(row.cell, [row])
        if any(_key_of(task) == _key(row) for task in _known(year, [row])):
            raise SameTaskTwice(content=row.content, subject=str(row.person or row.unit))
        return act.create(Task, **_fields(row, year))


def change_task(
    task: Task, *, actor: Actor, row: TaskRow, expected_version: int, happened_on: dt.date | None = None
) -> Task:
    """Correct what a task asks for (content, target, day, who); result and day of finishing stay."""
    with acting("work.change_task", actor=actor, unit_id=task.cell_id, happened_on=happened_on) as act:
        require(may_change_task(actor, task.cell))
        require(may_change_task(actor, row.cell))
        require_year_changeable(task.cell, task.year)
        _check(row.cell, [row])
        fields = _fields(row, task.year)
        del fields["result"], fields["finished_on"]
        return act.update(task, expected_version=expected_version, **fields)


def record_result(
    task: Task,
    *,
    actor: Actor,
    result: Decimal | None,
    finished_on: dt.date | None,
    expected_version: int,
    happened_on: dt.date | None = None,
) -> Task:
    """Record what came of a task: the number reached and the day it was finished (None: not finished)."""
    with acting("work.record_result", actor=actor, unit_id=task.cell_id, happened_on=happened_on) as act:
        require(may_record_result(actor, task))
        require_year_changeable(task.cell, task.year)
        if result is not None and result < 0:
            raise ResultNegative(content=task.content, result=result)
        return act.update(task, expected_version=expected_version, result=result, finished_on=finished_on)


def _check(unit: Unit, rows: Sequence[TaskRow]) -> None:
    below = set(UnitClosure.objects.filter(ancestor=unit).values_list("descendant_id", flat=True))
    seen: set[Key] = set()
    for row in rows:
        if (row.person is None) == (row.unit is None):
            raise NoSubject(content=row.content)
        if row.target is None and not clean(row.target_text):
            raise NoTarget(content=row.content)
        if row.target is not None and row.target <= 0:
            raise TargetNotPositive(content=row.content, target=row.target)
        if row.result is not None and row.result < 0:
            raise ResultNegative(content=row.content, result=row.result)
        if row.cell.pk not in below:
            raise OutsideUnit(content=row.content, cell=row.cell.name, unit=unit.name)
        key = _key(row)
        if key in seen:
            raise SameTaskTwice(content=row.content, subject=str(row.person or row.unit))
        seen.add(key)


def _known(year: int, rows: Sequence[TaskRow]) -> list[Task]:
    cells = {row.cell.pk for row in rows}
    return list(Task.objects.filter(year=year, cell__in=cells).select_related("cell"))


def _key(row: TaskRow) -> Key:
    return (
        row.person.pk if row.person else None,
        row.unit.pk if row.unit else None,
        clean(row.code),
        matching_key(row.content),
    )


def _key_of(task: Task) -> Key:
    return task.person_id, task.unit_id, task.code, matching_key(task.content)


def _fields(row: TaskRow, year: int) -> dict[str, Any]:
    return {
        "year": year,
        "code": clean(row.code),
        "person": row.person,
        "unit": row.unit,
        "cell": row.cell,
        "number": row.number,
        "content": clean(row.content),
        "search_key": search_key(f"{row.code} {row.content}"),
        "target": row.target,
        "target_text": clean(row.target_text),
        "measure": clean(row.measure),
        "result": row.result,
        "due_on": row.due_on,
        "finished_on": row.finished_on,
        "source_line": row.source_line,
        "source_document": clean(row.source_document),
        "programme": clean(row.programme),
    }
