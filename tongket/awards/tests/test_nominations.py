"""Nominations from the proposing meeting to the answer."""

from __future__ import annotations

import datetime as dt

import pytest

from tongket.access.roles import Role
from tongket.awards import actions, queries
from tongket.awards.actions import NominationRow
from tongket.awards.errors import AchievementMissing, NominatedTwice, ReasonMissing, WrongSubject
from tongket.awards.models import Nomination
from tongket.awards.permissions import visible_nominations
from tongket.awards.states import NOMINATION_TRANSITIONS, NominationState
from tongket.awards.tests.factories import YEAR, Year, make_year, signed_decision
from tongket.common.errors import NotPermitted, WrongState
from tongket.documents.actions import record_document
from tongket.documents.models import Document
from tongket.documents.states import DocumentKind

pytestmark = pytest.mark.django_db
MET_ON = dt.date(2021, 12, 10)


@pytest.fixture
def year() -> Year:
    return make_year()


def nominate(year: Year, kind: str = "members_excellent", **row: object) -> Nomination:
    row = row or {"person": year.people[0]}
    [nomination] = actions.nominate(
        year.round, actor=year.clerk, kind=kind, rows=[NominationRow(**row)], happened_on=MET_ON
    )
    return nomination


def submission_letter(year: Year) -> Document:
    return record_document(
        year.office.organisation,
        actor=year.clerk,
        kind=DocumentKind.SUBMISSION,
        issuer="Đảng ủy",
        subject="Đề nghị khen thưởng",
        date=dt.date(2021, 12, 28),
        signer="Bùi Văn Ký",
        reference="31-TTr/ĐU",
        year=YEAR,
    )


@pytest.mark.capability(55)
def test_a_dossier_goes_up_comes_back_with_a_reason_and_is_appraised(year: Year) -> None:
    nomination = nominate(
        year, "superior_individuals", person=year.people[0], achievement="5 năm liền hoàn thành xuất sắc"
    )
    submission = actions.submit(
        year.round,
        actor=year.clerk,
        document=submission_letter(year),
        addressed_to="Ban Thường vụ Đảng ủy Khối",
        organisation_proposed="excellent",
    )
    nomination.refresh_from_db()
    officer = year.office.actor(Role.SUPERIOR_OFFICER)
    assert (nomination.state, nomination.submission) == (NominationState.SUBMITTED, submission)
    actions.return_nomination(
        nomination, actor=officer, happened_on=dt.date(2022, 1, 4), reason="Thiếu bảng 5 năm"
    )
    actions.change_nomination(
        nomination,
        actor=year.clerk,
        happened_on=dt.date(2022, 1, 5),
        achievement="5 năm liền 2017-2021, có bảng kèm theo",
    )
    actions.resubmit(nomination, actor=year.clerk, happened_on=dt.date(2022, 1, 5))
    actions.appraise(nomination, actor=officer, happened_on=dt.date(2022, 1, 7))
    steps = list(nomination.steps.values_list("state", "reason"))
    assert steps == [
        ("draft", ""),
        ("submitted", ""),
        ("returned", "Thiếu bảng 5 năm"),
        ("submitted", ""),
        ("appraised", ""),
    ]


def test_submitting_carries_what_a_body_above_decides_and_leaves_the_rest(year: Year) -> None:
    own = nominate(year)
    up = nominate(year, "superior_individuals", person=year.people[0], achievement="Năm năm liền")
    actions.submit(
        year.round, actor=year.clerk, document=submission_letter(year), addressed_to="Đảng ủy Khối"
    )
    own.refresh_from_db()
    up.refresh_from_db()
    assert (own.state, up.state) == (NominationState.DRAFT, NominationState.SUBMITTED)


