"""What is held about a person: the person's own page, and the same for the office to print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongket.access.decisions import require
from tongket.common.dates import today
from tongket.common.errors import DomainError, Missing
from tongket.organisation.actions.consents import give_consent, withdraw_consent
from tongket.organisation.models import ConsentPurpose, Person
from tongket.organisation.permissions import person_of
from tongket.privacy import actions
from tongket.privacy.forms import ConsentForm, CorrectionForm
from tongket.privacy.held import held_about, who_looked
from tongket.privacy.permissions import get_about, home_of, is_own, may_about, may_ask
from tongket.privacy.queries import consents_by_purpose, get_consent, holds_of, requests_of
from tongket.privacy.retention import terms_at


def _context(request: HttpRequest, person: Person) -> dict[str, Any]:
    unit = home_of(person)
    own = is_own(request.actor, person)
    return {
        "person": person,
        "unit": unit,
        "own": own,
        "sections": held_about(person),
        "looks": who_looked(person),
        "terms": terms_at(unit),
        "consents": consents_by_purpose(person),
        "consent_form": ConsentForm(),
        "requests": requests_of(person),
        "holds": [] if own else holds_of(person),
        "may_ask": may_ask(request.actor, person).allowed,
        "may_hold": may_about(request.actor, "place_hold", person).allowed,
        "day": today(),
    }


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """All that is held about the viewer."""
    person = person_of(request.actor)
    if person is None:
        return render(request, "privacy/no_person.html", {})
    return render(request, "privacy/person_data.html", _context(request, person))


@require_GET
def person_data(request: HttpRequest, pk: int) -> HttpResponse:
    """The same about somebody whose data the viewer's office keeps, to print for them."""
    person = get_about(request.actor, pk)
    return render(request, "privacy/person_data.html", _context(request, person))


@require_http_methods(["GET", "POST"])
def ask_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """A datum is wrong."""
    person = get_about(request.actor, pk, "record_request")
    require(may_ask(request.actor, person))
    own = is_own(request.actor, person)
    wanted = request.GET.get("record", "")
    initial = {"asked_on": today(), "record": wanted} | _picked(person, wanted)
    form = CorrectionForm(request.POST or None, own=own, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        data.pop("record")
        try:
            made = actions.ask_correction(person, actor=request.actor, record=form.reference(), **data)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã gửi đề nghị. Hạn trả lời ghi trong đề nghị."))
            return redirect(made)
    context = {"person": person, "own": own, "form": form}
    return render(request, "privacy/ask_correction.html", context, status=422 if form.errors else 200)


def _picked(person: Person, wanted: str) -> dict[str, str]:
    """Name and present value of the datum that was picked on the page, by its reference."""
    for section in held_about(person) if wanted else ():
        for row in section.rows:
            for value in row.values:
                if f"{row.model}:{row.pk}:{value.field}" == wanted:
                    return {"datum": f"{section.title}: {value.label}", "held": value.value}
    return {}


@require_POST
def give(request: HttpRequest, pk: int, purpose: str) -> HttpResponse:
    """The person agrees to one purpose."""
    person = get_about(request.actor, pk)
    if purpose not in ConsentPurpose.values:
        raise Missing(thing=_("mục đích"))
    form = ConsentForm(request.POST)
    document = form.cleaned_data["document"] if form.is_valid() else ""
    try:
        give_consent(
            person,
            actor=request.actor,
            unit=home_of(person),
            purpose=purpose,
            on=today(),
            document=document,
        )
    except DomainError as error:
        messages.error(request, error.text())
    else:
        messages.success(request, _("Đã ghi đồng ý."))
    return redirect(_page_of(request, person))


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The person takes a consent back."""
    consent = get_consent(request.actor, pk)
    form = ConsentForm(request.POST)
    document = form.cleaned_data["document"] if form.is_valid() else ""
    try:
        withdraw_consent(consent, actor=request.actor, unit=home_of(consent.person), document=document)
    except DomainError as error:
        messages.error(request, error.text())
    else:
        messages.success(request, _("Đã ghi rút đồng ý: từ hôm nay không công bố thêm theo mục đích này."))
    return redirect(_page_of(request, consent.person))


def _page_of(request: HttpRequest, person: Person) -> str:
    if is_own(request.actor, person):
        return reverse("privacy:mine")
    return reverse("privacy:person_data", args=[person.pk])
