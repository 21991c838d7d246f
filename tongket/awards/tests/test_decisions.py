"""Recording decisions: recipients, doubles, irregular names, exemplars, taking back."""

from __future__ import annotations

import datetime as dt

import pytest

from tongket.access.roles import Role
from tongket.audit.queries import used_by
from tongket.awards import actions, queries
from tongket.awards.actions import NominationRow, Recipient
from tongket.awards.errors import (
    DocumentUsedTwice,
    NamedTwice,
    NoCertificateForKind,
    NoRecipients,
    PublicationGroundMissing,
    SameAwardTwice,
    WrongDocument,
)
from tongket.awards.models import Award
from tongket.awards.states import AwardState, CertificateState, ExemplarState
from tongket.awards.tests.factories import (
    DECIDED_ON,
    ENTERED_ON,
    Year,
    certificates,
    decide,
    make_year,
    rate,
    rate_unit,
    signed_decision,
)
from tongket.common.errors import Missing, NotPermitted, WrongState
from tongket.documents.actions import draft_document
from tongket.documents.states import DocumentKind
from tongket.organisation.tests.factories import add_member
from tongket.reviews.states import Level

pytestmark = pytest.mark.django_db
SUPERIOR = "Ban Thường vụ Đảng ủy Khối"


@pytest.fixture
def year() -> Year:
    return make_year()


@pytest.mark.capability(60)
def test_a_decision_without_named_recipients_takes_all_whom_the_rating_decision_recognised(
    year: Year,
) -> None:
    other = add_member(year.office, year.office.cells[1], 9)
    rate(year, [other], Level.GOOD)
    decision = decide(year)
    assert [a.recipient_name for a in decision.awards.all()] == [
        p.name for p in sorted(year.people, key=lambda p: p.sort_key)
    ]
    assert decision.document.reference == "120-QĐ/ĐU"
    assert (decision.document.date, decision.document.signer) == (DECIDED_ON, "Bùi Văn Ký")


def test_each_award_opens_the_rating_and_the_nomination_it_rests_on(year: Year) -> None:
    actions.nominate(
        year.round,
        actor=year.clerk,
        kind="members_excellent",
        rows=[NominationRow(person=year.people[0], achievement="Vượt chỉ tiêu")],
        happened_on=DECIDED_ON,
    )
    decision = decide(year, recipients=[Recipient(person=year.people[0])])
    [award] = decision.awards.all()
    assert {(u.source_model, u.role) for u in used_by(award)} == {
        ("ratings.Rating", "recognised level"),
        ("awards.Nomination", "nomination"),
    }


def test_the_label_on_the_ground_is_that_of_the_year_rewarded(year: Year) -> None:
    award = decide(year).awards.first()
    assert award.ground == "Đạt tiêu chuẩn “Hoàn thành xuất sắc nhiệm vụ” năm 2021"


@pytest.mark.capability(58)
def test_the_same_issuer_ground_and_year_twice_for_a_person_is_refused(year: Year) -> None:
    decide(year)
    second = signed_decision(year, "121-QĐ/ĐU")
    with pytest.raises(SameAwardTwice) as refusal:
        decide(year, document=second, recipients=[Recipient(person=year.people[0])])
    assert "120-QĐ/ĐU" in refusal.value.text()


@pytest.mark.capability(58)
def test_two_issuers_in_one_year_are_allowed_and_shown(year: Year) -> None:
    decide(year)
    decide(
        year,
        "superior_individuals",
        document=signed_decision(
            year, "413-QĐ/ĐUK", issuer=SUPERIOR, day=dt.date(2022, 1, 10), received=True
        ),
        recipients=[
            Recipient(person=year.people[0], ground="Hoàn thành xuất sắc nhiệm vụ 5 năm liền 2017-2021")
        ],
        issuing_unit=year.office.superior,
    )
    twice = queries.same_year(year.round)
    assert [a.issuer_name for a in twice[year.people[0].pk]] == ["Đảng ủy", SUPERIOR]


def test_another_ground_of_the_same_issuer_is_allowed(year: Year) -> None:
    decide(year)
    decide(
        year,
        "directive_05",
        document=signed_decision(year, "122-QĐ/ĐU"),
        recipients=[Recipient(person=year.people[0], ground="Việc làm theo cụ thể, có sản phẩm")],
    )
    assert queries.in_both_lists(year.round) == [year.people[0]]


