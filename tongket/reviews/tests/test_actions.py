"""Recording what was said of people and units: as lists, once, by whom it may be recorded."""

from __future__ import annotations

import datetime as dt

import pytest

from tongket.access.roles import Role
from tongket.audit.models import Entry
from tongket.common.errors import NotPermitted
from tongket.organisation.models import Person
from tongket.organisation.tests.factories import Office, make_office
from tongket.reviews import actions
from tongket.reviews.errors import BlankUnanswered, TwiceInList, UnknownCriterion, UnknownWord, WrongSubject
from tongket.reviews.models import Absence, Assessment, CivilRating, CollectiveRating, ResidenceComment
from tongket.reviews.rows import (
    AbsenceRow,
    AssessmentRow,
    CivilRatingRow,
    CollectiveRatingRow,
    ResidenceCommentRow,
)
from tongket.reviews.states import Body
from tongket.rounds import actions as rounds
from tongket.rounds.errors import RoundNotOpen
from tongket.rounds.models import Round
from tongket.rounds.tests.factories import make_round

pytestmark = pytest.mark.django_db
DAY = dt.date(2021, 12, 10)


@pytest.fixture
def office() -> Office:
    return make_office(cells=2, members=2)


@pytest.fixture
def round(office: Office) -> Round:
    return make_round(office)


def person(office: Office, cell: int = 0, number: int = 0) -> Person:
    return office.members[office.cells[cell].pk][number]


def test_empty_rating_is_asked_once_and_never_guessed(office: Office) -> None:
    rows = [CivilRatingRow(person(office), "good", DAY), CivilRatingRow(person(office, 0, 1), "")]
    record = {"actor": office.actor(Role.CLERK), "year": 2021, "rows": rows}
    with pytest.raises(BlankUnanswered) as asked:
        actions.record_civil_ratings(office.organisation, **record)
    assert "1 ô" in asked.value.text()
    actions.record_civil_ratings(office.organisation, blank_means="not_yet", **record)
    assert CivilRating.objects.count() == 1
    actions.record_civil_ratings(office.organisation, blank_means="not_applicable", **record)
    assert CivilRating.objects.get(person=person(office, 0, 1)).rating == "not_applicable"


def test_same_list_twice_changes_nothing(office: Office, round: Round) -> None:
    clerk = office.actor(Role.CLERK)
    rows = [AssessmentRow(Body.SELF, person=person(office), level="good", marks={"results": "good"})]
    assert actions.record_assessments(round, actor=clerk, rows=rows).created == 1
    again = actions.record_assessments(round, actor=clerk, rows=rows)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 1)
    assert Assessment.objects.get().version == 1


def test_changed_mark_moves_the_version_of_the_sheet(office: Office, round: Round) -> None:
    clerk = office.actor(Role.CLERK)
    for mark in ("good", "fair"):
        actions.record_assessment(
            round,
            actor=clerk,
            unit=office.cells[0],
            body=Body.SELF,
            person=person(office),
            marks={"results": mark},
        )
    sheet = Assessment.objects.get()
    assert (sheet.version, sheet.marks) == (2, {"results": "fair"})


def test_one_row_that_is_refused_leaves_nothing_written(office: Office, round: Round) -> None:
    rows = [
        AssessmentRow(Body.SELF, person=person(office), level="good"),
        AssessmentRow(Body.SELF, person=person(office, 1), level="splendid"),
    ]
    with pytest.raises(UnknownWord):
        actions.record_assessments(round, actor=office.actor(Role.CLERK), rows=rows)
    assert not Assessment.objects.exists()
    assert not Entry.objects.filter(action="reviews.record_assessments").exists()


def test_criterion_that_the_pack_does_not_know_is_refused_with_the_known_ones(
    office: Office, round: Round
) -> None:
    row = AssessmentRow(Body.SELF, person=person(office), marks={"charm": "good"})
    with pytest.raises(UnknownCriterion) as refused:
        actions.record_assessments(round, actor=office.actor(Role.CLERK), rows=[row])
    assert "results" in refused.value.text()


def test_two_different_rows_of_one_person_are_refused(office: Office, round: Round) -> None:
    rows = [AssessmentRow(Body.SELF, person=person(office), level=level) for level in ("good", "fair")]
    with pytest.raises(TwiceInList):
        actions.record_assessments(round, actor=office.actor(Role.CLERK), rows=rows)


def test_person_of_another_unit_is_refused(office: Office, round: Round) -> None:
    row = AssessmentRow(Body.CELL, person=person(office, 1), level="good")
    with pytest.raises(WrongSubject):
        actions.record_assessments(
            round, actor=office.actor(Role.CELL_SECRETARY), rows=[row], unit=office.cells[0]
        )


def test_cell_secretary_records_the_own_cell_only_and_never_as_the_superior(
    office: Office, round: Round
) -> None:
    secretary = office.actor(Role.CELL_SECRETARY)
    own = AssessmentRow(Body.CELL, person=person(office), level="good")
    actions.record_assessments(round, actor=secretary, rows=[own], unit=office.cells[0])
    with pytest.raises(NotPermitted):
        actions.record_assessments(round, actor=secretary, rows=[], unit=office.cells[1])
    upward = AssessmentRow(Body.SUPERIOR, unit=office.cells[0], marks={"targets": "excellent"})
    with pytest.raises(NotPermitted):
        actions.record_assessments(round, actor=secretary, rows=[upward], unit=office.cells[0])


def test_closed_round_takes_no_assessment(office: Office, round: Round) -> None:
    clerk = office.actor(Role.CLERK)
    rounds.close_round(round, actor=clerk, happened_on=dt.date(2022, 1, 20))
    with pytest.raises(RoundNotOpen):
        actions.record_assessments(
            round, actor=clerk, rows=[AssessmentRow(Body.SELF, person=person(office), level="good")]
        )


def test_leave_with_more_days_than_its_dates_is_recorded_and_warned_about(office: Office) -> None:
    row = AbsenceRow(person(office), "sick", dt.date(2021, 3, 1), dt.date(2021, 3, 10), 12)
    done = actions.record_absences(office.organisation, actor=office.actor(Role.CLERK), year=2021, rows=[row])
    assert Absence.objects.get().days == 12
    assert len(done.warnings) == 1
    assert person(office).name in done.warnings[0]


def test_bodies_beside_a_unit_and_comments_are_recorded(office: Office, round: Round) -> None:
    clerk = office.actor(Role.CLERK)
    actions.record_collective_ratings(
        office.organisation,
        actor=clerk,
        year=2021,
        rows=[CollectiveRatingRow("Công đoàn 1", "mass_organisation", office.cells[0], "good")],
    )
    actions.record_residence_comments(
        round, actor=clerk, rows=[ResidenceCommentRow(person(office), "Chi bộ khu 5", "tham gia đầy đủ", DAY)]
    )
    assert CollectiveRating.objects.get().peer == office.cells[0]
    assert ResidenceComment.objects.get().person == person(office)


def test_member_records_nothing_for_others(office: Office) -> None:
    with pytest.raises(NotPermitted):
        actions.record_civil_ratings(office.organisation, actor=office.actor(Role.MEMBER), year=2021, rows=[])
