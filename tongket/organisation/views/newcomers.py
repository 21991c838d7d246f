"""Pages that add people. Whoever has the name already is shown first, so that nobody is written twice."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tongket.access.decisions import require
from tongket.common.errors import DomainError
from tongket.organisation import actions, person_forms
from tongket.organisation.models import Person
from tongket.organisation.permissions import may_somewhere, units_where
from tongket.organisation.queries.duplicates import namesakes
from tongket.organisation.views.person_edits import CELLS, CHANGE, either, given
from tongket.organisation.views.unit_acts import add_refusal


def _page(request: HttpRequest, title: str, form: forms.Form, add: Callable[..., Person]) -> HttpResponse:
    same: list[Person] = []
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        name = values.pop("name")
        same = namesakes(request.actor, name, values["birth"])
        if not same or "another" in request.POST:
            try:
                person = add(name, actor=request.actor, **values)
            except DomainError as error:
                add_refusal(form, error)
            else:
                messages.success(request, _("Đã thêm %(name)s.") % {"name": person.name})
                return redirect(person)
    context = {"title": title, "form": form, "same": same}
    return render(request, "organisation/newcomer.html", context, status=422 if form.errors else 200)


@either
def add_member(request: HttpRequest) -> HttpResponse:
    """A member admitted here or transferred in."""
    require(may_somewhere(request.actor, CHANGE))
    form = person_forms.NewMemberForm(given(request))
    cells = units_where(request.actor, CHANGE).filter(kind__in=CELLS)
    form.fields["unit"].offer(cells.order_by("code_key"))
    return _page(request, _("Thêm đảng viên"), form, actions.add_member)


@either
def add_other(request: HttpRequest) -> HttpResponse:
    """Somebody who is no member: a guest, a civil servant outside the Party, an officer above."""
    require(may_somewhere(request.actor, CHANGE))
    form = person_forms.NewOtherForm(given(request))
    form.fields["unit"].offer(units_where(request.actor, CHANGE).order_by("code_key"))
    return _page(request, _("Thêm người ngoài Đảng, khách mời"), form, actions.add_other)
