"""Drafting an article from the data, the editor's revision, and taking the figures anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.common.text import clean
from tongket.meetings.models import Conference
from tongket.portal.binding import Bound
from tongket.portal.checks import texts_of
from tongket.portal.compose import compose
from tongket.portal.errors import UnknownFigure, WithdrawalReasonMissing
from tongket.portal.facts import gather
from tongket.portal.models import Acknowledgement, Article, ArticleFigure
from tongket.portal.permissions import may_at
from tongket.portal.states import BlockKind
from tongket.portal.text import placeholders


def draft_article(conference: Conference, *, actor: Actor) -> Article:
    """The conference's article: composed from the data when there is none, else its figures taken anew.

    The editor's own words of an existing article stay; only bound values follow the records.
    """
    with acting("portal.draft_article", actor=actor, unit_id=conference.unit_id) as act:
        require(may_at(actor, "draft_article", conference.unit))
        article = Article.objects.filter(conference=conference).first()
        if article is not None:
            _refresh(act, article)
            return article
        draft = compose(gather(conference))
        article = act.create(
            Article,
            unit=conference.unit,
            year=conference.year,
            conference=conference,
            title=draft.title,
            dateline=draft.dateline,
            body=draft.body,
            captions=draft.captions,
            byline=draft.byline,
        )
        _store(act, article, list(draft.bound.values()))
        return article


def _store(act: Act, article: Article, bound: Sequence[Bound]) -> list[ArticleFigure]:
    start = article.figures.count()
    made = act.create_many(
        ArticleFigure,
        [
            {
                "article": article,
                "key": b.key,
                "kind": b.kind,
                "value": b.value,
                "label": b.label,
                "source": b.source[:300],
                "order": order,
            }
            for order, b in enumerate(bound, start=start)
        ],
    )
    for figure, each in zip(made, bound, strict=True):
        _note_sources(act, figure, each)
    return made


def _note_sources(act: Act, figure: ArticleFigure, bound: Bound) -> None:
    for record, name, value in bound.records:
        act.use(record, by=figure, role="figure", field=name, value=value)


def _refresh(act: Act, article: Article) -> list[ArticleFigure]:
    """Take every bound value anew; returns the figures whose value changed or is new.

    A figure whose fact is gone and that no text uses is dropped; one still in use stays stale, so that the
    editor decides what becomes of its sentence.
    """
    composed = compose(gather(article.conference)).bound
    used = {key for text in texts_of(article) for key in placeholders(text)}
    known = {f.key: f for f in article.figures.all()}
    changed = []
    for key, figure in known.items():
        if key in composed:
            bound = composed[key]
            before = figure.version
            act.update(figure, value=bound.value, label=bound.label, source=bound.source[:300])
            act.forget_uses(figure)
            _note_sources(act, figure, bound)
            if figure.version != before:
                changed.append(figure)
        elif key not in used:
            act.forget_uses(figure)
            act.delete(figure)
    fresh = [bound for key, bound in composed.items() if key not in known]
    return [*changed, *_store(act, article, fresh)]


def refresh_figures(article: Article, *, actor: Actor) -> list[ArticleFigure]:
    """Take the article's figures anew from the records; returns those that changed."""
    with acting("portal.refresh_figures", actor=actor, unit_id=article.unit_id) as act:
        require(may_at(actor, "revise_article", article.unit))
        return _refresh(act, article)


def revise_article(
    article: Article,
    *,
    actor: Actor,
    title: str,
    dateline: str,
    body: Sequence[dict[str, str]],
    captions: Sequence[dict[str, Any]],
    byline: str,
    expected_version: int | None = None,
) -> Article:
    """Store the editor's words. Bound values are written ``{key}``; a key that the article lacks is refused.

    Text only: markup is kept as the characters it consists of and never becomes markup on a page.
    """
    with acting("portal.revise_article", actor=actor, unit_id=article.unit_id) as act:
        require(may_at(actor, "revise_article", article.unit))
        blocks = [
            {"kind": BlockKind(b["kind"]).value, "text": clean(b["text"])} for b in body if clean(b["text"])
        ]
        lines = [
            {"text": clean(c["text"]), "photo": c.get("photo"), "consent": clean(c.get("consent", ""))}
            for c in captions
            if clean(c["text"])
        ]
        known = set(article.figures.values_list("key", flat=True))
        texts = [title, dateline, byline, *(b["text"] for b in blocks), *(c["text"] for c in lines)]
        unknown = dict.fromkeys(key for text in texts for key in placeholders(text) if key not in known)
        if unknown:
            raise UnknownFigure(keys=", ".join(f"{{{key}}}" for key in unknown))
        return act.update(
            article,
            expected_version=expected_version,
            title=clean(title),
            dateline=clean(dateline),
            body=blocks,
            captions=lines,
            byline=clean(byline),
        )


def mend_text(article: Article, *, actor: Actor, text: str, suggestion: str) -> Article:
    """Write a remarked place as the register has it, wherever it stands in the article."""
    return revise_article(
        article,
        actor=actor,
        title=article.title.replace(text, suggestion),
        dateline=article.dateline.replace(text, suggestion),
        body=[{**b, "text": b["text"].replace(text, suggestion)} for b in article.body],
        captions=[{**c, "text": c["text"].replace(text, suggestion)} for c in article.captions],
        byline=article.byline.replace(text, suggestion),
    )


def acknowledge(article: Article, *, actor: Actor, code: str, text: str, reason: str) -> Acknowledgement:
    """Keep a place that the checks remarked, with the reason."""
    with acting("portal.acknowledge", actor=actor, unit_id=article.unit_id, reason=reason) as act:
        require(may_at(actor, "revise_article", article.unit))
        if not clean(reason):
            raise WithdrawalReasonMissing(act=_("giữ nguyên “%(text)s”") % {"text": text})
        known = Acknowledgement.objects.filter(article=article, code=code, text=text).first()
        if known:
            return act.update(known, reason=clean(reason))
        return act.create(Acknowledgement, article=article, code=code, text=text, reason=clean(reason))
