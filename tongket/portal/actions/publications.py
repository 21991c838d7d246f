"""Publishing, correcting and withdrawing an article: snapshots that stay."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.errors import WrongState
from tongket.common.text import clean
from tongket.portal.checks import findings, people_named, register_names
from tongket.portal.errors import ArticleHasFaults, NamesGroundMissing, WithdrawalReasonMissing
from tongket.portal.models import Article, Publication
from tongket.portal.permissions import may_at
from tongket.portal.states import ARTICLE_TRANSITIONS, ArticleState
from tongket.portal.text import fill, placeholders


def publish_article(
    article: Article,
    *,
    actor: Actor,
    published_on: dt.date,
    names_ground: str,
    correction: str = "",
    expected_version: int | None = None,
) -> Publication:
    """Publish the article as it stands: a snapshot with every figure's value and source.

    Refused while a check stops it (near misses of names, stale figures, names under embargo, internal levels)
    and, when people are named, without ``names_ground``: the paper or consent by which they may be (U11).
    Publishing again is a correction and says in ``correction`` what was wrong.
    """
    with acting(
        "portal.publish_article",
        actor=actor,
        unit_id=article.unit_id,
        happened_on=published_on,
        reason=correction,
    ) as act:
        require(may_at(actor, "publish_article", article.unit))
        stops = [f for f in findings(article) if f.stops]
        if stops:
            raise ArticleHasFaults(count=len(stops), first=f"{stops[0].title}: {stops[0].text}.")
        named = people_named(article, register_names(article))
        if named and not clean(names_ground):
            raise NamesGroundMissing(names=", ".join(p.name for p in named[:3]) + (" …" if named[3:] else ""))
        earlier = article.publications.order_by("-number").first()
        if earlier is not None and not clean(correction):
            raise WithdrawalReasonMissing(act=_("đăng lại bài"))
        figures = list(article.figures.all())
        values = {f.key: f.value for f in figures}
        publication = act.create(
            Publication,
            article=article,
            number=(earlier.number if earlier else 0) + 1,
            title=_filled(article.title, values),
            dateline=_filled(article.dateline, values),
            body=[{**block, "text": _filled(block["text"], values)} for block in article.body],
            captions=[{"text": _filled(caption["text"], values)} for caption in article.captions],
            byline=_filled(article.byline, values),
            figures=[{"key": f.key, "value": f.value, "label": f.label, "source": f.source} for f in figures],
            names_ground=clean(names_ground),
            published_on=published_on,
            correction=clean(correction),
        )
        used = {key for text in _texts(article) for key in placeholders(text)}
        for figure in figures:
            if figure.key in used:
                act.use(figure, by=publication, role="published", field="value", value=figure.value)
        act.update(
            article,
            expected_version=expected_version,
            state=ArticleState.PUBLISHED,
            names_ground=clean(names_ground),
        )
        return publication


def _texts(article: Article) -> list[str]:
    blocks: list[dict[str, Any]] = [*article.body, *article.captions]
    return [article.title, article.dateline, article.byline, *(b["text"] for b in blocks)]


def _filled(text: str, values: dict[str, str]) -> str:
    return fill(text, values)


def withdraw_article(article: Article, *, actor: Actor, happened_on: dt.date, reason: str) -> Publication:
    """Take the article from the public; what stood there, when and why it went stays recorded."""
    with acting(
        "portal.withdraw_article",
        actor=actor,
        unit_id=article.unit_id,
        happened_on=happened_on,
        reason=reason,
    ) as act:
        require(may_at(actor, "withdraw_article", article.unit))
        if not clean(reason):
            raise WithdrawalReasonMissing(act=_("rút bài"))
        if ArticleState.WITHDRAWN not in ARTICLE_TRANSITIONS[article.state]:
            raise WrongState(thing=_("Bài viết"), state=article.get_state_display(), act=_("rút bài"))
        current = article.publications.filter(withdrawn_on__isnull=True).order_by("-number").first()
        if current is None:
            raise WrongState(thing=_("Bài viết"), state=article.get_state_display(), act=_("rút bài"))
        for publication in article.publications.filter(withdrawn_on__isnull=True):
            act.update(publication, withdrawn_on=happened_on, withdrawal_reason=clean(reason))
        act.update(article, state=ArticleState.WITHDRAWN)
        current.refresh_from_db()
        return current
