"""Checks of an article before publication (U11, U37): what must be mended, what may be kept with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongket.audit.models import Use
from tongket.audit.staleness import all_behind, moved_on
from tongket.awards.models import Award
from tongket.awards.states import AwardState
from tongket.common.dates import valid_on
from tongket.common.text import matching_key
from tongket.documents.states import DocumentState
from tongket.meetings.queries import guests_of
from tongket.organisation.models import Membership, Person, Post, UnitName
from tongket.organisation.queries import ancestors, subtree
from tongket.portal.models import Acknowledgement, Article, ArticleFigure
from tongket.portal.states import FigureKind
from tongket.portal.text import comrades, fill, loose_numbers, names_in, near_misses, own_words, placeholders
from tongket.reviews.states import Level


class Severity(models.TextChoices):
    """What a remark means for publication."""

    BLOCK = "block", gettext_lazy("Phải sửa")
    KEEP = "keep", gettext_lazy("Sửa, hoặc giữ và ghi lý do")
    ADVICE = "advice", gettext_lazy("Nên xem lại")


@dataclass(frozen=True)
class Finding:
    """One remark: ``text`` is the place in the article, ``suggestion`` what the register has."""

    code: str
    severity: str
    title: str
    text: str
    suggestion: str = ""
    note: str = ""
    kept: bool = False

    @property
    def stops(self) -> bool:
        """Whether the article can't be published because of it."""
        return self.severity == Severity.BLOCK or (self.severity == Severity.KEEP and not self.kept)


@dataclass(frozen=True)
class Names:
    """What the register knows: units' names and people, as of the day of the conference."""

    units: list[str]
    people: list[Person]
    guests: list[str]

    @property
    def people_names(self) -> list[str]:
        return [*(p.name for p in self.people), *self.guests]


def register_names(article: Article) -> Names:
    """Names of the organisation, what is above and below it, its agency; and of its people and guests."""
    day = article.conference.held_on if article.conference_id else None
    units = [article.unit, *subtree(article.unit, day), *ancestors(article.unit, day)]
    # Agencies stand in a tree of their own; their names are known from any period.
    names = set(UnitName.objects.values_list("name", flat=True)) | {u.name for u in units}
    members = Membership.objects.filter(unit__in=[u.pk for u in units])
    people = Person.objects.filter(
        models.Q(pk__in=members.values("person"))
        | models.Q(pk__in=Post.objects.filter(unit__in=[u.pk for u in units]).values("person"))
    )
    guests = [g.name for g in guests_of(article.conference)] if article.conference_id else []
    return Names(sorted(names), list(people), guests)


def texts_of(article: Article) -> list[str]:
    """Everything that readers will read, with bound values as keys."""
    return [
        article.title,
        article.dateline,
        *(block["text"] for block in article.body),
        *(caption["text"] for caption in article.captions),
        article.byline,
    ]


def stale_figures(articles: Iterable[Article]) -> dict[int, list[ArticleFigure]]:
    """Figures whose records changed or went since they were taken, by article id (few queries for all)."""
    figures, uses = _figures_and_uses(articles)
    return _by_article(figures, {use.user_id for use in moved_on(uses)})


def shaken_figures(articles: Iterable[Article]) -> dict[int, list[ArticleFigure]]:
    """Figures whose records stand as they were, but rest on something that changed since: a member's level
    decided from a task that was corrected later. By article id; the stale ones are not among them."""
    figures, uses = _figures_and_uses(articles)
    behind = list(all_behind(uses))
    stale = {each.first.user_id for each in behind if each.direct}
    return _by_article(figures, {each.first.user_id for each in behind} - stale)


def _figures_and_uses(articles: Iterable[Article]) -> tuple[dict[int, ArticleFigure], QuerySet[Use]]:
    """All figures of the articles by id, and what they took."""
    figures = {f.pk: f for f in ArticleFigure.objects.filter(article__in=list(articles))}
    return figures, Use.objects.filter(user_model=ArticleFigure._meta.label, user_id__in=figures)


