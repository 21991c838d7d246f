"""Opening, counting, correcting and closing polls on paper."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tongket.access.roles import Role
from tongket.audit.models import Use
from tongket.audit.queries import history_of
from tongket.ballots import actions, queries
from tongket.ballots.actions import CorrectedMinutes, Line, VoteRule
from tongket.ballots.conversion import Votes
from tongket.ballots.errors import (
    AlreadyCorrected,
    AlreadyCounted,
    NoCount,
    NotReconciled,
    UnsignedCorrection,
    WrongDay,
    WrongPoll,
    WrongVotes,
)
from tongket.ballots.models import PaperCount, Poll
from tongket.ballots.states import CountState, PollState
from tongket.common.errors import NotPermitted, WrongState

from .factories import (
    HELD,
    MAJORITY,
    MINUTES,
    RIGHT,
    WRITTEN,
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


def test_open_poll_keeps_its_lines_in_their_order(world: World) -> None:
    poll = open_poll(world, ["Y Ăn Niê", "Trần  Văn Ước"])
    assert [(o.order, o.label) for o in poll.options.all()] == [(1, "Y Ăn Niê"), (2, "Trần Văn Ước")]
    assert (poll.state, poll.closed_on) == (PollState.OPEN, None)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"lines": []}, "danh sách trống"),
        ({"title": " "}, "chưa ghi nội dung"),
        ({"rule": VoteRule("entitled", "3/2", True)}, "3/2"),
        ({"places": 1}, "số lượng được chọn"),
        ({"kind": "choose"}, "số lượng được chọn"),
        ({"kind": "choose", "places": 3}, "danh sách có 2"),
        ({"kind": "choose", "places": 1, "columns": [("no", "Không")]}, "no"),
        ({"columns": [("a", "A"), ("a", "B")]}, "a, a"),
        ({"lines": [Line("A", subject_ref="x.Y:1"), Line("B", subject_ref="x.Y:1")]}, "hai dòng"),
    ],
)
def test_open_poll_refuses_a_question_that_cannot_be_counted(
    world: World, changes: dict[str, Any], word: str
) -> None:
    with pytest.raises(WrongPoll) as refusal:
        open_poll(world, **changes)
    assert word in refusal.value.text()
    assert not Poll.objects.exists()


@pytest.mark.capability(45)
def test_paper_count_that_adds_up_is_kept_and_gives_the_result(world: World) -> None:
    poll = open_poll(world)
    count = enter(world, poll)
    assert (count.state, count.is_result) == (CountState.RECONCILED, True)
    outcome = queries.poll_result(world.clerk, poll)
    assert [line.result.majority for line in outcome.lines] == ["good", "excellent"]
    assert [line.result.shares["good"] for line in outcome.lines] == ["85.00", "0.00"]


@pytest.mark.capability(46)
def test_paper_count_that_does_not_add_up_is_kept_as_received_and_never_a_result(world: World) -> None:
    poll = open_poll(world)
    count = enter_wrong(world, poll)
    assert (count.state, count.is_result) == (CountState.IRREGULAR, False)
    assert count.lines.get(option__order=1).votes == {
        "excellent": 0,
        "good": 16,
        "fair": 1,
        "failed": 0,
        "abstain": 1,
    }
    with pytest.raises(NotReconciled) as refusal:
        queries.poll_result(world.clerk, poll)
    assert "Dòng 1: Hợp lệ 19 ≠ cộng các cột 18" in refusal.value.text()
    with pytest.raises(NotReconciled):
        queries.result_of(poll)
    with pytest.raises(NotReconciled):
        actions.close_poll(poll, actor=world.clerk, happened_on=WRITTEN)


@pytest.mark.capability(124)
def test_count_has_the_day_on_the_paper_and_the_moment_of_entry(world: World) -> None:
    count = enter(world, open_poll(world), happened_on=WRITTEN)
    entry = history_of(count).get()
    assert (count.happened_on, entry.happened_on) == (WRITTEN, WRITTEN)
    assert count.recorded_at.date() > WRITTEN
    assert entry.recorded_at.date() > WRITTEN


@pytest.mark.capability(124)
def test_count_with_a_sum_that_cannot_be_checked_is_received_with_a_warning_and_is_a_result(
    world: World,
) -> None:
    poll = open_poll(world)
    count = enter(world, poll, counts=numbers(present=None))
    assert (count.state, count.is_result) == (CountState.RECEIVED, True)
    assert queries.poll_result(world.clerk, poll).judged.reconciliation.not_checked == ("roll",)


def test_second_count_of_a_poll_is_refused(world: World) -> None:
    poll = open_poll(world)
    enter(world, poll)
    with pytest.raises(AlreadyCounted):
        enter(world, poll)


@pytest.mark.parametrize("day", [HELD - dt.timedelta(days=1), dt.date(2999, 1, 1)])
def test_count_dated_before_the_vote_or_in_the_future_is_refused(world: World, day: dt.date) -> None:
    with pytest.raises(WrongDay):
        enter(world, open_poll(world), happened_on=day)


def test_count_with_lines_columns_or_numbers_of_something_else_is_refused(world: World) -> None:
    poll = open_poll(world)
    right = level_votes(poll, *RIGHT)
    first = next(iter(right))
    faults = [
        {k: v for k, v in right.items() if k != first},
        {**right, 0: right[first]},
        {**right, first: Votes({"yes": 3})},
        {**right, first: Votes({**right[first].by_key, "good": -1})},
        {**right, first: Votes({**right[first].by_key, "good": True})},
    ]
    for votes in faults:
        with pytest.raises(WrongVotes):
            enter(world, poll, votes)
    with pytest.raises(WrongVotes):
        enter(world, poll, counts=numbers(issued=-1))
    assert not PaperCount.objects.exists()


@pytest.mark.capability(46)
def test_corrected_minutes_replace_the_count_and_the_first_one_stays(world: World) -> None:
    poll = open_poll(world)
    first = enter_wrong(world, poll)
    second = actions.correct_paper_count(
        first, actor=world.clerk, minutes=MINUTES, counts=numbers(), votes=level_votes(poll, *RIGHT)
    )
    first.refresh_from_db()
    assert (first.state, first.lines.get(option__order=1).votes["good"]) == (CountState.CORRECTED, 16)
    assert (second.state, second.corrects) == (CountState.RECONCILED, first)
    assert (second.minutes_number, second.minutes_on, second.signers) == (
        "02-BB/CB",
        WRITTEN,
        ["Trần Văn Ước", "H'Ơn Êban"],
    )
    assert queries.poll_result(world.clerk, poll).record == second


@pytest.mark.capability(46)
@pytest.mark.parametrize(
    ("minutes", "missing"),
    [
        (CorrectedMinutes(number=" ", on=WRITTEN, signers=["A"]), "số"),
        (CorrectedMinutes(number="02", on=None, signers=["A"]), "ngày"),
        (CorrectedMinutes(number="02", on=WRITTEN, signers=[" "]), "người ký"),
    ],
)
def test_count_is_corrected_only_by_signed_minutes(
    world: World, minutes: CorrectedMinutes, missing: str
) -> None:
    poll = open_poll(world)
    count = enter_wrong(world, poll)
    with pytest.raises(UnsignedCorrection) as refusal:
        actions.correct_paper_count(
            count, actor=world.clerk, minutes=minutes, counts=numbers(), votes=level_votes(poll, *RIGHT)
        )
    assert refusal.value.data["missing"] == missing
    count.refresh_from_db()
    assert count.state == CountState.IRREGULAR


def test_corrected_minutes_that_do_not_add_up_are_kept_as_irregular_too(world: World) -> None:
    poll = open_poll(world)
    count = enter_wrong(world, poll)
    votes = level_votes(poll, (1, 1, 1, 1, 1), RIGHT[1])
    again = actions.correct_paper_count(
        count, actor=world.clerk, minutes=MINUTES, counts=numbers(), votes=votes
    )
    assert again.state == CountState.IRREGULAR
    with pytest.raises(NotReconciled):
        queries.result_of(poll)


def test_count_that_was_already_replaced_is_not_corrected_again(world: World) -> None:
    poll = open_poll(world)
    count = enter_wrong(world, poll)
    details = {"minutes": MINUTES, "counts": numbers(), "votes": level_votes(poll, *RIGHT)}
    actions.correct_paper_count(count, actor=world.clerk, **details)
    with pytest.raises(AlreadyCorrected):
        actions.correct_paper_count(count, actor=world.clerk, **details)


def test_close_poll_notes_the_count_it_rests_on(world: World) -> None:
    poll = open_poll(world)
    count = enter(world, poll)
    closed = actions.close_poll(poll, actor=world.clerk, happened_on=WRITTEN)
    assert (closed.state, closed.closed_on) == (PollState.CLOSED, WRITTEN)
    assert Use.objects.get(user_id=poll.pk, role="result").source_id == count.pk


def test_close_poll_refuses_a_poll_without_count(world: World) -> None:
    with pytest.raises(NoCount):
        actions.close_poll(open_poll(world), actor=world.clerk, happened_on=WRITTEN)


def test_closed_poll_takes_no_count_and_no_correction_until_it_is_reopened(world: World) -> None:
    poll = open_poll(world)
    count = enter(world, poll)
    actions.close_poll(poll, actor=world.clerk, happened_on=WRITTEN)
    details = {"minutes": MINUTES, "counts": numbers(), "votes": level_votes(poll, *RIGHT)}
    with pytest.raises(WrongState):
        actions.correct_paper_count(count, actor=world.clerk, **details)
    with pytest.raises(WrongState):
        actions.close_poll(poll, actor=world.clerk, happened_on=WRITTEN)
    reopened = actions.reopen_poll(poll, actor=world.clerk, reason="Tổ kiểm phiếu lập biên bản điều chỉnh")
    assert (reopened.state, reopened.closed_on) == (PollState.OPEN, None)
    assert not Use.objects.filter(user_id=poll.pk, role="result").exists()
    assert actions.correct_paper_count(count, actor=world.clerk, **details).state == CountState.RECONCILED


def test_open_poll_is_not_reopened(world: World) -> None:
    with pytest.raises(WrongState):
        actions.reopen_poll(open_poll(world), actor=world.clerk, reason="thử")


@pytest.mark.capability(47)
def test_more_marks_than_places_times_ballots_never_become_a_result(world: World) -> None:
    poll = open_choice(world, ["A", "B", "C"], places=2)
    enter(world, poll, yes_votes(poll, 19, 19, 1))
    with pytest.raises(NotReconciled) as refusal:
        queries.result_of(poll)
    assert "Hợp lệ 19 × 2 = 38 < cộng các dòng 39" in refusal.value.text()


@pytest.mark.capability(48)
def test_nobody_below_the_majority_is_elected(world: World) -> None:
    poll = open_choice(world, ["A", "B", "C"], places=2)
    enter(world, poll, yes_votes(poll, 19, 10, 5))
    outcome = queries.result_of(poll)
    assert [line.option.label for line in outcome.elected] == ["A"]
    assert [line.result.passed for line in outcome.lines] == [True, False, False]


def test_equal_votes_at_the_border_elect_none_of_them(world: World) -> None:
    poll = open_choice(world, ["A", "B", "C"], places=2)
    enter(world, poll, yes_votes(poll, 14, 12, 12))
    outcome = queries.result_of(poll)
    assert [line.option.label for line in outcome.elected] == ["A"]
    assert [line.option.label for line in outcome.tied] == ["B", "C"]


def test_choice_may_have_a_column_against(world: World) -> None:
    columns = [("yes", "Đồng ý"), ("no", "Không đồng ý")]
    poll = open_choice(world, ["A"], places=1, columns=columns)
    option = poll.options.get()
    enter(world, poll, {option.pk: Votes({"yes": 12, "no": 6})})
    with pytest.raises(NotReconciled):
        queries.result_of(poll)


@pytest.mark.parametrize(
    "role", [Role.MEMBER, Role.COMMITTEE_MEMBER, Role.AUDITOR, Role.SUPERIOR_OFFICER, "other_clerk"]
)
def test_whoever_has_no_right_puts_nothing_to_a_vote_and_counts_nothing(world: World, role: str) -> None:
    poll = open_poll(world)
    count = enter_wrong(world, poll)
    stranger = world.actor(role)
    with pytest.raises(NotPermitted):
        open_poll(world, actor=stranger)
    with pytest.raises(NotPermitted):
        enter(world, poll, actor=stranger)
    with pytest.raises(NotPermitted):
        actions.correct_paper_count(
            count, actor=stranger, minutes=MINUTES, counts=numbers(), votes=level_votes(poll, *RIGHT)
        )
    with pytest.raises(NotPermitted):
        actions.close_poll(poll, actor=stranger, happened_on=WRITTEN)
    with pytest.raises(NotPermitted):
        actions.reopen_poll(poll, actor=stranger, reason="thử")


def test_cell_secretary_counts_in_the_own_cell_and_corrects_nothing(world: World) -> None:
    secretary = world.actor(Role.CELL_SECRETARY)
    poll = open_poll(world, actor=secretary)
    count = enter(world, poll, actor=secretary)
    with pytest.raises(NotPermitted):
        actions.correct_paper_count(
            count, actor=secretary, minutes=MINUTES, counts=numbers(), votes=level_votes(poll, *RIGHT)
        )
    with pytest.raises(NotPermitted):
        open_poll(world, actor=secretary, unit=world.office.cells[1])


def test_votes_about_a_person_are_sealed_in_the_journal_with_the_persons_key(world: World) -> None:
    poll = open_poll(world, lines=[Line("Trần Văn Ước", subject_ref="organisation.Person:7")])
    count = enter(world, poll, level_votes(poll, RIGHT[0]))
    effects = history_of(count.lines.get()).get().effects
    votes = next(
        new
        for e in effects
        if e["model"] == "ballots.OptionCount"
        for f, _, new in e["fields"]
        if f == "votes"
    )
    assert set(votes) == {"sealed", "person"}
    assert votes["person"] == 7


def test_rule_of_a_poll_is_the_one_it_was_opened_with(world: World) -> None:
    assert open_poll(world, rule=MAJORITY).rule.threshold is not None
    assert open_poll(world, rule=VoteRule("valid", "", True)).rule.threshold is None
