"""Who reads which polls, how results are asked for, and how many queries a list takes."""

from __future__ import annotations

from typing import Any

import pytest

from tongket.access.roles import Role
from tongket.ballots import actions, queries
from tongket.ballots.actions import Line
from tongket.ballots.errors import NoCount
from tongket.ballots.tables import condition, line_rows
from tongket.common.errors import Missing

from .factories import (
    MINUTES,
    RIGHT,
    World,
    enter,
    enter_wrong,
    level_votes,
    make_world,
    numbers,
    open_choice,
    open_poll,
    yes_votes,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.mark.capability(9)
def test_polls_are_read_only_by_those_of_the_own_subtree(world: World) -> None:
    poll = open_poll(world)
    other_cell = open_poll(world, unit=world.office.cells[1])
    for role in (Role.CLERK, Role.COMMITTEE_MEMBER, Role.SUPERIOR_OFFICER, Role.INSPECTION, Role.AUDITOR):
        assert queries.get_poll(world.actor(role), poll.pk).poll == poll
    secretary = world.actor(Role.CELL_SECRETARY)
    assert queries.get_poll(secretary, poll.pk).poll == poll
    for viewer, pk in (
        (secretary, other_cell.pk),
        (world.actor(Role.MEMBER), poll.pk),
        (world.actor("other_clerk"), poll.pk),
        (world.actor(Role.EDITOR), poll.pk),
        (world.clerk, 999_999),
    ):
        with pytest.raises(Missing):
            queries.get_poll(viewer, pk)
    rows = queries.polls_for_unit(secretary, world.office.organisation, 2021)
    assert [row.poll for row in rows] == [poll]


def test_polls_for_unit_holds_the_year_and_everything_below(world: World) -> None:
    first = open_poll(world)
    second = open_poll(world, unit=world.office.cells[1])
    open_poll(world, year=2022)
    rows = queries.polls_for_unit(world.clerk, world.office.organisation, 2021)
    assert [row.poll for row in rows] == [first, second]
    assert [row.poll for row in queries.polls_for_unit(world.clerk, world.office.cells[1], 2021)] == [second]


def test_list_says_the_state_of_each_count(world: World) -> None:
    waiting, right, wrong, unchecked = (open_poll(world) for _ in range(4))
    enter(world, right)
    enter_wrong(world, wrong)
    enter(world, unchecked, counts=numbers(present=None))
    rows = {r.poll.pk: r for r in queries.polls_for_unit(world.clerk, world.cell, 2021)}
    assert [rows[p.pk].shown_state for p in (waiting, right, wrong, unchecked)] == [
        "waiting",
        "reconciles",
        "differs",
        "warning",
    ]


@pytest.mark.capability(95)
@pytest.mark.parametrize("polls", [1, 3, 50])
def test_list_of_polls_takes_the_same_queries_for_any_number(
    world: World, polls: int, django_assert_num_queries: Any
) -> None:
    for _ in range(polls):
        enter(world, open_poll(world))
    # polls with their units, then counts: one query each
    with django_assert_num_queries(2):
        rows = queries.polls_for_unit(world.clerk, world.office.organisation, 2021)
        assert [row.shown_state for row in rows] == ["reconciles"] * polls


def test_result_is_asked_for_by_the_askers_own_reference(world: World) -> None:
    lines = [Line("A", subject_ref="organisation.Person:7"), Line("B", subject_ref="organisation.Person:8")]
    poll = open_choice(world, (), places=1, lines=lines)
    enter(world, poll, yes_votes(poll, 7, 12))
    outcome = queries.result_of(poll)
    line = outcome.line_of("organisation.Person:8")
    assert line is not None
    assert (line.yes, line.elected) == (12, True)
    assert outcome.line_of("organisation.Person:9") is None


def test_result_of_a_poll_without_count_is_refused(world: World) -> None:
    poll = open_poll(world)
    with pytest.raises(NoCount):
        queries.poll_result(world.clerk, poll)


def test_result_is_not_given_to_whoever_may_not_see_the_poll(world: World) -> None:
    poll = open_poll(world)
    enter(world, poll)
    with pytest.raises(Missing):
        queries.poll_result(world.actor("other_clerk"), poll)


def test_polls_of_a_purpose_are_found_by_whoever_asked(world: World) -> None:
    poll = open_poll(world, purpose="ratings.members")
    open_poll(world, purpose="ratings.cells")
    assert [row.poll for row in queries.polls_of_purpose(world.cell, 2021, "ratings.members")] == [poll]


def test_sums_show_both_sides_and_what_is_left_between(world: World) -> None:
    poll = open_poll(world)
    votes = level_votes(poll, (0, 17, 0, 0, 1), (18, 0, 0, 0, 0))
    enter(world, poll, votes, counts=numbers(present=19, issued=19, returned=18, valid=18, invalid=0))
    assert [str(line) for line in queries.get_poll(world.clerk, poll.pk).sums] == [
        "Triệu tập 20 = có mặt 19 + vắng 1",
        "Có mặt 19 = phát ra 19 + không phát 0",
        "Phát ra 19 = thu về 18 + không thu về 1",
        "Thu về 18 = hợp lệ 18 + không hợp lệ 0",
        "Dòng 1: Hợp lệ 18 = cộng các cột 18",
        "Dòng 2: Hợp lệ 18 = cộng các cột 18",
    ]


def test_failing_sums_never_name_the_number_that_would_mend_them(world: World) -> None:
    poll = open_poll(world)
    enter(world, poll, counts=numbers(issued=18, returned=20, invalid=2))
    assert [str(line) for line in queries.get_poll(world.clerk, poll.pk).failing] == [
        "Phát ra 18 < thu về 20",
        "Thu về 20 ≠ hợp lệ 19 + không hợp lệ 2 = 21",
    ]


def test_history_of_counts_stays_readable_newest_first(world: World) -> None:
    poll = open_poll(world)
    first = enter_wrong(world, poll)
    second = actions.correct_paper_count(
        first, actor=world.clerk, minutes=MINUTES, counts=numbers(), votes=level_votes(poll, *RIGHT)
    )
    row = queries.get_poll(world.clerk, poll.pk)
    assert ([c.pk for c in row.poll.counts.all()], row.count) == ([second.pk, first.pk], second)


def test_lines_of_a_choice_say_chosen_tied_left_out_and_not_passed(world: World) -> None:
    poll = open_choice(world, ["A", "B", "C", "D"], places=2)
    enter(world, poll, yes_votes(poll, 11, 11, 10, 3))
    row = queries.get_poll(world.clerk, poll.pk)
    rows = line_rows(row, row.options)
    assert [row.state for row in rows] == ["chosen", "chosen", "failed", "failed"]
    tie = open_choice(world, ["A", "B", "C"], places=1)
    enter(world, tie, yes_votes(tie, 7, 7, 1), counts=numbers(), happened_on=tie.held_on)
    tied = queries.get_poll(world.clerk, tie.pk)
    assert [row.state for row in line_rows(tied, tied.options)] == ["failed"] * 3


def test_vote_clause_is_said_in_a_sentence(world: World) -> None:
    assert condition(open_poll(world)) == "quá 1/2 số được triệu tập"
