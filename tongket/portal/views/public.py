"""What the public reads: snapshots only, light pages, not for search engines unless an article says so."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongket.common.views import public
from tongket.portal import queries

ROWS = 20


def _not_indexed(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@public
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Published articles, newest first."""
    page = Paginator(queries.public_articles(), ROWS).get_page(request.GET.get("page"))
    return _not_indexed(render(request, "portal/home.html", {"page": page}))


@public
@require_GET
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """One article as published; a draft or a withdrawn one looks absent."""
    publication = queries.public_article(pk)
    context = {"publication": publication, "corrections": queries.corrections_of(publication)}
    response = render(request, "portal/article.html", context)
    return response if publication.indexed else _not_indexed(response)


@public
@require_GET
def papers(request: HttpRequest) -> HttpResponse:
    """Decisions and texts that are open to the public."""
    page = Paginator(queries.public_papers(), ROWS).get_page(request.GET.get("page"))
    return _not_indexed(render(request, "portal/papers.html", {"page": page}))


@public
@require_GET
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper with its ground, and its names where they may be shown."""
    return _not_indexed(render(request, "portal/paper.html", {"paper": queries.public_paper(pk)}))
