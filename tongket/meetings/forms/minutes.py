"""What is written down: minutes, speeches, what they asked for, conclusions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.meetings.models import Conference, Direction
from tongket.meetings.rows import ConclusionRow, DirectionRow, MinutesRow, SpeechRow
from tongket.organisation.forms import DayField
from tongket.organisation.models import Unit


class MinutesForm(forms.Form):
    """What was said under an item, and when it really began and ended."""

    text = forms.CharField(label=_("Nội dung"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    started_at = forms.TimeField(
        label=_("Bắt đầu"), required=False, widget=forms.TimeInput(format="%H:%M"), help_text=_("Ví dụ 08:15")
    )
    ended_at = forms.TimeField(label=_("Kết thúc"), required=False, widget=forms.TimeInput(format="%H:%M"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def row(self, number: int) -> MinutesRow:
        data = self.cleaned_data
        return MinutesRow(number, data["text"], data["started_at"], data["ended_at"])


class SpeechForm(forms.Form):
    """One line of the speakers' list."""

    number = forms.IntegerField(label=_("STT"), min_value=1)
    speaker = forms.CharField(label=_("Người phát biểu"), max_length=250)
    minutes = forms.IntegerField(label=_("Thời lượng (phút)"), min_value=1, max_value=600)

    def row(self) -> SpeechRow:
        return SpeechRow(**self.cleaned_data)


class SpeechTimeForm(forms.Form):
    """How long a speech really took."""

    minutes_taken = forms.IntegerField(label=_("Thực tế (phút)"), min_value=0, max_value=600)
    version = forms.IntegerField(widget=forms.HiddenInput)


class DirectionForm(forms.Form):
    """What a speech asked for."""

    key = forms.CharField(label=_("Mã"), max_length=20)
    speech = forms.ChoiceField(label=_("Bài phát biểu"))
    text = forms.CharField(label=_("Nội dung chỉ đạo"), max_length=500)

    def __init__(self, *args: Any, conference: Conference, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["speech"].choices = [(s.number, str(s)) for s in conference.speeches.all()]

    def row(self) -> DirectionRow:
        data = self.cleaned_data
        return DirectionRow(key=data["key"], speech=int(data["speech"]), text=data["text"])


class ConclusionForm(forms.Form):
    """One conclusion: who does what until when."""

    key = forms.SlugField(label=_("Mã"), max_length=60, help_text=_("Chữ không dấu, ví dụ chinh-quyen-so"))
    text = forms.CharField(label=_("Nội dung"), max_length=500)
    target = forms.CharField(label=_("Chỉ tiêu"), max_length=300)
    in_charge = forms.ModelChoiceField(label=_("Đơn vị chủ trì"), queryset=Unit.objects.none())
    due_on = DayField(label=_("Thời hạn"))
    directions = forms.ModelMultipleChoiceField(
        label=_("Từ ý kiến chỉ đạo"), queryset=Direction.objects.none(), required=False
    )

    def __init__(self, *args: Any, conference: Conference, units: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["in_charge"].queryset = units
        self.fields["directions"].queryset = conference.directions.all()

    def row(self) -> ConclusionRow:
        data = dict(self.cleaned_data)
        directions = [d.key for d in data.pop("directions")]
        return ConclusionRow(directions=directions, **data)


class PresenterForm(forms.Form):
    """Who hands over in a step."""

    handed_over_by = forms.CharField(label=_("Người trao"), max_length=250)
    version = forms.IntegerField(widget=forms.HiddenInput)
