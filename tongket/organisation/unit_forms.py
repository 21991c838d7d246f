"""Input of acts on units. With many units to choose from a code is typed in place of a list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongket.organisation.forms import DayField
from tongket.organisation.models import Person, Unit
from tongket.organisation.paging import up_to
from tongket.organisation.states import UnitKind

#: So many units are offered in a list.
MOST_OFFERED = 200


class UnitField(forms.ModelChoiceField):
    """One of some units, chosen from a list or, where they are too many for one, named by its code."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Unit.objects.none(), **options)

    def offer(self, units: QuerySet[Unit]) -> None:
        """The units to choose from."""
        self.queryset = units
        if up_to(units, MOST_OFFERED) is None:
            self.to_field_name = "code"
            self.widget = forms.TextInput()
            self.widget.is_required = self.required
            self.help_text = _("Ghi mã đơn vị, xem ở trang của đơn vị đó")


def _decision(**options: Any) -> forms.CharField:
    return forms.CharField(label=_("Số quyết định"), max_length=200, **options)


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Tên mới"), max_length=250)
    on = DayField(label=_("Từ ngày"))
    decision = _decision()
    expected_version = forms.IntegerField(widget=forms.HiddenInput)


class MoveForm(forms.Form):
    parent = UnitField(label=_("Chuyển vào"))
    on = DayField(label=_("Từ ngày"))
    decision = _decision()


class DissolveForm(forms.Form):
    on = DayField(label=_("Từ ngày"))
    decision = _decision()


class MergeUnitsForm(forms.Form):
    into = UnitField(label=_("Sáp nhập vào"))
    on = DayField(label=_("Từ ngày"))
    decision = _decision()


class SplitForm(forms.Form):
    code = forms.CharField(label=_("Mã đơn vị mới"), max_length=40)
    name = forms.CharField(label=_("Tên đơn vị mới"), max_length=250)
    people = forms.ModelMultipleChoiceField(
        label=_("Đảng viên chuyển sang đơn vị mới"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    on = DayField(label=_("Từ ngày"))
    decision = _decision()


class CreateUnitForm(forms.Form):
    code = forms.CharField(label=_("Mã"), max_length=40, help_text=_("Mã dùng trong các tệp Excel"))
    name = forms.CharField(label=_("Tên"), max_length=250)
    kind = forms.ChoiceField(label=_("Loại"), choices=UnitKind.choices)
    valid_from = DayField(label=_("Ngày thành lập"))
    established_by = forms.CharField(label=_("Quyết định thành lập"), max_length=200)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)


class ChangeUnitForm(forms.Form):
    """Correction of what was written wrongly; names and superiors change by acts with a day."""

    code = forms.CharField(label=_("Mã"), max_length=40)
    kind = forms.ChoiceField(label=_("Loại"), choices=UnitKind.choices)
    established_by = forms.CharField(label=_("Quyết định thành lập"), max_length=200, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
    reason = forms.CharField(label=_("Căn cứ sửa"), max_length=200)
    expected_version = forms.IntegerField(widget=forms.HiddenInput)


class CoverForm(forms.Form):
    office = UnitField(label=_("Cơ quan, đơn vị, đoàn thể"))
    valid_from = DayField(label=_("Từ ngày"))
    decision = _decision()


class UncoverForm(forms.Form):
    on = DayField(label=_("Đến hết ngày trước ngày"))
    decision = _decision()
