"""Pages of exemplars."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tongket.awards import actions
from tongket.awards.forms import ExemplarForm
from tongket.awards.permissions import get_exemplar, may_at
from tongket.awards.queries.lists import exemplars as exemplars_of_unit
from tongket.common.errors import DomainError, Missing


@require_GET
def exemplars(request: HttpRequest) -> HttpResponse:
    """Exemplars of the unit by period, with the verb of their state."""
    if request.scope.unit is None:
        raise Missing(thing=_("đơn vị"))
    rows = list(exemplars_of_unit(request.actor, request.scope.unit))
    return render(request, "awards/exemplars.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def exemplar(request: HttpRequest, pk: int) -> HttpResponse:
    """One exemplar: its way so far, and the next stage."""
    found = get_exemplar(request.actor, pk)
    form = ExemplarForm(request.POST or None, exemplar=found)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.advance_exemplar(
                found,
                actor=request.actor,
                state=data["state"],
                happened_on=data["happened_on"],
                paper=data["paper"],
                note=data["note"],
                expected_version=data["version"],
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi bước của điển hình."))
            return redirect(found)
    context = {
        "exemplar": found,
        "steps": found.steps.all(),
        "form": form,
        "may_change": may_at(request.actor, "change_exemplars", found.unit).allowed
        and bool(form.fields["state"].choices),
    }
    return render(request, "awards/exemplar.html", context, status=422 if form.errors else 200)
