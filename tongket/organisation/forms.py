"""Input of the register's pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.common.dates import today
from tongket.organisation.models import Person, Unit
from tongket.organisation.states import Gender, MemberStatus, PostSystem

DAY_FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]


class DayField(forms.DateField):
    """A day as offices write it: dd/mm/yyyy."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("input_formats", DAY_FORMATS)
        options.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"}))
        options.setdefault("help_text", _("Ngày/tháng/năm, ví dụ 05/12/2021"))
        super().__init__(**options)


class AsOfForm(forms.Form):
    """The day at which a list is looked at; today without one."""

    on = DayField(label=_("Tính đến ngày"), required=False, help_text="")

    def day(self) -> Any:
        return (self.cleaned_data.get("on") if self.is_valid() else None) or today()


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Tên mới"), max_length=250)
    on = DayField(label=_("Từ ngày"))
    decision = forms.CharField(label=_("Số quyết định"), max_length=200, required=False)


class MoveForm(forms.Form):
    parent = forms.ModelChoiceField(label=_("Chuyển vào"), queryset=Unit.objects.none())
    on = DayField(label=_("Từ ngày"))
    decision = forms.CharField(label=_("Số quyết định"), max_length=200, required=False)

    def __init__(self, *args: Any, units: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent"].queryset = units


class SearchForm(forms.Form):
    words = forms.CharField(label=_("Tìm theo tên, số thẻ"), max_length=100, required=False)


class PersonForm(forms.Form):
    """A person's own data; ``version`` tells which state was read."""

    name = forms.CharField(label=_("Họ và tên"), max_length=200)
    birth = DayField(label=_("Ngày sinh"), required=False)
    gender = forms.ChoiceField(label=_("Giới tính"), choices=[("", "–"), *Gender.choices], required=False)
    ethnicity = forms.CharField(label=_("Dân tộc"), max_length=60, required=False)
    reason = forms.CharField(label=_("Căn cứ sửa"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, person: Person) -> PersonForm:
        names = ("name", "birth", "gender", "ethnicity", "version")
        return cls(initial={n: getattr(person, n) for n in names})


class StatusForm(forms.Form):
    status = forms.ChoiceField(label=_("Trạng thái"), choices=MemberStatus.choices)
    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(label=_("Đến ngày"), required=False)
    decision = forms.CharField(label=_("Số quyết định"), max_length=200)


class PostForm(forms.Form):
    title = forms.CharField(label=_("Chức vụ"), max_length=200)
    system = forms.ChoiceField(label=_("Hệ"), choices=PostSystem.choices)
    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none())
    valid_from = DayField(label=_("Từ ngày"))
    is_head = forms.BooleanField(label=_("Người đứng đầu"), required=False)
    on_committee = forms.BooleanField(label=_("Thuộc ban chấp hành"), required=False)

    def __init__(self, *args: Any, units: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units


class TransferForm(forms.Form):
    unit = forms.ModelChoiceField(label=_("Chuyển đến chi bộ"), queryset=Unit.objects.none())
    valid_from = DayField(label=_("Từ ngày"))
    paper = forms.CharField(label=_("Giấy giới thiệu, quyết định"), max_length=200)

    def __init__(self, *args: Any, units: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units
