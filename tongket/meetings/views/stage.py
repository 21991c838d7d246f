"""The order of presentation: recipients, presenters, proxies, collisions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongket.common.errors import DomainError, Missing
from tongket.meetings import actions, queries
from tongket.meetings.forms import PresenterForm, ProxyForm
from tongket.meetings.models import Conference, PresentationStep
from tongket.meetings.permissions import get_conference
from tongket.meetings.rows import ProxyRow
from tongket.meetings.states import ConferenceState
from tongket.meetings.views.conference import may


def _proxy_form(conference: Conference, data: object = None) -> ProxyForm:
    return ProxyForm(
        data,
        absent=queries.people_called(conference, present=False),
        present=queries.people_called(conference, present=True),
    )


def _page(
    request: HttpRequest, conference: Conference, form: ProxyForm | None = None, status: int = 200
) -> HttpResponse:
    steps = queries.running_order(conference)
    may_arrange = (
        may(request, conference, "arrange_presentation") and conference.state != ConferenceState.CLOSED
    )
    return render(
        request,
        "meetings/presentation.html",
        {
            "conference": conference,
            "steps": steps,
            "problems": [p for s in steps for p in s.problems if p.to_settle],
            "missed": queries.awards_not_on_stage(conference),
            "on_stage": sum(len(s.lines) for s in steps),
            "form": form or _proxy_form(conference),
            "may_arrange": may_arrange,
            "may_print": may(request, conference, "print_paper"),
        },
        status=status,
    )


@require_GET
def presentation(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes to the stage when, from whom, with which paper."""
    return _page(request, get_conference(request.actor, pk))


@require_POST
def arrange_presentation(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill the steps from the decided awards."""
    found = get_conference(request.actor, pk)
    entries = actions.arrange_presentation(found, actor=request.actor)
    messages.success(request, _("Đã xếp %(n)s lượt trao.") % {"n": len(entries)})
    return redirect("meetings:presentation", pk)


@require_POST
def record_proxy(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody receives for an absent recipient."""
    found = get_conference(request.actor, pk)
    form = _proxy_form(found, request.POST)
    if form.is_valid():
        try:
            actions.record_proxies(found, actor=request.actor, rows=[ProxyRow(**form.cleaned_data)])
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi người nhận thay."))
            return redirect("meetings:presentation", pk)
    return _page(request, found, form, status=422)


def _step(request: HttpRequest, pk: int, number: int) -> PresentationStep:
    found = get_conference(request.actor, pk)
    step = found.steps.select_related("conference__unit").filter(number=number).first()
    if step is None:
        raise Missing(thing=_("đợt trao"))
    return step


@require_POST
def change_presenter(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Somebody else hands over."""
    step = _step(request, pk, number)
    form = PresenterForm(request.POST)
    if form.is_valid():
        actions.change_presenter(
            step,
            actor=request.actor,
            handed_over_by=form.cleaned_data["handed_over_by"],
            expected_version=form.cleaned_data["version"],
        )
        messages.success(request, _("Đã đổi người trao của đợt %(n)s.") % {"n": number})
    else:
        messages.error(request, _("Ghi họ và tên người trao."))
    return redirect("meetings:presentation", pk)


@require_POST
def finish_step(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The group has left the stage."""
    actions.finish_step(_step(request, pk, number), actor=request.actor)
    return redirect("meetings:run_of_show", pk)


@require_POST
def reopen_step(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Ticked off too early."""
    actions.reopen_step(_step(request, pk, number), actor=request.actor)
    return redirect("meetings:run_of_show", pk)


@require_POST
def move_entry(request: HttpRequest, pk: int, number: int, entry_pk: int) -> HttpResponse:
    """One place up in the step."""
    step = _step(request, pk, number)
    entry = step.entries.select_related("step__conference__unit").filter(pk=entry_pk).first()
    if entry is None:
        raise Missing(thing=_("người nhận"))
    actions.move_entry(entry, actor=request.actor, order=entry.order - 1)
    return redirect("meetings:presentation", pk)
