"""The article drafted from the data and published, with the ground for its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.awards.actions import record_publication_ground
from tongket.awards.models import AwardDecision
from tongket.awards.states import PublicationGround
from tongket.meetings.models import Conference
from tongket.portal.actions import acknowledge, draft_article, publish_article
from tongket.portal.checks import Severity, findings
from tongket.portal.errors import ArticleHasFaults
from tongket.portal.models import Article

if TYPE_CHECKING:
    from tongket.demo.story import Year


def publish(year: Year) -> Article:
    """Names may be shown on the ground that the decisions are announced; then the article goes out.

    What the checks remark and let an editor keep is kept as the papers have it. What they forbid stays
    forbidden: then the article stays a draft, and the year's notes say why.
    """
    clerk = year.cast.office
    conference = Conference.objects.get(unit=year.organisation, year=year.folder.year)
    for decision in AwardDecision.objects.filter(round=year.round).select_related("document"):
        record_publication_ground(
            decision,
            actor=clerk,
            ground=PublicationGround.PUBLIC_DECISION,
            note="Công bố tại hội nghị tổng kết",
            happened_on=conference.held_on,
        )
    article = draft_article(conference, actor=clerk)
    for remark in findings(article):
        if remark.severity == Severity.KEEP:
            acknowledge(article, actor=clerk, code=remark.code, text=remark.text, reason="Đúng theo hồ sơ")
    try:
        publish_article(
            article,
            actor=clerk,
            published_on=conference.held_on,
            names_ground="Công bố tại hội nghị tổng kết",
        )
    except ArticleHasFaults as refused:
        year.note(refused)
    return article
