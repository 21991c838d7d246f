"""Who came: at the door one by one, or from the paper list at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.text import clean
from tongket.meetings.actions.checks import day_of, require_not_closed
from tongket.meetings.errors import CheckedInTwice, NotSummoned, UnknownNumber
from tongket.meetings.models import Attendance, Conference
from tongket.meetings.permissions import may_change_conference, may_check_in
from tongket.meetings.rows import AbsenceRow
from tongket.meetings.states import CheckInWay


def check_in(
    conference: Conference,
    *,
    actor: Actor,
    number: int,
    way: str = CheckInWay.NUMBER,
    happened_on: dt.date | None = None,
) -> Attendance:
    """The person with this number on the list is present.

    Refused for a number that is not on the list (an uninvited guest, somebody of another conference), and for
    somebody who is already in: with homonyms in the hall the second one may be the other person.
    """
    with acting("meetings.check_in", actor=actor, unit_id=conference.unit_id, happened_on=happened_on) as act:
        row = (
            Attendance.objects.select_for_update(of=("self",))
            .select_related("person", "unit", "conference__unit")
            .filter(conference=conference, number=number)
            .first()
        )
        if row is None:
            require(may_change_conference(actor, conference, "see_conferences"))
            raise UnknownNumber(number=number, conference=conference.title)
        require(may_check_in(actor, row))
        require_not_closed(conference, _("điểm danh"))
        if row.present:
            time = timezone.localtime(row.checked_in_at).strftime("%H:%M") if row.checked_in_at else "…"
            raise CheckedInTwice(person=row.person.name, number=number, time=time)
        return act.update(row, present=True, reason="", way=CheckInWay(way), checked_in_at=timezone.now())


def undo_check_in(row: Attendance, *, actor: Actor, happened_on: dt.date | None = None) -> Attendance:
    """The person was checked in by mistake: presence is unknown again."""
    with acting(
        "meetings.undo_check_in", actor=actor, unit_id=row.conference.unit_id, happened_on=happened_on
    ) as act:
        require(may_check_in(actor, row))
        require_not_closed(row.conference, _("điểm danh"))
        return act.update(row, present=None, reason="", way="", checked_in_at=None)


def record_attendance(
    conference: Conference,
    *,
    actor: Actor,
    absent: Sequence[AbsenceRow],
    summoned: int | None = None,
    present: int | None = None,
    happened_on: dt.date | None = None,
) -> list[Attendance]:
    """Record the signed list: those named are absent, everybody else who was called is present.

    ``summoned`` and ``present`` are the totals written on the paper; they are kept as received, and the pages
    show where they differ from the list. An absent person who was not called is refused (``NotSummoned``).
    """
    with acting(
        "meetings.record_attendance",
        actor=actor,
        unit_id=conference.unit_id,
        happened_on=day_of(conference, happened_on),
    ) as act:
        require(may_change_conference(actor, conference, "record_attendance"))
        require_not_closed(conference, _("điểm danh"))
        rows = {r.person_id: r for r in Attendance.objects.filter(conference=conference)}
        reasons = {a.person.pk: clean(a.reason) for a in absent}
        for absence in absent:
            if absence.person.pk not in rows:
                raise NotSummoned(person=absence.person.name, conference=conference.title)
        for person_id, row in rows.items():
            away = person_id in reasons
            act.update(row, present=not away, reason=reasons.get(person_id, ""), way=CheckInWay.PAPER)
        act.update(conference, summoned_received=summoned, present_received=present)
        return sorted(rows.values(), key=lambda row: row.number)
