"""Answers kept while one page is made: the same question is asked of the database once (a page only reads).

Where nothing is being kept (acts, commands, jobs, tests of a function) every question is asked anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_KEPT: ContextVar[dict[Hashable, Any] | None] = ContextVar("kept answers", default=None)


@contextmanager
def keeping_answers() -> Iterator[None]:
    """Keep answers while the block runs; nothing may be written in it."""
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def asked_once(function: Callable[P, T]) -> Callable[P, T]:
    """The function asked once per page for the same arguments, which must be hashable. A query that it returns
    is evaluated once too: whoever narrows it gets a query of its own."""

    @wraps(function)
    def ask(*args: P.args, **kwargs: P.kwargs) -> T:
        kept = _KEPT.get()
        if kept is None:
            return function(*args, **kwargs)
        key = (function, args, tuple(sorted(kwargs.items())))
        if key not in kept:
            kept[key] = function(*args, **kwargs)
        return kept[key]

    return ask
