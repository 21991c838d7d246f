"""Plain rows in which tasks come in from a sheet, a form or a conclusion."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from tongket.organisation.models import Person, Unit
from tongket.work.models import Task


@dataclass(frozen=True)
class TaskRow:
    """One task as an office's list has it: exactly one of ``person`` and ``unit`` is given.

    ``cell`` is the Party unit that counts the task. ``target`` is a number with its ``measure``, or None
    with ``target_text``. ``result`` and ``finished_on`` are None while not known.
    """

    cell: Unit
    content: str
    due_on: dt.date
    person: Person | None = None
    unit: Unit | None = None
    code: str = ""
    number: int = 0
    target: Decimal | None = None
    target_text: str = ""
    measure: str = ""
    result: Decimal | None = None
    finished_on: dt.date | None = None
    source_line: str = ""
    source_document: str = ""
    programme: str = ""


@dataclass(frozen=True)
class Recorded:
    """What a set of rows did to the register of tasks."""

    created: tuple[Task, ...]
    changed: tuple[Task, ...]
    unchanged: tuple[Task, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Every task that the rows speak of."""
        return (*self.created, *self.changed, *self.unchanged)
