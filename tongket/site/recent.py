"""The pages that somebody opened last, offered again in the search box and on the first page.

Only names of views and numbers of records are kept, in a signed cookie that belongs to one account and ends with the
browser: nothing is written to the database by reading. Titles are made anew when the list is shown, through the rules
of today: what the viewer may no longer see is left out.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from tongket.access.decisions import Actor
from tongket.common.errors import Text
from tongket.organisation.models import Unit
from tongket.organisation.permissions import units_where
from tongket.organisation.queries import visible_people
from tongket.site.navigation import ENTRIES
from tongket.site.openings import OPENINGS, opens
from tongket.site.sight import visible

COOKIE, SALT = "tongket-recent", "recent pages"
#: So many are kept, and one less is shown: the page itself is the first.
KEPT = 9
SHOWN = 6

#: Pages about one record: the kind of record, and the words before its name where several pages are about it.
RECORDS: dict[str, tuple[str, Text]] = {
    "organisation:person": ("organisation.Person", ""),
    "organisation:unit": ("organisation.Unit", ""),
    "reviews:person": ("organisation.Person", pgettext_lazy("recent", "Kiểm điểm")),
    "reviews:unit_reviews": ("organisation.Unit", pgettext_lazy("recent", "Kiểm điểm")),
    "ratings:explanation": ("organisation.Person", pgettext_lazy("recent", "Giải trình mức")),
    "ratings:unit_board": ("organisation.Unit", pgettext_lazy("recent", "Bảng xếp loại")),
    "awards:person_history": ("organisation.Person", pgettext_lazy("recent", "Lịch sử khen")),
    "awards:nomination": ("awards.Nomination", pgettext_lazy("recent", "Đề nghị khen thưởng")),
    "awards:decision": ("awards.AwardDecision", ""),
    "awards:certificate": ("awards.Certificate", pgettext_lazy("recent", "Giấy khen số")),
    "awards:exemplar": ("awards.Exemplar", pgettext_lazy("recent", "Điển hình tiên tiến")),
    "documents:document": ("documents.Document", ""),
    "work:task": ("work.Task", pgettext_lazy("recent", "Nhiệm vụ")),
    "oversight:finding": ("oversight.Finding", pgettext_lazy("recent", "Kết luận")),
    "oversight:discipline": ("oversight.Discipline", pgettext_lazy("recent", "Kỷ luật")),
    "learning:session": ("learning.StudySession", pgettext_lazy("recent", "Học tập")),
    "ballots:poll": ("ballots.Poll", ""),
    "meetings:conference": ("meetings.Conference", ""),
    "meetings:cell_meeting": ("meetings.CellMeeting", pgettext_lazy("recent", "Sinh hoạt chi bộ")),
    "portal:edit": ("portal.Article", pgettext_lazy("recent", "Bài viết")),
}
#: Pages of the menu, by the name of their view.
MENU = {link.url_name: link.text for entry in ENTRIES for link in entry.links if not link.own}

Handler = Callable[[HttpRequest], HttpResponse]
Kept = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Recent:
    """One page: its name and where it is."""

    text: str
    url: str


class RecentPagesMiddleware:
    """Notes pages of records and of the menu as they are opened."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and _counts(request, response):
            note(request, response)
        return response


def _counts(request: HttpRequest, response: HttpResponse) -> bool:
    found = request.resolver_match
    return (
        request.method == "GET"
        and response.status_code == 200
        and found is not None
        and (found.view_name in RECORDS or found.view_name in MENU)
        and response.headers.get("Content-Type", "").startswith("text/html")
        and not request.headers.get("HX-Request")
    )


def note(request: HttpRequest, response: HttpResponse) -> None:
    """Put the page first among those kept."""
    here: Kept = (request.resolver_match.view_name, dict(request.resolver_match.kwargs))
    before = kept(request)
    if before[:1] == [here]:
        return
    pages = [here, *(page for page in before if page != here)][:KEPT]
    text = json.dumps([request.actor.account_id, pages], separators=(",", ":"))
    response.set_signed_cookie(
        COOKIE, text, salt=SALT, httponly=True, samesite="Lax", secure=request.is_secure()
    )


def kept(request: HttpRequest) -> list[Kept]:
    """The pages kept for this account, last first; none when the cookie is another's or was tampered with."""
    try:
        text = request.get_signed_cookie(COOKIE, default="[null,[]]", salt=SALT)
        account, pages = json.loads(text)
    except (BadSignature, ValueError):
        return []
    if account != request.actor.account_id:
        return []
    return [(view, arguments) for view, arguments in pages]


def recent(request: HttpRequest, without: str = "") -> list[Recent]:
    """The pages opened last that the viewer may still open, without the present one and that of ``without``."""
    scope, actor = request.scope, request.actor
    pages = [page for page in kept(request) if opens(scope, page[0])]
    names = _names(actor, pages)
    shown = []
    for view, arguments in pages:
        text = names.get((view, arguments.get("pk"))) if view in RECORDS else _menu_text(view, arguments)
        url = _address(view, arguments)
        if text and url and url not in (request.path, without):
            shown.append(Recent(text, url))
    return shown[:SHOWN]


def _menu_text(view: str, arguments: dict[str, Any]) -> str:
    text = str(MENU.get(view, ""))
    return (
        _("%(page)s, năm %(year)s") % {"page": text, "year": arguments["year"]}
        if "year" in arguments
        else text
    )


def _address(view: str, arguments: dict[str, Any]) -> str:
    try:
        return reverse(view, kwargs=arguments)
    except NoReverseMatch:  # the page has another address since the cookie was set
        return ""


def _names(viewer: Actor, pages: Iterable[Kept]) -> dict[tuple[str, int], str]:
    """Names of the records of pages, by view and number; those that the viewer may not see there are absent."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for view, arguments in pages:
        if view in RECORDS:
            wanted[view].add(arguments["pk"])
    found = {}
    for view, pks in wanted.items():
        for pk, name in _visible(viewer, view, pks).items():
            words = str(RECORDS[view][1])
            found[view, pk] = f"{words}: {name}" if words else name
    return found


def _visible(viewer: Actor, view: str, pks: set[int]) -> dict[int, str]:
    label, opening = RECORDS[view][0], OPENINGS.get(view)
    if opening is not None and label == "organisation.Person":
        people = visible_people(viewer, action=opening.action).filter(pk__in=pks)
        return {person.pk: person.name for person in people}
    if opening is not None and label == "organisation.Unit":
        units = Unit.objects.filter(pk__in=units_where(viewer, opening.action).values("pk")).filter(
            pk__in=pks
        )
        return {unit.pk: unit.name for unit in units}
    return {pk: str(row) for (_label, pk), row in visible(viewer, [(label, pk) for pk in pks]).items()}
