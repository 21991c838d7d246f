"""What rests on recorded data alone is worked out once and kept until another act is written down."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.db import connection

from tongket.audit.models import Entry
from tongket.common.dates import today

T = TypeVar("T")

MOST_KEPT = 256
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def until_next_act(key: Hashable, compute: Callable[[], T]) -> T:
    """What ``compute`` gives, kept in this process until the journal grows or the day changes.

    Only for what depends on nothing but journaled data and the day. Inside a transaction nothing is kept:
    what it has written so far is nobody else's yet.
    """
    if connection.in_atomic_block:
        return compute()
    last = Entry.objects.order_by("-pk").values_list("pk", "recorded_at").first()
    whole = (key, last, today())
    with _lock:
        if whole in _kept:
            _kept.move_to_end(whole)
            found: T = _kept[whole]
            return found
    made = compute()
    with _lock:
        _kept[whole] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made
