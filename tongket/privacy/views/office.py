"""The office's pages: requests, terms, holds, anonymising, and what every reader may know of the processing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongket.access.decisions import require
from tongket.common.dates import today
from tongket.common.errors import DomainError, Missing
from tongket.organisation.models import Unit
from tongket.organisation.permissions import may
from tongket.privacy import actions
from tongket.privacy.catalogue import masters, parameters, purposes
from tongket.privacy.forms import AnonymiseForm, AnswerForm, ChangeForm, HoldForm, LiftForm, TermForm
from tongket.privacy.models import CorrectionRequest
from tongket.privacy.permissions import get_about, home_of, may_about
from tongket.privacy.preview import what_anonymising_does
from tongket.privacy.queries import OPEN, get_hold, get_request, holds_of, visible_requests
from tongket.privacy.retention import due_of, people_who_left, terms_at
from tongket.privacy.states import RequestState

ROWS = 50


def _unit(request: HttpRequest) -> Unit:
    """The unit looked at; a page about nobody's unit is absent."""
    if request.scope.unit is None:
        raise Missing(thing=_("đơn vị"))
    return request.scope.unit


@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """Requests to correct: those that wait first, by their deadline."""
    shown = request.GET.get("xem", "open")
    everything = visible_requests(request.actor)
    waiting = everything.filter(state__in=OPEN)
    rows = waiting if shown == "open" else everything.order_by("-asked_on", "-pk")
    filters = [
        {"text": _("Chưa xong"), "count": waiting.count(), "url": "?xem=open", "active": shown == "open"},
        {"text": _("Tất cả"), "count": everything.count(), "url": "?xem=all", "active": shown != "open"},
    ]
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, "privacy/requests.html", {"page": page, "filters": filters, "day": today()})


def _request_page(request: HttpRequest, found: CorrectionRequest, **forms: Any) -> HttpResponse:
    answers = may_about(request.actor, "answer_request", found.person).allowed
    context = {
        "found": found,
        "may_answer": answers and found.state == RequestState.WAITING,
        "may_complete": answers and found.state == RequestState.ACCEPTED,
        "own_data": found.record_model in ("", "organisation.Person"),
        "answer_form": AnswerForm(initial={"on": today(), "version": found.version}),
        "change_form": ChangeForm.of(found.person),
        "day": today(),
        **forms,
    }
    return render(request, "privacy/request.html", context, status=422 if forms else 200)


@require_GET
def one_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with its answer and what follows from it."""
    return _request_page(request, get_request(request.actor, pk))


@require_POST
def answer_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or refuse."""
    found = get_request(request.actor, pk)
    require(may_about(request.actor, "answer_request", found.person))
    form = AnswerForm(request.POST)
    if form.is_valid():
        data = dict(form.cleaned_data)
        try:
            actions.answer_request(found, actor=request.actor, expected_version=data.pop("version"), **data)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi trả lời."))
            return redirect(found)
    return _request_page(request, found, answer_form=form)


@require_POST
def complete_request(request: HttpRequest, pk: int) -> HttpResponse:
    """The datum is changed: the person's own values here, others by the act of their room before."""
    found = get_request(request.actor, pk)
    require(may_about(request.actor, "answer_request", found.person))
    if request.POST.get("changed_elsewhere"):
        values: dict[str, Any] = {"happened_on": today()}
    else:
        form = ChangeForm(request.POST)
        if not form.is_valid():
            return _request_page(request, found, change_form=form)
        values = form.cleaned_data
    try:
        actions.complete_request(found, actor=request.actor, **values)
    except DomainError as error:
        messages.error(request, error.text())
    else:
        messages.success(request, _("Đã sửa dữ liệu theo đề nghị."))
    return redirect(found)


@require_GET
def terms(request: HttpRequest) -> HttpResponse:
    """How long each kind of record is kept, and whose data may be erased."""
    unit = _unit(request)
    require(may(request.actor, "privacy.see_terms", unit))
    page = Paginator(people_who_left(request.actor), ROWS).get_page(request.GET.get("page"))
    context = {
        "unit": unit,
        "terms": list(terms_at(unit).values()),
        "page": page,
        "dues": due_of(list(page.object_list)),
        "may_confirm": may(request.actor, "privacy.confirm_term", unit).allowed,
        "form": TermForm(initial={"on": today()}),
        "parameters": list(parameters().values()),
    }
    return render(request, "privacy/terms.html", context)


@require_POST
def confirm_term(request: HttpRequest, kind: str) -> HttpResponse:
    """The office confirms a term by its own citation."""
    unit = _unit(request)
    require(may(request.actor, "privacy.confirm_term", unit))
    form = TermForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Ghi số năm, căn cứ và ngày xác nhận."))
        return redirect("privacy:terms")
    try:
        actions.confirm_term(unit, actor=request.actor, kind=kind, **form.cleaned_data)
    except DomainError as error:
        messages.error(request, error.text())
    else:
        messages.success(request, _("Đã xác nhận thời hạn."))
    return redirect("privacy:terms")


@require_POST
def place_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a person's data beyond their term."""
    person = get_about(request.actor, pk, "place_hold")
    require(may_about(request.actor, "place_hold", person))
    form = HoldForm(request.POST)
    if form.is_valid():
        actions.place_hold(person, actor=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã ghi lý do giữ lại."))
    else:
        messages.error(request, _("Ghi lý do, văn bản và ngày."))
    return redirect("privacy:anonymise", pk)


@require_POST
def lift_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """What held the data is over."""
    hold = get_hold(request.actor, pk)
    form = LiftForm(request.POST)
    if form.is_valid():
        try:
            actions.lift_hold(hold, actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            messages.error(request, error.text())
        else:
            messages.success(request, _("Đã gỡ lý do giữ lại."))
    else:
        messages.error(request, _("Ghi văn bản và ngày gỡ."))
    return redirect("privacy:anonymise", hold.person_id)


@require_http_methods(["GET", "POST"])
def anonymise(request: HttpRequest, pk: int) -> HttpResponse:
    """What anonymising would do, what stands against it, and the act."""
    person = get_about(request.actor, pk, "anonymise")
    require(may_about(request.actor, "anonymise", person))
    form = AnonymiseForm(request.POST or None, initial={"happened_on": today()})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        data.pop("sure")
        try:
            actions.anonymise(person, actor=request.actor, **data)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ẩn danh. Số liệu và nhật ký giữ nguyên."))
            return redirect("privacy:terms")
    [due] = due_of([person])
    context = {
        "person": person,
        "unit": home_of(person),
        "due": due,
        "terms": terms_at(home_of(person)),
        "preview": what_anonymising_does(person),
        "holds": holds_of(person),
        "form": form,
        "hold_form": HoldForm(initial={"since": today()}),
        "lift_form": LiftForm(initial={"on": today()}),
    }
    return render(request, "privacy/anonymise.html", context, status=422 if form.errors else 200)


@require_GET
def processing(request: HttpRequest) -> HttpResponse:
    """The register of processing: purpose, ground, data, recipients, term."""
    unit = request.scope.unit
    in_force = terms_at(unit) if unit is not None else {}
    rows = [(purpose, in_force.get(purpose.term)) for purpose in purposes()]
    return render(request, "privacy/processing.html", {"rows": rows})


@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    """Who keeps which datum."""
    return render(request, "privacy/sources.html", {"rows": masters()})
