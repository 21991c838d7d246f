"""What changes articles and what the public reads."""

from tongket.portal.actions.articles import (
    acknowledge,
    draft_article,
    mend_text,
    refresh_figures,
    revise_article,
)
from tongket.portal.actions.papers import publish_paper, withdraw_paper
from tongket.portal.actions.publications import publish_article, withdraw_article

__all__ = [
    "acknowledge",
    "draft_article",
    "mend_text",
    "publish_article",
    "publish_paper",
    "refresh_figures",
    "revise_article",
    "withdraw_article",
    "withdraw_paper",
]
