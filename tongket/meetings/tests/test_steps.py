"""The conference and the tasks as steps of the year, and what waits there."""

from __future__ import annotations

import pytest

from tongket.access.roles import Role
from tongket.awards.tests.factories import make_year
from tongket.meetings.actions import close_conference
from tongket.meetings.queries import due_acts, step_state
from tongket.meetings.tests.factories import make_conference, present_but
from tongket.rounds.steps import State, Step
from tongket.work import queries as work
from tongket.work.tests.factories import make_task

pytestmark = pytest.mark.django_db


def test_conference_is_not_started_until_it_is_planned_then_overdue_then_done() -> None:
    year = make_year()
    units = [year.office.organisation, *year.office.cells]
    assert [s.state for s in step_state(year.clerk, year.round, units)] == [State.NOT_STARTED] * 3
    _year, conference = make_conference(year)
    assert {s.state for s in step_state(year.clerk, year.round, units)} == {State.OVERDUE}
    present_but(year, conference, year.people[0])
    close_conference(conference, actor=year.clerk)
    answers = step_state(year.clerk, year.round, units)
    assert [s.state for s in answers] == [State.DONE] * 3
    assert [s.text for s in answers] == ["2/3 có mặt"] * 3
    assert [s.key for s in answers] == [Step.CONFERENCE] * 3


def test_what_waits_at_the_conference_follows_its_state() -> None:
    year = make_year()
    assert [a.key for a in due_acts(year.clerk, year.round)] == ["meetings.plan_conference"]
    assert due_acts(year.office.actor(Role.MEMBER), year.round) == []
    _year, conference = make_conference(year)
    assert [a.key for a in due_acts(year.clerk, year.round)] == ["meetings.record_attendance"]
    present_but(year, conference)
    assert [a.key for a in due_acts(year.clerk, year.round)] == ["meetings.close_conference"]
    close_conference(conference, actor=year.clerk)
    assert due_acts(year.clerk, year.round) == []


def test_tasks_are_ready_when_every_member_has_one() -> None:
    year = make_year(members=2)
    units = [year.office.organisation, *year.office.cells]
    make_task(year.office, year.people[0])
    organisation, first, second = work.step_state(year.clerk, year.round, units)
    assert (organisation.done, organisation.total, organisation.state) == (1, 2, State.IN_PROGRESS)
    assert (first.done, first.total) == (1, 2)
    assert (second.done, second.total) == (0, 0)
    assert [a.detail for a in work.due_acts(year.clerk, year.round)] == ["1 đảng viên chưa có nhiệm vụ"]
    make_task(year.office, year.people[1])
    assert work.step_state(year.clerk, year.round, units)[0].state == State.DONE
    assert work.due_acts(year.clerk, year.round) == []


@pytest.mark.parametrize("cells", [1, 3, 9])
def test_steps_take_a_constant_number_of_queries(cells: int, django_assert_max_num_queries: object) -> None:
    year, _conference = make_conference(make_year(cells=cells))
    units = [year.office.organisation, *year.office.cells]
    with django_assert_max_num_queries(3):
        step_state(year.clerk, year.round, units)
    with django_assert_max_num_queries(6):
        work.step_state(year.clerk, year.round, units)
