"""Input of the pages of roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongket.access.models import Account
from tongket.access.roles import Role
from tongket.organisation.forms import DayField
from tongket.organisation.models import Unit


class AccountField(forms.ModelChoiceField):
    """An account by the name that it shows."""

    def label_from_instance(self, obj: Account) -> str:  # type: ignore[override]
        return f"{obj.display_name} ({obj.login})"


class _WithAccount(forms.Form):
    """A form that names who takes a role."""

    account = AccountField(label=_("Tài khoản"), queryset=Account.objects.none())

    def __init__(self, *args: Any, accounts: QuerySet[Account], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["account"].queryset = accounts  # type: ignore[attr-defined]


class GrantForm(_WithAccount):
    """A role given from a day on."""

    role = forms.ChoiceField(label=_("Vai trò"), choices=Role.choices)
    unit = forms.ModelChoiceField(label=_("Tại đơn vị"), queryset=Unit.objects.none())
    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(label=_("Đến ngày"), required=False, help_text=_("Để trống nếu chưa định ngày thôi."))
    decision = forms.CharField(label=_("Văn bản giao"), max_length=200, help_text=_("Số, ngày của văn bản."))

    def __init__(self, *args: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class EndRoleForm(forms.Form):
    """A role ended by a paper."""

    on = DayField(label=_("Thôi giữ từ ngày"))
    decision = forms.CharField(label=_("Văn bản"), max_length=200)


class DeputyForm(_WithAccount):
    """Who acts in somebody's place, and for how long."""

    valid_from = DayField(label=_("Thay từ ngày"))
    valid_to = DayField(label=_("Người đi vắng trở lại ngày"))
    decision = forms.CharField(label=_("Văn bản phân công"), max_length=200)


class HandOverForm(_WithAccount):
    """To whom a post passes."""

    on = DayField(label=_("Bàn giao từ ngày"))
    decision = forms.CharField(label=_("Văn bản"), max_length=200)
    note = forms.CharField(
        label=_("Dặn lại người nhận"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Không ghi nội dung mật hoặc nhận xét về người khác."),
    )
