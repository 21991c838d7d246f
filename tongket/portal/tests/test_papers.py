"""Decisions and texts opened to the public, each with its ground."""

from __future__ import annotations

import datetime as dt

import pytest

from tongket.access.roles import Role
from tongket.awards import actions as awards
from tongket.awards.tests.factories import Year, decide, make_year, signed_decision
from tongket.common.errors import NotPermitted, WrongState
from tongket.documents.actions import cancel_document, draft_document
from tongket.portal import actions, queries
from tongket.portal.errors import PaperGroundMissing, PaperNotIssued, PaperPublicAlready
from tongket.portal.models import PublicPaper

pytestmark = pytest.mark.django_db
DAY = dt.date(2022, 1, 20)
GROUND = "Quy chế công khai 03-QC/ĐU"


@pytest.fixture
def year() -> Year:
    return make_year()


def publish(year: Year, document: object, **values: object) -> PublicPaper:
    return actions.publish_paper(
        document,
        actor=year.clerk,
        unit=year.office.organisation,
        **{"ground": GROUND, "published_on": DAY, "text": "Toàn văn", **values},
    )


@pytest.mark.capability(91)
def test_a_decision_is_public_with_its_names_only_where_their_ground_is_recorded(year: Year) -> None:
    decision = decide(year)
    paper = publish(year, decision.document)
    assert (list(queries.public_papers()), paper.names) == ([paper], [])
    actions.withdraw_paper(paper, actor=year.clerk, happened_on=DAY, reason="Bổ sung danh sách")
    assert list(queries.public_papers()) == []
    awards.record_publication_ground(
        decision, actor=year.clerk, ground="public_decision", note="Công văn 12-CV/ĐU", happened_on=DAY
    )
    assert publish(year, decision.document).names == [a.recipient_name for a in decision.awards.all()]


@pytest.mark.capability(91)
def test_without_a_ground_or_a_signature_no_paper_is_public(year: Year) -> None:
    document = signed_decision(year)
    with pytest.raises(PaperGroundMissing):
        publish(year, document, ground=" ")
    draft = draft_document(
        year.office.organisation,
        actor=year.clerk,
        kind="notice",
        issuer="Đảng ủy",
        subject="Thông báo",
        year=2021,
    )
    with pytest.raises(PaperNotIssued):
        publish(year, draft)
    assert not PublicPaper.objects.exists()


def test_a_paper_leaves_the_public_on_its_end_and_when_it_is_cancelled(year: Year) -> None:
    first, second = signed_decision(year), signed_decision(year, "121-QĐ/ĐU")
    publish(year, first, until=dt.date(2022, 6, 1))
    publish(year, second)
    assert [p.document for p in queries.public_papers()] == [second]
    cancel_document(second, actor=year.clerk, reason="Nhầm", cancelled_on=DAY)
    assert list(queries.public_papers()) == []


def test_the_same_paper_twice_and_a_second_withdrawal_are_refused(year: Year) -> None:
    paper = publish(year, signed_decision(year))
    with pytest.raises(PaperPublicAlready):
        publish(year, paper.document)
    actions.withdraw_paper(paper, actor=year.clerk, happened_on=DAY, reason="Hết hạn")
    with pytest.raises(WrongState):
        actions.withdraw_paper(paper, actor=year.clerk, happened_on=DAY, reason="Hết hạn")


def test_a_member_opens_no_paper_to_the_public(year: Year) -> None:
    with pytest.raises(NotPermitted):
        actions.publish_paper(
            signed_decision(year),
            actor=year.office.actor(Role.MEMBER),
            unit=year.office.organisation,
            ground=GROUND,
            published_on=DAY,
        )
