"""Acts on units: each on a page of its own that first tells what it will do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tongket.common.dates import today
from tongket.common.errors import DomainError, Missing
from tongket.organisation import actions, unit_forms
from tongket.organisation.models import Unit, UnitCoverage
from tongket.organisation.permissions import get_unit, may, units_where
from tongket.organisation.queries.register import get_coverage, people_at

CHANGE = "organisation.change_units"
Text = str | Promise


@dataclass(frozen=True)
class UnitAct:
    """An act with the words of its page."""

    title: Text
    submit: Text
    run: Callable[..., Any]
    note: Text = ""
    danger: bool = False


def add_refusal(form: forms.Form, error: DomainError) -> None:
    """The refusal at the field that it names, else above the form."""
    field = str(error.data.get("field", ""))
    form.add_error(field if field in form.fields else None, error.text())


def _signature(form: forms.Form) -> str:
    """Tells whether what is confirmed is what was looked at."""
    given = sorted((name, str(value)) for name, value in form.cleaned_data.items())
    return hashlib.sha256(repr(given).encode()).hexdigest()[:16]


def _page(
    request: HttpRequest, act: UnitAct, unit: Unit, form: forms.Form, thing: Unit | UnitCoverage | None = None
) -> HttpResponse:
    """Form → what it will do → done. ``thing`` is what the act is done to, the unit if nothing else."""
    told: list[str] = []
    seen = ""
    if request.method == "POST" and form.is_valid():
        seen = _signature(form)
        run: Callable[[], Any] = lambda: act.run(  # noqa: E731 - run twice: on trial and in earnest
            thing or unit, actor=request.actor, **form.cleaned_data
        )
        try:
            if request.POST.get("confirm") == seen:
                done = run()
                messages.success(request, _("Đã ghi: %(what)s.") % {"what": act.title})
                return redirect(done if isinstance(done, Unit) and done.valid_to is None else unit)
            told = actions.preview(run, actor=request.actor)
        except DomainError as error:
            add_refusal(form, error)
            seen = ""
    context = {
        "act": act,
        "unit": get_unit(request.actor, unit.pk, CHANGE),
        "form": form,
        "told": told,
        "seen": seen,
        "nothing": bool(seen) and not told,
    }
    return render(request, "organisation/unit_act.html", context, status=422 if form.errors else 200)


def _given(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


RENAME = UnitAct(
    gettext_lazy("Đổi tên đơn vị"),
    gettext_lazy("Ghi tên mới"),
    actions.rename_unit,
    gettext_lazy("Trước ngày này mọi giấy tờ, danh sách và đợt vẫn mang tên cũ."),
)
MOVE = UnitAct(gettext_lazy("Chuyển sang cấp trên khác"), gettext_lazy("Chuyển đơn vị"), actions.move_unit)
MERGE = UnitAct(
    gettext_lazy("Sáp nhập vào đơn vị khác"),
    gettext_lazy("Ghi việc sáp nhập"),
    actions.merge_units,
    gettext_lazy("Đảng viên, đơn vị trực thuộc và cơ quan được lãnh đạo chuyển theo; đơn vị này giải thể."),
    danger=True,
)
SPLIT = UnitAct(
    gettext_lazy("Lập đơn vị mới từ một phần đơn vị này"), gettext_lazy("Lập đơn vị mới"), actions.split_unit
)
DISSOLVE = UnitAct(
    gettext_lazy("Giải thể đơn vị"),
    gettext_lazy("Ghi việc giải thể"),
    actions.dissolve_unit,
    gettext_lazy("Chỉ giải thể được khi không còn đảng viên và đơn vị trực thuộc."),
    danger=True,
)
CHANGE_UNIT = UnitAct(
    gettext_lazy("Sửa thông tin của đơn vị"),
    gettext_lazy("Ghi"),
    actions.change_unit,
    gettext_lazy("Chỉ để sửa chỗ ghi nhầm. Đổi tên, đổi cấp trên là việc khác, có ngày và quyết định."),
)
COVER = UnitAct(
    gettext_lazy("Ghi cơ quan, đơn vị mà tổ chức đảng lãnh đạo"), gettext_lazy("Ghi"), actions.cover_office
)
UNCOVER = UnitAct(
    gettext_lazy("Kết thúc việc lãnh đạo cơ quan, đơn vị"), gettext_lazy("Ghi"), actions.uncover_office
)


def _create(parent: Unit, *, actor: Any, **values: Any) -> Unit:
    return actions.create_unit(parent=parent, actor=actor, **values)


CREATE = UnitAct(gettext_lazy("Lập đơn vị trực thuộc"), gettext_lazy("Lập đơn vị"), _create)


@require_http_methods(["GET", "POST"])
def create_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A new unit below this one."""
    found = get_unit(request.actor, pk, CHANGE)
    return _page(request, CREATE, found, unit_forms.CreateUnitForm(_given(request)))


