"""Input of the pages of oversight."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.organisation.forms import DayField
from tongket.organisation.models import Person, Unit
from tongket.oversight.actions import DisciplineRow, FindingRow
from tongket.oversight.states import DisciplineForm as Forms
from tongket.oversight.states import RemedyState

SECRECY = _("Không nhập nội dung có dấu Mật trở lên: chỉ ghi số, ngày, cơ quan và “đã xem tại hồ sơ giấy”.")


class DisciplineForm(forms.Form):
    """One decision on discipline, as the authority signed it."""

    person = forms.ModelChoiceField(label=_("Đảng viên"), queryset=Person.objects.none())
    unit = forms.ModelChoiceField(label=_("Chi bộ"), queryset=Unit.objects.none())
    form = forms.ChoiceField(label=_("Hình thức"), choices=Forms.choices)
    decision_number = forms.CharField(label=_("Số quyết định"), max_length=80)
    decided_on = DayField(label=_("Ngày quyết định"))
    authority = forms.CharField(label=_("Cơ quan quyết định"), max_length=250, required=False)
    content = forms.CharField(label=_("Nội dung vi phạm"), help_text=SECRECY)
    year_counted = forms.IntegerField(label=_("Tính vào năm"), min_value=1930, max_value=2200)
    self_detected_remedied = forms.NullBooleanField(
        label=_("Tự phát hiện và đã khắc phục xong trước khi bị kỷ luật"),
        widget=forms.Select(choices=[("unknown", _("Chưa rõ")), ("true", _("Có")), ("false", _("Không"))]),
        required=False,
    )

    def __init__(self, *args: Any, people: Any, units: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = people
        self.fields["unit"].queryset = units

    def row(self) -> DisciplineRow:
        return DisciplineRow(**self.cleaned_data)


class FindingForm(forms.Form):
    """One conclusion of an inspection or supervision."""

    code = forms.CharField(label=_("Mã kết luận"), max_length=40)
    unit = forms.ModelChoiceField(label=_("Đối tượng"), queryset=Unit.objects.none())
    concluded_on = DayField(label=_("Ngày kết luận"))
    authority = forms.CharField(label=_("Cơ quan kết luận"), max_length=250, required=False)
    content = forms.CharField(label=_("Nội dung"), help_text=SECRECY)
    shortcoming = forms.CharField(label=_("Hạn chế, khuyết điểm"), required=False)
    remedy = forms.CharField(label=_("Khắc phục"), required=False)
    state = forms.ChoiceField(label=_("Trạng thái"), choices=RemedyState.choices)

    def __init__(self, *args: Any, units: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units

    def row(self, year: int) -> FindingRow:
        return FindingRow(year=year, **self.cleaned_data)


class RemedyForm(forms.Form):
    """What was done about a shortcoming; ``version`` tells which state was read."""

    remedy = forms.CharField(label=_("Việc đã làm"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    state = forms.ChoiceField(label=_("Trạng thái"), choices=RemedyState.choices)
    remedied_on = DayField(label=_("Ngày khắc phục xong"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
