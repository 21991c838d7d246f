"""What waits at a unit, told by the rooms: a post is handed over together with its open work.

The register stands below the rooms that have work, so they say themselves what is open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tongket.access.decisions import Actor
from tongket.organisation.models import Unit


@dataclass(frozen=True)
class OpenWork:
    """One thing that is not finished: what, until when, where it lies (room or year), its page."""

    text: str
    due: dt.date | None = None
    place: str = ""
    url: str = ""

    def as_noted(self) -> dict[str, str | None]:
        """The form in which a hand-over keeps it."""
        return {"text": self.text, "due": self.due.isoformat() if self.due else None, "place": self.place}


Source = Callable[[Actor, Unit], Iterable[OpenWork]]
_SOURCES: list[Source] = []


def declare_open_work(source: Source) -> None:
    """A room tells what of its work is open at a unit, for someone who may see it."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def open_work(viewer: Actor, unit: Unit) -> list[OpenWork]:
    """What is open at the unit in all rooms, earliest deadline first, undated last."""
    found = [item for source in _SOURCES for item in source(viewer, unit)]
    return sorted(found, key=lambda item: (item.due is None, item.due or dt.date.min, item.text))
