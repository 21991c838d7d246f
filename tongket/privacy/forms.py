"""Input about personal data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.organisation.forms import DayField
from tongket.organisation.models import Person
from tongket.privacy.states import HoldGround


class CorrectionForm(forms.Form):
    """What is wrong and what it should be."""

    datum = forms.CharField(label=_("Dữ liệu cần sửa"), max_length=200)
    held = forms.CharField(label=_("Đang ghi"), max_length=500, required=False)
    wanted = forms.CharField(label=_("Đề nghị ghi"), max_length=500)
    proof = forms.CharField(
        label=_("Giấy tờ chứng minh"), max_length=300, help_text=_("Tên, số, ngày của giấy tờ gốc.")
    )
    asked_on = DayField(label=_("Ngày đề nghị"))
    paper = forms.CharField(
        label=_("Đơn giấy"),
        max_length=200,
        required=False,
        help_text=_("Chỉ khi văn phòng ghi hộ: số, ngày đơn có chữ ký."),
    )
    record = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, own: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if own:
            del self.fields["paper"]

    def reference(self) -> tuple[str, int, str] | None:
        """(model, id, field) of the datum where it was picked from the list."""
        parts = self.cleaned_data.get("record", "").split(":")
        if len(parts) == 3 and parts[1].isdecimal():
            return parts[0], int(parts[1]), parts[2]
        return None


class AnswerForm(forms.Form):
    """The office's answer."""

    accepted = forms.TypedChoiceField(
        label=_("Trả lời"),
        choices=[("yes", _("Chấp nhận")), ("no", _("Không chấp nhận"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Lý do"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bắt buộc khi không chấp nhận."),
    )
    document = forms.CharField(label=_("Văn bản trả lời"), max_length=200)
    on = DayField(label=_("Ngày trả lời"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ChangeForm(forms.Form):
    """The person's own values as they will stand; shown with what is held now."""

    name = forms.CharField(label=_("Họ và tên"), max_length=200)
    birth = DayField(label=_("Ngày sinh"), required=False)
    ethnicity = forms.CharField(label=_("Dân tộc"), max_length=60, required=False)
    happened_on = DayField(label=_("Ngày trên giấy tờ"))

    @classmethod
    def of(cls, person: Person) -> ChangeForm:
        """The form with the person's present values."""
        return cls(initial={"name": person.name, "birth": person.birth, "ethnicity": person.ethnicity})


class ConsentForm(forms.Form):
    """A consent given or withdrawn by the office from a signed paper; the person needs only the day."""

    document = forms.CharField(label=_("Giấy có chữ ký"), max_length=200, required=False)


class TermForm(forms.Form):
    """A term confirmed by the office."""

    years = forms.IntegerField(
        label=_("Số năm"), min_value=0, max_value=200, required=False, help_text=_("Để trống: vĩnh viễn.")
    )
    citation = forms.CharField(label=_("Căn cứ"), max_length=300)
    on = DayField(label=_("Ngày xác nhận"))


class HoldForm(forms.Form):
    """Why data stay beyond their term."""

    ground = forms.ChoiceField(label=_("Lý do"), choices=HoldGround.choices)
    document = forms.CharField(label=_("Văn bản"), max_length=200)
    since = DayField(label=_("Từ ngày"))


class LiftForm(forms.Form):
    """What held the data is over."""

    document = forms.CharField(label=_("Văn bản gỡ"), max_length=200)
    on = DayField(label=_("Ngày gỡ"))


class AnonymiseForm(forms.Form):
    """The decision that allows it, and that it is meant."""

    document = forms.CharField(label=_("Quyết định cho phép"), max_length=200)
    happened_on = DayField(label=_("Ngày"))
    sure = forms.BooleanField(label=_("Tôi biết việc này không hoàn tác được"))
