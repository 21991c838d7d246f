"""Search over everything the viewer may see. Each kind of thing has a finder, which asks the same policy as the
list of that kind and takes a constant number of queries whatever is stored and found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from tongket.access.decisions import Actor
from tongket.awards.permissions import visible_certificates, visible_decisions
from tongket.common.dates import format_day, today, valid_on
from tongket.common.errors import Text
from tongket.common.text import search_key
from tongket.documents.models import Document
from tongket.documents.permissions import visible_documents
from tongket.documents.states import DocumentKind
from tongket.organisation.models import Membership, Post
from tongket.organisation.queries import visible_people, visible_units
from tongket.site.navigation import ENTRIES, HOME
from tongket.site.openings import opens
from tongket.site.scope import Scope
from tongket.site.search_text import Holds, Match, Query, candidates, in_key, match
from tongket.work.permissions import visible_tasks

#: So many of each kind are shown; the list of that kind has the others.
MOST = 8


@dataclass(frozen=True)
class Hit:
    """One thing found: where it is, its name in pieces with the match marked, and what tells it from others."""

    url: str
    match: Match
    note: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Group:
    """The things of one kind, best first; ``more`` where not all are shown, ``url`` the list that has them."""

    key: str
    title: Text
    hits: list[Hit] = field(default_factory=list)
    more: bool = False
    url: str = ""


@dataclass(frozen=True)
class Finder:
    """A kind of thing: the page that shows one, the list of all, and what finds them."""

    key: str
    title: Text
    view: str
    listed: str
    find: Callable[[Actor, Query], Iterable[Hit]]


def _people(viewer: Actor, query: Query) -> Iterator[Hit]:
    rows = list(
        candidates(visible_people(viewer).filter(merged_into=None), in_key("search_key"), query, "sort_key")
    )
    places: dict[int, str] = {}
    day, ids = today(), [row.pk for row in rows]
    for post in Post.objects.filter(valid_on(day), person__in=ids).select_related("unit").order_by("-pk"):
        places[post.person_id] = f"{post.title}, {post.unit.name}"
    for row in Membership.objects.filter(valid_on(day), person__in=ids).select_related("unit"):
        places[row.person_id] = row.unit.name
    for row in rows:
        found = match(query, row.name)
        if found:
            born = format_day(row.birth)
            yield Hit(row.get_absolute_url(), found, _joined(born, places.get(row.pk, "")), "user")


def _units(viewer: Actor, query: Query) -> Iterator[Hit]:
    for row in candidates(visible_units(viewer), in_key("search_key"), query, "code_key"):
        found = match(query, row.name_then or row.name) or match(query, row.name)
        if found:
            yield Hit(row.get_absolute_url(), found, row.get_kind_display(), "building")


def _any(*holds: Holds) -> Holds:
    """A part is held when one of several places holds it."""

    def held(part: str, begins: bool) -> Q:
        found = Q()
        for one in holds:
            found |= one(part, begins)
        return found

    return held


def _number(column: str) -> Holds:
    """A figure is the number itself."""
    return lambda part, begins: Q(**{column: int(part)}) if part.isdigit() and len(part) < 10 else Q(pk__lt=0)


def _document(prefix: str = "") -> Holds:
    """Parts are looked for in the subject, in the word for the kind, and as the number ("quyet dinh 118 khen")."""

    def kind(part: str, _begins: bool) -> Q:
        named = [k.value for k in DocumentKind if part in search_key(str(k.label))]
        return Q(**{f"{prefix}kind__in": named})

    return _any(in_key(f"{prefix}search_key"), kind, _number(f"{prefix}number"))


def _document_name(document: Document) -> str:
    """'Quyết định 118-QĐ/ĐU: về việc khen thưởng …'"""
    return f"{document.get_kind_display()} {document.reference}".strip() + f": {document.subject}"


def _documents(viewer: Actor, query: Query) -> Iterator[Hit]:
    rows = visible_documents(viewer).select_related("unit")
    for row in candidates(rows, _document(), query, "-date"):
        found = match(query, _document_name(row))
        if found:
            note = _joined(format_day(row.date) or row.get_state_display(), row.unit.name)
            yield Hit(row.get_absolute_url(), found, note, "file-text")


def _decisions(viewer: Actor, query: Query) -> Iterator[Hit]:
    rows = visible_decisions(viewer)
    for row in candidates(rows, _document("document__"), query, "-document__date"):
        found = match(query, _document_name(row.document))
        if found:
            note = _joined(format_day(row.document.date), row.issuing_unit.name)
            yield Hit(row.get_absolute_url(), found, note, "award")


def _tasks(viewer: Actor, query: Query) -> Iterator[Hit]:
    rows = visible_tasks(viewer).select_related("person", "unit", "cell")
    for row in candidates(rows, in_key("search_key"), query, "-year"):
        found = match(query, str(row))
        if found:
            whose = row.person.name if row.person else row.unit.name
            yield Hit(row.get_absolute_url(), found, _joined(str(row.year), whose), "clipboard-list")


def _certificate_words(part: str, _begins: bool) -> Q:
    """The words that stand before every number are in every row."""
    return Q(pk__gt=0) if part in search_key(_("Giấy khen số")) else Q(pk__lt=0)


def _certificates(viewer: Actor, query: Query) -> Iterator[Hit]:
    holds = _any(
        in_key("award__person__search_key"),
        in_key("award__unit__search_key"),
        _number("number"),
        _certificate_words,
    )
    for row in candidates(visible_certificates(viewer), holds, query, "-year"):
        name = _("Giấy khen số %(number)s: %(recipient)s") % {
            "number": row.number_text,
            "recipient": row.award.recipient_name,
        }
        found = match(query, name)
        if found:
            yield Hit(row.get_absolute_url(), found, _joined(str(row.year), row.book.name), "certificate")


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


FINDERS = (
    Finder("people", pgettext_lazy("found", "Người"), "organisation:person", "organisation:people", _people),
    Finder("units", pgettext_lazy("found", "Đơn vị"), "organisation:unit", "organisation:units", _units),
    Finder(
        "decisions",
        pgettext_lazy("found", "Quyết định khen thưởng"),
        "awards:decision",
        "awards:decisions",
        _decisions,
    ),
    Finder(
        "documents",
        pgettext_lazy("found", "Văn bản"),
        "documents:document",
        "documents:documents",
        _documents,
    ),
    Finder("tasks", pgettext_lazy("found", "Nhiệm vụ"), "work:task", "work:tasks", _tasks),
    Finder(
        "certificates",
        pgettext_lazy("found", "Giấy khen"),
        "awards:certificate",
        "awards:register",
        _certificates,
    ),
)
#: Pages of everybody that stand in no menu.
OWN_PAGES = (
    (pgettext_lazy("menu", "Thông báo"), "notices:inbox"),
    (pgettext_lazy("menu", "Cách nhận thông báo"), "notices:preferences"),
    (pgettext_lazy("menu", "Thông báo đã gửi"), "notices:sent"),
    (pgettext_lazy("menu", "Tài khoản của tôi"), "my_account"),
)


def pages(scope: Scope) -> Iterator[tuple[str, str, str]]:
    """(title, address, entry of the menu) of every page that stands in the viewer's menu, and of the own ones."""
    yield str(HOME.text), HOME.url(scope), ""
    for entry in ENTRIES:
        for link in entry.links:
            if link.open_to(scope):
                yield str(link.text), link.url(scope), str(entry.text)
    for text, view in OWN_PAGES:
        if opens(scope, view):
            yield str(text), reverse(view), ""


