"""Cell meetings: one in a form, or many pasted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tongket.common.text import matching_key
from tongket.meetings.forms.lines import as_count, as_day, split_lines
from tongket.meetings.rows import CellMeetingRow
from tongket.meetings.states import MeetingKind
from tongket.organisation.forms import DayField
from tongket.organisation.models import Unit

NO_OPINIONS = _("Không ghi nhận xét về quan điểm, tư tưởng của cá nhân.")


class CellMeetingForm(forms.Form):
    """One meeting; the full minutes stay in the cell's book."""

    unit = forms.ModelChoiceField(label=_("Chi bộ"), queryset=Unit.objects.none())
    kind = forms.ChoiceField(label=_("Loại"), choices=MeetingKind.choices)
    held_on = DayField(label=_("Ngày họp"))
    due = forms.IntegerField(label=_("Phải dự"), min_value=0)
    present = forms.IntegerField(label=_("Có mặt"), min_value=0)
    absent = forms.IntegerField(label=_("Vắng"), min_value=0)
    excused = forms.IntegerField(label=_("Vắng có lý do"), min_value=0)
    minutes_number = forms.CharField(label=_("Số biên bản"), max_length=60, required=False)
    topic = forms.CharField(label=_("Nội dung"), max_length=400, help_text=NO_OPINIONS)

    def __init__(self, *args: Any, units: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units

    def row(self) -> CellMeetingRow:
        return CellMeetingRow(**self.cleaned_data)


class PastedMeetingsForm(forms.Form):
    """Many meetings of one cell, pasted from a table."""

    unit = forms.ModelChoiceField(label=_("Chi bộ"), queryset=Unit.objects.none())
    lines = forms.CharField(
        label=_("Các buổi họp"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Mỗi dòng một buổi, dán từ Excel: loại, ngày, phải dự, có mặt, vắng, có lý do, số biên bản, nội dung"
        ),
    )

    def __init__(self, *args: Any, units: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        unit, text = data.get("unit"), data.get("lines")
        if unit and text:
            try:
                data["rows"] = [_row(unit, number, cells) for number, cells in split_lines(text, 8, 8)]
            except ValidationError as error:
                self.add_error("lines", error)
        return data


def _row(unit: Unit, number: int, cells: list[str]) -> CellMeetingRow:
    kinds = {matching_key(str(kind.label)): kind.value for kind in MeetingKind}
    kind = kinds.get(matching_key(cells[0]))
    if kind is None:
        raise ValidationError(
            _("Dòng %(n)s: loại “%(value)s” không phải Thường kỳ hay Chuyên đề."),
            params={"n": number, "value": cells[0]},
        )
    return CellMeetingRow(
        unit=unit,
        kind=kind,
        held_on=as_day(cells[1], number),
        due=as_count(cells[2], number),
        present=as_count(cells[3], number),
        absent=as_count(cells[4], number),
        excused=as_count(cells[5], number),
        minutes_number=cells[6],
        topic=cells[7],
    )
