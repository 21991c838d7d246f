"""Opening, ruling, dating and closing a year."""

from __future__ import annotations

import datetime as dt

import pytest

from tongket.access.roles import Role
from tongket.common.errors import Missing, NotPermitted, WrongState
from tongket.organisation.tests.factories import Office, make_office
from tongket.rounds import actions, closing
from tongket.rounds.errors import (
    DueBeforePredecessor,
    GroundMissing,
    LayerRefused,
    OutOfOrder,
    RoundExists,
    RoundNotOpen,
    StillOpen,
    UnknownClause,
    UnknownParameter,
    UnknownStage,
)
from tongket.rounds.models import StepAct
from tongket.rounds.packs import dates_of, pack_for
from tongket.rounds.queries import get_round, years_of
from tongket.rounds.rule_book import rule_book
from tongket.rounds.states import LayerLevel, RoundState
from tongket.rounds.steps import State, Step, state_of
from tongket.rounds.tests.factories import LAYER, OPENED, make_round

pytestmark = pytest.mark.django_db
CLOSED = dt.date(2022, 1, 20)


@pytest.fixture
def office() -> Office:
    return make_office(cells=2)


def test_year_of_a_round_is_seen_by_the_units_below_and_above(office: Office) -> None:
    made = make_round(office)
    clerk, secretary = office.actor(Role.CLERK), office.actor(Role.CELL_SECRETARY)
    officer = office.actor(Role.SUPERIOR_OFFICER)
    assert years_of(clerk, office.organisation) == [2021]
    assert get_round(secretary, office.cells[0], 2021) == made
    assert get_round(officer, office.superior, 2021) == made


def test_round_of_another_organisation_looks_absent(office: Office) -> None:
    make_round(office)
    stranger = office.accounts["other_clerk"].actor()
    assert years_of(stranger, office.organisation) == []
    with pytest.raises(Missing):
        get_round(stranger, office.organisation, 2021)


def test_second_round_of_a_year_is_refused(office: Office) -> None:
    make_round(office)
    with pytest.raises(RoundExists):
        make_round(office)


def test_year_without_a_pack_is_refused_with_the_reason(office: Office) -> None:
    with pytest.raises(LayerRefused) as refused:
        make_round(office, year=1991, layer=None)
    assert "1991" in refused.value.text()


def test_member_may_not_open_a_round(office: Office) -> None:
    made = make_round(office, opened=False)
    with pytest.raises(NotPermitted):
        actions.open_round(made, actor=office.actor(Role.MEMBER), happened_on=OPENED)


def test_open_round_can_not_be_opened_again(office: Office) -> None:
    made = make_round(office)
    with pytest.raises(WrongState):
        actions.open_round(made, actor=office.actor(Role.CLERK), happened_on=OPENED)


def test_closed_round_opens_again_only_with_authority_and_reason(office: Office) -> None:
    made, clerk = make_round(office), office.actor(Role.CLERK)
    actions.close_round(made, actor=clerk, happened_on=CLOSED)
    with pytest.raises(GroundMissing):
        actions.reopen_round(made, actor=clerk, happened_on=CLOSED, authority=" ", reason="x")
    actions.reopen_round(made, actor=clerk, happened_on=CLOSED, authority="12-CV/ĐUK", reason="kiến nghị")
    assert made.state == RoundState.OPEN


