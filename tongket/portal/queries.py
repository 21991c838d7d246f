"""What is read of articles: by their editors, and by the public (snapshots only)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.audit.models import Record, Use
from tongket.audit.queries import resolve
from tongket.audit.unchanged import until_next_act
from tongket.awards.queries import public_decisions
from tongket.common.dates import today
from tongket.common.errors import Missing
from tongket.common.memo import asked_once
from tongket.documents.models import Document
from tongket.documents.permissions import visible_documents
from tongket.documents.states import DocumentState
from tongket.meetings.models import Conference
from tongket.organisation.models import Unit
from tongket.organisation.permissions import units_where
from tongket.portal.checks import (
    Finding,
    Severity,
    findings,
    register_names,
    shaken_figures,
    stale_figures,
    texts_of,
)
from tongket.portal.facts import article_facts
from tongket.portal.models import Article, ArticleFigure, Publication, PublicPaper
from tongket.portal.permissions import may_at, visible_articles
from tongket.portal.states import ArticleState
from tongket.portal.text import fill, placeholders, split_bound
from tongket.rounds.models import Round
from tongket.rounds.queries import due_of
from tongket.rounds.steps import DueAct, Step, StepState, state_of

__all__ = [
    "Finding",
    "Severity",
    "article_facts",
    "articles_of",
    "current_publication",
    "due_acts",
    "figures_of",
    "findings",
    "names_for_spelling",
    "preview",
    "public_article",
    "public_articles",
    "public_decisions",
    "public_paper",
    "public_papers",
    "shaken_figures",
    "stale_figures",
    "step_state",
]


def articles_of(viewer: Actor, year: int) -> QuerySet[Article]:
    """Articles of a year, drafts included, newest first."""
    return visible_articles(viewer).filter(year=year).prefetch_related("figures").order_by("-pk")


def conferences_without_article(viewer: Actor, year: int) -> list[Conference]:
    """Conferences of a year for which the viewer may draft an article and none is there yet."""
    units = units_where(viewer, "portal.draft_article")
    return list(
        Conference.objects.filter(unit__in=units, year=year, articles__isnull=True).select_related("unit")
    )


def current_title(article: Article) -> str:
    """The title with its bound values, as a reader sees it now."""
    values = {f.key: f.value for f in article.figures.all()}
    return fill(article.title, {key: values.get(key, "…") for key in placeholders(article.title)})


@dataclass(frozen=True)
class FigureLine:
    """A bound value beside the text: its records with their pages, whether it is stale, whether it is used."""

    figure: ArticleFigure
    records: Sequence[Record]
    stale: bool
    used: bool


def figures_of(article: Article) -> list[FigureLine]:
    """The article's bound values in the order of the text, with the records behind each (few queries)."""
    figures = list(article.figures.all())
    uses: dict[int, list[Use]] = {f.pk: [] for f in figures}
    for use in Use.objects.filter(user_model=ArticleFigure._meta.label, user_id__in=uses).order_by("pk"):
        uses[use.user_id].append(use)
    sources = resolve((u.source_model, u.source_id) for found in uses.values() for u in found)
    stale = {f.pk for f in stale_figures([article]).get(article.pk, [])}
    used = {key for text in texts_of(article) for key in placeholders(text)}
    return [
        FigureLine(
            figure,
            [s for u in uses[figure.pk] if (s := sources.get((u.source_model, u.source_id)))],
            figure.pk in stale,
            figure.key in used,
        )
        for figure in figures
    ]


@dataclass(frozen=True)
class Piece:
    """A run of the editor's words, or a bound value."""

    text: str
    figure: ArticleFigure | None = None


def preview(article: Article) -> list[list[Piece]]:
    """Title, dateline, body and captions as pieces, for the page that underlines bound values."""
    figures = {f.key: f for f in article.figures.all()}
    lines = []
    for text in texts_of(article):
        pieces = []
        for words, key in split_bound(text):
            figure = figures.get(key) if key else None
            pieces.append(Piece(figure.value if figure else words or f"{{{key}}}", figure))
        lines.append(pieces)
    return lines


def names_for_spelling(article: Article) -> list[tuple[str, str]]:
    """Names that stand in the article with what they are, for the press office's spelling list."""
    found = [(f.value, f.label) for f in article.figures.all() if f.kind in ("name", "unit")]
    return list(dict.fromkeys(found))


def known_names(article: Article) -> list[str]:
    """All names that the register knows around the article."""
    names = register_names(article)
    return [*names.units, *names.people_names]


# What the public reads


def _shown() -> QuerySet[Publication]:
    newer = Publication.objects.filter(
        article=OuterRef("article"), number__gt=OuterRef("number"), withdrawn_on__isnull=True
    )
    return (
        Publication.objects.filter(
            withdrawn_on__isnull=True, article__state=ArticleState.PUBLISHED, published_on__lte=today()
        )
        .exclude(Exists(newer))
        .select_related("article__unit")
    )


