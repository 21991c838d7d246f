"""Input of the import pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class UndoForm(forms.Form):
    """Why what a file wrote is taken back."""

    reason = forms.CharField(label=_("Lý do hoàn tác"), max_length=200)


class UploadForm(forms.Form):
    """One workbook, with the day for which it holds."""

    file = forms.FileField(
        label=_("Tệp danh sách"),
        help_text=_("Excel (.xlsx, .xls), .ods hoặc .csv, đến 20 MB. Không tải tài liệu có dấu Mật."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )
    happened_on = forms.DateField(
        label=_("Danh sách tính đến ngày"),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        help_text=_("Ngày ghi trên giấy, ví dụ 31/12/2021"),
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"}),
    )
