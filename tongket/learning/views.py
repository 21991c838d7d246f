"""Pages of study sessions."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tongket.common.errors import DomainError, Missing
from tongket.learning import actions, queries
from tongket.learning.forms import SessionForm
from tongket.learning.permissions import get_session
from tongket.organisation.permissions import units_where
from tongket.organisation.states import UnitKind

ROWS = 50


@require_GET
def sessions(request: HttpRequest, year: int) -> HttpResponse:
    """A year's sessions with their attendance."""
    rows, totals = queries.session_list(request.actor, request.scope.unit, year)
    return render(
        request,
        "learning/sessions.html",
        {
            "year": year,
            "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
            "totals": totals,
            "may_record": units_where(request.actor, "learning.record_sessions").exists(),
        },
    )


@require_GET
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One session."""
    return render(request, "learning/session.html", {"row": get_session(request.actor, pk)})


@require_http_methods(["GET", "POST"])
def record_session(request: HttpRequest, year: int) -> HttpResponse:
    """Record one session."""
    cells = units_where(request.actor, "learning.record_sessions").filter(
        kind__in=[k.value for k in UnitKind if k.is_party]
    )
    if not cells.exists():
        raise Missing(thing=_("trang này"))
    form = SessionForm(request.POST or None, units=cells.order_by("code_key"))
    if request.method == "POST" and form.is_valid():
        row = form.row()
        try:
            stored = actions.record_sessions(row.unit, actor=request.actor, year=year, rows=[row])
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi buổi học tập."))
            return redirect(stored[0])
    status = 422 if form.is_bound else 200
    return render(request, "learning/record_session.html", {"form": form, "year": year}, status=status)
