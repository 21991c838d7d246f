"""The conference as a step of the year, and what waits for the viewer there."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.common.dates import format_day, today
from tongket.meetings.models import Conference
from tongket.meetings.permissions import may_change_conference, may_plan_conference
from tongket.meetings.queries.conference import attendance_counts, conference_of
from tongket.meetings.states import ConferenceState
from tongket.organisation.models import Unit
from tongket.rounds.models import Round
from tongket.rounds.queries import due_of
from tongket.rounds.steps import DueAct, State, Step, StepState, state_of


def step_state(viewer: Actor, round: Round, units: Sequence[Unit]) -> list[StepState]:
    """Where the organisation's conference stands; for each unit the attendance of its own members."""
    conference = conference_of(round.unit, round.year)
    due_on = due_of(round).get(Step.CONFERENCE)
    if conference is None:
        url = reverse("meetings:conferences", args=[round.year])
        state = state_of(0, 1, due_on=due_on, today=today())
        return [StepState(Step.CONFERENCE, 0, 1, state, url=url, unit_id=unit.pk) for unit in units]
    counts = {
        row["unit_id"]: (row["came"], row["called"])
        for row in conference.attendance.order_by()
        .values("unit_id")
        .annotate(called=Count("pk"), came=Count("pk", filter=Q(present=True)))
    }
    whole = (sum(p for p, _c in counts.values()), sum(c for _p, c in counts.values()))
    return [_state(conference, unit, counts.get(unit.pk, whole)) for unit in units]


def _state(conference: Conference, unit: Unit, counts: tuple[int, int]) -> StepState:
    present, called = counts
    states = {
        ConferenceState.CLOSED: State.DONE,
        ConferenceState.RUNNING: State.IN_PROGRESS,
        ConferenceState.PLANNED: State.OVERDUE if today() > conference.held_on else State.NOT_STARTED,
    }
    known = conference.state != ConferenceState.PLANNED or present
    text = _("%(present)s/%(called)s có mặt") % {"present": present, "called": called} if known else ""
    return StepState(
        key=Step.CONFERENCE,
        done=int(conference.state == ConferenceState.CLOSED),
        total=1,
        state=states[ConferenceState(conference.state)],
        text=text or format_day(conference.held_on),
        url=conference.get_absolute_url(),
        unit_id=unit.pk,
    )


def due_acts(viewer: Actor, round: Round) -> list[DueAct]:
    """What waits at the conference for those who prepare it."""
    conference = conference_of(round.unit, round.year)
    if conference is None:
        if not may_plan_conference(viewer, round.unit).allowed:
            return []
        return [
            DueAct(
                key="meetings.plan_conference",
                title=_("Chuẩn bị hội nghị tổng kết năm %(year)s") % {"year": round.year},
                due_on=due_of(round).get(Step.CONFERENCE),
                url=reverse("meetings:conferences", args=[round.year]),
                button=_("Lập chương trình"),
            )
        ]
    if (
        conference.state == ConferenceState.CLOSED
        or not may_change_conference(viewer, conference, "close_conference").allowed
    ):
        return []
    unknown = attendance_counts(conference).unknown
    if unknown and today() >= conference.held_on:
        return [
            DueAct(
                key="meetings.record_attendance",
                title=_("Điểm danh hội nghị tổng kết"),
                detail=_("%(n)s người chưa rõ có mặt hay vắng") % {"n": unknown},
                due_on=conference.held_on,
                url=reverse("meetings:attendance", args=[conference.pk]),
                button=_("Điểm danh"),
            )
        ]
    return [
        DueAct(
            key="meetings.close_conference",
            title=_("Hội nghị tổng kết năm %(year)s") % {"year": conference.year},
            detail=conference.get_state_display(),
            due_on=conference.held_on,
            url=conference.get_absolute_url(),
            button=_("Mở hội nghị"),
        )
    ]
