"""Pages of the review: who has said what, entry tables for what came on paper, ratings given elsewhere."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from tongket.audit.exports import exported
from tongket.common.errors import DomainError, Missing
from tongket.common.paging import KnownPaginator
from tongket.organisation.models import Unit
from tongket.organisation.permissions import get_unit
from tongket.organisation.queries import party_tree
from tongket.reviews import actions, queries
from tongket.reviews.exports import review_table
from tongket.reviews.forms import AssessmentTableForm, CivilTableForm
from tongket.reviews.states import Body
from tongket.rounds.models import Round
from tongket.rounds.queries import register_day
from tongket.rounds.views import scoped_round

#: Rows of a list on one page.
ROWS = 100
#: Units in one table of entry: each has a control for every criterion.
UNITS = 50


def _list(request: HttpRequest, found: Round, unit: Unit) -> HttpResponse:
    wanted = request.GET.get("loc", "all")
    page = queries.review_list(request.actor, found, unit, wanted)
    here = reverse("reviews:unit_reviews", args=[found.year, unit.pk])
    filters = [
        {"text": c.text, "count": c.count, "url": f"{here}?loc={c.key}", "active": c.active}
        for c in page.counts
    ]
    cells = queries.cells_to_read(request.actor, found, found.unit)
    shown = KnownPaginator(page.found, ROWS, page.total).get_page(request.GET.get("page"))
    return render(
        request,
        "reviews/reviews.html",
        {
            "round": found,
            "page": page,
            "shown": shown,
            "rows": queries.rows_with(found, shown),
            "unit": unit,
            "filters": filters,
            "cells": cells,
            "bodies": MEMBER_BODIES,
        },
    )


MEMBER_BODIES = (Body.SELF, Body.CELL_COMMITTEE, Body.CELL)


@require_GET
def reviews(request: HttpRequest, year: int) -> HttpResponse:
    """Members of the unit that is looked at, with the assessments of each body."""
    found = scoped_round(request, year)
    return _list(request, found, request.scope.unit)


@require_GET
def unit_reviews(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Members of one unit with the assessments of each body."""
    found = scoped_round(request, year)
    return _list(request, found, get_unit(request.actor, pk, "reviews.see_reviews"))


@require_GET
def export_reviews(request: HttpRequest, year: int, pk: int, form: str) -> HttpResponse:
    """The list of one unit with its filter as a file."""
    found = scoped_round(request, year)
    unit = get_unit(request.actor, pk, "reviews.export_reviews")
    page = queries.review_list(request.actor, found, unit, request.GET.get("loc", "all"))
    return exported(
        review_table(found, page),
        actor=request.actor,
        action="reviews.export_reviews",
        unit_id=unit.pk,
        form=form,
    )


def _body(value: str, allowed: tuple[Body, ...]) -> Body:
    if value not in {body.value for body in allowed}:
        raise Missing(thing=_("chủ thể đánh giá"))
    return Body(value)


def _save(request: HttpRequest, found: Round, unit: Unit, form: AssessmentTableForm) -> bool:
    """Write the changed rows; on a refusal the form keeps all that was typed."""
    if not form.is_valid():
        return False
    rows = form.changed(form.cleaned_data["happened_on"])
    try:
        done = actions.record_assessments(
            found, actor=request.actor, rows=rows, unit=unit, happened_on=form.cleaned_data["happened_on"]
        )
    except DomainError as error:
        form.add_error(None, error.text())
        return False
    count = done.created + done.changed
    text = ngettext("Đã ghi %(count)s dòng.", "Đã ghi %(count)s dòng.", count) % {"count": count}
    messages.success(request, text)
    return True


@require_http_methods(["GET", "POST"])
def assess(request: HttpRequest, year: int, pk: int, body: str) -> HttpResponse:
    """A table in which one body's assessments of a cell's members are typed in from paper."""
    found = scoped_round(request, year)
    unit = get_unit(request.actor, pk, "reviews.record_assessments")
    chosen = _body(body, MEMBER_BODIES)
    rows = [r for r in queries.rows_of(found, unit) if not r.outside]
    form = AssessmentTableForm(
        request.POST or None,
        body=chosen,
        subjects=[(r.membership.number, r.person) for r in rows],
        stored={r.person.pk: r.bodies[chosen] for r in rows if chosen in r.bodies},
        criteria=queries.criteria_of(found, "members"),
    )
    if request.method == "POST" and _save(request, found, unit, form):
        return redirect("reviews:unit_reviews", year=year, pk=pk)
    tabs = [
        {"text": b.label, "url": reverse("reviews:assess", args=[year, pk, b.value]), "active": b == chosen}
        for b in MEMBER_BODIES
    ]
    return _entry(request, found, unit, form, chosen, tabs)


