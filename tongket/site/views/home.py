"""The first page after sign-in."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongket.common.dates import today
from tongket.rounds.permissions import may_create_round
from tongket.site.home import round_of, waiting, year_line
from tongket.site.openings import leads_somewhere
from tongket.site.visits import changes_since, last_visit


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The year of the viewer's unit, what waits for the viewer, what others changed since the last visit."""
    actor, unit = request.actor, request.scope.unit
    since = last_visit(request)
    round = round_of(actor, unit, request.scope.year)
    closed = request.scope.profile.closed_steps
    context = {
        "unit": unit,
        "round": round,
        "today": today(),
        "since": since,
        "year": year_line(actor, round, unit, without=closed) if round else None,
        "may_create_round": unit is not None and may_create_round(actor, unit).allowed,
        "waiting": waiting(actor, round, opens=partial(leads_somewhere, request.scope)) if round else [],
        "changes": changes_since(actor, unit, since) if unit else [],
    }
    return render(request, "home.html", context)
