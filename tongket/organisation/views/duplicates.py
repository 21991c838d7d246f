"""Pages of suspected duplicates."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongket.access.decisions import require
from tongket.common.errors import DomainError
from tongket.organisation import actions, queries
from tongket.organisation.forms import MergeForm
from tongket.organisation.models import Person
from tongket.organisation.permissions import may_somewhere
from tongket.organisation.queries.duplicates import card_clashes, get_merge, merges_of, suspected_duplicates


def _page(request: HttpRequest, error: str = "") -> HttpResponse:
    context = {
        "pairs": suspected_duplicates(request.actor),
        "cards": card_clashes(request.actor),
        "merges": merges_of(request.actor)[:50],
        "form": MergeForm(),
        "error": error,
    }
    return render(request, "organisation/duplicates.html", context, status=422 if error else 200)


@require_GET
def duplicates(request: HttpRequest) -> HttpResponse:
    """Records that may be one person."""
    require(may_somewhere(request.actor, "organisation.change_people"))
    return _page(request)


def _pair(request: HttpRequest) -> tuple[Person, Person] | None:
    """The two records that the form names; None when it names none."""
    ids = [request.POST.get(name, "") for name in ("kept", "absorbed")]
    if not all(shown.isdecimal() for shown in ids):
        return None
    kept, absorbed = (queries.get_person(request.actor, int(shown)) for shown in ids)
    return kept, absorbed


@require_POST
def merge_people(request: HttpRequest) -> HttpResponse:
    """Join two records of one person."""
    require(may_somewhere(request.actor, "organisation.change_people"))
    pair, form = _pair(request), MergeForm(request.POST)
    if pair is None:
        return _page(request, _("Chọn hai hồ sơ."))
    kept, absorbed = pair
    if not form.is_valid():
        return _page(request, _("Ghi căn cứ để gộp hai hồ sơ."))
    try:
        actions.merge_people(kept, actor=request.actor, absorbed=absorbed, reason=form.cleaned_data["reason"])
    except DomainError as error:
        return _page(request, error.text())
    messages.success(request, _("Đã gộp hai hồ sơ của %(name)s.") % {"name": kept.name})
    return redirect("organisation:duplicates")


@require_POST
def tell_apart(request: HttpRequest) -> HttpResponse:
    """They are two people."""
    require(may_somewhere(request.actor, "organisation.change_people"))
    pair = _pair(request)
    if pair is None:
        return _page(request, _("Chọn hai hồ sơ."))
    first, second = pair
    actions.tell_apart(first, actor=request.actor, second=second)
    messages.success(request, _("Đã ghi là hai người khác nhau."))
    return redirect("organisation:duplicates")


@require_POST
def undo_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a joining back."""
    merge = get_merge(request.actor, pk)
    form = MergeForm(request.POST)
    if not form.is_valid():
        return _page(request, _("Ghi căn cứ để tách hai hồ sơ."))
    try:
        person = actions.undo_merge(merge, actor=request.actor, reason=form.cleaned_data["reason"])
    except DomainError as error:
        return _page(request, error.text())
    messages.success(request, _("Đã tách hồ sơ của %(name)s.") % {"name": person.name})
    return redirect("organisation:duplicates")
