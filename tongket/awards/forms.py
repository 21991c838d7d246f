"""Input of the pages of commendation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.awards.actions import Recipient
from tongket.awards.models import Exemplar, Nomination
from tongket.awards.states import EXEMPLAR_TRANSITIONS, ExemplarState, PublicationGround
from tongket.documents.models import Document
from tongket.organisation.forms import DayField
from tongket.organisation.models import Unit
from tongket.reviews.states import Level


class NominateForm(forms.Form):
    """Who of the list is nominated, when, and what for."""

    chosen = forms.TypedMultipleChoiceField(
        label=_("Người, tập thể được đề nghị"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    happened_on = DayField(label=_("Ngày họp đề nghị"))
    achievement = forms.CharField(
        label=_("Thành tích"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    period_from = forms.IntegerField(label=_("Từ năm"), required=False, min_value=1945, max_value=2100)
    period_to = forms.IntegerField(label=_("Đến năm"), required=False, min_value=1945, max_value=2100)
    field = forms.CharField(label=_("Lĩnh vực"), required=False, max_length=200)

    def __init__(self, *args: Any, choices: Iterable[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["chosen"].choices = list(choices)


class NominationForm(forms.Form):
    """The dossier of one nomination."""

    achievement = forms.CharField(
        label=_("Thành tích"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    period_from = forms.IntegerField(label=_("Từ năm"), required=False, min_value=1945, max_value=2100)
    period_to = forms.IntegerField(label=_("Đến năm"), required=False, min_value=1945, max_value=2100)
    field = forms.CharField(label=_("Lĩnh vực"), required=False, max_length=200)
    happened_on = DayField(label=_("Ngày"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, nomination: Nomination) -> NominationForm:
        return cls(
            initial={
                "achievement": nomination.achievement,
                "period_from": nomination.period_from,
                "period_to": nomination.period_to,
                "field": nomination.field,
                "version": nomination.version,
            }
        )


class ReasonForm(forms.Form):
    """When something happened on paper, and why."""

    happened_on = DayField(label=_("Ngày trên văn bản"))
    reason = forms.CharField(label=_("Lý do"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class HandOverForm(forms.Form):
    """When a certificate was handed over, and to whom in the recipient's place."""

    happened_on = DayField(label=_("Ngày trao"))
    received_by = forms.CharField(
        label=_("Người nhận thay"),
        max_length=250,
        required=False,
        help_text=_("Để trống khi chính người được khen nhận."),
    )


class RegulariseForm(forms.Form):
    """The paper that puts an irregular award in order."""

    happened_on = DayField(label=_("Ngày trên văn bản"))
    paper = forms.CharField(label=_("Văn bản khắc phục"), max_length=250)


