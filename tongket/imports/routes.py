"""Ways in: for each kind of import, who may use it, what is known before, and what writes its rows.

A room registers a route in its ``apps.ready``; this room calls what was registered and knows no entity.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from tongket.access.decisions import Actor, Decision
from tongket.common.errors import Text
from tongket.imports.kinds import ImportKind
from tongket.imports.preview import Preview


@dataclass(frozen=True)
class Target:
    """Where the rows go: the unit, the year, the day on the paper, and what empty cells mean."""

    unit_id: int
    year: int
    happened_on: dt.date
    answers: Mapping[str, str]


@dataclass(frozen=True)
class Route:
    """One kind of import as the application offers it.

    ``may(actor, unit_id)`` answers who; ``known(unit_id, year, day)`` is the kind's own value of what exists;
    ``write(preview, target, actor)`` calls the room's action and returns the number of rows written;
    ``lands_on(unit_id, year)`` is the page that shows the result, ``papers(unit_id, year)`` the one that keeps the
    scans of the list's papers. ``chunk``: so many rows may be prepared by themselves, since rows don't depend on
    each other; 0: all rows together, where the action reads back what it wrote. Rows with the same ``key`` (of the
    row's record) stay in one part. ``watched(unit_id)``: units at which what others do makes prepared rows out of
    date; None: all of them.
    """

    kind: ImportKind
    title: Text
    may: Callable[[Actor, int], Decision]
    known: Callable[[int, int, dt.date], Any]
    write: Callable[[Preview, Target, Actor], int]
    lands_on: Callable[[int, int], str]
    papers: Callable[[int, int], str] | None = None
    chunk: int = 0
    key: Callable[[Any], Hashable] | None = None
    watched: Callable[[int], Collection[int] | None] = lambda _unit_id: None


_ROUTES: dict[str, Route] = {}


def register_route(route: Route) -> Route:
    """Offer a kind of import; registering a name twice replaces nothing and is an error."""
    if _ROUTES.setdefault(route.kind.name, route) is not route:
        raise ValueError(f"import route {route.kind.name!r} is registered twice")
    return route


def routes() -> list[Route]:
    """All routes, in the order of registration: the order in which an office needs them."""
    return list(_ROUTES.values())


def find_route(name: str) -> Route | None:
    return _ROUTES.get(name)


def the_route(name: str) -> Route:
    """The route of a batch that is stored. Raises LookupError."""
    route = find_route(name)
    if route is None:
        raise LookupError(f"no import route {name!r}")
    return route
