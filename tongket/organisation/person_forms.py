"""Input of the pages that change people. ``expected_version`` tells which state was read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from tongket.organisation.forms import DayField
from tongket.organisation.states import Gender, MemberStatus, PostSystem
from tongket.organisation.unit_forms import UnitField

GENDERS = [("", "–"), *Gender.choices]


class Edit(forms.Form):
    """A form of what is stored: filled from the record, sent back with the record's version."""

    #: Fields of the record that the form shows as they are.
    stored: tuple[str, ...] = ()

    @classmethod
    def of(cls, given: Any, record: Model | None) -> Any:
        """The form with what was sent, or with the record's values."""
        initial = {name: getattr(record, name) for name in cls.stored} if record else {}
        if record is not None and "expected_version" in cls.base_fields:
            initial["expected_version"] = getattr(record, "version", None)
        return cls(given, initial=initial)


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False)


def _reason(**options: Any) -> forms.CharField:
    return forms.CharField(label=_("Căn cứ sửa"), max_length=200, **options)


class PersonForm(Edit):
    stored = ("name", "birth", "gender", "ethnicity")
    name = forms.CharField(label=_("Họ và tên"), max_length=200)
    birth = DayField(label=_("Ngày sinh"), required=False)
    gender = forms.ChoiceField(label=_("Giới tính"), choices=GENDERS, required=False)
    ethnicity = forms.CharField(label=_("Dân tộc"), max_length=60, required=False)
    reason = _reason(required=False)
    expected_version = _version()


class PartyForm(Edit):
    stored = ("admitted_on", "admission_decision", "official_on", "official_decision", "card", "fee")
    admitted_on = DayField(label=_("Ngày vào Đảng"))
    admission_decision = forms.CharField(label=_("Quyết định kết nạp"), max_length=200, required=False)
    official_on = DayField(label=_("Ngày chính thức"), required=False)
    official_decision = forms.CharField(
        label=_("Quyết định công nhận chính thức"), max_length=200, required=False
    )
    card = forms.CharField(label=_("Số thẻ Đảng"), max_length=20, required=False)
    fee = forms.IntegerField(label=_("Đảng phí (đồng/tháng)"), min_value=0, required=False)
    expected_version = _version()


