"""Running the conference: from item to item, back when a button was pressed too early, and the end."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.meetings.actions.checks import day_of, require_not_closed, transition
from tongket.meetings.errors import AgendaFinished, ConferenceIncomplete, NothingToTakeBack
from tongket.meetings.models import AgendaItem, Conference
from tongket.meetings.permissions import may_change_conference


def start_conference(
    conference: Conference, *, actor: Actor, at: dt.time, happened_on: dt.date | None = None
) -> Conference:
    """The conference begins with the first item of its agenda."""
    with acting(
        "meetings.start_conference",
        actor=actor,
        unit_id=conference.unit_id,
        happened_on=day_of(conference, happened_on),
    ) as act:
        require(may_change_conference(actor, conference, "start_conference"))
        move = transition(conference, "start_conference", _("bắt đầu hội nghị"))
        first = conference.agenda.order_by("number").first()
        if first is not None and first.started_at is None:
            act.update(first, started_at=at)
        return act.update(conference, state=move.target)


def advance_agenda(
    conference: Conference, *, actor: Actor, at: dt.time, happened_on: dt.date | None = None
) -> AgendaItem | None:
    """The item that is going on ends now and the next one begins; returns it, or None after the last.

    Refused when every item is over (``AgendaFinished``).
    """
    with acting(
        "meetings.advance_agenda",
        actor=actor,
        unit_id=conference.unit_id,
        happened_on=day_of(conference, happened_on),
    ) as act:
        require(may_change_conference(actor, conference, "run_conference"))
        require_not_closed(conference, _("chuyển mục"))
        items = list(AgendaItem.objects.select_for_update().filter(conference=conference).order_by("number"))
        going_on = next((i for i in items if i.started_at and not i.ended_at), None)
        waiting = [i for i in items if i.started_at is None]
        if going_on is None and not waiting:
            raise AgendaFinished
        if going_on is not None:
            act.update(going_on, ended_at=max(at, going_on.started_at or at))
            waiting = [i for i in waiting if i.number > going_on.number]
        return act.update(waiting[0], started_at=at) if waiting else None


def take_back(conference: Conference, *, actor: Actor, happened_on: dt.date | None = None) -> AgendaItem:
    """Undo the last step of the agenda: the latest item has not begun, the one before it still goes on."""
    with acting(
        "meetings.take_back", actor=actor, unit_id=conference.unit_id, happened_on=happened_on
    ) as act:
        require(may_change_conference(actor, conference, "run_conference"))
        require_not_closed(conference, _("lùi lại"))
        begun = list(
            AgendaItem.objects.select_for_update()
            .filter(conference=conference, started_at__isnull=False)
            .order_by("number")
        )
        if not begun:
            raise NothingToTakeBack
        last = begun[-1]
        if last.ended_at is not None:
            return act.update(last, ended_at=None)
        act.update(last, started_at=None)
        return act.update(begun[-2], ended_at=None) if len(begun) > 1 else last


def close_conference(
    conference: Conference, *, actor: Actor, happened_on: dt.date | None = None
) -> Conference:
    """The conference is over; from now on it is only read.

    Refused, naming what is missing, while somebody's presence is unknown, a conclusion has no task, or an
    item is still going on.
    """
    with acting(
        "meetings.close_conference",
        actor=actor,
        unit_id=conference.unit_id,
        happened_on=day_of(conference, happened_on),
    ) as act:
        require(may_change_conference(actor, conference, "close_conference"))
        move = transition(conference, "close_conference", _("bế mạc hội nghị"))
        missing = _missing(conference)
        if missing:
            raise ConferenceIncomplete(missing="; ".join(missing))
        return act.update(conference, state=move.target)


def reopen_conference(
    conference: Conference, *, actor: Actor, reason: str, happened_on: dt.date | None = None
) -> Conference:
    """Open a closed conference again, for a reason that stands in the journal."""
    with acting(
        "meetings.reopen_conference",
        actor=actor,
        unit_id=conference.unit_id,
        happened_on=happened_on,
        reason=reason,
    ) as act:
        require(may_change_conference(actor, conference, "reopen_conference"))
        move = transition(conference, "reopen_conference", _("mở lại hội nghị"))
        return act.update(conference, state=move.target)


def _missing(conference: Conference) -> list[str]:
    found: list[str] = []
    unknown = conference.attendance.filter(present__isnull=True).count()
    if unknown:
        found.append(
            ngettext("%(n)s người chưa điểm danh", "%(n)s người chưa điểm danh", unknown) % {"n": unknown}
        )
    open_items = conference.agenda.filter(started_at__isnull=False, ended_at__isnull=True)
    found += [_("mục %(n)s chưa kết thúc") % {"n": item.number} for item in open_items]
    found += [
        _("kết luận “%(text)s” chưa thành nhiệm vụ") % {"text": c.text}
        for c in conference.conclusions.filter(task__isnull=True)
    ]
    return found
