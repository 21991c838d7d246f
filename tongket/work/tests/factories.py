"""Tasks for tests of all rooms."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from tongket.access.roles import Role
from tongket.organisation.models import Person, Unit
from tongket.organisation.tests.factories import Office
from tongket.work.actions import assign_task
from tongket.work.models import Task
from tongket.work.rows import TaskRow

YEAR = 2021
DUE = dt.date(2021, 11, 30)


def task_row(cell: Unit, person: Person | None = None, unit: Unit | None = None, **values: Any) -> TaskRow:
    """A task of 10 sessions due on 30/11/2021, for the person, or for the cell when neither is given."""
    defaults: dict[str, Any] = {
        "content": "Hướng dẫn nghiệp vụ cho cơ sở",
        "target": Decimal(10),
        "measure": "buổi",
        "due_on": DUE,
    }
    return TaskRow(
        cell=cell,
        person=person,
        unit=unit or (None if person else cell),
        **{**defaults, **values},
    )


def make_task(office: Office, person: Person | None = None, **values: Any) -> Task:
    """A stored task of the first cell, given by the clerk."""
    row = task_row(office.cells[0], person, **values)
    return assign_task(row, actor=office.actor(Role.CLERK), year=YEAR)