def _by_article(figures: dict[int, ArticleFigure], chosen: Iterable[int]) -> dict[int, list[ArticleFigure]]:
    found: dict[int, list[ArticleFigure]] = {}
    for pk in sorted(chosen):
        found.setdefault(figures[pk].article_id, []).append(figures[pk])
    return found


def findings(article: Article) -> list[Finding]:
    """All remarks on an article, those that stop publication first."""
    kept = {(a.code, a.text) for a in Acknowledgement.objects.filter(article=article)}
    figures = {f.key: f for f in article.figures.all()}
    names = register_names(article)
    texts = texts_of(article)
    found = [
        *_unknown_keys(texts, figures),
        *_stale(article),
        *_embargo(article, texts, figures, names),
        *_levels(article, texts, figures, names),
        *_near(texts, names),
        *_comrades(article, texts, names),
        *_loose(texts),
        *_captions(article, figures),
    ]
    unique = {(f.code, f.text): f for f in found}
    marked = [
        Finding(f.code, f.severity, f.title, f.text, f.suggestion, f.note, (f.code, f.text) in kept)
        for f in unique.values()
    ]
    order = list(Severity.values)
    return sorted(marked, key=lambda f: (not f.stops, order.index(f.severity)))


def _unknown_keys(texts: Sequence[str], figures: dict[str, ArticleFigure]) -> list[Finding]:
    keys = dict.fromkeys(key for text in texts for key in placeholders(text) if key not in figures)
    return [
        Finding("unknown_figure", Severity.BLOCK, _("Số liệu chưa gắn hồ sơ"), f"{{{key}}}") for key in keys
    ]


def _stale(article: Article) -> list[Finding]:
    return [
        Finding(
            "stale_figure",
            Severity.BLOCK,
            _("Hồ sơ đã đổi sau khi lấy số liệu"),
            f"{figure.value} {figure.label}",
            note=_("Nguồn: %(source)s. Bấm “Lấy lại số liệu”.") % {"source": figure.source},
        )
        for figure in stale_figures([article]).get(article.pk, [])
    ] + [
        Finding(
            "shaken_figure",
            Severity.ADVICE,
            _("Dữ liệu làm căn cứ của hồ sơ đã đổi"),
            f"{figure.value} {figure.label}",
            note=_("Nguồn: %(source)s. Xem hồ sơ có phải quyết định lại không.") % {"source": figure.source},
        )
        for figure in shaken_figures([article]).get(article.pk, [])
    ]


def people_named(article: Article, names: Names) -> list[Person]:
    """People of the register who are named anywhere in the article, bound or typed."""
    figures = {f.key: f.value for f in article.figures.all()}
    whole = "\n".join(
        fill(text, {key: figures.get(key, "") for key in placeholders(text)}) for text in texts_of(article)
    )
    occurring = {matching_key(n) for n in names_in(whole, names.people_names)}
    return [p for p in names.people if p.matching_key in occurring]


def _embargo(
    article: Article, texts: Sequence[str], figures: dict[str, ArticleFigure], names: Names
) -> list[Finding]:
    """Names of those who are to be commended stay out until their decision is signed and issued."""
    named = people_named(article, names)
    waiting = (
        Award.objects.filter(person__in=named, year=article.year, state=AwardState.GRANTED)
        .exclude(decision__document__state__in=[DocumentState.SIGNED, DocumentState.ISSUED])
        .select_related("person", "decision__document")
    )
    return [
        Finding(
            "embargo",
            Severity.BLOCK,
            _("Chưa được nêu tên khi quyết định chưa ban hành"),
            award.person.name,
            note=str(award.decision.document),
        )
        for award in waiting
    ]


