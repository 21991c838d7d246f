"""Pages for the committee's staff: trying out a change, and the round's facts under another regulation."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from tongket.common.errors import DomainError
from tongket.ratings import actions, queries
from tongket.ratings.queries.common import language
from tongket.ratings.trial_forms import ChooseForm, TrialForm
from tongket.rounds.views import scoped_round


@require_http_methods(["GET", "POST"])
def try_changes(request: HttpRequest, year: int) -> HttpResponse:
    """Whose level would change with another fact or another value, and why; nothing is stored but the trial."""
    found = scoped_round(request, year)
    page = queries.trial_page(request.actor, found, request.GET.get("doi_tuong", ""))
    lang, parameter = language(), request.GET.get("gia_tri", "")
    chosen = {"doi_tuong": page.chosen.key if page.chosen else "", "gia_tri": parameter}
    form = TrialForm(request.POST or None, page=page, parameter=parameter, lang=lang)
    shown: queries.ChangesShown | None = None
    if request.method == "POST" and form.is_valid():
        try:
            tried = actions.try_changes(
                found,
                actor=request.actor,
                subject=page.chosen.subject if page.chosen else None,
                facts=form.tried_facts(),
                parameters=form.tried_parameters(),
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            shown = queries.shown_changes(tried.pack, tried.pack, tried.comparison, tried.readers)
    context: dict[str, Any] = {
        "round": found,
        "page": page,
        "choose_form": ChooseForm(initial=chosen, page=page, lang=lang),
        "form": form,
        "shown": shown,
        "moved": [count for count in shown.counts if count.before != count.after] if shown else [],
    }
    return render(request, "ratings/try_changes.html", context, status=422 if form.errors else 200)


@require_GET
def compare_regulations(request: HttpRequest, year: int) -> HttpResponse:
    """The round's facts under the regulations of other years: who comes out differently, and why."""
    found = scoped_round(request, year)
    page = queries.differences(request.actor, found, request.GET.get("nam", ""))
    here = reverse("ratings:compare_regulations", args=[year])
    tabs = [
        {
            "text": f"{regulation.text}, {regulation.span}",
            "url": f"{here}?nam={regulation.years}",
            "active": regulation == page.chosen,
        }
        for regulation in page.regulations
        if not regulation.own
    ]
    context = {"round": found, "page": page, "shown": page.shown, "tabs": tabs}
    return render(request, "ratings/compare_regulations.html", context)
