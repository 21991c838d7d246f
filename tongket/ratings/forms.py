"""Input of the rating pages: the paper that decides, the levels on it, the superior's figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongket.documents.models import Document
from tongket.organisation.forms import DayField
from tongket.ratings.models import Outcome
from tongket.ratings.rows import Paper
from tongket.reviews.states import LEVEL_SHORT, Level

PAPER_FIELDS = ("document", "reference", "date", "signer", "issuer")
LEVEL_CHOICES = [(level.value, LEVEL_SHORT[level]) for level in Level]


class HeldForm(forms.Form):
    """The day of the ballot on its minutes."""

    held_on = DayField(label=_("Ngày bỏ phiếu"))


class PaperForm(forms.Form):
    """The signed paper: one that is already recorded, or number, date and signer as the book has them."""

    document = forms.ModelChoiceField(
        label=_("Văn bản đã ghi"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=_("văn bản mới"),
    )
    reference = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    date = DayField(label=_("Ngày văn bản"), required=False)
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=250, required=False)

    #: Whether a paper must be named at all.
    paper_required = True

    def __init__(self, *args: Any, documents: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["document"].queryset = documents

    def clean(self) -> dict[str, Any]:
        """Either a recorded document, or everything that a new one needs."""
        data = super().clean() or {}
        typed = [data.get(name) for name in ("reference", "date", "signer", "issuer")]
        if data.get("document") is None and (self.paper_required or any(typed)) and not all(typed):
            raise forms.ValidationError(
                gettext("Chọn văn bản đã ghi, hoặc ghi đủ số ký hiệu, ngày, người ký và cơ quan ban hành.")
            )
        return data

    def paper(self, subject: str, *, received: bool = False) -> Document | Paper | None:
        """What the action takes; None when no paper was named."""
        data = self.cleaned_data
        if data["document"] is not None:
            return data["document"]
        if not data["reference"]:
            return None
        return Paper(
            reference=data["reference"],
            date=data["date"],
            signer=data["signer"],
            issuer=data["issuer"],
            subject=subject,
            received=received,
        )


def subject_of(outcome: Outcome) -> int:
    """The id of the person or unit that an outcome is about."""
    return outcome.person_id or outcome.unit_id


@dataclass(frozen=True)
class DecisionRow:
    """One subject of a decision with its controls."""

    outcome: Outcome
    name: str
    level: BoundField
    reason: BoundField


def typed_rows(data: Mapping[str, Any]) -> dict[int, tuple[str, str]]:
    """Level and reason by subject id, as a decision's form was sent."""
    names = [name for name in data if name[:1] == "l" and name[1:].isdecimal()]
    return {int(name[1:]): (str(data[name]), str(data.get(f"r{name[1:]}", ""))) for name in names}


class DecisionForm(PaperForm):
    """The paper and the level of those on one page of it; a reason where it stands above what the rules allow.

    ``kept`` are those of other pages for whom something else than the computed level was typed (``typed``); whoever
    stands on neither keeps the computed level.
    """

    def __init__(
        self,
        *args: Any,
        outcomes: Sequence[Outcome],
        kept: Sequence[Outcome] = (),
        typed: Mapping[int, tuple[str, str]] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.outcomes, self.kept = outcomes, kept
        for outcome in (*outcomes, *kept):
            pk = subject_of(outcome)
            level, reason = (typed or {}).get(pk, (outcome.level, ""))
            name = outcome.facts["row"]["name"]
            self.fields[f"l{pk}"] = forms.ChoiceField(
                label=_("Mức của %(name)s") % {"name": name}, choices=LEVEL_CHOICES, initial=level
            )
            self.fields[f"r{pk}"] = forms.CharField(
                label=_("Lý do với %(name)s") % {"name": name},
                max_length=300,
                required=False,
                initial=reason,
            )

    def rows(self) -> list[DecisionRow]:
        """The table, row by row."""
        return [
            DecisionRow(
                outcome,
                outcome.facts["row"]["name"],
                self[f"l{subject_of(outcome)}"],
                self[f"r{subject_of(outcome)}"],
            )
            for outcome in self.outcomes
        ]

    def kept_fields(self) -> list[BoundField]:
        """What was typed on other pages, to be sent along."""
        return [self[f"{kind}{subject_of(outcome)}"] for outcome in self.kept for kind in "lr"]

    def paper_fields(self) -> list[BoundField]:
        """The controls about the paper itself."""
        return [self[name] for name in PAPER_FIELDS]

    def levels(self) -> dict[int, str]:
        """Levels by subject id, as the paper has them."""
        keys = map(subject_of, (*self.outcomes, *self.kept))
        return {pk: self.cleaned_data[f"l{pk}"] for pk in keys}

    def deviations(self) -> dict[int, str]:
        """Reasons by subject id, those given."""
        keys = map(subject_of, (*self.outcomes, *self.kept))
        return {pk: self.cleaned_data[f"r{pk}"] for pk in keys if self.cleaned_data[f"r{pk}"].strip()}


class ProposalForm(PaperForm):
    """What the committee proposes for its organisation; the submission may come later."""

    level = forms.ChoiceField(label=_("Mức đề xuất"), choices=Level.choices)
    happened_on = DayField(label=_("Ngày họp Đảng ủy"))
    deviation_reason = forms.CharField(
        label=_("Lý do nếu cao hơn mức đủ điều kiện"), max_length=300, required=False
    )

    paper_required = False
    field_order = [
        "level",
        "happened_on",
        "deviation_reason",
        "document",
        "reference",
        "date",
        "signer",
        "issuer",
    ]


class SuperiorForm(PaperForm):
    """The superior's decision with its figures."""

    superior = forms.CharField(label=_("Cấp ủy cấp trên"), max_length=250)
    organisations = forms.IntegerField(label=_("Số tổ chức được xếp loại"), min_value=1)
    good_or_better = forms.IntegerField(label=_("Trong đó từ mức Hoàn thành tốt trở lên"), min_value=0)
    commended = forms.CharField(
        label=_("Các tổ chức được chọn, mỗi dòng một tên"),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
    )

    field_order = [
        "superior", "organisations", "good_or_better", "commended", "document", "reference", "date", "signer",
        "issuer",
    ]  # fmt: skip

    def clean_commended(self) -> list[str]:
        """Names, one a line."""
        return [line.strip() for line in self.cleaned_data["commended"].splitlines() if line.strip()]
