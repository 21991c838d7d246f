"""Forms of the office's own settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.common.vocabulary import VOCABULARIES
from tongket.office.rooms import ROOMS


class ProfileForm(forms.Form):
    """Optional rooms as checkboxes, and the vocabulary."""

    rooms = forms.MultipleChoiceField(
        label=_("Phần việc dùng thêm"), widget=forms.CheckboxSelectMultiple, required=False
    )
    vocabulary = forms.ChoiceField(
        label=_("Cách gọi"),
        help_text=_("Trình đơn và các trang dùng từ của loại tổ chức này."),
        choices=[(v.key, v.name) for v in VOCABULARIES.values()],
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rooms"].choices = [(room.key, f"{room.text}: {room.note}") for room in ROOMS]
