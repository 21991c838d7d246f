"""Pages of oversight: the year's discipline and findings, each decision, each conclusion."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongket.common.errors import DomainError, Missing
from tongket.organisation.permissions import units_where
from tongket.organisation.queries import visible_people
from tongket.oversight import actions, queries
from tongket.oversight.forms import DisciplineForm, FindingForm, RemedyForm
from tongket.oversight.models import Finding
from tongket.oversight.permissions import get_discipline, get_finding, may_record_remedy
from tongket.oversight.states import RemedyState

ROWS = 50


@require_GET
def oversight(request: HttpRequest, year: int) -> HttpResponse:
    """The year's discipline and findings, as far as the viewer may read them."""
    state = request.GET.get("loc", "")
    state = state if state in RemedyState.values else ""
    shown = queries.oversight_list(request.actor, request.scope.unit, year, state)
    filters = [
        {"text": _("Tất cả"), "count": shown.ongoing + shown.remedied, "url": "?", "active": not state},
        *(
            {"text": text, "count": count, "url": f"?loc={key}", "active": state == key}
            for key, text, count in (
                (RemedyState.ONGOING, _("Đang khắc phục"), shown.ongoing),
                (RemedyState.REMEDIED, _("Đã khắc phục"), shown.remedied),
            )
        ),
    ]
    return render(
        request,
        "oversight/oversight.html",
        {
            "year": year,
            "disciplines": shown.disciplines,
            "page": Paginator(shown.findings, ROWS).get_page(request.GET.get("page")),
            "filters": filters,
            "may_record": units_where(request.actor, "oversight.record_findings").exists(),
        },
    )


@require_GET
def discipline(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision on discipline."""
    return render(request, "oversight/discipline.html", {"row": get_discipline(request.actor, pk)})


def _finding_context(request: HttpRequest, row: Finding, form: RemedyForm) -> dict[str, object]:
    return {
        "row": row,
        "form": form,
        "may_record": may_record_remedy(request.actor, row).allowed,
        "list_url": reverse("oversight:oversight", args=[row.year]),
    }


@require_GET
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """One conclusion with the state of its remedy."""
    row = get_finding(request.actor, pk)
    form = RemedyForm(
        initial={
            "remedy": row.remedy,
            "state": row.state,
            "remedied_on": row.remedied_on,
            "version": row.version,
        }
    )
    return render(request, "oversight/finding.html", _finding_context(request, row, form))


@require_POST
def record_remedy(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what was done about the shortcoming."""
    row = get_finding(request.actor, pk)
    form = RemedyForm(request.POST)
    if form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        try:
            actions.record_remedy(row, actor=request.actor, expected_version=version, **values)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi việc khắc phục."))
            return redirect(row)
    return render(request, "oversight/finding.html", _finding_context(request, row, form), status=422)


@require_http_methods(["GET", "POST"])
def record_discipline(request: HttpRequest, year: int) -> HttpResponse:
    """Record one decision on discipline."""
    form = DisciplineForm(
        request.POST or None,
        initial={"year_counted": year},
        people=visible_people(request.actor, action="oversight.record_discipline"),
        units=units_where(request.actor, "oversight.record_discipline").order_by("code_key"),
    )
    if request.method == "POST" and form.is_valid():
        row = form.row()
        try:
            stored = actions.record_discipline(row.unit, actor=request.actor, rows=[row])
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi quyết định kỷ luật."))
            return redirect(stored[0])
    title = _("Ghi quyết định kỷ luật")
    return _form_page(request, form, year, title)


@require_http_methods(["GET", "POST"])
def record_finding(request: HttpRequest, year: int) -> HttpResponse:
    """Record one conclusion of an inspection or supervision."""
    units = units_where(request.actor, "oversight.record_findings").order_by("code_key")
    form = FindingForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        row = form.row(year)
        try:
            stored = actions.record_findings(row.unit, actor=request.actor, rows=[row])
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi kết luận."))
            return redirect(stored[0])
    return _form_page(request, form, year, _("Ghi kết luận kiểm tra, giám sát"))


def _form_page(
    request: HttpRequest, form: DisciplineForm | FindingForm, year: int, title: str
) -> HttpResponse:
    if not units_where(request.actor, "oversight.record_findings").exists():
        raise Missing(thing=_("trang này"))
    status = 422 if form.is_bound else 200
    return render(
        request, "oversight/form.html", {"form": form, "year": year, "heading": title}, status=status
    )