class ContactForm(Edit):
    stored = ("work_phone", "email", "private_phone", "address")
    work_phone = forms.CharField(label=_("Điện thoại cơ quan"), max_length=40, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    private_phone = forms.CharField(
        label=_("Điện thoại riêng"),
        max_length=40,
        required=False,
        help_text=_("Chỉ ghi khi người đó đồng ý cho liên hệ qua số này"),
    )
    address = forms.CharField(label=_("Nơi ở hiện nay"), max_length=250, required=False)
    expected_version = _version()


class StatusForm(forms.Form):
    status = forms.ChoiceField(label=_("Trạng thái"), choices=MemberStatus.choices)
    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(label=_("Hết hiệu lực từ ngày"), required=False)
    decision = forms.CharField(label=_("Số quyết định"), max_length=200)


class ChangeStatusForm(Edit):
    stored = ("valid_from", "valid_to", "decision", "end_decision")
    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(label=_("Hết hiệu lực từ ngày"), required=False)
    decision = forms.CharField(label=_("Số quyết định"), max_length=200, required=False)
    end_decision = forms.CharField(label=_("Quyết định kết thúc"), max_length=200, required=False)
    reason = _reason(required=False)
    expected_version = _version()


class PostForm(forms.Form):
    title = forms.CharField(label=_("Chức vụ"), max_length=200)
    system = forms.ChoiceField(label=_("Hệ"), choices=PostSystem.choices)
    unit = UnitField(label=_("Đơn vị"))
    valid_from = DayField(label=_("Từ ngày"))
    decision = forms.CharField(label=_("Số quyết định"), max_length=200, required=False)
    is_head = forms.BooleanField(label=_("Người đứng đầu"), required=False)
    on_committee = forms.BooleanField(label=_("Thuộc ban chấp hành"), required=False)


class ChangePostForm(Edit):
    stored = ("title", "system", "valid_from", "valid_to", "decision", "is_head", "on_committee")
    title = forms.CharField(label=_("Chức vụ"), max_length=200)
    system = forms.ChoiceField(label=_("Hệ"), choices=PostSystem.choices)
    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(label=_("Thôi giữ từ ngày"), required=False)
    decision = forms.CharField(label=_("Số quyết định"), max_length=200, required=False)
    is_head = forms.BooleanField(label=_("Người đứng đầu"), required=False)
    on_committee = forms.BooleanField(label=_("Thuộc ban chấp hành"), required=False)
    reason = _reason(required=False)
    expected_version = _version()


class TransferForm(forms.Form):
    unit = UnitField(label=_("Chuyển đến chi bộ"))
    valid_from = DayField(label=_("Từ ngày"))
    came_from = forms.CharField(
        label=_("Chuyển đến từ"),
        max_length=250,
        required=False,
        help_text=_("Khi từ tổ chức đảng ngoài hệ thống này chuyển đến"),
    )
    paper = forms.CharField(label=_("Giấy giới thiệu, quyết định"), max_length=200)


class LeaveForm(forms.Form):
    on = DayField(label=_("Ngày chuyển đi"))
    left_to = forms.CharField(label=_("Chuyển đi đến"), max_length=250)
    leave_paper = forms.CharField(label=_("Giấy giới thiệu chuyển đi"), max_length=200)


class ReceivedForm(forms.Form):
    received_on = DayField(label=_("Ngày nơi đến xác nhận tiếp nhận"))


class MembershipForm(Edit):
    stored = ("number", "paper", "came_from", "left_to", "leave_paper")
    number = forms.IntegerField(label=_("STT"), min_value=0)
    paper = forms.CharField(label=_("Giấy giới thiệu, quyết định"), max_length=200, required=False)
    came_from = forms.CharField(label=_("Chuyển đến từ"), max_length=250, required=False)
    left_to = forms.CharField(label=_("Chuyển đi đến"), max_length=250, required=False)
    leave_paper = forms.CharField(label=_("Giấy giới thiệu chuyển đi"), max_length=200, required=False)
    reason = _reason(required=False)
    expected_version = _version()


class NewMemberForm(forms.Form):
    name = forms.CharField(label=_("Họ và tên"), max_length=200)
    birth = DayField(label=_("Ngày sinh"))
    gender = forms.ChoiceField(label=_("Giới tính"), choices=GENDERS, required=False)
    ethnicity = forms.CharField(label=_("Dân tộc"), max_length=60, required=False)
    admitted_on = DayField(label=_("Ngày vào Đảng"))
    official_on = DayField(label=_("Ngày chính thức"), required=False)
    card = forms.CharField(label=_("Số thẻ Đảng"), max_length=20, required=False)
    unit = UnitField(label=_("Chi bộ"))
    valid_from = DayField(label=_("Sinh hoạt tại chi bộ từ ngày"))
    came_from = forms.CharField(label=_("Chuyển đến từ"), max_length=250, required=False)
    paper = forms.CharField(label=_("Giấy giới thiệu, quyết định"), max_length=200, required=False)


class NewOtherForm(forms.Form):
    name = forms.CharField(label=_("Họ và tên"), max_length=200)
    birth = DayField(label=_("Ngày sinh"), required=False)
    gender = forms.ChoiceField(label=_("Giới tính"), choices=GENDERS, required=False)
    title = forms.CharField(
        label=_("Chức vụ"),
        max_length=200,
        help_text=_("Người của cơ quan ngoài danh sách: ghi tên cơ quan sau chức vụ"),
    )
    system = forms.ChoiceField(label=_("Hệ"), choices=PostSystem.choices, initial=PostSystem.GOVERNMENT)
    unit = UnitField(label=_("Đơn vị"))
    valid_from = DayField(label=_("Từ ngày"))
