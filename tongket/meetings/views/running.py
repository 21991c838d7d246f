"""The conference while it runs: what is now, what comes next, how late it is."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongket.common.errors import DomainError
from tongket.meetings import actions, queries
from tongket.meetings.models import Conference
from tongket.meetings.permissions import get_conference
from tongket.meetings.states import ConferenceState
from tongket.meetings.views.conference import may


@require_GET
def run_of_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Now, next, minutes late; the agenda and the order on stage beside it."""
    found = get_conference(request.actor, pk)
    steps = queries.running_order(found)
    return render(
        request,
        "meetings/run_of_show.html",
        {
            "conference": found,
            "live": queries.live_agenda(found),
            "steps": steps,
            "current_step": next((s for s in steps if s.state == "current"), None),
            "next_steps": [s for s in steps if s.state == "waiting"][:1],
            "done_steps": [s for s in steps if s.state == "done"][-1:],
            "on_stage": sum(len(s.lines) for s in steps),
            "counts": queries.attendance_counts(found),
            "may_run": may(request, found, "run_conference") and found.state != ConferenceState.CLOSED,
        },
    )


def _act(
    request: HttpRequest, pk: int, do: Callable[[Conference], object], done: str, back: str
) -> HttpResponse:
    """One button of the running meeting: do it, say so, return to ``back``; a refusal says why."""
    found = get_conference(request.actor, pk)
    try:
        do(found)
    except DomainError as error:
        messages.error(request, error.text())
    else:
        messages.success(request, done)
    return redirect(back, pk)


@require_POST
def start_conference(request: HttpRequest, pk: int) -> HttpResponse:
    """The conference begins now."""
    return _act(
        request,
        pk,
        lambda c: actions.start_conference(c, actor=request.actor, at=queries.clock()),
        _("Hội nghị đã bắt đầu."),
        "meetings:run_of_show",
    )


@require_POST
def advance_agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """The item is over, the next begins."""
    return _act(
        request,
        pk,
        lambda c: actions.advance_agenda(c, actor=request.actor, at=queries.clock()),
        _("Đã chuyển mục."),
        "meetings:run_of_show",
    )


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The button was pressed too early."""
    return _act(
        request,
        pk,
        lambda c: actions.take_back(c, actor=request.actor),
        _("Đã lùi lại một bước."),
        "meetings:run_of_show",
    )


@require_POST
def close_conference(request: HttpRequest, pk: int) -> HttpResponse:
    """The conference is over."""
    return _act(
        request,
        pk,
        lambda c: actions.close_conference(c, actor=request.actor),
        _("Hội nghị đã bế mạc; từ nay chỉ xem."),
        "meetings:conference",
    )


@require_POST
def reopen_conference(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it again, for a reason."""
    reason = request.POST.get("reason", "").strip()
    return _act(
        request,
        pk,
        lambda c: actions.reopen_conference(c, actor=request.actor, reason=reason),
        _("Đã mở lại hội nghị."),
        "meetings:conference",
    )
