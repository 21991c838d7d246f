"""Input of the pages of study."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.learning.actions import SessionRow
from tongket.organisation.forms import DayField
from tongket.organisation.models import Unit


class SessionForm(forms.Form):
    """One session at one cell."""

    unit = forms.ModelChoiceField(label=_("Chi bộ"), queryset=Unit.objects.none())
    held_on = DayField(label=_("Ngày"))
    topic = forms.CharField(label=_("Nội dung"), max_length=400)
    due = forms.IntegerField(label=_("Phải dự"), min_value=0)
    present = forms.IntegerField(label=_("Có mặt"), min_value=0)

    def __init__(self, *args: Any, units: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units

    def row(self) -> SessionRow:
        return SessionRow(**self.cleaned_data)
