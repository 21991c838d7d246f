"""The documents of a year, entering a signed paper, and how numbers run."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tongket.access.decisions import require
from tongket.common.errors import DomainError, Missing
from tongket.documents import actions, queries
from tongket.documents.forms import RecordForm, SeriesForm, SignedListForm
from tongket.documents.permissions import may_write
from tongket.documents.signed_lists import title_of
from tongket.documents.states import DocumentKind, DocumentState
from tongket.documents.store import MOST_BYTES
from tongket.organisation.models import Unit
from tongket.organisation.permissions import get_unit

PAGE = 50
#: The state's key in the table of states of the screen.
STATE_KEYS = {
    DocumentState.DRAFTING: "draft",
    DocumentState.SUBMITTED: "submitted",
    DocumentState.SIGNED: "signed",
    DocumentState.ISSUED: "issued",
    DocumentState.CANCELLED: "cancelled",
}


def unit_of(request: HttpRequest) -> Unit:
    """The unit looked at; Missing for whoever holds no role."""
    if request.scope.unit is None:
        raise Missing(thing=_("đơn vị"))
    return request.scope.unit


@require_GET
def documents(request: HttpRequest, year: int) -> HttpResponse:
    """The year's documents with their states as filters."""
    unit = unit_of(request)
    state, kind, words = (request.GET.get(key, "") for key in ("state", "kind", "q"))
    rows = queries.documents_of_year(request.actor, unit, year, state=state, kind=kind, words=words)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    counts = queries.counts_by_state(request.actor, unit, year)
    here = reverse("documents:documents", args=[year])
    filters = [
        {"text": _("Tất cả"), "count": sum(c.count for c in counts), "url": here, "active": not state}
    ] + [
        {
            "text": each.state.label,
            "count": each.count,
            "url": f"{here}?state={each.state.value}",
            "active": state == each.state.value,
        }
        for each in counts
    ]
    context = {
        "unit": unit,
        "year": year,
        "page": page,
        "rows": [(document, STATE_KEYS[DocumentState(document.state)]) for document in page],
        "filters": filters,
        "kinds": DocumentKind.choices,
        "state": state,
        "kind": kind,
        "words": words,
        "may_record": may_write(request.actor, unit, "record_document").allowed,
        "may_import": may_write(request.actor, unit, "record_outgoing_book").allowed,
        "may_see_series": may_write(request.actor, unit, "set_number_series").allowed,
    }
    return render(request, "documents/documents.html", context)


@require_http_methods(["GET", "POST"])
def record_document(request: HttpRequest, year: int) -> HttpResponse:
    """Enter a paper that was signed."""
    unit = unit_of(request)
    form = RecordForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                document = actions.record_document(unit, actor=request.actor, year=year, **form.cleaned_data)
            except DomainError as error:
                form.add_error(None, error.text())
            else:
                messages.success(request, _("Đã ghi %(document)s.") % {"document": document})
                return redirect(document)
    context = {"form": form, "unit": unit, "year": year}
    return render(request, "documents/record_document.html", context, status=status)


@require_http_methods(["GET", "POST"])
def signed_lists(request: HttpRequest, year: int, step: str, pk: int) -> HttpResponse:
    """Scans of the signed lists from which one step of a unit's year was entered, and a form for one more."""
    unit = get_unit(request.actor, pk, "documents.see_documents")
    title = title_of(step)
    may_keep = may_write(request.actor, unit, "keep_signed_list").allowed
    form = SignedListForm(request.POST or None, request.FILES or None) if may_keep else None
    status = 200
    if request.method == "POST":
        require(may_write(request.actor, unit, "keep_signed_list"))
        status = 422
        if form is not None and form.is_valid():
            values = dict(form.cleaned_data)
            file = values.pop("file")
            try:
                kept = actions.keep_signed_list(
                    unit,
                    actor=request.actor,
                    year=year,
                    step=step,
                    name=file.name,
                    content=file.read(MOST_BYTES + 1),
                    **values,
                )
            except DomainError as error:
                form.add_error(None, error.text())
            else:
                messages.success(request, _("Đã lưu %(list)s.") % {"list": kept.subject})
                return redirect("documents:signed_lists", year=year, step=step, pk=pk)
    context = {
        "unit": unit,
        "year": year,
        "title": title,
        "rows": queries.signed_lists(request.actor, unit, year, step),
        "form": form,
    }
    return render(request, "documents/signed_lists.html", context, status=status)


@require_http_methods(["GET", "POST"])
def number_series(request: HttpRequest) -> HttpResponse:
    """How the unit's numbers run, and a form for one more line."""
    unit = unit_of(request)
    form = SeriesForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                line = actions.set_number_series(unit, actor=request.actor, **form.cleaned_data)
            except DomainError as error:
                form.add_error(None, error.text())
            else:
                messages.success(request, _("Đã ghi dãy số %(line)s.") % {"line": line})
                return redirect("documents:number_series")
    context = {
        "form": form,
        "unit": unit,
        "lines": queries.number_series(request.actor, unit),
        "may_change": may_write(request.actor, unit, "set_number_series").allowed,
    }
    return render(request, "documents/number_series.html", context, status=status)
