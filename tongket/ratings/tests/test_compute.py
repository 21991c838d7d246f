"""What the rules allow, from the facts of the year, with the records behind every fact."""

from __future__ import annotations

import datetime as dt

import pytest

from tongket.audit.queries import resolve, used_by
from tongket.common.errors import NotPermitted
from tongket.organisation import actions as register
from tongket.organisation.states import MemberStatus
from tongket.organisation.tests.factories import head_of
from tongket.oversight.actions import DisciplineRow, record_discipline
from tongket.ratings import actions, polls
from tongket.ratings.actions.compute import Computed
from tongket.ratings.errors import NoPlaces, StillUndetermined
from tongket.ratings.freshness import freshness
from tongket.ratings.models import Outcome, QuotaOutcome
from tongket.ratings.tests.factories import COMMITTEE_DAY, Year, count, fall_ill, make_year
from tongket.reviews import actions as reviews
from tongket.reviews.models import CivilRating
from tongket.reviews.rows import CivilRatingRow
from tongket.rounds import actions as rounds
from tongket.rounds.errors import RoundNotOpen
from tongket.rounds.models import StepAct
from tongket.rounds.tests.factories import LAYER

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> Year:
    return make_year()


def outcome_of(year: Year, cell: int, number: int) -> Outcome:
    return Outcome.objects.get(round=year.round, person=year.person(cell, number))


def compute(year: Year) -> Computed:
    return actions.compute_outcomes(year.round, actor=year.clerk)


@pytest.mark.capability(33)
def test_quota_is_counted_for_the_group_with_its_equation_and_opens_the_counted_members(year: Year) -> None:
    compute(year)
    quota = QuotaOutcome.objects.get(round=year.round, subject="members")
    assert (quota.equation, quota.bound, quota.places) == ("x <= 20% * (12 - x); x <= 2", "2", 2)
    assert used_by(quota, "good_or_better").count() == quota.good_or_better == 12
    assert used_by(quota, "candidate").count() == len(quota.candidates) == 6


@pytest.mark.capability(35)
def test_candidates_beyond_the_places_wait_for_the_second_ballot(year: Year) -> None:
    done = compute(year)
    waiting = outcome_of(year, 0, 0)
    assert (waiting.allowed, waiting.level) == ("excellent", "undetermined")
    assert "second_ballot_yes" in waiting.missing
    assert year.person(0, 0).name in done.undetermined


@pytest.mark.capability(35)
def test_tie_at_the_border_chooses_none_of_the_tied(year: Year) -> None:
    compute(year)
    poll = actions.open_second_ballot(year.round, actor=year.clerk, subject="members", held_on=COMMITTEE_DAY)
    names = [o.label for o in poll.options.all()]
    count(year, poll, {names[0]: 4, names[1]: 3, names[2]: 3})
    compute(year)
    quota = QuotaOutcome.objects.get(round=year.round, subject="members")
    assert quota.selected == [str(year.person(0, 0).pk)]
    assert quota.border_ties == [str(year.person(0, 2).pk), str(year.person(0, 4).pk)]
    assert outcome_of(year, 0, 2).level == "good"


def test_count_that_does_not_add_up_decides_nothing(year: Year) -> None:
    compute(year)
    poll = actions.open_second_ballot(year.round, actor=year.clerk, subject="members", held_on=COMMITTEE_DAY)
    names = [o.label for o in poll.options.all()]
    count(year, poll, {names[0]: 5, names[1]: 4}, valid=4)
    compute(year)
    assert outcome_of(year, 0, 0).level == "undetermined"
    assert polls.ballots_of(year.round).failing == [poll]


@pytest.mark.capability(36)
def test_head_is_not_rated_above_the_unit_headed(year: Year) -> None:
    head_of(year.office, year.person(0, 0), year.office.cells[0])
    compute(year)
    ballot = actions.open_second_ballot(year.round, actor=year.clerk, subject="cells", held_on=COMMITTEE_DAY)
    count(year, ballot, {"Chi bộ 2": 4})
    compute(year)
    head = outcome_of(year, 0, 0)
    assert (head.allowed, head.level, head.lowered_by) == ("good", "good", ["head_not_above_unit"])


@pytest.mark.capability(36)
def test_discipline_of_the_year_blocks_the_member_and_the_cell_is_told_by_its_share(year: Year) -> None:
    person = year.person(1, 2)
    record_discipline(
        year.office.organisation,
        actor=year.clerk,
        rows=[
            DisciplineRow(
                person, year.office.cells[1], "reprimand", "05-QĐ/UBKT", dt.date(2021, 9, 14), "x", 2021
            )
        ],
    )
    compute(year)
    outcome = outcome_of(year, 1, 2)
    assert (outcome.level, outcome.lowered_by) == ("failed", ["disciplined_in_year"])
    cell = Outcome.objects.get(round=year.round, unit=year.office.cells[1])
    assert cell.shares["fair"] == "5/6"


@pytest.mark.capability(32)
def test_every_fact_points_to_the_record_it_came_from(year: Year) -> None:
    compute(year)
    outcome = outcome_of(year, 0, 0)
    uses = list(used_by(outcome, "fact:civil_rating"))
    record = resolve((u.source_model, u.source_id) for u in uses)
    assert list(record.values()) == [CivilRating.objects.get(person=outcome.person)]
    assert used_by(outcome, "fact:tasks_total").count() == outcome.facts["row"]["tasks_total"] == 2


