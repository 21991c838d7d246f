"""The editor's pages: articles of the year, one article beside its records, publication."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongket.common.dates import today
from tongket.common.errors import DomainError, Missing
from tongket.portal import actions, queries
from tongket.portal.forms import ArticleForm, KeepForm, MendForm, PublishForm, WithdrawForm
from tongket.portal.models import Article
from tongket.portal.package import handover_package
from tongket.portal.permissions import get_article, may_at
from tongket.portal.queries import conferences_without_article, publications_of
from tongket.portal.states import ArticleState


def _told(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    """Do an act and tell how it went."""
    try:
        act()
    except DomainError as error:
        messages.error(request, error.text())
    else:
        messages.success(request, done)


@require_GET
def articles(request: HttpRequest, year: int) -> HttpResponse:
    """Articles of the year with their state, and conferences that have none yet."""
    rows = list(queries.articles_of(request.actor, year))
    stale = queries.stale_figures(rows)
    context = {
        "year": year,
        "rows": [(a, queries.current_title(a), len(stale.get(a.pk, []))) for a in rows],
        "conferences": conferences_without_article(request.actor, year),
    }
    return render(request, "portal/articles.html", context)


@require_POST
def draft_article(request: HttpRequest, year: int, conference: int) -> HttpResponse:
    """Compose the article of a conference from the data."""
    for found in conferences_without_article(request.actor, year):
        if found.pk == conference:
            article = actions.draft_article(found, actor=request.actor)
            messages.success(
                request, _("Đã soạn bài từ số liệu của năm. Đọc lại và sửa lời văn trước khi công bố.")
            )
            return redirect(article)
    raise Missing(thing=_("hội nghị"))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The article's words, its checks and the records of each figure beside them."""
    article = get_article(request.actor, pk)
    form = ArticleForm(request.POST) if request.method == "POST" else ArticleForm.of(article)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_article(article, actor=request.actor, **form.words(article))
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã lưu bài."))
            return redirect(article)
    return render(
        request, "portal/edit.html", _edit_context(request, article, form), status=422 if form.errors else 200
    )


def _edit_context(request: HttpRequest, article: Article, form: ArticleForm) -> dict[str, object]:
    title, dateline, *rest = queries.preview(article)
    blocks, captions = rest[: len(article.body)], rest[len(article.body) : -1]
    found = queries.findings(article)
    figures = queries.figures_of(article)
    return {
        "article": article,
        "form": form,
        "title_pieces": title,
        "dateline_pieces": dateline,
        "blocks": [(b["kind"], pieces) for b, pieces in zip(article.body, blocks, strict=True)],
        "captions": captions,
        "findings": found,
        "stops": sum(f.stops for f in found),
        "figures": [line for line in figures if line.used],
        "unused": [line for line in figures if not line.used],
        "stale": [line for line in figures if line.stale],
        "publications": publications_of(article),
        "publish_form": PublishForm(initial={"published_on": today(), "names_ground": article.names_ground}),
        "withdraw_form": WithdrawForm(),
        "may_revise": may_at(request.actor, "revise_article", article.unit).allowed,
        "may_publish": may_at(request.actor, "publish_article", article.unit).allowed,
        "may_withdraw": article.state == ArticleState.PUBLISHED
        and may_at(request.actor, "withdraw_article", article.unit).allowed,
    }


@require_POST
def refresh_figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the figures anew from the records."""
    article = get_article(request.actor, pk)
    _told(
        request,
        lambda: actions.refresh_figures(article, actor=request.actor),
        _("Đã lấy lại số liệu từ hồ sơ; lời văn giữ nguyên."),
    )
    return redirect(article)


@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a remarked place, with the reason."""
    article = get_article(request.actor, pk)
    form = KeepForm(request.POST)
    if form.is_valid():
        _told(
            request,
            lambda: actions.acknowledge(article, actor=request.actor, **form.cleaned_data),
            _("Đã ghi lý do giữ nguyên."),
        )
    else:
        messages.error(request, _("Ghi lý do giữ nguyên chỗ này."))
    return redirect(article)


@require_POST
def mend_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a remarked place as the register has it."""
    article = get_article(request.actor, pk)
    form = MendForm(request.POST)
    if form.is_valid():
        _told(
            request,
            lambda: actions.mend_text(article, actor=request.actor, **form.cleaned_data),
            _("Đã sửa theo hồ sơ."),
        )
    return redirect(article)


@require_POST
def publish_article(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish, or publish a corrected version."""
    article = get_article(request.actor, pk)
    form = PublishForm(request.POST)
    if form.is_valid():
        _told(
            request,
            lambda: actions.publish_article(article, actor=request.actor, **form.cleaned_data),
            _("Đã công bố bài viết trên trang công khai."),
        )
    else:
        messages.error(request, _("Ghi ngày đăng theo dạng ngày/tháng/năm."))
    return redirect(article)


@require_POST
def withdraw_article(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the article from the public."""
    article = get_article(request.actor, pk)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        _told(
            request,
            lambda: actions.withdraw_article(article, actor=request.actor, **form.cleaned_data),
            _("Đã rút bài khỏi trang công khai."),
        )
    else:
        messages.error(request, _("Ghi ngày và lý do rút bài."))
    return redirect(article)


@require_GET
def package(request: HttpRequest, pk: int) -> HttpResponse:
    """The hand-over package for an existing portal: Word, HTML, captions, names, sources in one zip."""
    article = get_article(request.actor, pk)
    response = HttpResponse(handover_package(article), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="goi-ban-giao-{article.year}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response
