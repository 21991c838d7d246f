"""Pages on which an office answers what no source settles: deadlines' parameters and the papers of a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongket.access.decisions import require
from tongket.common.dates import today
from tongket.common.errors import DomainError, Missing
from tongket.organisation import actions
from tongket.organisation.forms import DayField
from tongket.organisation.models import Unit
from tongket.organisation.parameters import COUNTED_FROM, WORDS, in_words, read_value, show_value
from tongket.organisation.permissions import may, may_somewhere
from tongket.organisation.queries.parameters import ParameterRow, parameter_row, parameter_rows
from tongket.organisation.views.unit_acts import add_refusal


class ConfirmForm(forms.Form):
    """An answer; ``value`` is typed as ``show_value`` shows it."""

    value = forms.CharField(label=gettext_lazy("Giá trị"), max_length=200)
    citation = forms.CharField(label=gettext_lazy("Căn cứ (số, ngày, cơ quan, điều, khoản)"), max_length=300)
    confirmed_on = DayField(label=gettext_lazy("Ngày xác nhận"))
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row: ParameterRow, **options: Any) -> None:
        super().__init__(*args, **options)
        self.row = row
        names = ("co", "khong") if row.is_paper else COUNTED_FROM
        if row.is_paper or row.name == "membership_counted_from":
            choices = [(name, WORDS[name]) for name in names]
            self.fields["value"] = forms.ChoiceField(label=self.fields["value"].label, choices=choices)
        elif isinstance(row.value, list):
            self.fields["value"].help_text = _("Nhiều giá trị thì cách nhau bằng dấu phẩy")

    def clean_value(self) -> Any:
        """The value in the parameter's own form."""
        try:
            return read_value(self.row.name, self.cleaned_data["value"])
        except ValueError:
            raise forms.ValidationError(
                _("“%(value)s” không đúng dạng. Ghi như giá trị đang dùng: %(shown)s.")
                % {"value": self.cleaned_data["value"], "shown": show_value(self.row.value)}
            ) from None


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=200)


def _unit(request: HttpRequest) -> Unit:
    if request.scope.unit is None:
        raise Missing(thing=_("đơn vị"))
    return request.scope.unit


@require_GET
def parameters(request: HttpRequest) -> HttpResponse:
    """What deadlines and files stand on, how sure that is, and what the office has answered."""
    require(may_somewhere(request.actor, "organisation.see_deadlines"))
    unit = _unit(request)
    rows = [(row, in_words(row.value)) for row in parameter_rows(unit)]
    context = {
        "unit": unit,
        "rows": [(row, text) for row, text in rows if not row.is_paper],
        "papers": [(row, text) for row, text in rows if row.is_paper],
        "may_confirm": may(request.actor, "organisation.confirm_parameter", unit).allowed,
    }
    return render(request, "organisation/parameters.html", context)


@require_http_methods(["GET", "POST"])
def confirm_parameter(request: HttpRequest, name: str) -> HttpResponse:
    """The office's own answer with its citation."""
    unit = _unit(request)
    require(may(request.actor, "organisation.confirm_parameter", unit))
    row = parameter_row(unit, name)
    own = row.answer if row.is_own(unit) else None
    initial = {
        "value": show_value(row.value),
        "citation": row.entry.citation if row.answer else "",
        "confirmed_on": today(),
        "expected_version": own.version if own else None,
    }
    form = ConfirmForm(request.POST or None, row=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_parameter(unit, actor=request.actor, name=name, **form.cleaned_data)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã ghi xác nhận: %(what)s.") % {"what": row.entry.label})
            return redirect("organisation:parameters")
    context = {
        "row": row,
        "value": in_words(row.value),
        "shipped": in_words(True if row.is_paper else row.shipped.value),
        "form": form,
        "own": own,
        "withdraw_form": WithdrawForm(),
    }
    status = 422 if form.errors else 200
    return render(request, "organisation/confirm_parameter.html", context, status=status)


@require_POST
def withdraw_parameter(request: HttpRequest, name: str) -> HttpResponse:
    """The office's answer no longer holds."""
    unit = _unit(request)
    require(may(request.actor, "organisation.confirm_parameter", unit))
    row, form = parameter_row(unit, name), WithdrawForm(request.POST)
    if row.answer is None or not row.is_own(unit):
        raise Missing(thing=_("xác nhận này"))
    if not form.is_valid():
        messages.error(request, _("Ghi lý do rút xác nhận."))
        return redirect("organisation:confirm_parameter", name)
    actions.withdraw_parameter(row.answer, actor=request.actor, reason=form.cleaned_data["reason"])
    messages.success(request, _("Đã rút xác nhận: %(what)s.") % {"what": row.entry.label})
    return redirect("organisation:parameters")