def test_a_document_carries_one_decision_only(year: Year) -> None:
    document = signed_decision(year)
    decide(year, document=document)
    with pytest.raises(DocumentUsedTwice):
        decide(
            year, "directive_05", document=document, recipients=[Recipient(person=year.people[0], ground="x")]
        )


def test_an_unsigned_paper_decides_nothing(year: Year) -> None:
    draft = draft_document(
        year.office.organisation,
        actor=year.clerk,
        kind=DocumentKind.DECISION,
        issuer="Đảng ủy",
        subject="Tặng Giấy khen",
        year=2021,
    )
    draft.date = DECIDED_ON
    with pytest.raises(WrongDocument):
        decide(year, document=draft)


def test_a_name_twice_in_one_list_and_an_empty_list_are_refused(year: Year) -> None:
    document = signed_decision(year)
    with pytest.raises(NamedTwice):
        decide(year, document=document, recipients=[Recipient(person=year.people[0])] * 2)
    with pytest.raises(NoRecipients):
        decide(year, document=document, recipients=[])
    assert not Award.objects.exists()


def test_a_recipient_whose_level_the_records_do_not_carry_is_kept_as_irregular(year: Year) -> None:
    other = add_member(year.office, year.cell, 9)
    rate(year, [other], Level.GOOD)
    decision = decide(year, recipients=[Recipient(person=other)])
    [award] = decision.awards.all()
    assert (award.irregular, award.stands) == (True, False)
    assert actions.issue_certificates(decision, actor=year.clerk, happened_on=ENTERED_ON) == []
    assert queries.irregular_awards(year.round) == [award]
    actions.regularise_award(
        award, actor=year.clerk, happened_on=ENTERED_ON, paper="Công văn 15-CV/ĐUK ngày 05/01/2022"
    )
    assert len(actions.issue_certificates(decision, actor=year.clerk, happened_on=ENTERED_ON)) == 1


def test_a_decision_dated_before_the_rating_decision_is_kept_as_irregular(year: Year) -> None:
    early = signed_decision(year, "110-QĐ/ĐU", day=dt.date(2021, 12, 20))
    award = decide(year, document=early).awards.first()
    assert award.irregular
    assert "27/12/2021" in award.irregular_reason


def test_a_recognised_cell_has_no_certificate_without_a_decision_on_cells(year: Year) -> None:
    certificates(year)
    assert queries.certificates_of(year.round) == {"members_excellent": 3}
    assert "cells" not in queries.awards_by_kind(year.round)


def test_a_decision_on_cells_takes_the_recognised_cells_and_not_the_organisation(year: Year) -> None:
    rate_unit(year, year.office.organisation, Level.EXCELLENT)
    decision = decide(year, "cells")
    assert [a.unit for a in decision.awards.all()] == [year.cell]


def test_outside_organisations_stand_by_name_beside_our_own(year: Year) -> None:
    decision = decide(
        year,
        "organisation",
        document=signed_decision(year, "412-QĐ/ĐUK", issuer=SUPERIOR, received=True),
        recipients=[Recipient(outside_name="Đảng bộ Sở Y tế"), Recipient(unit=year.office.organisation)],
        issuing_unit=year.office.superior,
    )
    assert [a.recipient_name for a in decision.awards.all()] == ["Đảng bộ Sở Y tế", "Đảng bộ Sở Thử nghiệm"]
    made = actions.issue_certificates(decision, actor=year.clerk, happened_on=ENTERED_ON)
    assert [c.printed_name for c in made] == ["Đảng bộ Sở Thử nghiệm"]


