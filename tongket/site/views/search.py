"""Search: a page, and the same in a box over any page. What is looked for stands in no address and in no log."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongket.site.recent import recent
from tongket.site.search import Group
from tongket.site.search import search as find
from tongket.site.search_text import Query

#: What was looked for last, kept with the session so that the way back from a page that was found is not lost.
KEPT = "search"
SHORTCUT_COOKIE = "tongket-slash"
YEAR_SECONDS = 365 * 24 * 3600


def shortcut_is_on(request: HttpRequest) -> bool:
    """Whether the key / opens the box: whoever speaks to the computer can switch it off."""
    return request.COOKIES.get(SHORTCUT_COOKIE) != "0"


def _context(request: HttpRequest, typed: str, over: str = "") -> dict[str, object]:
    query = Query.of(typed)
    groups: list[Group] = find(request.actor, request.scope, query)
    return {
        "query": query,
        "groups": groups,
        "count": sum(len(group.hits) for group in groups),
        "recent": [] if query else recent(request, without=over),
    }


@never_cache
@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """The page of search. A form sends the words, and the answer is a page that can be gone back to."""
    if request.method == "POST":
        request.session[KEPT] = Query.of(request.POST.get("tim", "")).text
        return redirect("search")
    return render(
        request,
        "search.html",
        _context(request, request.session.get(KEPT, "")) | {"shortcut": shortcut_is_on(request)},
    )


@never_cache
@require_GET
def search_box(request: HttpRequest) -> HttpResponse:
    """What stands in the box when it opens: the field, and the pages opened last but the one that it covers."""
    covered = urlsplit(request.headers.get("Referer", "")).path
    return render(
        request, "search/box.html", _context(request, "", covered) | {"shortcut": shortcut_is_on(request)}
    )


@never_cache
@require_POST
def search_results(request: HttpRequest) -> HttpResponse:
    """What answers the words typed so far."""
    return render(request, "search/results.html", _context(request, request.POST.get("tim", "")))


@require_POST
def search_shortcut(request: HttpRequest) -> HttpResponse:
    """Switch the key / on or off, for this browser."""
    response = redirect("search")
    response.set_cookie(
        SHORTCUT_COOKIE,
        "0" if shortcut_is_on(request) else "1",
        max_age=YEAR_SECONDS,
        samesite="Lax",
        httponly=True,
        secure=request.is_secure() or settings.SESSION_COOKIE_SECURE,
    )
    return response