def _levels(
    article: Article, texts: Sequence[str], figures: dict[str, ArticleFigure], names: Names
) -> list[Finding]:
    """A level beside the name of somebody who was not commended is the organisation's own business."""
    commended = set(
        Award.objects.filter(year=article.year, state=AwardState.GRANTED, person__isnull=False).values_list(
            "person__matching_key", flat=True
        )
    )
    words = [matching_key(str(label)) for label in Level.labels]
    values = {key: figure.value for key, figure in figures.items()}
    found = []
    for text in texts:
        whole = fill(text, {key: values.get(key, "") for key in placeholders(text)})
        for sentence in re.split(r"(?<=[.;!?])\s", whole):
            if not any(word in matching_key(sentence) for word in words):
                continue
            found += [
                Finding(
                    "internal_level", Severity.BLOCK, _("Mức xếp loại nội bộ của người không được khen"), name
                )
                for name in names_in(sentence, names.people_names)
                if matching_key(name) not in commended
            ]
    return found


def _near(texts: Sequence[str], names: Names) -> list[Finding]:
    known = (
        ("near_unit", _("Tên đơn vị gần đúng"), names.units),
        ("near_person", _("Họ và tên gần đúng"), names.people_names),
    )
    return [
        Finding(code, Severity.KEEP, title, miss.found, miss.known)
        for text in texts
        for code, title, register in known
        for miss in near_misses(own_words(text), register)
    ]


def _comrades(article: Article, texts: Sequence[str], names: Names) -> list[Finding]:
    """Typed names after "đồng chí": known to the register, and with a post that they hold that day?"""
    day = article.conference.held_on if article.conference_id else None
    by_key = {p.matching_key: p for p in names.people}
    guests = (
        {matching_key(g.name): g.post for g in article.conference.guests.all()}
        if article.conference_id
        else {}
    )
    mentioned = [pair for text in texts for pair in comrades(own_words(text))]
    people = {by_key[matching_key(n)].pk for n, _post in mentioned if matching_key(n) in by_key}
    posts: dict[int, list[str]] = {}
    held = Post.objects.filter(person__in=people)
    for post in held.filter(valid_on(day)) if day else held:
        posts.setdefault(post.person_id, []).append(post.title)
    found = []
    for name, post in mentioned:
        key = matching_key(name)
        if key in guests and (not post or matching_key(post) == matching_key(guests[key])):
            continue
        if key not in by_key and key not in guests:
            if not near_misses(name, names.people_names):
                found.append(Finding("unknown_name", Severity.KEEP, _("Tên không có trong danh sách"), name))
            continue
        known = [guests[key]] if key in guests else posts.get(by_key[key].pk, [])
        if post and known and not any(matching_key(post).startswith(matching_key(k)) for k in known):
            found.append(
                Finding(
                    "post_differs",
                    Severity.KEEP,
                    _("Chức vụ khác danh sách"),
                    f"{name}, {post}",
                    ", ".join(known),
                )
            )
    return found


def _loose(texts: Sequence[str]) -> list[Finding]:
    return [
        Finding(
            "loose_number",
            Severity.KEEP,
            _("Số liệu gõ tay, chưa gắn hồ sơ"),
            number,
            note=_("Chèn số liệu từ cột bên cạnh, hoặc ghi lý do giữ số gõ tay."),
        )
        for text in texts
        for number in loose_numbers(text)
    ]


def _captions(article: Article, figures: dict[str, ArticleFigure]) -> list[Finding]:
    """Each caption says who hands what to whom, and whose consent there is."""
    found = []
    for number, caption in enumerate(article.captions, start=1):
        bound = [figures[k] for k in placeholders(caption["text"]) if k in figures]
        if not any(f.kind == FigureKind.NAME for f in bound):
            found.append(
                Finding(
                    "caption_without_name",
                    Severity.ADVICE,
                    _("Chú thích ảnh chưa nêu ai, trao gì, cho ai"),
                    _("ảnh %(number)s") % {"number": number},
                )
            )
        if not caption.get("consent"):
            found.append(
                Finding(
                    "caption_without_consent",
                    Severity.ADVICE,
                    _("Chưa ghi sự đồng ý của người trong ảnh"),
                    _("ảnh %(number)s") % {"number": number},
                )
            )
    return found
