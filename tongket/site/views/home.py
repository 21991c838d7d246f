"""The first page after sign-in."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from tongket.audit.unchanged import until_next_act
from tongket.common.dates import today
from tongket.organisation.models import Unit
from tongket.rounds.models import Round
from tongket.rounds.permissions import may_create_round
from tongket.site.home import Waiting, Year, round_of, waiting, year_line
from tongket.site.openings import leads_somewhere
from tongket.site.visits import changes_since, last_visit


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The year of the viewer's unit, what waits for the viewer, what others changed since the last visit."""
    actor, unit = request.actor, request.scope.unit
    since = last_visit(request)
    round = round_of(actor, unit, request.scope.year)
    year, acts = _year_and_acts(request, round, unit) if round and unit else (None, [])
    context = {
        "unit": unit,
        "round": round,
        "today": today(),
        "since": since,
        "year": year,
        "may_create_round": unit is not None and may_create_round(actor, unit).allowed,
        "waiting": acts,
        "changes": changes_since(actor, unit, since) if unit else [],
    }
    return render(request, "home.html", context)


def _year_and_acts(request: HttpRequest, round: Round, unit: Unit) -> tuple[Year, list[Waiting]]:
    """The year's line and what waits for the viewer: put together once after each act recorded."""
    actor, closed = request.actor, request.scope.profile.closed_steps
    return until_next_act(
        ("site.home", actor, round.pk, unit.pk, closed, get_language()),
        lambda: (
            year_line(actor, round, unit, without=closed),
            waiting(actor, round, opens=partial(leads_somewhere, request.scope)),
        ),
    )
