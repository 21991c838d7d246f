"""The running agenda: now, next, how late, and the states of a conference."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.access.roles import Role
from tongket.awards.tests.factories import make_year
from tongket.common.errors import DomainError, NotPermitted, WrongState
from tongket.meetings.actions import (
    advance_agenda,
    close_conference,
    record_minutes,
    reopen_conference,
    start_conference,
    take_back,
)
from tongket.meetings.models import AgendaItem
from tongket.meetings.queries import live_agenda
from tongket.meetings.queries.live import live
from tongket.meetings.rows import MinutesRow
from tongket.meetings.states import TRANSITIONS, ConferenceState
from tongket.meetings.tests.factories import make_conference, present_but, time


def items(*starts: str | None) -> list[AgendaItem]:
    """Items of 30 minutes from 08:00 on; the last one that has a start goes on."""
    rows = [
        AgendaItem(
            number=n,
            starts_at=dt.time(8 + n // 2, 30 * (n % 2)),
            ends_at=dt.time(8 + (n + 1) // 2, 30 * ((n + 1) % 2)),
            started_at=time(start) if start else None,
        )
        for n, start in enumerate(starts)
    ]
    begun = [row for row in rows if row.started_at]
    for row, after in pairwise(begun):
        row.ended_at = after.started_at
    return rows


def test_meeting_is_as_late_as_its_current_item_began() -> None:
    shown = live(items("08:00", "08:34", None), time("08:41"))
    assert shown.now is not None
    assert shown.next is not None
    assert (shown.now.item.number, shown.next.item.number, shown.minutes_late) == (1, 2, 4)
    assert (shown.now.expected_end, shown.expected_end) == (time("09:04"), time("09:34"))


def test_item_that_overruns_makes_the_meeting_later() -> None:
    assert live(items("08:00", "08:34", None), time("09:10")).minutes_late == 10


def test_meeting_may_be_ahead_of_its_plan() -> None:
    shown = live(items("08:00", "08:25", None), time("08:30"))
    assert (shown.minutes_late, shown.minutes_ahead, shown.expected_end) == (-5, 5, time("09:25"))


def test_before_the_start_everything_waits() -> None:
    shown = live(items(None, None), time("07:50"))
    assert (shown.now, shown.minutes_late) == (None, 0)
    assert [s.state for s in shown.items] == ["waiting", "waiting"]


@given(begun=st.integers(0, 90), at=st.integers(0, 300))
def test_delay_is_never_less_than_that_of_the_start(begun: int, at: int) -> None:
    start = 8 * 60 + begun
    now = min(start + at, 23 * 60 + 59)
    rows = [
        AgendaItem(
            number=1,
            starts_at=dt.time(8),
            ends_at=dt.time(8, 30),
            started_at=dt.time(start // 60, start % 60),
        )
    ]
    shown = live(rows, dt.time(now // 60, now % 60))
    assert shown.minutes_late >= begun
    assert shown.minutes_late >= now - (8 * 60 + 30)


@pytest.mark.django_db
def test_agenda_advances_item_by_item_and_then_says_that_it_is_over() -> None:
    year, conference = make_conference()
    start_conference(conference, actor=year.clerk, at=time("08:02"))
    advance_agenda(conference, actor=year.clerk, at=time("08:19"))
    assert live_agenda(conference, time("08:20")).minutes_late == 4
    advance_agenda(conference, actor=year.clerk, at=time("09:00"))
    assert advance_agenda(conference, actor=year.clerk, at=time("09:20")) is None
    with pytest.raises(DomainError) as refused:
        advance_agenda(conference, actor=year.clerk, at=time("09:21"))
    assert refused.value.code == "agenda_finished"
    assert list(conference.agenda.values_list("started_at", "ended_at")) == [
        (time("08:02"), time("08:19")),
        (time("08:19"), time("09:00")),
        (time("09:00"), time("09:20")),
    ]


@pytest.mark.django_db
def test_step_that_was_pressed_too_early_is_taken_back() -> None:
    year, conference = make_conference()
    start_conference(conference, actor=year.clerk, at=time("08:00"))
    advance_agenda(conference, actor=year.clerk, at=time("08:15"))
    back = take_back(conference, actor=year.clerk)
    assert (back.number, back.started_at, back.ended_at) == (1, time("08:00"), None)
    take_back(conference, actor=year.clerk)
    with pytest.raises(DomainError) as refused:
        take_back(conference, actor=year.clerk)
    assert refused.value.code == "nothing_to_take_back"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["member", "cell_secretary", "auditor", "other_clerk"])
def test_running_is_denied_to_others_than_the_office(role: str) -> None:
    year, conference = make_conference()
    with pytest.raises(NotPermitted):
        advance_agenda(conference, actor=year.office.actor(role), at=time("08:00"))


@pytest.mark.django_db
def test_minutes_of_an_item_end_after_they_start() -> None:
    year, conference = make_conference()
    item = conference.agenda.get(number=1)
    with pytest.raises(DomainError) as refused:
        record_minutes(
            item,
            actor=year.clerk,
            row=MinutesRow(1, "x", time("08:20"), time("08:10")),
            expected_version=1,
        )
    assert refused.value.code == "item_ends_before_start"


@pytest.mark.django_db
def test_close_conference_names_everything_that_is_missing() -> None:
    year, conference = make_conference()
    start_conference(conference, actor=year.clerk, at=time("08:00"))
    with pytest.raises(DomainError) as refused:
        close_conference(conference, actor=year.clerk)
    assert refused.value.data["missing"] == "3 người chưa điểm danh; mục 1 chưa kết thúc"


def act(name: str, year: object, conference: object) -> None:
    if name == "start_conference":
        start_conference(conference, actor=year.clerk, at=time("08:00"))
    elif name == "close_conference":
        close_conference(conference, actor=year.clerk)
    else:
        reopen_conference(conference, actor=year.clerk, reason="Bổ sung biên bản theo bản ký")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "state"), [(t.act, state) for t in TRANSITIONS for state in ConferenceState]
)
def test_every_transition_passes_from_its_states_and_is_refused_from_others(name: str, state: str) -> None:
    year, conference = make_conference(make_year(members=1))
    present_but(year, conference)
    for step in {"running": ["start_conference"], "closed": ["close_conference"]}.get(state, []):
        act(step, year, conference)
    if state == "running":
        for at in ("08:15", "09:00", "09:20"):
            advance_agenda(conference, actor=year.clerk, at=time(at))
    (move,) = [t for t in TRANSITIONS if t.act == name]
    if state in move.sources:
        act(name, year, conference)
        assert conference.state == move.target
    else:
        with pytest.raises(WrongState):
            act(name, year, conference)


@pytest.mark.django_db
def test_closing_is_denied_to_a_cell_secretary() -> None:
    year, conference = make_conference()
    with pytest.raises(NotPermitted):
        close_conference(conference, actor=year.office.actor(Role.CELL_SECRETARY))
