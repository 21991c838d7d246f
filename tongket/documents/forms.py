"""Input of the document pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.documents.models import Document
from tongket.documents.states import (
    DocumentKind,
    DocumentScheme,
    FileRole,
    SeriesKind,
    SignedAs,
)

DAY_FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]
FILE_HELP = _("PDF, ảnh JPEG hoặc PNG, Word (.docx), đến 25 MB. Không tải tài liệu có dấu Mật.")


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day typed as dd/mm/yyyy."""
    widget = forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"})
    return forms.DateField(label=label, input_formats=DAY_FORMATS, widget=widget, **options)


class VersionedForm(forms.Form):
    """Carries the version that the page was opened with, so that nobody overwrites another's change."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": document.version, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.document = document


class SignForm(VersionedForm):
    """Number, date and signer, typed from the signed paper and the office's book."""

    reference = forms.CharField(
        label=_("Số, ký hiệu"),
        required=False,
        max_length=60,
        help_text=_("Lấy từ sổ văn bản đi, ví dụ 118-QĐ/ĐU"),
    )
    date = day_field(_("Ngày văn bản"))
    signer = forms.CharField(label=_("Người ký"), max_length=120)
    signer_post = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    signed_as = forms.ChoiceField(
        label=_("Cách ký"), choices=SignedAs.choices, widget=forms.RadioSelect, initial=SignedAs.PAPER
    )


class IssueForm(VersionedForm):
    """The day on which the paper went out."""

    issued_on = day_field(_("Ngày phát hành"))


class SubmitForm(VersionedForm):
    """Nothing to type: the act alone."""


class ReturnForm(VersionedForm):
    """Why the paper goes back to its writer."""

    reason = forms.CharField(label=_("Chỗ cần sửa"), widget=forms.Textarea(attrs={"rows": 3}))


class CancelForm(VersionedForm):
    """Why, when and by which paper."""

    reason = forms.CharField(label=_("Lý do hủy"), widget=forms.Textarea(attrs={"rows": 3}))
    cancelled_on = day_field(_("Ngày hủy"))
    cancelled_by = forms.CharField(
        label=_("Văn bản hủy"), max_length=200, required=False, help_text=_("Ví dụ 130-QĐ/ĐU ngày 15/02/2022")
    )


class RecordForm(forms.Form):
    """A paper that is already signed, typed from its original."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=DocumentKind.choices)
    scheme = forms.ChoiceField(label=_("Hệ thống văn bản"), choices=DocumentScheme.choices)
    received = forms.BooleanField(
        label=_("Văn bản đến của cơ quan khác"),
        required=False,
    )
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=250, help_text=_("Ví dụ Đảng ủy"))
    reference = forms.CharField(
        label=_("Số, ký hiệu"),
        required=False,
        max_length=60,
        help_text=_("Lấy từ sổ văn bản đi, ví dụ 118-QĐ/ĐU"),
    )
    date = day_field(_("Ngày văn bản"))
    subject = forms.CharField(label=_("Trích yếu"), max_length=500)
    signer = forms.CharField(label=_("Người ký"), max_length=120)
    signer_post = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    signed_as = forms.ChoiceField(
        label=_("Cách ký"), choices=SignedAs.choices, widget=forms.RadioSelect, initial=SignedAs.PAPER
    )


class FileForm(forms.Form):
    """One file of a document."""

    role = forms.ChoiceField(label=_("Loại tệp"), choices=FileRole.choices)
    file = forms.FileField(
        label=_("Tệp"),
        help_text=FILE_HELP,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.docx"}),
    )


class SignedListForm(forms.Form):
    """The scan of a signed list, and what stands at its foot."""

    file = forms.FileField(
        label=_("Bản quét danh sách đã ký"),
        help_text=FILE_HELP,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.docx"}),
    )
    date = day_field(_("Ngày ký"))
    signer = forms.CharField(label=_("Người ký"), max_length=120)
    note = forms.CharField(
        label=_("Ghi chú"), max_length=200, required=False, help_text=_("Ví dụ: lần 2, phần bổ sung")
    )


class SeriesForm(forms.Form):
    """How the numbers of an issuer and symbol run."""

    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=250, help_text=_("Ví dụ Đảng ủy"))
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60, help_text=_("Ví dụ QĐ/ĐU"))
    kind = forms.ChoiceField(label=_("Đánh số"), choices=SeriesKind.choices)
    label = forms.CharField(
        label=_("Tên dãy số"), max_length=60, help_text=_("Ví dụ Nhiệm kỳ 2020-2025, hoặc 2021")
    )
    valid_from = day_field(_("Từ ngày"))
    valid_to = day_field(_("Đến ngày"), required=False, help_text=_("Ngày đầu tiên không còn thuộc dãy này"))
    own_numbers = forms.BooleanField(
        label=_("Hệ thống cấp số liên tục"),
        required=False,
        help_text=_("Chỉ bật khi cơ quan bỏ sổ giấy cho ký hiệu này"),
    )
    next_number = forms.IntegerField(label=_("Số tiếp theo"), min_value=1, initial=1)
    taken_over_on = day_field(_("Tiếp nhận sổ từ ngày"), required=False)


class CorrectionForm(forms.Form):
    """What was written, what holds now, and which paper says so."""

    place = forms.CharField(
        label=_("Chỗ đính chính"), max_length=200, help_text=_("Ví dụ danh sách, dòng 12")
    )
    old = forms.CharField(label=_("Đã ghi"), max_length=500)
    new = forms.CharField(label=_("Nay ghi"), max_length=500)
    reason = forms.CharField(label=_("Lý do"), max_length=300)
    notice = forms.CharField(
        label=_("Văn bản đính chính"), max_length=200, help_text=_("Ví dụ 05-CV/ĐU ngày 20/01/2022")
    )
    corrected_on = day_field(_("Ngày đính chính"))


class TemplateForm(forms.Form):
    """A Word template that the office edited."""

    paper = forms.ChoiceField(label=_("Loại văn bản"))
    scheme = forms.ChoiceField(label=_("Hệ thống văn bản"), choices=DocumentScheme.choices)
    file = forms.FileField(
        label=_("Tệp"),
        help_text=_("Word (.docx), tải mẫu có sẵn rồi sửa; hệ thống điền thử trước khi lưu."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )
    valid_from = day_field(_("Dùng từ ngày"))
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, papers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].choices = papers
