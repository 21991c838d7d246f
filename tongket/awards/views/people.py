"""People's history of commendations, and the catalogue."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from tongket.awards import queries
from tongket.awards.catalogue import kinds_on
from tongket.awards.forms import SearchForm
from tongket.awards.queries.history import get_person_for_history
from tongket.common.dates import today
from tongket.organisation.forms import AsOfForm

MOST = 100


@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Find a person by name, accents or not. By POST, so that no name stands in an address or a log."""
    form = SearchForm(request.POST or None)
    found = []
    if request.method == "POST" and form.is_valid():
        found = list(queries.search_people(request.actor, form.cleaned_data["name"])[:MOST])
    return render(request, "awards/search_people.html", {"form": form, "found": found, "most": MOST})


@require_GET
def person_history(request: HttpRequest, pk: int) -> HttpResponse:
    """All commendations of one person over the years."""
    person = get_person_for_history(request.actor, pk)
    return render(
        request,
        "awards/person_history.html",
        {"person": person, "lines": queries.person_history(request.actor, person)},
    )


@require_GET
def catalogue_page(request: HttpRequest) -> HttpResponse:
    """Titles and forms that hold on a day, by scheme, each with citation and evidence."""
    form = AsOfForm(request.GET or None)
    day = form.day()
    schemes = [(scheme, kinds_on(day, scheme=scheme)) for scheme in ("party", "state")]
    return render(request, "awards/catalogue.html", {"form": form, "day": day or today(), "schemes": schemes})
