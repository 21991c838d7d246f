"""What is read of a conference: overview, attendance, figures, conclusions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.meetings.models import AgendaItem, Attendance, Conclusion, Conference, Direction, Guest, Speech
from tongket.meetings.permissions import units_with_attendance, units_with_reasons, visible_conferences
from tongket.meetings.queries.people import posts_on
from tongket.organisation.models import Unit, UnitClosure
from tongket.organisation.protocol import rank_of
from tongket.organisation.queries.protocol import ranks_at


def conference_list(viewer: Actor, unit: Unit | None, year: int) -> QuerySet[Conference]:
    """Conferences that sum up the year: at the unit, above it and below it."""
    rows = visible_conferences(viewer).filter(year=year)
    if unit is not None:
        below = UnitClosure.objects.filter(ancestor=unit).values("descendant")
        above = UnitClosure.objects.filter(descendant=unit).values("ancestor")
        rows = rows.filter(Q(unit__in=below) | Q(unit__in=above))
    return rows.order_by("held_on", "pk")


def conference_of(unit: Unit, year: int) -> Conference | None:
    """The latest conference at which the unit summed up the year (for other rooms, no viewer)."""
    return Conference.objects.filter(unit=unit, year=year).order_by("-held_on", "-pk").first()


@dataclass(frozen=True)
class AttendanceCounts:
    """Counts from the list. ``received_*`` are the totals of the signed paper, None when none were given."""

    summoned: int
    present: int
    absent: int
    unknown: int
    received_summoned: int | None
    received_present: int | None

    @property
    def problems(self) -> list[str]:
        """Where the paper's totals differ from the list; all numbers are shown, none is mended."""
        found = []
        if self.received_summoned not in (None, self.summoned):
            found.append(
                _("Triệu tập: theo báo cáo %(paper)s, theo danh sách %(list)s")
                % {"paper": self.received_summoned, "list": self.summoned}
            )
        if self.received_present not in (None, self.present):
            found.append(
                _("Có mặt: theo báo cáo %(paper)s, theo danh sách %(list)s")
                % {"paper": self.received_present, "list": self.present}
            )
        return found


def attendance_counts(conference: Conference) -> AttendanceCounts:
    """Counts of the attendance list (for other rooms, no viewer; one query)."""
    counts = conference.attendance.aggregate(
        summoned=Count("pk"),
        came=Count("pk", filter=Q(present=True)),
        away=Count("pk", filter=Q(present=False)),
        unknown=Count("pk", filter=Q(present__isnull=True)),
    )
    return AttendanceCounts(
        summoned=counts["summoned"],
        present=counts["came"],
        absent=counts["away"],
        unknown=counts["unknown"],
        received_summoned=conference.summoned_received,
        received_present=conference.present_received,
    )


@dataclass(frozen=True)
class AttendanceLine:
    """One person on the list, with posts of the day; ``reason`` is None where the viewer may not read it."""

    row: Attendance
    posts: str
    reason: str | None


@dataclass(frozen=True)
class AttendanceGroup:
    unit: Unit
    lines: Sequence[AttendanceLine]
    present: int


def attendance_list(viewer: Actor, conference: Conference, presence: str = "") -> list[AttendanceGroup]:
    """The attendance list by cell, as far as the viewer may read it; ``presence`` is 'present', 'absent',
    'unknown' or empty."""
    wanted = {"present": Q(present=True), "absent": Q(present=False), "unknown": Q(present__isnull=True)}
    rows = list(
        conference.attendance.filter(wanted.get(presence, Q()))
        .filter(
            Q(unit__in=units_with_attendance(viewer).values("pk"))
            | Q(person__account_id=viewer.account_id, person__account_id__isnull=False)
        )
        .select_related("person", "unit")
        .order_by("number")
    )
    posts = posts_on(conference, {row.person_id for row in rows})
    readable = set(units_with_reasons(viewer).values_list("pk", flat=True))
    groups: dict[int, tuple[Unit, list[AttendanceLine]]] = {}
    for row in rows:
        own = viewer.account_id is not None and row.person.account_id == viewer.account_id
        reason = row.reason if own or row.unit_id in readable else None
        _unit, lines = groups.setdefault(row.unit_id, (row.unit, []))
        lines.append(AttendanceLine(row, posts.get(row.person_id, ""), reason))
    return [
        AttendanceGroup(unit, lines, sum(1 for line in lines if line.row.present))
        for unit, lines in groups.values()
    ]


@dataclass(frozen=True)
class ConferenceFigures:
    """The figures of a conference, as report, minutes and article print them.

    ``summoned`` and ``present`` are those of the signed paper where there is one; ``attendance`` says where
    the list differs. ``ends`` is the planned end, ``tasks_of_next_year`` the keys of the conclusions.
    """

    agenda_items: int
    minutes: int
    ends: dt.time | None
    summoned: int
    present: int
    absent: int
    presentation_steps: int
    directions: int
    tasks_of_next_year: tuple[str, ...]
    attendance: AttendanceCounts


def conference_figures(conference: Conference) -> ConferenceFigures:
    """Figures of a conference (for other rooms, no viewer)."""
    items = list(conference.agenda.all())
    counts = attendance_counts(conference)
    summoned = counts.summoned if counts.received_summoned is None else counts.received_summoned
    present = counts.present if counts.received_present is None else counts.received_present
    conclusions = conference.conclusions.filter(task__isnull=False).order_by("number")
    return ConferenceFigures(
        agenda_items=len(items),
        minutes=sum(item.length for item in items),
        ends=max((item.ends_at for item in items), default=None),
        summoned=summoned,
        present=present,
        absent=counts.absent,
        presentation_steps=conference.steps.count(),
        directions=conference.directions.count(),
        tasks_of_next_year=tuple(conclusions.values_list("key", flat=True)),
        attendance=counts,
    )


def guests_of(conference: Conference) -> list[Guest]:
    """Guests in protocol order by the unit's declared list (U36), equals as they were typed.

    Of a guest whom the register knows and for whom no post was typed, the posts of that day stand in ``post``, the
    highest first; they are not stored with the guest.
    """
    ranks = ranks_at(conference.unit_id)
    guests = list(conference.guests.select_related("person"))
    unsaid = {g.person_id: g for g in guests if g.person_id is not None and not g.post}
    for person, posts in posts_on(conference, unsaid).items() if unsaid else ():
        unsaid[person].post = posts
    return sorted(guests, key=lambda guest: rank_of(guest.post, ranks))


def speeches_of(conference: Conference) -> list[Speech]:
    """The speakers' list with what each speech asked for."""
    return list(
        conference.speeches.select_related("person").prefetch_related(
            Prefetch("directions", Direction.objects.prefetch_related("conclusions"))
        )
    )


def conclusions_of(conference: Conference) -> list[Conclusion]:
    """Conclusions with unit in charge, task and the directions behind them."""
    return list(
        conference.conclusions.select_related("in_charge", "task").prefetch_related("directions__speech")
    )


def last_years_conclusions(conference: Conference) -> list[Conclusion]:
    """What the conference before concluded for this year, with the state of each task: read again today."""
    before = conference_of(conference.unit, conference.year - 1)
    return conclusions_of(before) if before else []


def agenda_of(conference: Conference) -> list[AgendaItem]:
    """The agenda in order."""
    return list(conference.agenda.select_related("person"))
