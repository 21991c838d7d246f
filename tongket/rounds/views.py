"""Pages of a round: opening the year, its dates and order, its rules."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongket.common.errors import DomainError, Missing
from tongket.organisation.permissions import units_where
from tongket.rounds import actions, queries
from tongket.rounds.forms import CreateRoundForm, DueForm, HappenedForm, RegulariseForm, ReopenForm
from tongket.rounds.models import Round
from tongket.rounds.queries import acts_in_order, due_of, get_round, language, may_acts
from tongket.rounds.rule_book import outdated


def scoped_round(request: HttpRequest, year: int) -> Round:
    """The year's round of the unit that is looked at; ``Missing`` without a unit."""
    if request.scope.unit is None:
        raise Missing(thing=_("đợt kiểm điểm, xếp loại"))
    return get_round(request.actor, request.scope.unit, year)


@require_http_methods(["GET", "POST"])
def create_round(request: HttpRequest) -> HttpResponse:
    """Prepare and open the round of a year."""
    units = units_where(request.actor, "rounds.create_round").order_by("code_key")
    form = CreateRoundForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.create_round(
                data["unit"],
                actor=request.actor,
                year=data["year"],
                title=data["title"],
                happened_on=data["happened_on"],
            )
            actions.open_round(made, actor=request.actor, happened_on=data["happened_on"])
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã mở %(round)s.") % {"round": made.title})
            return redirect("rounds:round", year=made.year)
    return render(request, "rounds/create_round.html", {"form": form}, status=422 if form.errors else 200)


def _round_context(request: HttpRequest, found: Round, **forms: Any) -> dict[str, Any]:
    return {
        "round": found,
        "may": may_acts(request.actor, found),
        "acts": acts_in_order(found),
        "due_form": DueForm(initial=due_of(found)),
        "happened_form": HappenedForm(),
        "reopen_form": ReopenForm(),
        "regularise_form": RegulariseForm(),
        "outdated": outdated(found, language()),
        **forms,
    }


@require_GET
def round_page(request: HttpRequest, year: int) -> HttpResponse:
    """State of the round, its deadlines, and when its ordered stages happened."""
    found = scoped_round(request, year)
    return render(request, "rounds/round.html", _round_context(request, found))


def _move(request: HttpRequest, year: int, act: str, form: Any, key: str, message: str) -> HttpResponse:
    found = scoped_round(request, year)
    if form.is_valid():
        try:
            getattr(actions, act)(found, actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, message)
            return redirect("rounds:round", year=year)
    return render(request, "rounds/round.html", _round_context(request, found, **{key: form}), status=422)


@require_POST
def open_round(request: HttpRequest, year: int) -> HttpResponse:
    """Open a prepared round."""
    form = HappenedForm(request.POST)
    return _move(request, year, "open_round", form, "happened_form", _("Đã mở đợt."))


@require_POST
def close_round(request: HttpRequest, year: int) -> HttpResponse:
    """Lock the round; refused with the list while something is unfinished."""
    form = HappenedForm(request.POST)
    return _move(request, year, "close_round", form, "happened_form", _("Đã khóa đợt."))


@require_POST
def reopen_round(request: HttpRequest, year: int) -> HttpResponse:
    """Unlock the round by somebody's authority."""
    form = ReopenForm(request.POST)
    return _move(request, year, "reopen_round", form, "reopen_form", _("Đã mở lại đợt."))


@require_POST
def set_due(request: HttpRequest, year: int) -> HttpResponse:
    """Set the deadlines of the steps."""
    found = scoped_round(request, year)
    form = DueForm(request.POST)
    if form.is_valid():
        try:
            actions.set_due(found, actor=request.actor, due=form.due())
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi hạn của các bước."))
            return redirect("rounds:round", year=year)
    return render(request, "rounds/round.html", _round_context(request, found, due_form=form), status=422)


@require_POST
def regularise_step(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Let a stage that came out of order count, by a document."""
    found = scoped_round(request, year)
    step_act = queries.get_step_act(found, pk)
    form = RegulariseForm(request.POST)
    if form.is_valid():
        try:
            actions.regularise_step(step_act, actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi văn bản khắc phục trình tự."))
            return redirect("rounds:round", year=year)
    context = _round_context(request, found, regularise_form=form)
    return render(request, "rounds/round.html", context, status=422)
