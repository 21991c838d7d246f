"""The journal of reads: which pages show a personal file, and the note that somebody opened one.

Only what was really shown is noted: a refused page is none. The own file is not noted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.utils.translation import pgettext_lazy

from tongket.audit.looks import note_looks
from tongket.audit.models import Record
from tongket.common.errors import Text
from tongket.organisation.models import Person
from tongket.site.acts import act_text

Handler = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True)
class File:
    """A page that shows what is held about one person: its name, and the kind of record its address names
    (empty: the address says it itself)."""

    text: Text
    model: str = "organisation.Person"


FILES: dict[str, File] = {
    "organisation:person": File(pgettext_lazy("page", "hồ sơ")),
    "reviews:person": File(pgettext_lazy("page", "kiểm điểm")),
    "ratings:explanation": File(pgettext_lazy("page", "giải thích mức xếp loại")),
    "ratings:history": File(pgettext_lazy("page", "xếp loại các năm")),
    "awards:person_history": File(pgettext_lazy("page", "lịch sử khen thưởng")),
    "awards:nomination": File(pgettext_lazy("page", "đề nghị khen thưởng"), "awards.Nomination"),
    "work:task": File(pgettext_lazy("page", "nhiệm vụ"), "work.Task"),
    "oversight:discipline": File(pgettext_lazy("page", "quyết định kỷ luật"), "oversight.Discipline"),
    "reviews:absence": File(pgettext_lazy("page", "thời gian nghỉ"), "reviews.Absence"),
    "privacy:person_data": File(pgettext_lazy("page", "toàn bộ dữ liệu")),
    "privacy:anonymise": File(pgettext_lazy("page", "thời hạn, ẩn danh")),
    "privacy:request": File(pgettext_lazy("page", "đề nghị sửa dữ liệu"), "privacy.CorrectionRequest"),
    "audit:history": File(pgettext_lazy("page", "lịch sử hồ sơ"), ""),
    "audit:records": File(pgettext_lazy("page", "hồ sơ của số liệu"), ""),
}


def page_text(page: str) -> str:
    """A page or an export of the journal of reads in words."""
    return str(FILES[page].text) if page in FILES else act_text(page)


def subject_of(view: str, arguments: Mapping[str, Any]) -> int | None:
    """The person whose file the page shows; None for a page about nobody in particular."""
    file = FILES.get(view)
    if file is None:
        return None
    model = apps.get_model(file.model or arguments["model"])
    if model is Person:
        return int(arguments["pk"])
    row = model._default_manager.filter(pk=arguments["pk"]).first()
    return row.subject_of_data() if isinstance(row, Record) else None


class ReadJournalMiddleware:
    """Notes who opened whose file, once a day for each page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if match is None or request.method != "GET" or response.status_code != 200:
            return response
        if match.view_name not in FILES:
            return response
        person = subject_of(match.view_name, match.kwargs)
        own = request.scope.person
        if person is not None and (own is None or own.pk != person):
            note_looks(request.actor.account_id, [person], page=match.view_name)
        return response