def _pages(scope: Scope, query: Query) -> Iterator[Hit]:
    for text, url, entry in pages(scope):
        found = match(query, text) or (match(query, f"{entry} {text}") if entry else None)
        if found:
            yield Hit(url, found, entry, "arrow-right")


def search(viewer: Actor, scope: Scope, query: Query) -> list[Group]:
    """What answers the words, by kind, the groups with the best match first. Kinds without a match are left out.

    A kind whose pages the viewer may not open is not looked for at all.
    """
    if not query:
        return []
    groups = [_group("pages", pgettext_lazy("found", "Trang"), _pages(scope, query), "")]
    for finder in FINDERS:
        if opens(scope, finder.view):
            listed = _list_url(scope, finder.listed) if opens(scope, finder.listed) else ""
            groups.append(_group(finder.key, finder.title, finder.find(viewer, query), listed))
    shown = [group for group in groups if group.hits]
    return sorted(shown, key=lambda group: group.hits[0].match.distance)


def _group(key: str, title: Text, found: Iterable[Hit], listed: str) -> Group:
    hits = sorted(found, key=lambda hit: hit.match.distance)
    return Group(key, title, hits[:MOST], len(hits) > MOST, listed)


def _list_url(scope: Scope, view: str) -> str:
    years = {link.url_name: link for entry in ENTRIES for link in entry.links}
    return years[view].url(scope)
