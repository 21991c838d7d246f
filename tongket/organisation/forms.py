"""Input of the register's pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from tongket.common.dates import today
from tongket.organisation.states import UnitKind

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

    def query(self) -> str:
        """The day as the part of an address that keeps it; empty for today."""
        return "" if self.day() == today() else f"on={self.day().isoformat()}"


class SearchForm(forms.Form):
    words = forms.CharField(label=_("Tìm theo tên, số thẻ"), max_length=100, required=False)


class MergeForm(forms.Form):
    """On what grounds two records are joined, or parted again."""

    reason = forms.CharField(label=_("Căn cứ"), max_length=200)


class SetUpForm(forms.Form):
    """The first page of an empty installation."""

    name = forms.CharField(label=_("Tên tổ chức đảng"), max_length=250, help_text=_("Ví dụ: Đảng bộ Sở …"))
    kind = forms.ChoiceField(label=_("Loại"), choices=[(k.value, k.label) for k in UnitKind if k.is_party])
    code = forms.SlugField(
        label=_("Mã"), max_length=20, initial="DB", help_text=_("Mã dùng trong các tệp Excel")
    )
    superior = forms.CharField(label=_("Đảng bộ cấp trên trực tiếp"), max_length=250, required=False)
    valid_from = DayField(label=_("Ngày thành lập"))
    display_name = forms.CharField(label=_("Họ và tên người làm văn phòng"), max_length=200)
    login = forms.SlugField(label=_("Tên đăng nhập"), max_length=60)
    password = forms.CharField(
        label=_("Mật khẩu"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=_("Nhắc lại mật khẩu"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        password = values.get("password")
        if password and values.get("again") and password != values["again"]:
            self.add_error("again", _("Hai lần nhập mật khẩu khác nhau. Nhập lại cho giống."))
        if password:
            try:
                validate_password(password)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return values