def public_articles() -> QuerySet[Publication]:
    """The published version of each article, newest first. Drafts and withdrawn ones aren't there."""
    return _shown().order_by("-published_on", "-pk")


def public_article(pk: int) -> Publication:
    """What the public reads of an article; ``Missing`` for a draft, a withdrawn or an absent one alike."""
    found = _shown().filter(article=pk).first()
    if found is None:
        raise Missing(thing=_("bài viết"))
    return found


def corrections_of(publication: Publication) -> list[Publication]:
    """The earlier corrections of an article, newest first."""
    return list(
        Publication.objects.filter(article=publication.article_id, number__lte=publication.number)
        .exclude(correction="")
        .order_by("-number")
    )


def current_publication(article: Article) -> Publication | None:
    """The version of an article that stands, if one does."""
    return article.publications.filter(withdrawn_on__isnull=True).order_by("-number").first()


def publications_of(article: Article) -> list[Publication]:
    """All versions, withdrawn ones included, newest first."""
    return list(article.publications.order_by("-number"))


def public_papers() -> QuerySet[PublicPaper]:
    """Papers open to the public today, newest paper first."""
    return (
        PublicPaper.objects.filter(
            withdrawn_on__isnull=True,
            published_on__lte=today(),
            document__state__in=[DocumentState.SIGNED, DocumentState.ISSUED],
        )
        .filter(Q(published_until__isnull=True) | Q(published_until__gt=today()))
        .select_related("document", "unit")
        .order_by("-document__date", "-pk")
    )


def public_paper(pk: int) -> PublicPaper:
    """A paper open to the public; else ``Missing``."""
    found = public_papers().filter(pk=pk).first()
    if found is None:
        raise Missing(thing=_("văn bản"))
    return found


def papers_of(viewer: Actor, unit: Unit) -> QuerySet[PublicPaper]:
    """Papers of a unit that are or were public, for those who publish."""
    units = units_where(viewer, "portal.see_articles")
    return PublicPaper.objects.filter(unit=unit, unit__in=units).select_related("document")


def papers_to_publish(viewer: Actor, unit: Unit, year: int) -> QuerySet[Document]:
    """Signed papers of a unit's year that aren't public."""
    return (
        visible_documents(viewer)
        .filter(unit=unit, year=year, state__in=[DocumentState.SIGNED, DocumentState.ISSUED])
        .filter(Q(public_paper__isnull=True) | Q(public_paper__withdrawn_on__isnull=False))
        .order_by("-date", "-pk")
    )


# The year's line


@asked_once
def _articles_of_round(round: Round) -> list[Article]:
    return list(
        Article.objects.filter(unit=round.unit, year=round.year).prefetch_related(
            Prefetch(
                "publications", Publication.objects.filter(withdrawn_on__isnull=True), to_attr="standing"
            )
        )
    )


def step_state(viewer: Actor, round: Round, units: Sequence[Unit]) -> list[StepState]:
    """Publication of the round: done when its article stands published. Cells have no step of their own."""
    articles = _articles_of_round(round)
    published = [a for a in articles if a.standing and a.state == ArticleState.PUBLISHED]
    if published:
        text = _("đã công bố %(day)s") % {"day": f"{published[0].standing[0].published_on:%d/%m/%Y}"}
    else:
        text = _("bài viết đang soạn") if articles else ""
    done, total = len(published), max(len(articles), 1)
    due = due_of(round).get(Step.PUBLICATION)
    state = state_of(done, total, due_on=due, today=today())
    url = reverse("portal:articles", args=[round.year])
    return [StepState(Step.PUBLICATION, done, total, state, text, url)]


def due_acts(viewer: Actor, round: Round) -> list[DueAct]:
    """A draft to finish, or a published article whose records changed since."""
    if not may_at(viewer, "revise_article", round.unit).allowed:
        return []
    articles = _articles_of_round(round)
    stale = until_next_act(("portal.stale", round.pk), lambda: stale_figures(articles))
    acts = []
    due = due_of(round).get(Step.PUBLICATION)
    for article in articles:
        url = article.get_absolute_url()
        if article.state == ArticleState.DRAFT:
            acts.append(
                DueAct("portal.publish_article", _("Bài viết chưa công bố"), "", due, url, _("Mở bài"))
            )
        elif article.state == ArticleState.PUBLISHED and article.pk in stale:
            detail = _("số liệu đã đổi: %(n)s") % {"n": len(stale[article.pk])}
            acts.append(
                DueAct("portal.correct", _("Bài đã đăng cần đính chính"), detail, None, url, _("Xem chỗ đổi"))
            )
    return acts
