"""Pages of members and other people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from tongket.common.dates import today
from tongket.organisation import queries
from tongket.organisation.forms import AsOfForm, SearchForm
from tongket.organisation.paging import Turn, turning
from tongket.organisation.permissions import may
from tongket.organisation.protocol import in_order
from tongket.organisation.queries.duplicates import current_person
from tongket.organisation.queries.lists import STANDINGS, MemberFilter, member_counts, member_page, other_page
from tongket.organisation.queries.protocol import ranks_at
from tongket.organisation.queries.register import main_unit, person_page

WORDS = "member-search"


def wanted_members(request: HttpRequest) -> MemberFilter:
    """What the list of members is narrowed to: unit and standing by the address, words by the session."""
    unit, standing = request.GET.get("don-vi", ""), request.GET.get("trang-thai", "")
    return MemberFilter(
        unit=int(unit) if unit.isdecimal() else None,
        standing=standing if standing in STANDINGS else "",
        words=request.session.get(WORDS, ""),
    )


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Members at a day. Words looked for come by POST and stay in the session: no names in addresses or logs."""
    if request.method == "POST":
        search = SearchForm(request.POST)
        request.session[WORDS] = search.cleaned_data["words"] if search.is_valid() else ""
        return redirect("organisation:people")
    as_of = AsOfForm(request.GET)
    day = as_of.day()
    wanted = wanted_members(request)
    page = member_page(request.actor, day, wanted, Turn.asked(request))
    return render(
        request,
        "organisation/people.html",
        {
            "form": as_of,
            "search": SearchForm(initial={"words": wanted.words}),
            "wanted": wanted,
            "day": day,
            "as_of": as_of.query(),
            "counts": member_counts(request.actor, day),
            "page": page,
            **turning(request, page),
        },
    )


@require_GET
def others(request: HttpRequest) -> HttpResponse:
    """People of the register who are no members: guests, civil servants outside the Party, officers above; each
    with the posts in protocol order (U36)."""
    form = AsOfForm(request.GET)
    day = form.day()
    page = other_page(request.actor, day, Turn.asked(request))
    ranks = ranks_at(request.scope.unit.pk if request.scope.unit else None)
    rows = [(person, in_order(person.posts.all(), ranks)) for person in page.rows]
    context = {"page": page, "rows": rows, "form": form, "day": day, **turning(request, page)}
    return render(request, "organisation/others.html", context)


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything the register holds about a person, over all years."""
    found = queries.get_person(request.actor, current_person(pk))
    if found.pk != pk:
        return redirect(found)
    home = main_unit(found, today())
    changes = may(request.actor, "organisation.change_people", home).allowed
    context = {"page": person_page(found), "home": home, "may_change": changes}
    return render(request, "organisation/person.html", context)
