"""Pages of cell meetings."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tongket.common.errors import DomainError, Missing
from tongket.meetings import actions, queries
from tongket.meetings.forms import CellMeetingForm, PastedMeetingsForm
from tongket.meetings.permissions import get_cell_meeting
from tongket.meetings.states import MeetingKind
from tongket.organisation.models import Unit
from tongket.organisation.permissions import units_where
from tongket.organisation.states import UnitKind

ROWS = 80


@require_GET
def cell_meetings(request: HttpRequest, year: int) -> HttpResponse:
    """A year's meetings of the cells, with their regularity and attendance."""
    kind = request.GET.get("loc", "")
    kind = kind if kind in MeetingKind.values else ""
    rows, cells, counts = queries.cell_meeting_list(request.actor, request.scope.unit, year, kind)
    names = [("", _("Tất cả")), *((k.value, k.label) for k in MeetingKind)]
    filters = [
        {"text": text, "count": counts[key], "url": f"?loc={key}" if key else "?", "active": kind == key}
        for key, text in names
    ]
    return render(
        request,
        "meetings/cell_meetings.html",
        {
            "year": year,
            "cells": cells,
            "doubtful": sum(cell.totals.doubtful for cell in cells),
            "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
            "filters": filters,
            "may_record": _cells_to_record(request).exists(),
        },
    )


@require_GET
def cell_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting."""
    return render(request, "meetings/cell_meeting.html", {"row": get_cell_meeting(request.actor, pk)})


def _cells_to_record(request: HttpRequest) -> QuerySet[Unit]:
    """The cells whose meetings the viewer may record."""
    return units_where(request.actor, "meetings.record_cell_meetings").filter(
        kind__in=[UnitKind.CELL, UnitKind.GRASSROOTS_CELL]
    )


@require_http_methods(["GET", "POST"])
def record_cell_meetings(request: HttpRequest, year: int) -> HttpResponse:
    """Record one meeting, or many of a cell pasted from a table."""
    cells = _cells_to_record(request)
    if not cells.exists():
        raise Missing(thing=_("trang này"))
    units = cells.order_by("code_key")
    pasted = request.POST.get("form") == "pasted"
    one = CellMeetingForm(request.POST if request.POST and not pasted else None, units=units)
    many = PastedMeetingsForm(request.POST if pasted else None, units=units, prefix="many")
    form = many if pasted else one
    if request.method == "POST" and form.is_valid():
        rows = form.cleaned_data["rows"] if pasted else [one.row()]
        try:
            stored = actions.record_cell_meetings(
                form.cleaned_data["unit"], actor=request.actor, year=year, rows=rows
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi %(n)s buổi họp.") % {"n": len(stored)})
            return redirect("meetings:cell_meetings", year)
    return render(
        request,
        "meetings/record_cell_meetings.html",
        {"year": year, "one": one, "many": many},
        status=422 if request.method == "POST" else 200,
    )