def test_nominating_somebody_twice_for_one_kind_is_refused_and_nothing_is_written(year: Year) -> None:
    nominate(year)
    rows = [NominationRow(person=p) for p in (year.people[1], year.people[0])]
    with pytest.raises(NominatedTwice):
        actions.nominate(
            year.round, actor=year.clerk, kind="members_excellent", rows=rows, happened_on=MET_ON
        )
    assert Nomination.objects.count() == 1


def test_a_kind_for_individuals_refuses_a_unit_and_the_other_way_round(year: Year) -> None:
    with pytest.raises(WrongSubject):
        nominate(year, unit=year.cell)
    with pytest.raises(WrongSubject):
        nominate(year, "cells", person=year.people[0])


def test_a_thematic_kind_asks_for_the_achievement(year: Year) -> None:
    with pytest.raises(AchievementMissing):
        nominate(year, "directive_05", person=year.people[0], achievement=" ")


def test_returning_without_saying_what_is_missing_is_refused(year: Year) -> None:
    nomination = nominate(year)
    with pytest.raises(ReasonMissing):
        actions.not_propose(nomination, actor=year.clerk, happened_on=MET_ON, reason="")


@pytest.mark.parametrize("source", NominationState.values)
@pytest.mark.parametrize("target", ["returned", "appraised", "not_proposed", "draft", "submitted"])
def test_every_transition_of_a_nomination_passes_or_is_refused_as_the_table_says(
    year: Year, source: str, target: str
) -> None:
    nomination = nominate(year)
    Nomination.objects.filter(pk=nomination.pk).update(state=source)
    nomination.refresh_from_db()
    act = {
        "returned": actions.return_nomination,
        "appraised": actions.appraise,
        "not_proposed": actions.not_propose,
        "draft": actions.reopen_nomination,
        "submitted": actions.resubmit,
    }[target]
    if target in NOMINATION_TRANSITIONS[source]:
        act(nomination, actor=year.clerk, happened_on=MET_ON, reason="lý do")
        assert nomination.state == target
    else:
        with pytest.raises(WrongState):
            act(nomination, actor=year.clerk, happened_on=MET_ON, reason="lý do")


def test_a_member_sees_only_the_own_nomination_and_may_not_nominate(year: Year) -> None:
    nominate(year)
    member = year.office.actor(Role.MEMBER)
    assert not visible_nominations(member).exists()
    with pytest.raises(NotPermitted):
        actions.nominate(
            year.round,
            actor=member,
            kind="members_excellent",
            rows=[NominationRow(person=year.people[1])],
            happened_on=MET_ON,
        )


def test_the_clerk_of_another_organisation_sees_nothing(year: Year) -> None:
    nominate(year)
    assert not visible_nominations(year.office.actor("other_clerk")).exists()


def test_a_decision_ends_the_nominations_it_names_and_those_it_leaves_out_with_its_reason(year: Year) -> None:
    named, left = nominate(year), nominate(year, person=year.people[1])
    actions.record_decision(
        year.round,
        actor=year.clerk,
        kind="members_excellent",
        document=signed_decision(year),
        issuing_unit=year.office.organisation,
        recipients=[actions.Recipient(person=year.people[0])],
        others_not_proposed="Ngoài số lượng tối đa",
    )
    named.refresh_from_db()
    left.refresh_from_db()
    assert (named.state, left.state) == (NominationState.DECIDED, NominationState.NOT_PROPOSED)
    assert left.steps.last().reason == "Ngoài số lượng tối đa"


@pytest.mark.parametrize("number", [1, 3, 50])
def test_the_list_of_nominations_takes_the_same_queries_for_any_length(
    django_assert_num_queries: object, number: int
) -> None:
    year = make_year(members=number)
    rows = [NominationRow(person=p) for p in year.people]
    actions.nominate(year.round, actor=year.clerk, kind="members_excellent", rows=rows, happened_on=MET_ON)
    with django_assert_num_queries(1):
        listed = [
            (str(n), n.nominated_by.name, n.round.unit.name)
            for n in queries.nominations_of(year.clerk, year.round)
        ]
    assert len(listed) == number
