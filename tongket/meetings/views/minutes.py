"""What is written down: agenda with minutes, speeches, conclusions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongket.common.errors import DomainError, Missing
from tongket.meetings import actions, queries
from tongket.meetings.forms import (
    AgendaItemForm,
    ConclusionForm,
    DirectionForm,
    MinutesForm,
    SpeechForm,
    SpeechTimeForm,
)
from tongket.meetings.models import AgendaItem, Conference
from tongket.meetings.permissions import get_conclusion, get_conference
from tongket.meetings.rows import AgendaRow
from tongket.meetings.states import ConferenceState
from tongket.meetings.views.conference import may
from tongket.organisation.queries import party_tree


def _open(request: HttpRequest, conference: Conference, act: str) -> bool:
    return may(request, conference, act) and conference.state != ConferenceState.CLOSED


def _minutes_page(
    request: HttpRequest,
    conference: Conference,
    bound: tuple[int, MinutesForm] | None = None,
    changed: tuple[int, AgendaItemForm] | None = None,
) -> HttpResponse:
    lines = []
    for item in queries.agenda_of(conference):
        version = item.version
        form = MinutesForm(
            initial={
                "text": item.minutes,
                "started_at": item.started_at,
                "ended_at": item.ended_at,
                "version": version,
            },
            auto_id=f"muc-{item.number}-%s",
        )
        change = AgendaItemForm(
            initial={
                "number": item.number,
                "starts_at": item.starts_at,
                "ends_at": item.ends_at,
                "item": item.item,
                "in_charge": item.in_charge,
                "version": version,
            },
            auto_id=f"sua-{item.number}-%s",
        )
        if bound and bound[0] == item.pk:
            form = bound[1]
        if changed and changed[0] == item.pk:
            change = changed[1]
        lines.append((item, form, change))
    return render(
        request,
        "meetings/minutes.html",
        {
            "conference": conference,
            "lines": lines,
            "may_record": _open(request, conference, "record_minutes"),
            "may_print": may(request, conference, "print_paper"),
        },
        status=422 if bound or changed else 200,
    )


@require_GET
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda with the minutes of each item."""
    return _minutes_page(request, get_conference(request.actor, pk))


def _item(conference: Conference, item_pk: int) -> AgendaItem:
    item = conference.agenda.select_related("conference__unit").filter(pk=item_pk).first()
    if item is None:
        raise Missing(thing=_("mục này"))
    return item


