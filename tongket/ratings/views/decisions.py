"""Pages that act: computing, opening ballots, recording decisions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongket.access.decisions import require
from tongket.common.errors import DomainError
from tongket.organisation.permissions import get_unit
from tongket.ratings import actions
from tongket.ratings.forms import (
    PAPER_FIELDS,
    DecisionForm,
    HeldForm,
    ProposalForm,
    SuperiorForm,
    subject_of,
    typed_rows,
)
from tongket.ratings.permissions import may_act
from tongket.ratings.queries.common import language
from tongket.ratings.queries.subjects import (
    cells_to_read,
    decision_documents,
    outcomes_to_decide,
    page_of_cell,
)
from tongket.ratings.rows import Decided
from tongket.ratings.views.boards import board_with, organisation_with, quota_with
from tongket.rounds.models import Round
from tongket.rounds.rule_book import outdated, suspended_clauses
from tongket.rounds.views import scoped_round


@require_POST
def compute_outcomes(request: HttpRequest, year: int) -> HttpResponse:
    """Say anew what the rules allow."""
    found = scoped_round(request, year)
    done = actions.compute_outcomes(found, actor=request.actor)
    text = _("Đã xác định cho %(members)s đảng viên, %(units)s tổ chức; %(changed)s trường hợp thay đổi.")
    messages.success(
        request, text % {"members": done.members, "units": done.units, "changed": len(done.changed)}
    )
    return redirect("ratings:board", year=year)


@require_POST
def open_cell_ballot(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Put the levels of a cell's members to its vote."""
    found = scoped_round(request, year)
    cell = get_unit(request.actor, pk, "ratings.open_cell_ballot")
    form = HeldForm(request.POST)
    if form.is_valid():
        try:
            poll = actions.open_cell_ballot(found, actor=request.actor, cell=cell, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            return redirect(poll)
    return board_with(request, year, pk, held_form=form)


@require_POST
def open_second_ballot(request: HttpRequest, year: int, subject: str) -> HttpResponse:
    """Put the candidates of a quota to the committee's vote."""
    found = scoped_round(request, year)
    form = HeldForm(request.POST)
    if form.is_valid():
        try:
            poll = actions.open_second_ballot(
                found, actor=request.actor, subject=subject, **form.cleaned_data
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            return redirect(poll)
    return quota_with(request, year, subject, held_form=form)


@require_POST
def open_organisation_ballot(request: HttpRequest, year: int) -> HttpResponse:
    """Put the organisation's level to the committee's vote."""
    found = scoped_round(request, year)
    form = HeldForm(request.POST)
    if form.is_valid():
        try:
            poll = actions.open_organisation_ballot(found, actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            return redirect(poll)
    return organisation_with(request, year, held_form=form)


def _told(request: HttpRequest, done: Decided, text: str) -> None:
    for warning in done.warnings:
        messages.warning(request, warning)
    messages.success(request, text)


#: Rows of a decision on one page.
ROWS = 100


def _decision_page(request: HttpRequest, found: Round, *, members: bool) -> tuple[DecisionForm, Page]:
    """One page of the decision with all that was typed: pages are turned by sending the form ("go" says where to)."""
    rows = outcomes_to_decide(found, members=members)
    sent, go = request.POST, request.POST.get("go", "")
    if go == "cell" and sent.get("cell", "").isdecimal():
        go = str(page_of_cell(rows, int(sent["cell"]), ROWS))
    page = Paginator(rows, ROWS).get_page(go or sent.get("page", "1"))
    shown = list(page)
    on_page = set(map(subject_of, shown))
    typed = typed_rows(sent)
    subject = "person" if members else "unit"
    others = list(rows.filter(**{f"{subject}__in": typed.keys() - on_page}))
    options: dict[str, Any] = {
        "outcomes": shown,
        "documents": decision_documents(request.actor, found),
        "initial": {"issuer": _("Đảng ủy")},
    }
    if request.method == "POST" and not go:
        return DecisionForm(sent, kept=others, **options), page
    kept = [o for o in others if typed[subject_of(o)] != (o.level, "")]
    options["initial"] |= {name: sent[name] for name in PAPER_FIELDS if name in sent}
    return DecisionForm(kept=kept, typed=typed, **options), page


def _decide(request: HttpRequest, year: int, *, members: bool) -> HttpResponse:
    found = scoped_round(request, year)
    act = "decide_member_levels" if members else "decide_unit_levels"
    require(may_act(request.actor, found, act))
    form, page = _decision_page(request, found, members=members)
    if form.is_valid():
        subject = _("Công nhận mức xếp loại đảng viên") if members else _("Công nhận mức xếp loại chi bộ")
        try:
            done = getattr(actions, act)(
                found,
                actor=request.actor,
                document=form.paper(subject),
                levels=form.levels(),
                deviations=form.deviations(),
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            _told(
                request, done, _("Đã ghi quyết định cho %(count)s trường hợp.") % {"count": len(done.ratings)}
            )
            return redirect("ratings:board" if members else "ratings:organisation", year=year)
    context: dict[str, Any] = {
        "round": found,
        "form": form,
        "members": members,
        "rows": form.rows(),
        "shown": page,
        "cells": cells_to_read(request.actor, found) if members and page.has_other_pages() else [],
        "suspended": suspended_clauses(found, language()),
        "outdated": outdated(found, language()),
    }
    return render(request, "ratings/decide.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def decide_member_levels(request: HttpRequest, year: int) -> HttpResponse:
    """Record the decision on the levels of members."""
    return _decide(request, year, members=True)


@require_http_methods(["GET", "POST"])
def decide_unit_levels(request: HttpRequest, year: int) -> HttpResponse:
    """Record the decision on the levels of cells."""
    return _decide(request, year, members=False)


@require_POST
def propose_organisation(request: HttpRequest, year: int) -> HttpResponse:
    """Record what the committee proposes for its organisation."""
    found = scoped_round(request, year)
    form = ProposalForm(request.POST, documents=decision_documents(request.actor, found))
    if form.is_valid():
        try:
            done = actions.propose_organisation(
                found,
                actor=request.actor,
                level=form.cleaned_data["level"],
                happened_on=form.cleaned_data["happened_on"],
                deviation_reason=form.cleaned_data["deviation_reason"],
                document=form.paper(_("Đề xuất mức xếp loại của Đảng bộ")),
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            _told(request, done, _("Đã ghi đề xuất của Đảng ủy."))
            return redirect("ratings:organisation", year=year)
    return organisation_with(request, year, proposal_form=form)


@require_POST
def record_superior_decision(request: HttpRequest, year: int) -> HttpResponse:
    """Record the superior's decision with its figures."""
    found = scoped_round(request, year)
    form = SuperiorForm(request.POST, documents=decision_documents(request.actor, found))
    if form.is_valid():
        data = form.cleaned_data
        document = form.paper(_("Quyết định của cấp ủy cấp trên về tổ chức cơ sở đảng"), received=True)
        try:
            done = actions.record_superior_decision(
                found,
                actor=request.actor,
                superior=data["superior"],
                organisations=data["organisations"],
                good_or_better=data["good_or_better"],
                commended=data["commended"],
                decided_on=document.date if document else None,
                document=document,
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            _told(request, done, _("Đã ghi quyết định của cấp ủy cấp trên."))
            return redirect("ratings:organisation", year=year)
    return organisation_with(request, year, superior_form=form)
