"""The plan of a conference."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tongket.awards.catalogue import kinds_on
from tongket.common.dates import today
from tongket.meetings.forms.lines import as_count, as_time, split_lines
from tongket.meetings.rows import AgendaRow, ConferencePlan, GuestRow, PhotoRow, StepRow
from tongket.meetings.states import Only
from tongket.organisation.forms import DayField


class PlanForm(forms.Form):
    """Title, day, place, and the agenda and guests as pasted tables."""

    title = forms.CharField(label=_("Tên hội nghị"), max_length=300)
    held_on = DayField(label=_("Ngày"))
    place = forms.CharField(label=_("Địa điểm"), max_length=250)
    chaired_by = forms.CharField(
        label=_("Chủ trì"), max_length=250, required=False, help_text=_("Họ và tên, chức vụ")
    )
    minutes_by = forms.CharField(label=_("Thư ký"), max_length=250, required=False)
    agenda = forms.CharField(
        label=_("Chương trình hội nghị"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Mỗi dòng một mục: số | từ giờ | đến giờ | nội dung | người phụ trách"),
    )
    guests = forms.CharField(
        label=_("Đại biểu mời"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Mỗi dòng một người: họ và tên | chức vụ"),
    )
    photos = forms.CharField(
        label=_("Ảnh cần chụp"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Mỗi dòng một chú thích"),
    )

    def clean_agenda(self) -> list[AgendaRow]:
        return [
            AgendaRow(as_count(c[0], n), as_time(c[1], n), as_time(c[2], n), c[3], c[4])
            for n, c in split_lines(self.cleaned_data["agenda"], 5, 5)
        ]

    def clean_guests(self) -> list[GuestRow]:
        return [GuestRow(cells[0], cells[1]) for _n, cells in split_lines(self.cleaned_data["guests"], 1, 2)]

    def clean_photos(self) -> list[PhotoRow]:
        return [PhotoRow(line.strip()) for line in self.cleaned_data["photos"].splitlines() if line.strip()]

    def plan(self, steps: list[StepRow]) -> ConferencePlan:
        """The plan with the steps of its other form; only after ``is_valid``."""
        return ConferencePlan(steps=steps, **self.cleaned_data)


class StepForm(forms.Form):
    """One group on stage; an empty line is no step."""

    kind = forms.ChoiceField(label=_("Loại khen thưởng"), required=False)
    only = forms.ChoiceField(label=_("Phạm vi"), choices=Only.choices, required=False)
    handed_over_by = forms.CharField(label=_("Người trao"), max_length=250, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", "–"), *((k.key, str(k.label)) for k in kinds_on(today()))]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") and not data.get("handed_over_by"):
            self.add_error("handed_over_by", ValidationError(_("Ghi người trao của đợt này.")))
        return data


class _Steps(forms.BaseFormSet[StepForm]):
    def rows(self) -> list[StepRow]:
        """The filled lines as steps, numbered in order."""
        filled = [f.cleaned_data for f in self.forms if f.cleaned_data.get("kind")]
        return [StepRow(number, **data) for number, data in enumerate(filled, start=1)]


StepFormSet = forms.formset_factory(StepForm, formset=_Steps, extra=8, max_num=30)


class AgendaItemForm(forms.Form):
    """One item of the agenda; ``version`` tells which state was read."""

    number = forms.IntegerField(label=_("Mục"), min_value=1)
    starts_at = forms.TimeField(label=_("Từ"), widget=forms.TimeInput(format="%H:%M"))
    ends_at = forms.TimeField(label=_("Đến"), widget=forms.TimeInput(format="%H:%M"))
    item = forms.CharField(label=_("Nội dung"), max_length=300)
    in_charge = forms.CharField(label=_("Phụ trách"), max_length=250)
    version = forms.IntegerField(widget=forms.HiddenInput)
