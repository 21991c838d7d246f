"""Decisions on paper: what may be recorded, what is kept as irregular, what is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from tongket.audit.models import Entry
from tongket.audit.queries import used_by
from tongket.common.errors import NotPermitted
from tongket.documents.actions import cancel_document, record_document
from tongket.ratings import actions
from tongket.ratings.errors import (
    AboveAllowed,
    AlreadyDecided,
    BallotNotReconciled,
    DocumentNotSigned,
    NoProposal,
    NotAResult,
    NotComputed,
    OutcomesStale,
    OverQuota,
    StillUndetermined,
    SuperiorFigures,
)
from tongket.ratings.models import Outcome, Rating, SuperiorQuota
from tongket.ratings.queries import totals, years_excellent
from tongket.ratings.rows import Decided, PastLevelRow
from tongket.ratings.tests.factories import COMMITTEE_DAY, DECIDED, Year, count, make_year, paper
from tongket.reviews import actions as reviews
from tongket.reviews.errors import UnknownWord
from tongket.reviews.rows import CivilRatingRow
from tongket.rounds.errors import GroundMissing

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> Year:
    """Two of six candidates are chosen; everything is computed."""
    made = make_year()
    actions.compute_outcomes(made.round, actor=made.clerk)
    poll = actions.open_second_ballot(made.round, actor=made.clerk, subject="members", held_on=COMMITTEE_DAY)
    names = [o.label for o in poll.options.all()]
    count(made, poll, {names[0]: 5, names[1]: 4, names[2]: 1})
    actions.compute_outcomes(made.round, actor=made.clerk)
    return made


def decide(year: Year, **options: object) -> Decided:
    return actions.decide_member_levels(year.round, actor=year.clerk, **{"document": paper(), **options})


def test_decision_records_everyone_rated_with_the_paper_and_the_outcome_it_rests_on(year: Year) -> None:
    done = decide(year)
    rating = Rating.objects.get(person=year.person(0, 0))
    assert len(done.ratings) == 12
    assert (rating.level, rating.counts, rating.document.reference) == ("excellent", True, "118-QĐ/ĐU")
    outcome = Outcome.objects.get(round=year.round, person=rating.person)
    assert [(u.source_id, u.value) for u in used_by(rating, "allowed")] == [(outcome.pk, "excellent")]


@pytest.mark.capability(124)
def test_decision_carries_the_day_of_the_paper_and_the_moment_of_recording(year: Year) -> None:
    decide(year)
    entry = Entry.objects.filter(action="ratings.decide_member_levels").get()
    assert entry.happened_on == DECIDED
    assert entry.recorded_at.date() > DECIDED


@pytest.mark.capability(124)
@pytest.mark.capability(108)
def test_decision_dated_before_its_ballot_is_kept_as_irregular_and_gives_no_result(year: Year) -> None:
    done = decide(year, document=paper(day=dt.date(2021, 12, 20)))
    assert done.irregular
    rating = Rating.objects.filter(person=year.person(0, 0)).get()
    assert (rating.irregular, rating.counts) == (True, False)
    assert "22/12/2021" in rating.irregular_reason
    assert totals(year.clerk, year.round)["DB"]["decided"] == 0
    with pytest.raises(GroundMissing):
        actions.regularise_rating(rating, actor=year.clerk, document="", happened_on=DECIDED)
    actions.regularise_rating(rating, actor=year.clerk, document="09-CV/ĐUK", happened_on=DECIDED)
    assert rating.counts


def test_level_above_the_allowed_one_needs_a_reason(year: Year) -> None:
    person = year.person(0, 1)
    with pytest.raises(AboveAllowed) as refused:
        decide(year, levels={person.pk: "excellent"})
    assert person.name in refused.value.text()
    assert not Rating.objects.exists()


def test_reason_does_not_open_places_beyond_the_quota(year: Year) -> None:
    person = year.person(0, 1)
    with pytest.raises(OverQuota):
        decide(year, levels={person.pk: "excellent"}, deviations={person.pk: "thành tích đột xuất"})


def test_deviation_with_reason_inside_the_quota_is_recorded_with_it(year: Year) -> None:
    out, into = year.person(0, 0), year.person(0, 1)
    decide(
        year,
        levels={out.pk: "good", into.pk: "excellent"},
        deviations={into.pk: "tập thể đảng ủy biểu quyết 5/5"},
    )
    assert Rating.objects.get(person=into).deviation_reason == "tập thể đảng ủy biểu quyết 5/5"
    assert totals(year.clerk, year.round)["DB"]["excellent"] == 2


def test_undetermined_outcomes_are_named_and_not_decided() -> None:
    year = make_year()
    actions.compute_outcomes(year.round, actor=year.clerk)
    with pytest.raises(StillUndetermined) as refused:
        decide(year)
    assert year.person(0, 0).name in refused.value.text()


def test_decision_before_computing_or_on_stale_outcomes_is_refused(year: Year) -> None:
    reviews.record_civil_ratings(
        year.office.organisation,
        actor=year.clerk,
        year=2021,
        rows=[CivilRatingRow(year.person(1, 1), "failed")],
    )
    with pytest.raises(OutcomesStale):
        decide(year)
    Outcome.objects.all().delete()
    with pytest.raises(NotComputed):
        decide(year)


def test_ballot_that_does_not_add_up_carries_no_decision() -> None:
    year = make_year()
    actions.compute_outcomes(year.round, actor=year.clerk)
    poll = actions.open_second_ballot(year.round, actor=year.clerk, subject="members", held_on=COMMITTEE_DAY)
    count(year, poll, {poll.options.all()[0].label: 5}, valid=4)
    actions.compute_outcomes(year.round, actor=year.clerk)
    with pytest.raises(BallotNotReconciled):
        decide(year)


def test_decided_levels_are_not_overwritten_by_another_paper(year: Year) -> None:
    decide(year)
    with pytest.raises(AlreadyDecided):
        decide(year, document=paper(130))


def test_draft_or_cancelled_paper_carries_no_decision(year: Year) -> None:
    document = record_document(
        year.office.organisation,
        actor=year.clerk,
        kind="decision",
        issuer="Đảng ủy",
        subject="x",
        date=DECIDED,
        signer="Trần Văn Ước",
        reference="118-QĐ/ĐU",
    )
    cancel_document(document, actor=year.clerk, reason="sai", cancelled_on=DECIDED)
    with pytest.raises(DocumentNotSigned):
        decide(year, document=document)


def test_level_for_somebody_outside_the_rating_is_refused(year: Year) -> None:
    with pytest.raises(NotAResult):
        decide(year, levels={999_999: "good"})


def test_member_and_officer_of_another_organisation_may_not_decide(year: Year) -> None:
    for role in ("member", "other_clerk"):
        with pytest.raises(NotPermitted):
            actions.decide_member_levels(
                year.round, actor=year.office.accounts[role].actor(), document=paper()
            )


@pytest.mark.capability(36)
def test_cells_are_decided_after_their_ballot(year: Year) -> None:
    ballot = actions.open_second_ballot(year.round, actor=year.clerk, subject="cells", held_on=COMMITTEE_DAY)
    count(year, ballot, {"Chi bộ 1": 4, "Chi bộ 2": 1})
    actions.compute_outcomes(year.round, actor=year.clerk)
    actions.decide_unit_levels(year.round, actor=year.clerk, document=paper(119))
    found = dict(Rating.objects.filter(unit__isnull=False).values_list("unit__code", "level"))
    assert found == {"CB1": "excellent", "CB2": "good"}


def superior(year: Year, commended: list[str], **options: object) -> Decided:
    return actions.record_superior_decision(
        year.round,
        actor=year.clerk,
        **{
            "superior": "Đảng bộ Khối thử nghiệm",
            "organisations": 24,
            "good_or_better": 24,
            "commended": commended,
            "decided_on": dt.date(2022, 1, 10),
            **options,
        },
    )


@pytest.mark.capability(36)
@pytest.mark.parametrize(
    ("commended", "level", "lowered"),
    [(["Đảng bộ Sở Thử nghiệm"], "excellent", []), (["Đảng bộ Sở Khác"], "good", ["superior_quota"])],
)
def test_organisation_has_the_level_that_the_superior_chose(
    year: Year, commended: list[str], level: str, lowered: list[str]
) -> None:
    actions.propose_organisation(year.round, actor=year.clerk, level="excellent", happened_on=COMMITTEE_DAY)
    superior(year, commended)
    actions.compute_outcomes(year.round, actor=year.clerk)
    outcome = Outcome.objects.get(round=year.round, unit=year.office.organisation)
    assert (outcome.level, outcome.lowered_by) == (level, lowered)
    figures = SuperiorQuota.objects.get(round=year.round)
    assert (figures.bound, figures.places, figures.ours_commended) == ("4", 4, level == "excellent")


def test_superior_that_chose_more_than_its_places_is_told_and_recorded(year: Year) -> None:
    actions.propose_organisation(year.round, actor=year.clerk, level="excellent", happened_on=COMMITTEE_DAY)
    done = superior(year, ["A", "B", "C", "D", "E"])
    assert len(done.warnings) == 1


def test_superior_decides_only_after_a_proposal_and_with_figures_that_can_be(year: Year) -> None:
    with pytest.raises(NoProposal):
        superior(year, [])
    with pytest.raises(SuperiorFigures):
        superior(year, [], good_or_better=25)


def test_proposal_above_the_allowed_level_needs_a_reason(year: Year) -> None:
    reviews.record_assessment(
        year.round,
        actor=year.clerk,
        unit=year.office.organisation,
        body="superior",
        marks={"programme": "fair", "targets": "good"},
    )
    actions.compute_outcomes(year.round, actor=year.clerk)
    with pytest.raises(AboveAllowed):
        actions.propose_organisation(
            year.round, actor=year.clerk, level="excellent", happened_on=COMMITTEE_DAY
        )
    actions.propose_organisation(
        year.round,
        actor=year.clerk,
        level="excellent",
        happened_on=COMMITTEE_DAY,
        deviation_reason="theo tờ trình",
    )


@pytest.mark.capability(56)
def test_years_in_a_row_are_read_from_evidence_and_from_decisions(year: Year) -> None:
    decide(year)
    first, second = year.person(0, 0), year.person(0, 2)
    labels = ["Đủ tư cách, hoàn thành xuất sắc nhiệm vụ", "Hoàn thành xuất sắc nhiệm vụ"]
    rows = [PastLevelRow(p, 2019 + n, label) for p in (first, second) for n, label in enumerate(labels)]
    actions.record_history(year.office.organisation, actor=year.clerk, rows=rows[:-1])
    assert years_excellent([first.pk, second.pk], 2021, 3) == {first.pk}
    again = actions.record_history(year.office.organisation, actor=year.clerk, rows=rows[:-1])
    assert (again.created, again.unchanged) == (0, 3)


def test_label_that_names_no_level_is_refused(year: Year) -> None:
    with pytest.raises(UnknownWord):
        actions.record_history(
            year.office.organisation,
            actor=year.clerk,
            rows=[PastLevelRow(year.person(0, 0), 2019, "Vi phạm tư cách")],
        )