@require_POST
def record_minutes(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Record what was said under one item."""
    found = get_conference(request.actor, pk)
    item = _item(found, item_pk)
    form = MinutesForm(request.POST, auto_id=f"muc-{item.number}-%s")
    if form.is_valid():
        try:
            actions.record_minutes(
                item,
                actor=request.actor,
                row=form.row(item.number),
                expected_version=form.cleaned_data["version"],
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi biên bản mục %(n)s.") % {"n": item.number})
            return redirect(item)
    return _minutes_page(request, found, bound=(item.pk, form))


@require_POST
def change_agenda_item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Change time, wording or person in charge of one item."""
    found = get_conference(request.actor, pk)
    item = _item(found, item_pk)
    form = AgendaItemForm(request.POST, auto_id=f"sua-{item.number}-%s")
    if form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        try:
            actions.change_agenda_item(
                item, actor=request.actor, row=AgendaRow(**values), expected_version=version
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã sửa mục %(n)s của chương trình.") % {"n": item.number})
            return redirect(item)
    return _minutes_page(request, found, changed=(item.pk, form))


def _speeches_page(
    request: HttpRequest,
    conference: Conference,
    speech_form: SpeechForm | None = None,
    direction_form: DirectionForm | None = None,
) -> HttpResponse:
    rows = queries.speeches_of(conference)
    lines = [
        (
            speech,
            SpeechTimeForm(
                initial={"minutes_taken": speech.minutes_taken, "version": speech.version},
                auto_id=f"phat-bieu-{speech.number}-%s",
            ),
        )
        for speech in rows
    ]
    return render(
        request,
        "meetings/speeches.html",
        {
            "conference": conference,
            "lines": lines,
            "planned": sum(s.minutes for s in rows),
            "taken": sum(s.minutes_taken or 0 for s in rows),
            "speech_form": speech_form or SpeechForm(initial={"number": len(rows) + 1}),
            "direction_form": direction_form or DirectionForm(conference=conference),
            "may_record": _open(request, conference, "record_speeches"),
        },
        status=422 if speech_form or direction_form else 200,
    )


@require_GET
def speeches(request: HttpRequest, pk: int) -> HttpResponse:
    """The speakers' list with its running time, and what was asked for."""
    return _speeches_page(request, get_conference(request.actor, pk))


@require_POST
def record_speech(request: HttpRequest, pk: int) -> HttpResponse:
    """One more line of the speakers' list."""
    found = get_conference(request.actor, pk)
    form = SpeechForm(request.POST)
    if form.is_valid():
        actions.record_speeches(found, actor=request.actor, speeches=[form.row()])
        messages.success(request, _("Đã ghi bài phát biểu."))
        return redirect("meetings:speeches", pk)
    return _speeches_page(request, found, speech_form=form)


@require_POST
def record_direction(request: HttpRequest, pk: int) -> HttpResponse:
    """What a speech asked for."""
    found = get_conference(request.actor, pk)
    form = DirectionForm(request.POST, conference=found)
    if form.is_valid():
        actions.record_speeches(found, actor=request.actor, speeches=[], directions=[form.row()])
        messages.success(request, _("Đã ghi ý kiến chỉ đạo."))
        return redirect("meetings:speeches", pk)
    return _speeches_page(request, found, direction_form=form)


@require_POST
def record_speech_time(request: HttpRequest, pk: int, speech_pk: int) -> HttpResponse:
    """How long a speech really took."""
    found = get_conference(request.actor, pk)
    speech = found.speeches.select_related("conference__unit").filter(pk=speech_pk).first()
    if speech is None:
        raise Missing(thing=_("bài phát biểu"))
    form = SpeechTimeForm(request.POST)
    if form.is_valid():
        actions.record_speech_time(
            speech,
            actor=request.actor,
            minutes_taken=form.cleaned_data["minutes_taken"],
            expected_version=form.cleaned_data["version"],
        )
        messages.success(request, _("Đã ghi thời gian phát biểu."))
    else:
        messages.error(request, _("Ghi số phút từ 0 đến 600."))
    return redirect("meetings:speeches", pk)


def _conclusions_page(
    request: HttpRequest, conference: Conference, form: ConclusionForm | None = None
) -> HttpResponse:
    units = party_tree(conference.unit, conference.held_on)
    return render(
        request,
        "meetings/conclusions.html",
        {
            "conference": conference,
            "next_year": conference.year + 1,
            "rows": queries.conclusions_of(conference),
            "before": queries.last_years_conclusions(conference),
            "form": form or ConclusionForm(conference=conference, units=units),
            "may_record": _open(request, conference, "record_conclusions"),
        },
        status=422 if form else 200,
    )


@require_GET
def conclusions(request: HttpRequest, pk: int) -> HttpResponse:
    """What was concluded, with the task that came of each."""
    return _conclusions_page(request, get_conference(request.actor, pk))


@require_POST
def record_conclusion(request: HttpRequest, pk: int) -> HttpResponse:
    """One conclusion, which becomes a task of the year after."""
    found = get_conference(request.actor, pk)
    form = ConclusionForm(request.POST, conference=found, units=party_tree(found.unit, found.held_on))
    if form.is_valid():
        try:
            made = actions.record_conclusions(found, actor=request.actor, rows=[form.row()])
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi kết luận và giao nhiệm vụ năm sau."))
            return redirect(made[0])
    return _conclusions_page(request, found, form)


@require_GET
def conclusion(request: HttpRequest, pk: int) -> HttpResponse:
    """One conclusion: the directions behind it, and its task."""
    found = get_conclusion(request.actor, pk)
    return render(
        request,
        "meetings/conclusion.html",
        {
            "row": found,
            "conference": found.conference,
            "may_print": may(request, found.conference, "print_paper"),
        },
    )