@pytest.mark.capability(68)
def test_an_exemplar_is_chosen_by_the_decision_and_recognised_only_later_with_a_paper(year: Year) -> None:
    decision = decide(
        year,
        "exemplars",
        document=signed_decision(year, "420-QĐ/ĐUK", issuer=SUPERIOR, received=True),
        recipients=[
            Recipient(person=year.people[0], period_from=2021, period_to=2023, field="Chuyển đổi số")
        ],
        issuing_unit=year.office.superior,
    )
    [exemplar] = queries.exemplars_of(year.round)
    assert exemplar.get_state_display() == "được lựa chọn xây dựng điển hình tiên tiến"
    assert exemplar.period == "2021–2023"
    with pytest.raises(NoCertificateForKind):
        actions.issue_certificates(decision, actor=year.clerk, happened_on=ENTERED_ON)
    with pytest.raises(WrongState):
        actions.advance_exemplar(
            exemplar, actor=year.clerk, state="recognised", happened_on=ENTERED_ON, paper="QĐ 1"
        )
    for state, paper in [
        ("supported", ""),
        ("evaluated", "Biên bản 02-BB/ĐU"),
        ("recognised", "Quyết định 77-QĐ/ĐUK"),
        ("spread", ""),
    ]:
        actions.advance_exemplar(
            exemplar, actor=year.clerk, state=state, happened_on=dt.date(2023, 12, 1), paper=paper
        )
    assert exemplar.state == ExemplarState.SPREAD
    assert [s.state for s in exemplar.steps.all()] == [
        "chosen",
        "supported",
        "evaluated",
        "recognised",
        "spread",
    ]


@pytest.mark.capability(64)
def test_a_revoked_decision_keeps_its_rows_and_numbers_and_cancels_its_certificates(year: Year) -> None:
    made = certificates(year)
    decision = made[0].award.decision
    actions.revoke_decision(
        decision,
        actor=year.clerk,
        happened_on=dt.date(2022, 3, 1),
        reason="Quyết định 9-QĐ/ĐU ngày 01/3/2022",
    )
    listed = list(queries.register(year.clerk, year.office.organisation, 2021))
    assert [(c.number, c.state) for c in listed] == [(n, CertificateState.CANCELLED) for n in (1, 2, 3)]
    assert {a.state for a in decision.awards.all()} == {AwardState.REVOKED}
    assert queries.awards_by_kind(year.round) == {}
    with pytest.raises(WrongState):
        actions.revoke_decision(decision, actor=year.clerk, happened_on=dt.date(2022, 3, 2), reason="lần nữa")


def test_names_may_be_published_only_with_a_written_ground(year: Year) -> None:
    decision = decide(year)
    with pytest.raises(PublicationGroundMissing):
        actions.record_publication_ground(
            decision, actor=year.clerk, ground="public_decision", note=" ", happened_on=ENTERED_ON
        )
    assert not queries.public_decisions().exists()
    actions.record_publication_ground(
        decision, actor=year.clerk, ground="public_decision", note="Công văn 12-CV/ĐU", happened_on=ENTERED_ON
    )
    assert list(queries.public_decisions()) == [decision]


def test_one_ground_for_all_decisions_leaves_those_that_have_one(year: Year) -> None:
    own = decide(year)
    ground = {"ground": "public_decision", "happened_on": ENTERED_ON}
    actions.record_publication_ground(own, actor=year.clerk, note="Công văn 12-CV/ĐU", **ground)
    assert (
        actions.record_publication_grounds(year.round, actor=year.clerk, note="Tại hội nghị", **ground) == []
    )
    own.refresh_from_db()
    assert own.publication_note == "Công văn 12-CV/ĐU"


def test_one_ground_is_recorded_for_every_decision_without_one(year: Year) -> None:
    decision = decide(year)
    done = actions.record_publication_grounds(
        year.round, actor=year.clerk, ground="public_decision", note="Tại hội nghị", happened_on=ENTERED_ON
    )
    assert [(d.pk, d.publication_note) for d in done] == [(decision.pk, "Tại hội nghị")]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COMMITTEE_MEMBER, Role.CELL_SECRETARY, Role.EDITOR])
def test_those_without_the_right_record_no_decision(year: Year, role: Role) -> None:
    document = signed_decision(year)
    with pytest.raises(NotPermitted):
        actions.record_decision(
            year.round,
            actor=year.office.actor(role),
            kind="members_excellent",
            document=document,
            issuing_unit=year.office.organisation,
        )


def test_a_decision_of_another_organisation_looks_absent(year: Year) -> None:
    from tongket.awards.permissions import get_decision

    decision = decide(year)
    with pytest.raises(Missing):
        get_decision(year.office.actor("other_clerk"), decision.pk)
