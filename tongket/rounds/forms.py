"""Input of the pages of a round."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongket.organisation.forms import DayField
from tongket.organisation.models import Unit
from tongket.rounds.states import LayerLevel
from tongket.rounds.steps import Step

MAX_LAYER_BYTES = 200_000


class CreateRoundForm(forms.Form):
    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none())
    year = forms.IntegerField(label=_("Năm"), min_value=1990, max_value=2100)
    title = forms.CharField(label=_("Tên đợt"), max_length=250)
    happened_on = DayField(label=_("Ngày mở"))

    def __init__(self, *args: Any, units: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units


class HappenedForm(forms.Form):
    """The day on the paper."""

    happened_on = DayField(label=_("Ngày trên văn bản"))


class ReopenForm(HappenedForm):
    authority = forms.CharField(label=_("Văn bản của người có thẩm quyền"), max_length=200)
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}))


class LayerForm(forms.Form):
    level = forms.ChoiceField(label=_("Cấp ban hành"), choices=LayerLevel.choices)
    title = forms.CharField(label=_("Văn bản"), max_length=250)
    citation = forms.CharField(label=_("Điều, mục được dẫn"), max_length=250, required=False)
    adopted_on = DayField(label=_("Ngày ban hành"), required=False)
    confirmed_by = forms.CharField(label=_("Người xác nhận"), max_length=200)
    file = forms.FileField(label=_("Tệp tham số (YAML)"))

    def clean_file(self) -> str:
        """The text of the file; refused when too large or not text."""
        file = self.cleaned_data["file"]
        if file.size > MAX_LAYER_BYTES:
            raise forms.ValidationError(gettext("Tệp lớn hơn 200 KB: đây không phải tệp tham số."))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(gettext("Tệp không phải văn bản UTF-8.")) from error


class SuspendForm(HappenedForm):
    document_number = forms.CharField(label=_("Số văn bản"), max_length=80)
    suspended_by = forms.CharField(label=_("Người quyết định"), max_length=200)
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}))


class ConfirmClauseForm(HappenedForm):
    """By which text a clause holds, and who says so."""

    citation = forms.CharField(label=_("Căn cứ"), max_length=250)
    confirmed_by = forms.CharField(label=_("Người xác nhận"), max_length=200)


class ConfirmForm(ConfirmClauseForm):
    """The value of one parameter with its ground; ``value`` is asked for in the form that the parameter has."""

    field_order = ("value", "citation", "confirmed_by", "happened_on")

    def __init__(self, *args: Any, value: forms.Field, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["value"] = value
        self.order_fields(self.field_order)


class WithdrawForm(HappenedForm):
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 2}))


class ReceiveForm(HappenedForm):
    received_by = forms.CharField(label=_("Người nhận của cấp trên"), max_length=200)


class DueForm(forms.Form):
    """One deadline per step."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for step in Step:
            self.fields[step.value] = DayField(label=step.label, required=False, help_text="")

    def due(self) -> dict[str, dt.date]:
        """Deadlines by step, those left empty aside."""
        return {step: day for step, day in self.cleaned_data.items() if day}


class RegulariseForm(HappenedForm):
    document = forms.CharField(label=_("Văn bản khắc phục trình tự"), max_length=200)
