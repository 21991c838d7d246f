"""What is read of tasks: counts for the rules, and the tasks behind each count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.audit.queries import uses_of
from tongket.common.dates import today, valid_on
from tongket.organisation.models import StatusPeriod, Unit
from tongket.organisation.permissions import units_where
from tongket.organisation.queries import cells_of, members_of, subtree
from tongket.organisation.states import MemberStatus
from tongket.rounds.models import Round
from tongket.rounds.queries import due_of, register_day
from tongket.rounds.steps import DueAct, Step, StepState, state_of
from tongket.work.models import Task
from tongket.work.permissions import visible_tasks
from tongket.work.states import Standing

DONE = Q(target__isnull=False, result__gte=F("target")) | Q(target__isnull=True, finished_on__isnull=False)
EXCEEDED = Q(result__gt=F("target"))
NOT_ASKED = (MemberStatus.EXEMPT, MemberStatus.SUSPENDED)


def late(on: dt.date | None = None) -> Q:
    """Finished after its day, or not finished; with ``on``, unfinished ones only once their day has passed."""
    after = Q(finished_on__gt=F("due_on"))
    return after | Q(finished_on__isnull=True, **({"due_on__lt": on} if on else {}))


@dataclass(frozen=True)
class TaskCounts:
    """The counts of a person's or a unit's tasks in a year. ``on_time`` is total − late − still_open;
    ``still_open`` are unfinished ones whose day has not come, none in a closed year."""

    total: int = 0
    done: int = 0
    on_time: int = 0
    exceeded: int = 0
    late: int = 0
    still_open: int = 0


def task_counts(person_ids: Iterable[int], year: int, *, on: dt.date | None = None) -> dict[int, TaskCounts]:
    """Counts of the people's own tasks, every id with an answer (for other rooms, no viewer; one query).

    Without ``on`` the year is taken as closed: what was not finished is late. The tasks behind each count are
    ``tasks_behind``.
    """
    ids = list(person_ids)
    counted = _counted(Task.objects.filter(person__in=ids, year=year), "person_id", on)
    return {pk: counted.get(pk, TaskCounts()) for pk in ids}


def unit_task_counts(
    cell_ids: Iterable[int], year: int, *, on: dt.date | None = None
) -> dict[int, TaskCounts]:
    """As ``task_counts``, of the units' tasks that count for each cell (for other rooms, no viewer)."""
    ids = list(cell_ids)
    counted = _counted(Task.objects.filter(cell__in=ids, unit__isnull=False, year=year), "cell_id", on)
    return {pk: counted.get(pk, TaskCounts()) for pk in ids}


def tasks_behind(person_ids: Iterable[int], year: int, standing: str | None = None) -> dict[int, list[Task]]:
    """The tasks of each person in a year, all or of one standing: the records that a count opens.

    For other rooms, no viewer; one query. References for traces are ``task.get_absolute_url()`` and
    ``("work.Task", task.pk, task.version)``.
    """
    rows = Task.objects.filter(person__in=list(person_ids), year=year).order_by("number", "pk")
    found: dict[int, list[Task]] = {pk: [] for pk in person_ids}
    for task in rows.filter(of_standing(standing)):
        found[task.person_id].append(task)
    return found


def of_standing(standing: str | None, on: dt.date | None = None) -> Q:
    """The condition of a standing; every task without one."""
    conditions = {Standing.DONE: DONE, Standing.EXCEEDED: EXCEEDED, Standing.LATE: late(on)}
    return conditions[Standing(standing)] if standing else Q()


def _counted(tasks: QuerySet[Task], key: str, on: dt.date | None) -> dict[int, TaskCounts]:
    open_now = Q(finished_on__isnull=True, due_on__gte=on) if on else Q(pk__isnull=True)
    rows = (
        tasks.order_by()
        .values_list(key)
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=DONE),
            exceeded=Count("pk", filter=EXCEEDED),
            late=Count("pk", filter=late(on)),
            still_open=Count("pk", filter=open_now),
        )
    )
    return {
        pk: TaskCounts(
            total=total,
            done=done,
            on_time=total - late_ones - still_open,
            exceeded=exceeded,
            late=late_ones,
            still_open=still_open,
        )
        for pk, total, done, exceeded, late_ones, still_open in rows
    }


@dataclass(frozen=True)
class TaskFilter:
    """What a list of tasks is narrowed to; ``of`` is 'people', 'units' or empty."""

    standing: str = ""
    of: str = ""