def test_close_round_refuses_open_things_and_lists_them(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_round(office)
    monkeypatch.setattr(closing, "_LOOKS", {"thử": lambda _round: ["2 bản kiểm điểm đang soạn"]})
    with pytest.raises(StillOpen) as refused:
        actions.close_round(made, actor=office.actor(Role.CLERK), happened_on=CLOSED)
    assert "2 bản kiểm điểm đang soạn" in refused.value.text()


def test_layer_added_twice_is_one_layer(office: Office) -> None:
    made = make_round(office)
    again = actions.add_layer(
        made,
        actor=office.actor(Role.CLERK),
        level=LayerLevel.SUPERIOR,
        title="x",
        content=LAYER,
        confirmed_by="Trần Văn Ước",
    )
    assert list(made.layers.all()) == [again]
    assert dates_of(made) == {"committee": dt.date(2021, 12, 22)}


@pytest.mark.capability(31)
def test_layer_with_a_fault_is_refused_with_file_and_line_and_nothing_is_kept(office: Office) -> None:
    made = make_round(office, layer=None)
    with pytest.raises(LayerRefused) as refused:
        actions.add_layer(
            made,
            actor=office.actor(Role.CLERK),
            level=LayerLevel.OWN,
            title="tham-so.yaml",
            content="year: 2021\nquotas: {members: {share: một phần năm}}\n",
            confirmed_by="Trần Văn Ước",
        )
    assert "tham-so.yaml:2" in refused.value.text()
    assert not made.layers.exists()


@pytest.mark.capability(34)
def test_open_value_is_answered_by_the_office_with_its_citation(office: Office) -> None:
    made = make_round(office, layer=None)
    assert not pack_for(made).parameter("quotas.members.rounding").confirmed
    actions.confirm_parameter(
        made,
        actor=office.actor(Role.CLERK),
        path="quotas.members.rounding",
        value="nearest",
        citation="02-HD/ĐU",
        confirmed_by="Lê Thị Ánh Ửng",
        happened_on=OPENED,
    )
    parameter = pack_for(made).parameter("quotas.members.rounding")
    assert (parameter.confirmed, parameter.value, parameter.set_by) == (True, "nearest", "02-HD/ĐU")


def test_unknown_parameter_and_missing_citation_are_refused(office: Office) -> None:
    made, clerk = make_round(office), office.actor(Role.CLERK)
    answer = {"actor": clerk, "value": 1, "confirmed_by": "x", "happened_on": OPENED}
    with pytest.raises(UnknownParameter):
        actions.confirm_parameter(made, path="quotas.bonus", citation="02-HD/ĐU", **answer)
    with pytest.raises(GroundMissing):
        actions.confirm_parameter(made, path="sick_leave_days", citation="", **answer)


def test_suspended_clause_stays_in_the_rule_book_with_its_ground(office: Office) -> None:
    made = make_round(office)
    actions.suspend_clause(
        made,
        actor=office.actor(Role.COMMITTEE_SECRETARY),
        clause="sick_three_months",
        document_number="15-CV/ĐU",
        reason="chờ hướng dẫn",
        suspended_by="Trần Văn Ước",
        happened_on=OPENED,
    )
    row = next(c for c in rule_book(made, "vi").clauses if c.id == "sick_three_months")
    assert row.suspension is not None
    assert row.suspension.document_number == "15-CV/ĐU"
    assert not pack_for(made).clauses["sick_three_months"].binds


@pytest.mark.parametrize(
    ("clause", "number", "error"),
    [("sick_three_months", "", GroundMissing), ("nothing", "1-CV/ĐU", UnknownClause)],
)
def test_suspending_needs_a_known_clause_and_a_document(
    office: Office, clause: str, number: str, error: type[Exception]
) -> None:
    made = make_round(office)
    with pytest.raises(error):
        actions.suspend_clause(
            made,
            actor=office.actor(Role.CLERK),
            clause=clause,
            document_number=number,
            reason="x",
            suspended_by="Trần Văn Ước",
            happened_on=OPENED,
        )


def test_deadline_before_that_of_an_earlier_step_is_refused(office: Office) -> None:
    made, clerk = make_round(office), office.actor(Role.CLERK)
    actions.set_due(made, actor=clerk, due={Step.SELF_REVIEWS: dt.date(2021, 12, 5)})
    with pytest.raises(DueBeforePredecessor):
        actions.set_due(made, actor=clerk, due={Step.CELL_BALLOTS: dt.date(2021, 12, 1)})
    actions.set_due(made, actor=clerk, due={Step.CELL_BALLOTS: dt.date(2021, 12, 5)})


def test_closed_round_takes_no_deadline(office: Office) -> None:
    made, clerk = make_round(office), office.actor(Role.CLERK)
    actions.close_round(made, actor=clerk, happened_on=CLOSED)
    with pytest.raises(RoundNotOpen):
        actions.set_due(made, actor=clerk, due={Step.SELF_REVIEWS: dt.date(2021, 12, 5)})


def test_later_stage_dated_before_an_earlier_one_is_kept_and_marked_whatever_came_in_first(
    office: Office,
) -> None:
    made, clerk = make_round(office), office.actor(Role.CLERK)
    early, late = dt.date(2021, 12, 10), dt.date(2021, 12, 20)
    actions.record_step(made, actor=clerk, stage="cells_quota", unit=office.organisation, happened_on=early)
    actions.record_step(made, actor=clerk, stage="members", unit=office.cells[0], happened_on=late)
    marked = {a.stage: (a.irregular, a.after_stage) for a in StepAct.objects.filter(round=made)}
    assert marked == {"cells_quota": (True, "members"), "members": (False, "")}


def test_stages_of_one_day_are_in_order(office: Office) -> None:
    made, clerk = make_round(office), office.actor(Role.CLERK)
    day = dt.date(2021, 12, 22)
    for stage in ("members_quota", "organisations", "cells_quota", "members"):
        actions.record_step(made, actor=clerk, stage=stage, unit=office.organisation, happened_on=day)
    assert not StepAct.objects.filter(round=made, irregular=True).exists()


def test_irregular_stage_carries_a_decision_only_after_a_document(office: Office) -> None:
    made, clerk = make_round(office), office.actor(Role.CLERK)
    actions.record_step(
        made, actor=clerk, stage="members", unit=office.cells[0], happened_on=dt.date(2021, 12, 20)
    )
    row = actions.record_step(
        made, actor=clerk, stage="cells_quota", unit=office.organisation, happened_on=dt.date(2021, 12, 10)
    )
    assert not row.carries_decision
    with pytest.raises(GroundMissing):
        actions.regularise_step(row, actor=clerk, document=" ", happened_on=CLOSED)
    actions.regularise_step(row, actor=clerk, document="09-CV/ĐUK", happened_on=CLOSED)
    assert row.carries_decision


def test_stage_made_here_and_now_is_refused_while_an_earlier_one_is_missing(office: Office) -> None:
    made, clerk = make_round(office), office.actor(Role.CLERK)
    with pytest.raises(OutOfOrder):
        actions.record_step(
            made, actor=clerk, stage="cells", unit=office.organisation, happened_on=CLOSED, here=True
        )


def test_unknown_stage_is_refused(office: Office) -> None:
    with pytest.raises(UnknownStage):
        actions.record_step(
            make_round(office),
            actor=office.actor(Role.CLERK),
            stage="party",
            unit=office.organisation,
            happened_on=CLOSED,
        )


@pytest.mark.parametrize(
    ("done", "total", "due_on", "irregular", "state"),
    [
        (0, 5, None, False, State.NOT_STARTED),
        (2, 5, None, False, State.IN_PROGRESS),
        (5, 5, dt.date(2021, 1, 1), False, State.DONE),
        (2, 5, dt.date(2021, 1, 1), False, State.OVERDUE),
        (5, 5, None, True, State.IRREGULAR),
    ],
)
def test_state_of_a_step_follows_from_its_numbers(
    done: int, total: int, due_on: dt.date | None, irregular: bool, state: State
) -> None:
    assert state_of(done, total, due_on=due_on, today=dt.date(2021, 1, 2), irregular=irregular) == state


def test_deadline_ends_at_the_end_of_its_day() -> None:
    day = dt.date(2021, 12, 5)
    assert state_of(0, 1, due_on=day, today=day) == State.NOT_STARTED
