"""Pages of the tree of units."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongket.organisation.forms import AsOfForm
from tongket.organisation.paging import Turn, turning
from tongket.organisation.permissions import get_unit, may
from tongket.organisation.queries.register import levels, tree, tree_fits, unit_page


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """The tree as it stands at a day; one that is too large for a page level by level."""
    form = AsOfForm(request.GET)
    day = form.day()
    context: dict[str, object] = {"form": form, "day": day, "as_of": form.query()}
    if tree_fits(request.actor, day):
        return render(request, "organisation/units.html", context | {"rows": tree(request.actor, day)})
    found = levels(request.actor, day, Turn.asked(request))
    if len(found) == 1:
        context |= turning(request, found[0].children)
    return render(request, "organisation/unit_levels.html", context | {"levels": found})


@require_GET
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit as of a day, with the history of its names and parents."""
    found = get_unit(request.actor, pk)
    as_of = AsOfForm(request.GET)
    day = as_of.day()
    page = unit_page(found, day, Turn.asked(request))
    context = {
        "form": as_of,
        "day": day,
        "as_of": as_of.query(),
        "page": page,
        "may_change": may(request.actor, "organisation.change_units", found).allowed,
        "sees_people": may(request.actor, "organisation.see_people", found).allowed,
        **turning(request, page.children),
    }
    return render(request, "organisation/unit.html", context)