@require_http_methods(["GET", "POST"])
def change_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was written wrongly."""
    found = get_unit(request.actor, pk, CHANGE)
    known = {name: getattr(found, name) for name in ("code", "kind", "established_by", "note")}
    form = unit_forms.ChangeUnitForm(_given(request), initial={**known, "expected_version": found.version})
    return _page(request, CHANGE_UNIT, found, form)


@require_http_methods(["GET", "POST"])
def rename_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """From a day on another name."""
    found = get_unit(request.actor, pk, CHANGE)
    form = unit_forms.RenameForm(_given(request), initial={"expected_version": found.version})
    return _page(request, RENAME, found, form)


@require_http_methods(["GET", "POST"])
def move_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """From a day on under another unit."""
    found = get_unit(request.actor, pk, CHANGE)
    form = unit_forms.MoveForm(_given(request))
    form.fields["parent"].offer(units_where(request.actor, CHANGE).exclude(pk=pk).order_by("code_key"))
    return _page(request, MOVE, found, form)


@require_http_methods(["GET", "POST"])
def dissolve_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """From a day on it no longer exists."""
    found = get_unit(request.actor, pk, CHANGE)
    return _page(request, DISSOLVE, found, unit_forms.DissolveForm(_given(request)))


@require_http_methods(["GET", "POST"])
def merge_units(request: HttpRequest, pk: int) -> HttpResponse:
    """From a day on it is part of another."""
    found = get_unit(request.actor, pk, CHANGE)
    form = unit_forms.MergeUnitsForm(_given(request))
    others = units_where(request.actor, CHANGE).exclude(pk=pk).filter(kind=found.kind)
    form.fields["into"].offer(others.order_by("code_key"))
    return _page(request, MERGE, found, form)


@require_http_methods(["GET", "POST"])
def split_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """From a day on a part of it is a unit of its own."""
    found = get_unit(request.actor, pk, CHANGE)
    form = unit_forms.SplitForm(_given(request))
    if may(request.actor, "organisation.see_people", found).allowed:  # an administrator divides without names
        form.fields["people"].queryset = people_at(found)
    return _page(request, SPLIT, found, form)


@require_http_methods(["GET", "POST"])
def cover_office(request: HttpRequest, pk: int) -> HttpResponse:
    """From a day on the Party unit covers an office."""
    found = get_unit(request.actor, pk, CHANGE)
    form = unit_forms.CoverForm(_given(request), initial={"valid_from": today()})
    offices = units_where(request.actor, CHANGE).filter(kind__in=["agency", "mass_organisation"])
    form.fields["office"].offer(offices.order_by("code_key"))
    return _page(request, COVER, found, form)


@require_http_methods(["GET", "POST"])
def uncover_office(request: HttpRequest, pk: int, coverage: int) -> HttpResponse:
    """From a day on the Party unit no longer covers the office."""
    found = get_unit(request.actor, pk, CHANGE)
    row = get_coverage(found, coverage)
    if row is None:
        raise Missing(thing=_("quan hệ lãnh đạo này"))
    return _page(request, UNCOVER, found, unit_forms.UncoverForm(_given(request)), row)
