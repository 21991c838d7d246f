"""A conference after a year with commendations: what an article is written from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tongket.access.decisions import Actor
from tongket.access.roles import Role
from tongket.audit.journal import acting
from tongket.awards import actions as awards
from tongket.awards.actions import NominationRow, Recipient
from tongket.awards.tests.factories import Year, certificates, decide, make_year, signed_decision
from tongket.meetings.actions import record_conclusions, record_speeches
from tongket.meetings.models import Conference
from tongket.meetings.rows import DirectionRow, PhotoRow, SpeechRow
from tongket.meetings.tests.factories import GUEST, conclusion_row, head, make_conference, present_but
from tongket.organisation.models import Person
from tongket.portal import actions
from tongket.portal.models import Article
from tongket.ratings.models import Rating
from tongket.ratings.states import DecidingBody, RatingState
from tongket.reviews.states import Level

SUPERIOR = "Ban Thường vụ Đảng ủy Khối"
PUBLISHED_ON = dt.date(2022, 1, 19)
GROUND = "Công văn 12-CV/ĐU ngày 18/01/2022"


@dataclass
class Story:
    """A year told to its end; ``people[0]`` heads the organisation."""

    year: Year
    conference: Conference

    @property
    def clerk(self) -> Actor:
        return self.year.clerk

    @property
    def editor(self) -> Actor:
        return self.year.office.actor(Role.EDITOR)

    @property
    def people(self) -> list[Person]:
        return self.year.people


def superior_commends(year: Year, *, ours: bool = True, others: int = 2) -> None:
    """The superior's decision names organisations, ours among them or not."""
    document = signed_decision(year, "412-QĐ/ĐUK", issuer=SUPERIOR, day=dt.date(2022, 1, 10), received=True)
    if ours:
        with acting("tests.rate_organisation", actor=year.clerk) as act:
            act.create(
                Rating,
                round=year.round,
                unit=year.office.organisation,
                body=DecidingBody.SUPERIOR,
                level=Level.EXCELLENT,
                state=RatingState.DECIDED,
                document=document,
                decided_on=document.date,
            )
    named = [Recipient(outside_name=f"Đảng bộ Sở Bạn {n}") for n in range(others)]
    if ours:
        named.append(Recipient(unit=year.office.organisation))
    decide(year, "organisation", document=document, recipients=named, issuing_unit=year.office.superior)


def commend_individuals(year: Year) -> None:
    """One person by the superior, one exemplar, one for the directive."""
    for kind, reference, person, extra in (
        ("superior_individuals", "413-QĐ/ĐUK", 1, {"ground": "Hoàn thành xuất sắc 5 năm liền 2017-2021"}),
        ("exemplars", "420-QĐ/ĐUK", 2, {"period_from": 2021, "period_to": 2023, "field": "Chuyển đổi số"}),
        ("directive_05", "122-QĐ/ĐU", 0, {"ground": "Việc làm theo cụ thể"}),
    ):
        above = kind != "directive_05"
        decide(
            year,
            kind,
            document=signed_decision(
                year,
                reference,
                issuer=SUPERIOR if above else "Đảng ủy",
                day=dt.date(2022, 1, 10),
                received=above,
            ),
            recipients=[Recipient(person=year.people[person], **extra)],
            issuing_unit=year.office.superior if above else year.office.organisation,
        )


def make_story(*, ours: bool = True, full: bool = True) -> Story:
    """The year with everything that the genre tells; ``ours``: the organisation is among those commended."""
    year = make_year()
    head(year, year.people[0])
    superior_commends(year, ours=ours)
    if full:
        awards.nominate(
            year.round,
            actor=year.clerk,
            kind="members_excellent",
            rows=[NominationRow(person=p) for p in year.people],
            happened_on=dt.date(2021, 12, 20),
        )
        certificates(year)
        commend_individuals(year)
    _year, conference = make_conference(
        year,
        title="Hội nghị tổng kết công tác Đảng năm 2021, triển khai nhiệm vụ năm 2022",
        photos=[PhotoRow(f"{GUEST} trao Giấy khen của Ban Thường vụ Đảng ủy Khối")],
    )
    present_but(year, conference, year.people[2])
    record_speeches(
        conference,
        actor=year.clerk,
        speeches=[SpeechRow(1, GUEST, 15), SpeechRow(2, year.people[0].name, 10)],
        directions=[
            DirectionRow("D1", 1, "Đẩy nhanh chính quyền điện tử"),
            DirectionRow("D2", 2, "Đổi mới cách lãnh đạo"),
        ],
    )
    record_conclusions(conference, actor=year.clerk, rows=[conclusion_row(year.cell)])
    return Story(year, conference)


def make_article(story: Story | None = None) -> tuple[Story, Article]:
    """A drafted article."""
    story = story or make_story()
    return story, actions.draft_article(story.conference, actor=story.editor)


def written(article: Article) -> dict[str, object]:
    """The article's own words, as the editor's form sends them back."""
    return {
        "title": article.title,
        "dateline": article.dateline,
        "body": list(article.body),
        "captions": list(article.captions),
        "byline": article.byline,
    }
