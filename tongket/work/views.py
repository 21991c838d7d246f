"""Pages of tasks."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongket.access.decisions import require
from tongket.audit.exports import exported
from tongket.common.errors import DomainError, Missing
from tongket.organisation.permissions import may_somewhere, units_where
from tongket.organisation.queries import visible_people, visible_units
from tongket.organisation.states import UnitKind
from tongket.work import actions, queries
from tongket.work.exports import task_table
from tongket.work.forms import ResultForm, TaskForm
from tongket.work.models import Task
from tongket.work.permissions import get_task, may_record_result
from tongket.work.states import Standing

ROWS = 50
KINDS = ("people", "units")


@require_GET
def tasks(request: HttpRequest, year: int) -> HttpResponse:
    """A year's tasks with filters by count: all, done, late, exceeded; of members or of units."""
    wanted = _wanted(request)
    rows, counts = queries.task_list(request.actor, request.scope.unit, year, wanted)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    shown = [(task, queries.shown_state(task)) for task in page]
    return render(
        request,
        "work/tasks.html",
        {
            "year": year,
            "page": page,
            "rows": shown,
            "wanted": wanted,
            "filters": _filters(wanted, counts),
            "may_record": units_where(request.actor, "work.assign_task").exists(),
        },
    )


def _wanted(request: HttpRequest) -> queries.TaskFilter:
    standing, of = request.GET.get("loc", ""), request.GET.get("cua", "")
    return queries.TaskFilter(
        standing=standing if standing in Standing.values else "", of=of if of in KINDS else ""
    )


@require_GET
def export_tasks(request: HttpRequest, year: int, form: str) -> HttpResponse:
    """The list with its filters, all of it, as a file."""
    require(may_somewhere(request.actor, "work.export_tasks"))
    unit, wanted = request.scope.unit, _wanted(request)
    rows, _counts = queries.task_list(request.actor, unit, year, wanted)
    return exported(
        task_table(rows, unit, year, wanted),
        actor=request.actor,
        action="work.export_tasks",
        unit_id=unit.pk if unit else None,
        form=form,
    )


def _filters(wanted: queries.TaskFilter, counts: queries.ListCounts) -> list[dict[str, object]]:
    """The counts as filters; each leads to the tasks behind it."""
    nothing = not wanted.standing and not wanted.of
    return [
        {"text": _("Tất cả"), "count": counts.total, "url": "?", "active": nothing},
        *(
            {
                "text": text,
                "count": count,
                "url": f"?loc={key}",
                "active": wanted.standing == key,
                "tone": tone,
            }
            for key, text, count, tone in (
                (Standing.DONE, _("Xong"), counts.done, "good"),
                (Standing.LATE, _("Chậm"), counts.late, "attention"),
                (Standing.EXCEEDED, _("Vượt"), counts.exceeded, "accent"),
            )
        ),
        {
            "text": _("Của đảng viên"),
            "count": counts.of_people,
            "url": "?cua=people",
            "active": wanted.of == "people",
        },
        {
            "text": _("Của đơn vị"),
            "count": counts.of_units,
            "url": "?cua=units",
            "active": wanted.of == "units",
        },
    ]


@require_http_methods(["GET", "POST"])
def assign_task(request: HttpRequest, year: int) -> HttpResponse:
    """Give one task to a member or a unit."""
    cells = units_where(request.actor, "work.assign_task").filter(
        kind__in=[k.value for k in UnitKind if k.is_party]
    )
    if not cells.exists():
        raise Missing(thing=_("trang này"))
    form = TaskForm(
        request.POST or None,
        cells=cells.order_by("code_key"),
        units=visible_units(request.actor),
        people=visible_people(request.actor, action="work.assign_task"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            task = actions.assign_task(form.row(), actor=request.actor, year=year)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã giao nhiệm vụ."))
            return redirect(task)
    status = 422 if form.is_bound else 200
    return render(request, "work/assign_task.html", {"year": year, "form": form}, status=status)


def _context(request: HttpRequest, task: Task, form: ResultForm) -> dict[str, object]:
    return {
        "page": queries.task_page(task),
        "state": queries.shown_state(task),
        "form": form,
        "may_record": may_record_result(request.actor, task).allowed,
        "list_url": reverse("work:tasks", args=[task.year]),
    }


@require_GET
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: target, result, where it came from and where it was used."""
    found = get_task(request.actor, pk)
    form = ResultForm(
        initial={"result": found.shown_result, "finished_on": found.finished_on, "version": found.version}
    )
    return render(request, "work/task.html", _context(request, found, form))


@require_POST
def record_result(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the number reached and the day of finishing."""
    found = get_task(request.actor, pk)
    form = ResultForm(request.POST)
    if form.is_valid():
        try:
            actions.record_result(
                found,
                actor=request.actor,
                result=form.cleaned_data["result"],
                finished_on=form.cleaned_data["finished_on"],
                expected_version=form.cleaned_data["version"],
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi kết quả."))
            return redirect(found)
    return render(request, "work/task.html", _context(request, found, form), status=422)
