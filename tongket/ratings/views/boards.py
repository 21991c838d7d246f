"""Pages that show: the board, an explanation, a quota, the organisation, a member's earlier years."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongket.audit.exports import exported
from tongket.organisation.models import Unit
from tongket.organisation.permissions import get_unit
from tongket.ratings import queries
from tongket.ratings.exports import board_table
from tongket.ratings.forms import HeldForm, ProposalForm, SuperiorForm
from tongket.ratings.models import QuotaOutcome
from tongket.ratings.permissions import decides, may_act
from tongket.ratings.queries.subjects import cells_to_read, decision_documents, get_subject, person_history
from tongket.rounds.models import Round
from tongket.rounds.views import scoped_round


def _board(request: HttpRequest, found: Round, unit: Unit, **extra: Any) -> HttpResponse:
    wanted = request.GET.get("loc", "all")
    page = queries.board(request.actor, found, unit, wanted, page=request.GET.get("page", "1"))
    here = reverse("ratings:unit_board", args=[found.year, unit.pk])
    filters = [
        {"text": c.text, "count": c.count, "url": f"{here}?loc={c.key}", "active": c.active}
        for c in page.counts
    ]
    context = {
        "round": found,
        "unit": unit,
        "page": page,
        "filters": filters,
        "cells": cells_to_read(request.actor, found),
        "decides": decides(request.actor, found),
        "tries": may_act(request.actor, found, "try_changes").allowed,
        "held_form": HeldForm(),
        **extra,
    }
    return render(request, "ratings/board.html", context, status=422 if extra else 200)


@require_GET
def board(request: HttpRequest, year: int) -> HttpResponse:
    """The board of the unit that is looked at."""
    found = scoped_round(request, year)
    return _board(request, found, request.scope.unit)


@require_GET
def unit_board(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """The board of one unit."""
    found = scoped_round(request, year)
    return _board(request, found, get_unit(request.actor, pk, "ratings.see_ratings"))


@require_GET
def export_board(request: HttpRequest, year: int, pk: int, form: str) -> HttpResponse:
    """The board of one unit with its filter as a file."""
    found = scoped_round(request, year)
    unit = get_unit(request.actor, pk, "ratings.export_ratings")
    page = queries.board(request.actor, found, unit, request.GET.get("loc", "all"))
    return exported(
        board_table(page), actor=request.actor, action="ratings.export_board", unit_id=unit.pk, form=form
    )


def board_with(request: HttpRequest, year: int, pk: int, **forms: Any) -> HttpResponse:
    """The board of one unit once more, with a form that was refused."""
    found = scoped_round(request, year)
    return _board(request, found, get_unit(request.actor, pk, "ratings.see_ratings"), **forms)


@require_GET
def explanation(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Why a member's level is what it is, no more than the reader may see."""
    found = scoped_round(request, year)
    page = queries.explanation(request.actor, found, get_subject(found, person=pk))
    return render(request, "ratings/explanation.html", {"round": found, "page": page})


@require_GET
def unit_explanation(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Why a unit's level is what it is."""
    found = scoped_round(request, year)
    page = queries.explanation(request.actor, found, get_subject(found, unit=pk))
    return render(request, "ratings/explanation.html", {"round": found, "page": page})


def _records_url(outcome: QuotaOutcome, role: str) -> str:
    """The list of records behind a number of the equation."""
    return reverse("audit:records", args=[outcome._meta.label, outcome.pk, role])


def quota_with(request: HttpRequest, year: int, subject: str, **extra: Any) -> HttpResponse:
    """The page of a quota, with a form that was refused if there is one."""
    found = scoped_round(request, year)
    page = queries.quota(request.actor, found, subject, page=request.GET.get("page"))
    lines = [
        {
            "text": line["text"],
            "formula": line["formula"],
            "figure": line["figure"],
            "url": _records_url(page.outcome, line["role"]) if line.get("role") else "",
        }
        for line in page.lines
    ]
    context = {
        "round": found,
        "page": page,
        "lines": lines,
        "may_open": may_act(request.actor, found, "open_second_ballot").allowed,
        "held_form": HeldForm(),
        **extra,
    }
    return render(request, "ratings/quota.html", context, status=422 if extra else 200)


@require_GET
def quota(request: HttpRequest, year: int, subject: str) -> HttpResponse:
    """The equation of a quota in words and numbers, and every candidate's place."""
    return quota_with(request, year, subject)


def organisation_with(request: HttpRequest, year: int, **extra: Any) -> HttpResponse:
    """The page of the organisation's rating, with a form that was refused if there is one."""
    found = scoped_round(request, year)
    page = queries.organisation(request.actor, found)
    documents = decision_documents(request.actor, found)
    context = {
        "round": found,
        "page": page,
        "may_propose": may_act(request.actor, found, "propose_organisation").allowed,
        "may_record": may_act(request.actor, found, "record_superior_decision").allowed,
        "proposal_form": ProposalForm(
            documents=documents, initial={"level": page.outcome.allowed if page.outcome else ""}
        ),
        "superior_form": SuperiorForm(documents=documents),
        "held_form": HeldForm(),
        **extra,
    }
    return render(request, "ratings/organisation.html", context, status=422 if extra else 200)


@require_GET
def organisation(request: HttpRequest, year: int) -> HttpResponse:
    """The organisation's own rating, that of its cells, and what the superior decided."""
    return organisation_with(request, year)


@require_GET
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """A member's levels over the years, with the label and the evidence of each year."""
    person, years = person_history(request.actor, pk)
    return render(request, "ratings/history.html", {"person": person, "years": years})
