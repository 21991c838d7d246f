"""Who may write, publish and read drafts. The public reads publications only."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor, Decision
from tongket.access.roles import Role, declare
from tongket.common.errors import Missing
from tongket.organisation.models import Unit
from tongket.organisation.permissions import OFFICE, READERS, may, units_where
from tongket.portal.models import Article, PublicPaper

WRITERS = (*OFFICE, Role.EDITOR)

declare(
    "portal",
    {
        "see_articles": (*READERS, Role.EDITOR),
        "draft_article": WRITERS,
        "revise_article": WRITERS,
        "publish_article": WRITERS,
        "withdraw_article": WRITERS,
        "publish_paper": WRITERS,
        "withdraw_paper": WRITERS,
    },
    own_body=(
        "draft_article",
        "revise_article",
        "publish_article",
        "withdraw_article",
        "publish_paper",
        "withdraw_paper",
    ),
)


def may_at(actor: Actor, action: str, unit: Unit) -> Decision:
    """``action`` is one of this room's, without its name: draft_article, publish_article …"""
    return may(actor, f"portal.{action}", unit)


def visible_articles(viewer: Actor) -> QuerySet[Article]:
    """Articles, drafts included, of the units whose articles the viewer may see."""
    units = units_where(viewer, "portal.see_articles")
    return Article.objects.filter(unit__in=units).select_related("unit", "conference")


def get_article(viewer: Actor, pk: int) -> Article:
    """The article, if the viewer may see it; else ``Missing``."""
    found = visible_articles(viewer).filter(pk=pk).first()
    if found is None:
        raise Missing(thing=_("bài viết"))
    return found


def get_paper(viewer: Actor, pk: int) -> PublicPaper:
    """The paper opened to the public, for those who write; else ``Missing``."""
    units = units_where(viewer, "portal.see_articles")
    found = PublicPaper.objects.filter(pk=pk, unit__in=units).select_related("document", "unit").first()
    if found is None:
        raise Missing(thing=_("văn bản công khai"))
    return found
