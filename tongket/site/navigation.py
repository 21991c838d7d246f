"""The main menu: which entries there are, whose pages belong to them, and who sees them.

A room's page stands in the menu when it has an ``Entry`` or a ``Link`` here. An entry shows only to viewers
who hold a role for one of its actions, so nothing of a closed room is seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.access.roles import Role, roles_for
from tongket.common.errors import Text


@dataclass(frozen=True)
class Link:
    """One page: its text, the name of its URL (with the year when ``year``), the action that opens it."""

    text: Text
    url_name: str
    action: str = ""
    year: bool = True

    def open_to(self, roles: Iterable[str]) -> bool:
        """Whether somebody with these roles may see it; a page without an action is everybody's."""
        return not self.action or not roles_for(self.action).isdisjoint(map(Role, roles))

    def url(self, year: int) -> str:
        return reverse(self.url_name, args=[year] if self.year else [])


@dataclass(frozen=True)
class Entry:
    """One entry of the main menu with the pages under it; ``rooms`` are the URL namespaces it covers."""

    key: str
    text: Text
    rooms: frozenset[str]
    links: tuple[Link, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class Shown:
    """What the template prints."""

    text: Text
    url: str
    active: bool
    links: tuple[Shown, ...] = ()


HOME = Link(_("Trang đầu"), "home", year=False)

ENTRIES: tuple[Entry, ...] = ()


def menu(request: HttpRequest) -> list[Shown]:
    """The entries for this viewer, with the active one marked and the pages of each."""
    match = request.resolver_match
    room = match.app_name if match else ""
    view = match.view_name if match else ""
    roles = request.scope.roles
    year = request.scope.year
    shown = [Shown(HOME.text, HOME.url(year), view == HOME.url_name)]
    for entry in ENTRIES:
        links = tuple(
            Shown(link.text, link.url(year), link.url_name == view)
            for link in entry.links
            if link.open_to(roles)
        )
        if links:
            shown.append(Shown(entry.text, links[0].url, room in entry.rooms, links))
    return shown
