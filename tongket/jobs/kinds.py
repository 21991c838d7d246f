"""Kinds of long work. A room registers a function that calls one of its actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tongket.access.decisions import Actor

#: Called with (done, total) between the steps of the work, outside the action's own transaction.
Report = Callable[[int, int], None]
#: Does the work and returns the page where its result is.
Work = Callable[[Mapping[str, Any], Actor, Report], str]

_WORK: dict[str, Work] = {}


def register_work(kind: str, work: Work) -> None:
    """Make a kind of work known; a name is registered once."""
    if _WORK.setdefault(kind, work) is not work:
        raise ValueError(f"work {kind!r} is registered twice")


def work_of(kind: str) -> Work:
    """The function of a kind. Raises KeyError."""
    return _WORK[kind]