@require_http_methods(["GET", "POST"])
def assess_units(request: HttpRequest, year: int, body: str) -> HttpResponse:
    """A table in which one body's assessments of the Party units are typed in from paper."""
    found = scoped_round(request, year)
    unit = get_unit(request.actor, found.unit_id, "reviews.record_assessments")
    chosen = _body(body, (Body.SELF, Body.SUPERIOR))
    units = Paginator(list(party_tree(found.unit, register_day(found))), UNITS)
    shown = units.get_page(request.GET.get("page"))
    stored = queries.unit_assessments(found, chosen)
    form = AssessmentTableForm(
        request.POST or None,
        body=chosen,
        subjects=list(enumerate(shown, shown.start_index())),
        stored=stored,
        criteria=queries.criteria_of(found, "units"),
    )
    if request.method == "POST" and _save(request, found, unit, form):
        here = reverse("reviews:assess_units", args=[year, body])
        return redirect(f"{here}?page={shown.number}" if shown.number > 1 else here)
    tabs = [
        {"text": b.label, "url": reverse("reviews:assess_units", args=[year, b.value]), "active": b == chosen}
        for b in (Body.SELF, Body.SUPERIOR)
    ]
    return _entry(request, found, unit, form, chosen, tabs, shown)


def _entry(
    request: HttpRequest,
    found: Round,
    unit: Unit,
    form: AssessmentTableForm,
    body: Body,
    tabs: list[dict[str, Any]],
    shown: Page | None = None,
) -> HttpResponse:
    return render(
        request,
        "reviews/assess.html",
        {
            "round": found,
            "unit": unit,
            "form": form,
            "rows": form.rows(),
            "shown": shown,
            "body": body,
            "step": f"reviews.{body.value}",
            "tabs": tabs,
        },
        status=422 if form.errors else 200,
    )


@require_GET
def person(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """The review of one member."""
    found = scoped_round(request, year)
    page = queries.person_review(request.actor, found, pk)
    return render(request, "reviews/subject.html", {"round": found, "page": page})


@require_GET
def absence(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """One leave: a page of its own, since fewer may read it than the review."""
    found = scoped_round(request, year)
    row = queries.get_absence(request.actor, found, pk)
    return render(request, "reviews/absence.html", {"round": found, "absence": row})


@require_GET
def unit(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """The review of one Party unit."""
    found = scoped_round(request, year)
    page = queries.unit_review(request.actor, found, pk)
    return render(request, "reviews/subject.html", {"round": found, "page": page})


@require_http_methods(["GET", "POST"])
def civil_ratings(request: HttpRequest, year: int) -> HttpResponse:
    """Ratings as civil servants or public employees, typed in from the decision."""
    found = scoped_round(request, year)
    unit = request.scope.unit
    page = queries.civil_ratings(request.actor, found, unit)
    shown = KnownPaginator(page.found, ROWS, page.total).get_page(request.GET.get("page"))
    form = CivilTableForm(request.POST or None, rows=page.rows(shown))
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.record_civil_ratings(
                unit,
                actor=request.actor,
                year=year,
                rows=form.changed(),
                happened_on=form.cleaned_data["decided_on"],
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            count = done.created + done.changed
            text = ngettext("Đã ghi %(count)s dòng.", "Đã ghi %(count)s dòng.", count) % {"count": count}
            messages.success(request, text)
            here = reverse("reviews:civil_ratings", args=[year])
            return redirect(f"{here}?page={shown.number}" if shown.number > 1 else here)
    return render(
        request,
        "reviews/civil_ratings.html",
        {"round": found, "page": page, "shown": shown, "form": form, "rows": form.rows()},
        status=422 if form.errors else 200,
    )


@require_GET
def collective_ratings(request: HttpRequest, year: int) -> HttpResponse:
    """Ratings of offices and mass organisations beside the Party units."""
    found = scoped_round(request, year)
    rows = queries.collective_ratings(request.actor, found, request.scope.unit)
    return render(request, "reviews/collective_ratings.html", {"round": found, "rows": rows})
