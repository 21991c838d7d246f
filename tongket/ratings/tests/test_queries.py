"""What readers see: the board, explanations by reader class, totals, what waits; and how many queries it takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tongket.access.roles import Role
from tongket.common.errors import Missing
from tongket.organisation.tests.factories import make_account
from tongket.oversight.actions import DisciplineRow, record_discipline
from tongket.ratings import actions, queries
from tongket.ratings.tests.factories import COMMITTEE_DAY, Year, count, make_year, paper
from tongket.reviews import actions as reviews
from tongket.reviews.rows import AbsenceRow, AssessmentRow
from tongket.rounds import actions as rounds
from tongket.rounds.steps import State, Step

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> Year:
    """Somebody was ill for four months, somebody else was disciplined; computed."""
    made = make_year()
    ill, disciplined = made.person(0, 1), made.person(0, 3)
    reviews.record_absences(
        made.office.organisation,
        actor=made.clerk,
        year=2021,
        rows=[AbsenceRow(ill, "sick", dt.date(2021, 3, 1), dt.date(2021, 6, 30), 100)],
    )
    record_discipline(
        made.office.organisation,
        actor=made.clerk,
        rows=[
            DisciplineRow(
                disciplined, made.office.cells[0], "reprimand", "05-QĐ/UBKT", dt.date(2021, 9, 14), "x", 2021
            )
        ],
    )
    actions.compute_outcomes(made.round, actor=made.clerk)
    return made


@pytest.mark.capability(32)
def test_explanation_names_the_condition_and_opens_its_record(year: Year) -> None:
    page = queries.explanation(year.clerk, year.round, year.person(0, 1))
    unmet = [n for n in page.conditions if n["state"] == "unmet"]
    assert page.explanation.level == "fair"
    assert [n["value"] for n in unmet] == ["100 ngày"]
    clause, record = unmet[0]["links"]
    assert clause[1] == "/dot/2021/quy-dinh/dieu-khoan/sick_three_months/"
    assert record[0].startswith("Ốm, 01/03/2021")


def grounds_seen(year: Year, viewer_role: str, number: int) -> tuple[str, list[str]]:
    page = queries.explanation(year.office.actor(viewer_role), year.round, year.person(0, number))
    return page.explanation.sentence, [n["state"] for n in page.conditions]


def test_cell_secretary_reads_one_sentence_for_illness_and_discipline_alike(year: Year) -> None:
    ill, ill_states = grounds_seen(year, Role.CELL_SECRETARY, 1)
    disciplined, disciplined_states = grounds_seen(year, Role.CELL_SECRETARY, 3)
    hidden = ill.rpartition("vì ")[2]
    assert disciplined.rpartition("vì ")[2] == hidden
    assert "ngày" not in hidden.replace("theo văn bản", "")
    assert "hidden" in ill_states
    assert "hidden" in disciplined_states


def test_cell_secretary_gets_no_record_of_a_hidden_ground(year: Year) -> None:
    for number in (1, 3):
        page = queries.explanation(year.office.actor(Role.CELL_SECRETARY), year.round, year.person(0, number))
        assert not [link for link in page.records if "/nghi/" in link.url or "/kiem-tra/" in link.url]


def test_member_reads_the_own_grounds_and_nobody_elses_outcome(year: Year) -> None:
    person = year.person(0, 1)
    account = make_account(year.office, "nguoi-om", Role.MEMBER, year.office.cells[0], person)
    page = queries.explanation(account.actor(), year.round, person)
    assert "100 ngày" in [n["value"] for n in page.conditions]
    with pytest.raises(Missing):
        queries.explanation(account.actor(), year.round, year.person(0, 2))
    with pytest.raises(Missing):
        queries.board(account.actor(), year.round, year.office.cells[0])


def test_secretary_of_another_cell_does_not_find_the_board(year: Year) -> None:
    with pytest.raises(Missing):
        queries.board(year.office.actor(Role.CELL_SECRETARY), year.round, year.office.cells[1])


@pytest.mark.capability(21)
def test_board_keeps_every_bodys_level_visible_and_puts_those_that_differ_first(year: Year) -> None:
    person = year.person(0, 0)
    reviews.record_assessments(
        year.round, actor=year.clerk, rows=[AssessmentRow("cell", person=person, level="good")]
    )
    actions.compute_outcomes(year.round, actor=year.clerk)
    board = queries.board(year.clerk, year.round, year.office.cells[0])
    row = next(r for r in board.differing if r.person == person)
    assert {k: s.level for k, s in row.stages.items()} == {
        "self": "excellent",
        "committee": "excellent",
        "cell": "good",
        "allowed": "excellent",
        "decided": "",
    }
    assert {c.key: c.count for c in board.counts} == {
        "all": 6, "differs": 3, "proposed": 2, "undetermined": 2, "outside": 0,
    }  # fmt: skip


def test_board_says_which_rows_are_stale(year: Year) -> None:
    person = year.person(0, 0)
    reviews.record_assessments(
        year.round, actor=year.clerk, rows=[AssessmentRow("cell", person=person, level="good")]
    )
    board = queries.board(year.clerk, year.round, year.office.cells[0])
    assert [r.person for r in board.rows if r.stale] == [person]
    assert board.freshness.stale == (person.name,)


@pytest.mark.capability(33)
def test_quota_page_works_the_equation_out_and_ranks_the_candidates(year: Year) -> None:
    poll = actions.open_second_ballot(year.round, actor=year.clerk, subject="members", held_on=COMMITTEE_DAY)
    names = [o.label for o in poll.options.all()]
    count(year, poll, {names[0]: 4, names[1]: 1})
    actions.compute_outcomes(year.round, actor=year.clerk)
    page = queries.quota(year.clerk, year.round, "members")
    first = page.lines[0]
    assert (first["formula"], first["figure"]) == ("x ≤ 20% × (10 − x)", "10")
    assert [c.name for c in page.inside] == [names[0]]
    assert page.reconciles is True


def test_totals_count_scopes_and_levels_per_cell_and_whole(year: Year) -> None:
    found = totals_of(year)
    assert found["CB2"] == {"members": 6, "rated": 6, "good": 3, "undetermined": 3}
    assert found["DB"] == {"members": 12, "rated": 12, "good": 4, "fair": 1, "failed": 1, "undetermined": 6}
    assert set(queries.totals(year.office.actor(Role.CELL_SECRETARY), year.round)) == {"CB1"}


def totals_of(year: Year) -> dict[str, dict[str, int]]:
    return {
        code: {k: v for k, v in row.items() if v}
        for code, row in queries.totals(year.clerk, year.round).items()
    }


def test_steps_and_waiting_acts_follow_the_year(year: Year) -> None:
    states = {(s.key, s.unit_id): s for s in queries.step_state(year.clerk, year.round, year.office.cells)}
    assert states[Step.COMMITTEE, None].text == "0/12"
    assert states[Step.SUPERIOR, None].state == State.NOT_STARTED
    keys = [a.key for a in queries.due_acts(year.clerk, year.round)]
    assert "ratings.ballot.members" in keys
    assert queries.due_acts(year.office.actor(Role.MEMBER), year.round) == []


def test_irregular_decision_marks_the_step(year: Year) -> None:
    poll = actions.open_second_ballot(year.round, actor=year.clerk, subject="members", held_on=COMMITTEE_DAY)
    count(year, poll, {poll.options.all()[0].label: 5})
    actions.compute_outcomes(year.round, actor=year.clerk)
    early = paper(day=dt.date(2021, 12, 1))
    actions.decide_member_levels(year.round, actor=year.clerk, document=early)
    states = {(s.key, s.unit_id): s for s in queries.step_state(year.clerk, year.round, year.office.cells)}
    assert states[Step.COMMITTEE, None].state == State.IRREGULAR


READS: dict[str, Callable[[Year], object]] = {
    "board": lambda y: queries.board(y.clerk, y.round, y.office.cells[0]).rows,
    "quota": lambda y: queries.quota(y.clerk, y.round, "members").lines,
    "totals": lambda y: queries.totals(y.clerk, y.round),
    "organisation": lambda y: queries.organisation(y.clerk, y.round).units,
    "step_state": lambda y: queries.step_state(y.clerk, y.round, y.office.cells),
    "due_acts": lambda y: queries.due_acts(y.clerk, y.round),
    "explanation": lambda y: queries.explanation(y.clerk, y.round, y.people[0]).conditions,
}


def queries_of(members: int) -> dict[str, int]:
    """How many queries each reading takes with so many members; the world is thrown away afterwards."""
    counts: dict[str, int] = {}
    with transaction.atomic():
        year = make_year(cells=1, members=members)
        actions.compute_outcomes(year.round, actor=year.clerk)
        for name, read in READS.items():
            read(year)
            with CaptureQueriesContext(connection) as captured:
                read(year)
            counts[name] = len(captured)
        transaction.set_rollback(True)
    return counts


def test_reading_takes_the_same_number_of_queries_for_1_3_and_50_members() -> None:
    one = queries_of(1)
    assert queries_of(3) == one
    assert queries_of(50) == one


def test_results_of_before_stay_in_sight_when_the_rules_change(year: Year) -> None:
    rounds.suspend_clause(
        year.round,
        actor=year.clerk,
        clause="sick_three_months",
        document_number="15-CV/ĐU",
        reason="chờ hướng dẫn",
        suspended_by="Trần Văn Ước",
        happened_on=COMMITTEE_DAY,
    )
    page = queries.board(year.clerk, year.round, year.office.cells[0])
    assert page.computed
    assert len(page.freshness.stale) == len(year.people) + len(year.office.cells) + 1
