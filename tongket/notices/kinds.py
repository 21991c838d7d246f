"""Kinds of notice and sources of reminders. Rooms above register theirs; this room knows none of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tongket.common.errors import Text
from tongket.notices.states import Way

Params = Mapping[str, Any]


@dataclass(frozen=True)
class NoticeKind:
    """What people may be told. ``label`` is also the subject of letters and therefore always the same;
    ``words(params)`` is the text in the active language: numbers, days and neutral words, never a name."""

    name: str
    label: Text
    words: Callable[[Params], str]
    way: Way = Way.EMAIL


@dataclass(frozen=True)
class Due:
    """One reminder that a source names: whom, when, what. It is given once per account and key."""

    account_id: int
    key: str
    kind: str
    at: dt.datetime
    params: dict[str, Any] = field(default_factory=dict)
    url: str = ""
    unit_id: int | None = None


@dataclass(frozen=True)
class Source:
    """Where reminders come from. ``find(now)`` names all of them, those of the last days and those to come; it is
    asked every ``every``, and once more before one of its reminders is given."""

    name: str
    find: Callable[[dt.datetime], Iterable[Due]]
    every: dt.timedelta


_KINDS: dict[str, NoticeKind] = {}
_SOURCES: dict[str, Source] = {}


def register_kind(kind: NoticeKind) -> NoticeKind:
    """Make a kind of notice known; a name is registered once."""
    if _KINDS.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"notice kind {kind.name!r} is registered twice")
    return kind


def kind_of(name: str) -> NoticeKind:
    """The kind of this name. Raises KeyError."""
    return _KINDS[name]


def kinds() -> list[NoticeKind]:
    """All kinds, in the order of registration."""
    return list(_KINDS.values())


def register_source(source: Source) -> None:
    """Let a source name reminders; a name is registered once."""
    if _SOURCES.setdefault(source.name, source) is not source:
        raise ValueError(f"reminder source {source.name!r} is registered twice")


def sources() -> list[Source]:
    """All sources, in the order of registration."""
    return list(_SOURCES.values())
