"""Who may see, record and give tasks."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor, Decision
from tongket.access.roles import Role, declare
from tongket.common.errors import Missing
from tongket.documents.signed_lists import declare_step
from tongket.organisation.models import Unit
from tongket.organisation.permissions import OFFICE, READERS, may, units_where
from tongket.work.models import Task

declare(
    "work",
    {
        "see_tasks": (*READERS, Role.CELL_SECRETARY),
        "export_tasks": (*OFFICE, Role.CELL_SECRETARY),
        "record_tasks": (*OFFICE, Role.CELL_SECRETARY),
        "record_result": (*OFFICE, Role.CELL_SECRETARY),
        "assign_task": (*OFFICE, Role.CELL_SECRETARY),
        "change_task": (*OFFICE, Role.CELL_SECRETARY),
    },
    own_body=(  # a superior gives tasks downwards; what its units record of them is their own
        "record_tasks",
        "record_result",
        "change_task",
    ),
)
declare_step("work.tasks", _("nhiệm vụ và kết quả"))


def may_record_tasks(actor: Actor, unit: Unit) -> Decision:
    """May the actor record tasks of the unit and everything below it?"""
    return may(actor, "work.record_tasks", unit)


def may_assign_task(actor: Actor, cell: Unit) -> Decision:
    """May the actor give tasks that count for the cell?"""
    return may(actor, "work.assign_task", cell)


def may_change_task(actor: Actor, cell: Unit) -> Decision:
    """May the actor correct what tasks that count for the cell ask for?"""
    return may(actor, "work.change_task", cell)


def may_record_result(actor: Actor, task: Task) -> Decision:
    """May the actor record what came of a task?"""
    return may(actor, "work.record_result", task.cell)


def visible_tasks(viewer: Actor) -> QuerySet[Task]:
    """Tasks of the units where the role shows them, and the viewer's own."""
    seen = Q(cell__in=units_where(viewer, "work.see_tasks"))
    if viewer.account_id is not None:
        seen |= Q(person__account_id=viewer.account_id)
    return Task.objects.filter(seen)


def get_task(viewer: Actor, pk: int) -> Task:
    """The task, if the viewer may see it; else ``Missing``."""
    task = visible_tasks(viewer).select_related("person", "unit", "cell").filter(pk=pk).first()
    if task is None:
        raise Missing(thing=_("nhiệm vụ"))
    return task
