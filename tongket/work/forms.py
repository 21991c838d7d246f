"""Input of the pages of tasks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.organisation.forms import DayField
from tongket.organisation.models import Person, Unit
from tongket.work.rows import TaskRow
from tongket.work.states import SourceLine


class ResultForm(forms.Form):
    """What came of a task; ``version`` tells which state was read."""

    result = forms.DecimalField(
        label=_("Kết quả"), required=False, max_digits=18, decimal_places=4, localize=True
    )
    finished_on = DayField(label=_("Ngày hoàn thành"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class TaskForm(forms.Form):
    """One task for a member or a unit."""

    cell = forms.ModelChoiceField(label=_("Tính cho chi bộ"), queryset=Unit.objects.none())
    person = forms.ModelChoiceField(
        label=_("Đảng viên"), queryset=Person.objects.none(), required=False, help_text=_("Hoặc chọn đơn vị")
    )
    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none(), required=False)
    code = forms.CharField(label=_("Mã"), max_length=40, required=False)
    content = forms.CharField(label=_("Nội dung nhiệm vụ"), max_length=500)
    target = forms.DecimalField(
        label=_("Chỉ tiêu"), required=False, max_digits=18, decimal_places=4, localize=True
    )
    measure = forms.CharField(label=_("Đơn vị tính"), max_length=60, required=False)
    target_text = forms.CharField(
        label=_("Chỉ tiêu bằng lời"), max_length=300, required=False, help_text=_("Khi không có con số")
    )
    due_on = DayField(label=_("Thời hạn"))
    source_line = forms.ChoiceField(
        label=_("Tuyến giao"), choices=[("", "–"), *SourceLine.choices], required=False
    )
    source_document = forms.CharField(
        label=_("Văn bản giao"), max_length=300, required=False, help_text=_("Số, ngày, trích yếu")
    )
    programme = forms.CharField(label=_("Chương trình công tác"), max_length=250, required=False)

    def __init__(self, *args: Any, cells: Any, units: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["cell"].queryset = cells
        self.fields["unit"].queryset = units
        self.fields["person"].queryset = people

    def row(self) -> TaskRow:
        """The row that the action takes; only after ``is_valid``."""
        return TaskRow(**self.cleaned_data)