@dataclass(frozen=True)
class ListCounts:
    """The counts that stand as filters above a list."""

    total: int
    done: int
    late: int
    exceeded: int
    of_people: int
    of_units: int


def task_list(
    viewer: Actor, unit: Unit | None, year: int, wanted: TaskFilter
) -> tuple[QuerySet[Task], ListCounts]:
    """A year's tasks that the viewer may see, at the unit and below it, with the counts above the list."""
    day = today()
    tasks = visible_tasks(viewer).filter(year=year)
    if unit is not None:
        below = Q(cell__in=subtree(unit, dt.date(year, 12, 31)).values("pk"))
        tasks = tasks.filter(below | Q(person__account_id=viewer.account_id, person__isnull=False))
    counts = tasks.aggregate(
        total=Count("pk"),
        done=Count("pk", filter=DONE),
        late=Count("pk", filter=late(day)),
        exceeded=Count("pk", filter=EXCEEDED),
        of_people=Count("pk", filter=Q(person__isnull=False)),
        of_units=Count("pk", filter=Q(unit__isnull=False)),
    )
    rows = tasks.filter(of_standing(wanted.standing or None, day))
    if wanted.of:
        rows = rows.filter(person__isnull=wanted.of != "people")
    rows = rows.select_related("person", "unit", "cell")
    rows = rows.order_by("cell__code_key", "person__sort_key", "unit__code_key", "number", "pk")
    return rows, ListCounts(**counts)


@dataclass(frozen=True)
class TaskPage:
    """All that a task's page shows. ``origin`` is the conclusion of a conference that it came from, ``used``
    how often its values were used: the page of its history says where, to those who may see it."""

    task: Task
    origin: models.Model | None
    used: int


def task_page(task: Task) -> TaskPage:
    """A task (already found visible) with its origin and how often its values were used."""
    return TaskPage(task=task, origin=getattr(task, "conclusion", None), used=uses_of(task).count())


def shown_state(task: Task, on: dt.date | None = None) -> str:
    """Key of the state that a list shows for a task at a day (today)."""
    day = on or today()
    if task.finished_on is None:
        return "late" if task.due_on < day else "current"
    if task.is_late:
        return "late"
    return "done" if task.is_done else "failed"


def step_state(viewer: Actor, round: Round, units: Sequence[Unit]) -> list[StepState]:
    """How many official members of each unit have tasks of the year: the step of lists and tasks.

    Exempt and suspended members are not asked for tasks, nor are those on probation.
    """
    day = register_day(round)
    asked = (
        members_of(round.unit, day)
        .filter(person__party__official_on__lte=day)
        .exclude(person__in=StatusPeriod.objects.filter(valid_on(day), status__in=NOT_ASKED).values("person"))
        .order_by()
    )
    having = Task.objects.filter(year=round.year, person__isnull=False).values("person")
    people = Count("person", distinct=True)
    totals = dict(asked.values_list("unit_id").annotate(n=people))
    done = dict(asked.filter(person__in=having).values_list("unit_id").annotate(n=people))
    below = {cell.pk for cell in cells_of(round.unit, day)}
    due_on = due_of(round).get(Step.LISTS)
    answers: list[StepState] = []
    for unit in units:
        cells = [unit.pk] if unit.pk in below else sorted(below)
        total = sum(totals.get(pk, 0) for pk in cells)
        ready = sum(done.get(pk, 0) for pk in cells)
        answers.append(
            StepState(
                key=Step.LISTS,
                done=ready,
                total=total,
                state=state_of(ready, total, due_on=due_on, today=today()),
                text=f"{ready}/{total}",
                url=reverse("work:tasks", args=[round.year]),
                unit_id=unit.pk,
            )
        )
    return answers


def due_acts(viewer: Actor, round: Round) -> list[DueAct]:
    """Units at which the viewer records tasks and where members still have none."""
    own = set(units_where(viewer, "work.record_tasks").values_list("pk", flat=True))
    cells = [cell for cell in cells_of(round.unit, register_day(round)) if cell.pk in own]
    waiting = [s for s in step_state(viewer, round, cells) if s.done < s.total]
    if not waiting:
        return []
    missing = sum(s.total - s.done for s in waiting)
    return [
        DueAct(
            key="work.record_tasks",
            title=_("Ghi nhiệm vụ năm %(year)s") % {"year": round.year},
            detail=_("%(n)s đảng viên chưa có nhiệm vụ") % {"n": missing},
            due_on=due_of(round).get(Step.LISTS),
            url=reverse("work:tasks", args=[round.year]),
            button=_("Ghi nhiệm vụ"),
        )
    ]