class SubmitForm(forms.Form):
    """The submission letter and what it carries."""

    document = forms.ModelChoiceField(label=_("Tờ trình đã ký"), queryset=Document.objects.none())
    addressed_to = forms.CharField(label=_("Kính trình"), max_length=250)
    nominations = forms.ModelMultipleChoiceField(
        label=_("Các đề nghị kèm theo"),
        queryset=Nomination.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organisation_proposed = forms.ChoiceField(
        label=_("Mức đề nghị cho tổ chức"), choices=[("", "–"), *Level.choices], required=False
    )

    def __init__(self, *args: Any, documents: Any, nominations: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["document"].queryset = documents
        self.fields["nominations"].queryset = nominations


class DecisionForm(forms.Form):
    """A signed decision and whom it names."""

    kind = forms.ChoiceField(label=_("Loại khen thưởng"))
    document = forms.ModelChoiceField(
        label=_("Quyết định đã ký"),
        queryset=Document.objects.none(),
        help_text=_("Số, ngày, người ký lấy từ văn bản đã ghi trong sổ văn bản."),
    )
    issuing_unit = forms.ModelChoiceField(label=_("Cấp khen"), queryset=Unit.objects.none())
    everyone = forms.BooleanField(
        label=_("Tất cả những ai được công nhận mức theo quyết định xếp loại"), required=False
    )
    recipients = forms.ModelMultipleChoiceField(
        label=_("Hoặc chọn trong các đề nghị"),
        queryset=Nomination.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    outside = forms.CharField(
        label=_("Tổ chức ngoài danh sách có tên trong quyết định (mỗi dòng một tên)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    ground = forms.CharField(label=_("Căn cứ khen"), required=False, max_length=400)
    others_not_proposed = forms.CharField(
        label=_("Lý do đối với đề nghị không có tên trong quyết định"), required=False, max_length=300
    )

    def __init__(
        self, *args: Any, kinds: Any, documents: Any, units: Any, nominations: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kinds
        self.fields["document"].queryset = documents
        self.fields["issuing_unit"].queryset = units
        self.fields["recipients"].queryset = nominations

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for nomination in data.get("recipients") or []:
            if nomination.kind != data.get("kind"):
                self.add_error(
                    "recipients",
                    _("%(name)s được đề nghị loại khen thưởng khác.") % {"name": nomination},
                )
        return data

    def named(self) -> list[Recipient] | None:
        """Whom the decision names; None for all whom the rating decisions recognise."""
        if self.cleaned_data["everyone"]:
            return None
        outside = [line.strip() for line in self.cleaned_data["outside"].splitlines() if line.strip()]
        return [
            *(Recipient(person=n.person, unit=n.unit) for n in self.cleaned_data["recipients"]),
            *(Recipient(outside_name=name) for name in outside),
        ]


class PublicationGroundForm(forms.Form):
    """Why the names may be shown to the public."""

    ground = forms.ChoiceField(label=_("Căn cứ"), choices=PublicationGround.choices)
    note = forms.CharField(label=_("Văn bản làm căn cứ"), max_length=300)
    happened_on = DayField(label=_("Ngày"))
    until = DayField(label=_("Công khai đến ngày"), required=False)


class PrintForm(forms.Form):
    """Which certificates, on what paper."""

    chosen = forms.TypedMultipleChoiceField(label=_("Giấy khen"), coerce=int, required=False)
    happened_on = DayField(label=_("Ngày in"))
    place = forms.CharField(label=_("Nơi ban hành"), max_length=60, required=False)
    blanks = forms.BooleanField(label=_("In lên phôi có sẵn"), required=False)
    across = forms.DecimalField(
        label=_("Lệch ngang (mm)"),
        required=False,
        min_value=-50,
        max_value=50,
        decimal_places=1,
        localize=True,
    )
    down = forms.DecimalField(
        label=_("Lệch dọc (mm)"), required=False, min_value=-50, max_value=50, decimal_places=1, localize=True
    )
    backs = forms.BooleanField(label=_("In mã kiểm tra ở mặt sau"), required=False, initial=True)
    checked_by = forms.CharField(label=_("Người kiểm tra bản in thử"), max_length=200, required=False)

    def __init__(self, *args: Any, choices: Iterable[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["chosen"].choices = list(choices)

    def options(self) -> dict[str, Any]:
        """What the paper takes."""
        data = self.cleaned_data
        moved = data["across"] is not None or data["down"] is not None
        return {
            "place": data["place"],
            "blanks": data["blanks"],
            "backs": data["backs"],
            "offset_mm": (str(data["across"] or 0), str(data["down"] or 0)) if moved else None,
        }


class SearchForm(forms.Form):
    name = forms.CharField(label=_("Họ và tên"), max_length=200)


class CheckForm(forms.Form):
    """What the holder of a certificate reads off it."""

    number = forms.CharField(label=_("Vào sổ khen thưởng số"), max_length=20)
    code = forms.CharField(label=_("Mã kiểm tra (8 ký tự, mặt sau giấy)"), max_length=12)
    name = forms.CharField(
        label=_("Họ và tên ghi trên giấy"),
        max_length=250,
        required=False,
        help_text=_("Không bắt buộc; ghi để so với giấy gốc."),
    )


class ExemplarForm(forms.Form):
    """The next stage of an exemplar."""

    state = forms.ChoiceField(label=_("Bước tiếp theo"))
    happened_on = DayField(label=_("Ngày"))
    paper = forms.CharField(label=_("Văn bản làm căn cứ"), max_length=250, required=False)
    note = forms.CharField(label=_("Nội dung"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, exemplar: Exemplar, **options: Any) -> None:
        super().__init__(*args, initial={"version": exemplar.version}, **options)
        allowed = EXEMPLAR_TRANSITIONS[exemplar.state]
        self.fields["state"].choices = [(s.value, s.label) for s in ExemplarState if s in allowed]
