"""Pages of the tree of units."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongket.common.errors import DomainError
from tongket.organisation import actions
from tongket.organisation.forms import AsOfForm, DissolveForm, MergeUnitsForm, MoveForm, RenameForm, SplitForm
from tongket.organisation.paging import Turn, turning
from tongket.organisation.permissions import get_unit, may, units_where
from tongket.organisation.queries.register import levels, people_at, tree, tree_fits, unit_page


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """The tree as it stands at a day; one that is too large for a page level by level."""
    form = AsOfForm(request.GET)
    day = form.day()
    context: dict[str, object] = {"form": form, "day": day, "as_of": form.query()}
    if tree_fits(request.actor, day):
        return render(request, "organisation/units.html", context | {"rows": tree(request.actor, day)})
    found = levels(request.actor, day, Turn.asked(request))
    if len(found) == 1:
        context |= turning(request, found[0].children)
    return render(request, "organisation/unit_levels.html", context | {"levels": found})


def _unit_context(request: HttpRequest, pk: int, **forms: object) -> dict[str, object]:
    found = get_unit(request.actor, pk)
    as_of = AsOfForm(request.GET)
    day = as_of.day()
    page = unit_page(found, day, Turn.asked(request))
    changes = may(request.actor, "organisation.change_units", found).allowed
    parents = units_where(request.actor, "organisation.change_units").exclude(pk=pk).order_by("code_key")
    return {
        "form": as_of,
        "day": day,
        "as_of": as_of.query(),
        "page": page,
        **turning(request, page.children),
        "may_change": changes,
        "sees_people": may(request.actor, "organisation.see_people", found).allowed,
        "rename_form": RenameForm(),
        "move_form": MoveForm(units=parents),
        "dissolve_form": DissolveForm(),
        "merge_form": MergeUnitsForm(units=parents.filter(kind=found.kind)),
        "split_form": SplitForm(people=people_at(found)),
        **forms,
    }


@require_GET
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit as of a day, with the history of its names and parents."""
    return render(request, "organisation/unit.html", _unit_context(request, pk))


@require_POST
def rename_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """From a day on another name."""
    found = get_unit(request.actor, pk)
    form = RenameForm(request.POST)
    if form.is_valid():
        try:
            actions.rename_unit(found, actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi tên mới: %(name)s.") % {"name": found.name})
            return redirect(found)
    return render(request, "organisation/unit.html", _unit_context(request, pk, rename_form=form), status=422)


@require_POST
def move_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """From a day on under another unit."""
    found = get_unit(request.actor, pk)
    parents = units_where(request.actor, "organisation.change_units").exclude(pk=pk)
    form = MoveForm(request.POST, units=parents)
    if form.is_valid():
        try:
            actions.move_unit(found, actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã chuyển đơn vị; ngày trước đó vẫn xem được như cũ."))
            return redirect(found)
    return render(request, "organisation/unit.html", _unit_context(request, pk, move_form=form), status=422)


@require_POST
def dissolve_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """From a day on it no longer exists."""
    found = get_unit(request.actor, pk)
    form = DissolveForm(request.POST)
    if form.is_valid():
        try:
            actions.dissolve_unit(found, actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi việc giải thể %(name)s.") % {"name": found.name})
            return redirect("organisation:units")
    context = _unit_context(request, pk, dissolve_form=form)
    return render(request, "organisation/unit.html", context, status=422)


@require_POST
def merge_units(request: HttpRequest, pk: int) -> HttpResponse:
    """From a day on it is part of another."""
    found = get_unit(request.actor, pk)
    units = units_where(request.actor, "organisation.change_units").exclude(pk=pk).filter(kind=found.kind)
    form = MergeUnitsForm(request.POST, units=units)
    if form.is_valid():
        try:
            into = actions.merge_units(found, actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã sáp nhập vào %(name)s.") % {"name": into.name})
            return redirect(into)
    return render(request, "organisation/unit.html", _unit_context(request, pk, merge_form=form), status=422)


@require_POST
def split_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """From a day on a part of it is a unit of its own."""
    found = get_unit(request.actor, pk)
    form = SplitForm(request.POST, people=people_at(found))
    if form.is_valid():
        try:
            fresh = actions.split_unit(found, actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã lập %(name)s.") % {"name": fresh.name})
            return redirect(fresh)
    return render(request, "organisation/unit.html", _unit_context(request, pk, split_form=form), status=422)
