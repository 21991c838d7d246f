"""The conference: list of the year, plan, overview, its papers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongket.common.errors import DomainError, Missing
from tongket.documents.rendering import profile_for, render_docx, render_pdf
from tongket.meetings import actions, queries
from tongket.meetings.documents import PAPERS, Data, extract_data, file_name
from tongket.meetings.forms import PlanForm, StepFormSet
from tongket.meetings.models import Conference
from tongket.meetings.permissions import (
    get_conclusion,
    get_conference,
    may_change_conference,
    may_plan_conference,
)
from tongket.organisation.permissions import get_unit

WORD = "docx"
TYPES = {
    "pdf": "application/pdf",
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def may(request: HttpRequest, conference: Conference, act: str) -> bool:
    """Whether the viewer may do an act of this room at the conference."""
    return may_change_conference(request.actor, conference, act).allowed


@require_GET
def conferences(request: HttpRequest, year: int) -> HttpResponse:
    """Conferences that sum up the year."""
    unit = request.scope.unit
    return render(
        request,
        "meetings/conferences.html",
        {
            "year": year,
            "rows": queries.conference_list(request.actor, unit, year),
            "may_plan": unit is not None and may_plan_conference(request.actor, unit).allowed,
            "unit": unit,
        },
    )


@require_http_methods(["GET", "POST"])
def plan_conference(request: HttpRequest, year: int, unit_pk: int) -> HttpResponse:
    """Prepare a conference: agenda, guests, order of presentation."""
    unit = get_unit(request.actor, unit_pk, "meetings.plan_conference")
    form, steps = PlanForm(request.POST or None), StepFormSet(request.POST or None, prefix="dot")
    if request.method == "POST" and form.is_valid() and steps.is_valid():
        try:
            conference = actions.plan_conference(
                unit, actor=request.actor, year=year, plan=form.plan(steps.rows())
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã lập chương trình hội nghị."))
            return redirect(conference)
    return render(
        request,
        "meetings/plan_conference.html",
        {"year": year, "unit": unit, "form": form, "steps": steps},
        status=422 if request.method == "POST" else 200,
    )


@require_GET
def conference(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one conference at a glance."""
    found = get_conference(request.actor, pk)
    return render(
        request,
        "meetings/conference.html",
        {
            "conference": found,
            "figures": queries.conference_figures(found),
            "agenda": queries.agenda_of(found),
            "guests": queries.guests_of(found),
            "conclusions": queries.conclusions_of(found),
            "before": queries.last_years_conclusions(found),
            "photos": found.photos.all(),
            "may_run": may(request, found, "run_conference"),
            "may_close": may(request, found, "close_conference"),
            "may_print": may(request, found, "print_paper"),
        },
    )


def _answer(data: Data, conference: Conference, paper: str, suffix: str) -> HttpResponse:
    profile = profile_for("party", conference.held_on)
    content = (
        render_docx(paper, data, profile=profile)
        if suffix == WORD
        else render_pdf(paper, data, document_date=conference.held_on, profile=profile)
    )
    answer = HttpResponse(content, content_type=TYPES[suffix])
    answer["Content-Disposition"] = f'attachment; filename="{file_name(paper, conference, suffix)}"'
    return answer


@require_POST
def print_paper(request: HttpRequest, pk: int, paper: str) -> HttpResponse:
    """A paper of the conference as a file; what it was made from is noted."""
    found = get_conference(request.actor, pk)
    if paper not in PAPERS:
        raise Missing(thing=_("giấy tờ này"))
    suffix = WORD if request.POST.get("dang") == WORD and paper == "minutes" else "pdf"
    actions.note_printing(found, actor=request.actor, paper=paper)
    return _answer(PAPERS[paper](request.actor, found), found, paper, suffix)


@require_POST
def print_extract(request: HttpRequest, pk: int) -> HttpResponse:
    """The extract of one conclusion for the unit in charge."""
    found = get_conclusion(request.actor, pk)
    actions.note_printing(found.conference, actor=request.actor, paper="extract", conclusion=found)
    return _answer(extract_data(found), found.conference, "extract", "pdf")
