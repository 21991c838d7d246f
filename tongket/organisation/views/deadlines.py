"""Pages of what falls due and of missing papers."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tongket.access.decisions import require
from tongket.common.dates import today
from tongket.common.errors import Missing
from tongket.organisation import actions
from tongket.organisation.actions.papers import PaperRow
from tongket.organisation.forms import AsOfForm
from tongket.organisation.models import Person, Unit
from tongket.organisation.parameters import Parameter, in_words
from tongket.organisation.permissions import may, may_somewhere
from tongket.organisation.queries.deadlines import PARAMETER_OF, DeadlineKind
from tongket.organisation.queries.deadlines import deadlines as due_list
from tongket.organisation.queries.papers import file_of, file_rows, missing_counts
from tongket.organisation.queries.parameters import papers_at, parameters_at

ROWS = 50


@require_GET
def deadlines(request: HttpRequest) -> HttpResponse:
    """What falls due within the year, and what is overdue."""
    require(may_somewhere(request.actor, "organisation.see_deadlines"))
    form = AsOfForm(request.GET)
    day, kind = form.day(), request.GET.get("loai", "")
    everything = due_list(request.actor, request.scope.unit, day)
    kind, kept = kind if kind in DeadlineKind.values else "", form.query()
    shown = [d for d in everything if kind in ("", d.kind)]
    page = Paginator(shown, ROWS).get_page(request.GET.get("page"))
    return render(
        request,
        "organisation/deadlines.html",
        {
            "form": form,
            "day": day,
            "page": page,
            "rows": [(d, d.is_late(day)) for d in page],
            "filters": [
                {"text": _("Tất cả"), "count": len(everything), "url": f"?{kept}", "active": not kind},
                *(
                    {
                        "text": each.label,
                        "count": sum(d.kind == each for d in everything),
                        "url": f"?loai={each.value}&{kept}",
                        "active": kind == each,
                    }
                    for each in DeadlineKind
                ),
            ],
            "grounds": _grounds(request),
        },
    )


def _grounds(request: HttpRequest) -> list[tuple[Parameter, str]]:
    """The parameters behind the deadlines, each with its value in words."""
    values = parameters_at(request.scope.unit.pk if request.scope.unit else None)
    names = ("membership_counted_from", *PARAMETER_OF.values())
    return [(values[name], in_words(values[name].value)) for name in names]


def _unit(request: HttpRequest) -> Unit:
    if request.scope.unit is None:
        raise Missing(thing=_("đơn vị"))
    return request.scope.unit


@require_GET
def papers(request: HttpRequest) -> HttpResponse:
    """Members' files as a table: what must be there, what is, what is missing."""
    require(may_somewhere(request.actor, "organisation.see_deadlines"))
    unit, form = _unit(request), AsOfForm(request.GET)
    day, needed = form.day(), papers_at(unit.pk)
    rows = [file_of(m, day, needed) for m in file_rows(request.actor, unit, day)]
    wanted = request.GET.get("thieu", "")
    shown = [r for r in rows if r.missing_texts] if wanted == "co" else rows
    if wanted in {paper.key for paper in needed}:
        shown = [r for r in rows if wanted in {p.key for p in r.missing}]
    kept = form.query()
    lacking = sum(bool(r.missing_texts) for r in rows)
    page = Paginator(shown, ROWS).get_page(request.GET.get("page"))
    return render(
        request,
        "organisation/papers.html",
        {
            "unit": unit,
            "day": day,
            "page": page,
            "form": form,
            "papers": needed,
            "unsure": any(not paper.confirmed for paper in needed),
            # what is there is written as of today only
            "may_record": day == today() and may(request.actor, "organisation.record_papers", unit).allowed,
            "filters": [
                {"text": _("Tất cả"), "count": len(rows), "url": f"?{kept}", "active": not wanted},
                {
                    "text": _("Còn thiếu"),
                    "count": lacking,
                    "url": f"?thieu=co&{kept}",
                    "active": wanted == "co",
                },
                *(
                    {
                        "text": c.paper.label,
                        "count": c.count,
                        "url": f"?thieu={c.paper.key}&{kept}",
                        "active": wanted == c.paper.key,
                    }
                    for c in missing_counts(rows)
                ),
            ],
        },
    )


@require_POST
def record_papers(request: HttpRequest) -> HttpResponse:
    """Write the ticks of the table; rows that the page did not show stay as they are."""
    unit, day = _unit(request), today()
    shown, ticked = set(request.POST.getlist("shown")), set(request.POST.getlist("there"))
    needed = papers_at(unit.pk)
    files = [file_of(m, day, needed) for m in file_rows(request.actor, unit, day)]
    rows = [
        PaperRow(person=file.person, paper=paper.key, there=cell in ticked)
        for file in files
        for paper in file.needed
        if (cell := _cell(file.person, paper.key)) in shown and (cell in ticked) != (paper.key in file.there)
    ]
    actions.record_papers(unit, actor=request.actor, rows=rows, happened_on=day)
    text = ngettext("Đã ghi %(count)s giấy tờ.", "Đã ghi %(count)s giấy tờ.", len(rows))
    messages.success(request, text % {"count": len(rows)})
    return redirect("organisation:papers")


def _cell(person: Person, paper: str) -> str:
    return f"{person.pk}-{paper}"