def test_values_of_facts_that_not_everyone_may_read_are_not_kept_beside_the_record(year: Year) -> None:
    person = year.person(0, 1)
    fall_ill(year, person)
    compute(year)
    outcome = outcome_of(year, 0, 1)
    assert outcome.level == "fair"
    assert [u.value for u in used_by(outcome, "fact:sick_days")] == [None]
    assert not used_by(outcome, "fact:absent_days").exists()


def test_rating_not_yet_received_leaves_the_level_open_and_not_applicable_does_not(year: Year) -> None:
    late, outside = year.person(0, 0), year.person(0, 2)
    CivilRating.objects.filter(person=late).delete()
    reviews.record_civil_ratings(
        year.office.organisation,
        actor=year.clerk,
        year=2021,
        rows=[CivilRatingRow(outside, "not_applicable")],
    )
    compute(year)
    assert "civil_rating" in outcome_of(year, 0, 0).missing
    assert outcome_of(year, 0, 2).allowed == "excellent"


def test_exempt_member_is_outside_with_the_clause_that_says_so(year: Year) -> None:
    register.set_status(
        year.person(0, 3),
        actor=year.clerk,
        unit=year.office.cells[0],
        status=MemberStatus.EXEMPT,
        valid_from=dt.date(2021, 1, 1),
        decision="03-QĐ/ĐU",
    )
    compute(year)
    outcome = outcome_of(year, 0, 3)
    assert (outcome.scope, outcome.level, outcome.scope_by) == (
        "exempt",
        "exempt",
        ["exempt_from_activities"],
    )


@pytest.mark.capability(34)
def test_quota_without_a_place_holds_no_ballot_and_everyone_falls_under_it() -> None:
    year = make_year(cells=1, members=3, layer=LAYER.replace("at_least_one: true", "at_least_one: false"))
    compute(year)
    quota = QuotaOutcome.objects.get(round=year.round, subject="members")
    assert (quota.bound, quota.places) == ("1/2", 0)
    assert outcome_of(year, 0, 0).lowered_by == ["member_quota"]
    with pytest.raises(NoPlaces):
        actions.open_second_ballot(year.round, actor=year.clerk, subject="members", held_on=COMMITTEE_DAY)


def test_ballot_is_not_opened_while_it_is_open_who_is_a_candidate(year: Year) -> None:
    CivilRating.objects.filter(person=year.person(0, 0)).delete()
    compute(year)
    with pytest.raises(StillUndetermined):
        actions.open_second_ballot(
            year.round, actor=year.clerk, subject="members", held_on=COMMITTEE_DAY, places=2
        )


def test_computing_again_changes_nothing_until_a_record_changes(year: Year) -> None:
    compute(year)
    versions = dict(Outcome.objects.values_list("pk", "version"))
    assert compute(year).changed == ()
    assert dict(Outcome.objects.values_list("pk", "version")) == versions
    assert freshness(year.round).is_fresh
    person = year.person(1, 1)
    reviews.record_civil_ratings(
        year.office.organisation, actor=year.clerk, year=2021, rows=[CivilRatingRow(person, "failed")]
    )
    assert freshness(year.round).stale == (person.name,)
    assert compute(year).changed[0] == person.name


def test_suspended_clause_no_longer_limits_and_stays_printed_on_the_outcome(year: Year) -> None:
    person = year.person(0, 1)
    fall_ill(year, person)
    rounds.suspend_clause(
        year.round,
        actor=year.clerk,
        clause="sick_three_months",
        document_number="15-CV/ĐU",
        reason="chờ hướng dẫn",
        suspended_by="Trần Văn Ước",
        happened_on=COMMITTEE_DAY,
    )
    compute(year)
    outcome = outcome_of(year, 0, 1)
    assert (outcome.level, outcome.lowered_by, outcome.suspended) == ("good", [], ["sick_three_months"])


@pytest.mark.capability(30)
def test_outcomes_follow_the_pack_of_the_round_with_its_own_layer(year: Year) -> None:
    compute(year)
    before = outcome_of(year, 0, 0).pack_fingerprint
    rounds.confirm_parameter(
        year.round,
        actor=year.clerk,
        path="head_cap_on_member_level",
        value=False,
        citation="02-HD/ĐU",
        confirmed_by="Lê Thị Ánh Ửng",
        happened_on=COMMITTEE_DAY,
    )
    assert len(freshness(year.round).stale) == 15
    compute(year)
    assert outcome_of(year, 0, 0).pack_fingerprint != before


def test_ballots_tell_the_round_when_its_stages_happened(year: Year) -> None:
    compute(year)
    poll = actions.open_second_ballot(year.round, actor=year.clerk, subject="members", held_on=COMMITTEE_DAY)
    count(year, poll, {poll.options.all()[0].label: 5})
    compute(year)
    assert StepAct.objects.get(round=year.round, stage="members_quota").happened_on == COMMITTEE_DAY


def test_only_the_office_computes_and_only_in_an_open_round(year: Year) -> None:
    with pytest.raises(NotPermitted):
        actions.compute_outcomes(year.round, actor=year.office.actor("member"))
    rounds.close_round(year.round, actor=year.clerk, happened_on=dt.date(2022, 1, 20))
    with pytest.raises(RoundNotOpen):
        compute(year)
