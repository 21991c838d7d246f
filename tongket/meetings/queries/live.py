"""The agenda as it runs: what is now, what comes next, how late it is, when it will end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from tongket.meetings.models import AgendaItem, Conference
from tongket.meetings.models.conference import minutes_between
from tongket.meetings.queries.conference import agenda_of


@dataclass(frozen=True)
class LiveItem:
    """One item with its place in the running meeting: done, current or waiting.

    ``expected_start`` and ``expected_end`` are the plan moved by the delay of the moment; for what is over
    they are the real times.
    """

    item: AgendaItem
    state: str
    expected_start: dt.time
    expected_end: dt.time


@dataclass(frozen=True)
class LiveAgenda:
    """The running meeting at one moment. ``minutes_late`` is negative when it is ahead of its plan."""

    at: dt.time
    items: Sequence[LiveItem]
    now: LiveItem | None
    next: LiveItem | None
    minutes_late: int
    expected_end: dt.time | None

    @property
    def minutes_ahead(self) -> int:
        return max(0, -self.minutes_late)


def clock() -> dt.time:
    """The time of day here, to the minute."""
    return timezone.localtime().time().replace(second=0, microsecond=0)


def live_agenda(conference: Conference, at: dt.time | None = None) -> LiveAgenda:
    """The agenda at a time of its day (now); one query."""
    return live(agenda_of(conference), at or clock())


def live(items: Sequence[AgendaItem], at: dt.time) -> LiveAgenda:
    """The state of an agenda at a time: late by the current item's start, later still once it overruns."""
    going_on = next((i for i in items if i.started_at and not i.ended_at), None)
    late = _minutes_late(items, going_on, at)
    shown = [_shown(item, going_on, late) for item in items]
    waiting = [s for s in shown if s.state == "waiting"]
    return LiveAgenda(
        at=at,
        items=shown,
        now=next((s for s in shown if s.state == "current"), None),
        next=waiting[0] if waiting else None,
        minutes_late=late,
        expected_end=shown[-1].expected_end if shown else None,
    )


def _minutes_late(items: Sequence[AgendaItem], going_on: AgendaItem | None, at: dt.time) -> int:
    if going_on is not None and going_on.started_at is not None:
        begun_late = minutes_between(going_on.starts_at, going_on.started_at)
        return max(begun_late, minutes_between(going_on.ends_at, at))
    over = [i for i in items if i.ended_at is not None]
    if not over:
        return 0
    last = over[-1]
    return minutes_between(last.ends_at, last.ended_at) if last.ended_at else 0


def _shown(item: AgendaItem, going_on: AgendaItem | None, late: int) -> LiveItem:
    if item.started_at and item.ended_at:
        return LiveItem(item, "done", item.started_at, item.ended_at)
    if item is going_on and item.started_at:
        return LiveItem(item, "current", item.started_at, _moved(item.ends_at, late))
    return LiveItem(item, "waiting", _moved(item.starts_at, late), _moved(item.ends_at, late))


def _moved(time: dt.time, minutes: int) -> dt.time:
    """A time of the same day, moved; it stops at the borders of the day."""
    total = min(max(time.hour * 60 + time.minute + minutes, 0), 23 * 60 + 59)
    return dt.time(total // 60, total % 60)
