"""References to people that are no foreign keys: rooms tell here how theirs follow when two records are joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tongket.audit.models import Record

#: Called with (kept id, absorbed id); gives rows with the field and the value it gets.
Follow = Callable[[int, int], Iterable[tuple[Record, str, Any]]]

_FOLLOWERS: list[Follow] = []


def register_follower(follow: Follow) -> None:
    """Make references of a room follow; registering once more changes nothing."""
    if follow not in _FOLLOWERS:
        _FOLLOWERS.append(follow)


def followers() -> tuple[Follow, ...]:
    return tuple(_FOLLOWERS)
