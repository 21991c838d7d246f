"""The cells' ballots in the line of the year: what is there, what agrees, what comes next."""

from __future__ import annotations

from typing import Any

import pytest

from tongket.access.roles import Role
from tongket.ballots.actions import close_poll
from tongket.ballots.models import Poll
from tongket.ballots.tests.factories import HELD, World, enter, enter_wrong, open_poll
from tongket.organisation.tests.factories import Office
from tongket.ratings.polls import CELL_LEVELS
from tongket.rounds.actions import open_round
from tongket.rounds.models import Round
from tongket.rounds.steps import State
from tongket.site.cell_ballots import due_acts, step_state


@pytest.fixture
def world(office: Office) -> World:
    return World(office, office.actor(Role.CLERK), office.cells[0])


@pytest.fixture
def opened(round: Round, world: World) -> Round:
    return open_round(round, actor=world.clerk, happened_on=HELD)


def poll_on_levels(world: World, **changes: Any) -> Poll:
    return open_poll(world, purpose=CELL_LEVELS, **changes)


def states(world: World, round: Round) -> list[tuple[str, str]]:
    """State and text of the first cell, the second cell, and the whole."""
    return [(str(s.state), str(s.text)) for s in step_state(world.clerk, round, world.office.cells)]


def test_without_ballots_nothing_has_started(world: World, opened: Round) -> None:
    assert states(world, opened) == [
        (State.NOT_STARTED, "chưa có phiếu"),
        (State.NOT_STARTED, "chưa có phiếu"),
        (State.NOT_STARTED, "0/2 biên bản"),
    ]


def test_minutes_that_reconcile_are_done(world: World, opened: Round) -> None:
    enter(world, poll_on_levels(world))
    assert states(world, opened) == [
        (State.DONE, "khớp, 17/12"),
        (State.NOT_STARTED, "chưa có phiếu"),
        (State.IN_PROGRESS, "1/2 biên bản"),
    ]


def test_minutes_that_do_not_reconcile_stand_out(world: World, opened: Round) -> None:
    enter_wrong(world, poll_on_levels(world))
    assert states(world, opened)[0] == (State.IRREGULAR, "không khớp, 17/12")
    assert states(world, opened)[2] == (State.IRREGULAR, "0/2 biên bản")


def test_a_ballot_of_another_purpose_does_not_count(world: World, opened: Round) -> None:
    enter(world, open_poll(world, purpose="test.other"))
    assert states(world, opened)[0] == (State.NOT_STARTED, "chưa có phiếu")


def test_what_waits_follows_the_steps_of_a_ballot(world: World, opened: Round) -> None:
    first, second = world.office.cells
    assert [(a.key, a.detail) for a in due_acts(world.clerk, opened)] == [
        ("ballots.open", f"{first.name}, {second.name}")
    ]
    poll = poll_on_levels(world)
    assert [a.button for a in due_acts(world.clerk, opened)] == ["Lập phiếu", "Nhập biên bản"]
    enter(world, poll)
    assert [a.button for a in due_acts(world.clerk, opened)] == ["Lập phiếu", "Xem và chốt"]
    close_poll(poll, actor=world.clerk, happened_on=HELD)
    assert [a.button for a in due_acts(world.clerk, opened)] == ["Lập phiếu"]


def test_a_cell_secretary_is_asked_for_the_own_cell_only(world: World, opened: Round) -> None:
    secretary = world.actor(Role.CELL_SECRETARY)
    assert [a.detail for a in due_acts(secretary, opened)] == [world.cell.name]
    assert len(step_state(secretary, opened, [world.cell])) == 1


def test_a_reader_is_asked_for_nothing(world: World, opened: Round) -> None:
    poll_on_levels(world)
    assert due_acts(world.actor(Role.AUDITOR), opened) == []


def test_a_round_that_is_not_open_asks_for_nothing(world: World, round: Round) -> None:
    assert due_acts(world.clerk, round) == []
