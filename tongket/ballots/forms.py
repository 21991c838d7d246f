"""Input of the pages of ballots: the entry grid, the correction, a new poll."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from tongket.ballots import protocol
from tongket.ballots.actions import CorrectedMinutes, Line, Teller, VoteRule
from tongket.ballots.conversion import Judged, Votes, judge
from tongket.ballots.models import PaperCount, PollOption
from tongket.ballots.queries import PollRow
from tongket.ballots.scans import StoredScan, store_scan
from tongket.ballots.states import NUMBERS, Base, PollKind, usual_columns
from tongket.ballots.sums import SumLine, sum_lines, vote_field
from tongket.common.errors import DomainError
from tongket.common.text import clean
from tongket.documents.store import MOST_BYTES
from tongket.organisation.forms import DayField
from tongket.organisation.models import Unit

MOST_VOTES = 1_000_000
KEPT_SCAN = "ballots.kept-scan"


class NumberField(forms.IntegerField):
    """A number of the minutes: whole, from 0 up; empty is *not known*."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(
            label=label,
            min_value=0,
            max_value=MOST_VOTES,
            required=False,
            widget=forms.NumberInput(
                attrs={"inputmode": "numeric", "autocomplete": "off", "class": "tk-number"}
            ),
        )


class CountForm(forms.Form):
    """The teller minutes as a grid. Empty is *not known*; a count that doesn't add up is asked about once."""

    happened_on = DayField(label=_("Ngày trên biên bản"))
    tellers = forms.CharField(
        label=_("Người kiểm phiếu"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một người: họ và tên, nhiệm vụ. Ví dụ: Trần Văn Ước, Tổ trưởng"),
    )
    scan = forms.FileField(label=_("Bản quét biên bản đã ký"), required=False)
    confirm_differs = forms.BooleanField(
        label=_("Đã đối chiếu với bản giấy: trên giấy đúng là các số này"), required=False
    )

    def __init__(self, *args: Any, row: PollRow, start: PaperCount | None = None, **options: Any) -> None:
        self.row = row
        options["initial"] = {**self._start(row, start), **options.get("initial", {})}
        super().__init__(*args, **options)
        for name, label in NUMBERS.items():
            self.fields[name] = NumberField(label=label)
        for option in row.options:
            for key, word in row.words:
                self.fields[vote_field(option.pk, key)] = NumberField(label=f"{option.label}: {word}")

    @staticmethod
    def _start(row: PollRow, start: PaperCount | None) -> dict[str, Any]:
        if start is None:
            votes = {vote_field(option.pk, key): 0 for option in row.options for key in row.poll.keys}
            return {"happened_on": row.poll.held_on, "entitled": row.poll.roll_size, **votes}
        values = {name: getattr(start, name) for name in NUMBERS}
        for line in start.lines.all():
            values |= {vote_field(line.option_id, key): number for key, number in line.votes.items()}
        tellers = "\n".join(", ".join(filter(None, (t["name"], t["post"]))) for t in start.tellers)
        return {"happened_on": start.happened_on, "tellers": tellers, **values}

    @property
    def number_fields(self) -> list[Any]:
        """The numbers of the minutes, in their order."""
        return [self[name] for name in NUMBERS]

    @property
    def grid(self) -> list[tuple[PollOption, list[Any], SumLine | None]]:
        """Each line of the ballot with its fields and its sum."""
        by_option = {line.option_id: line for line in self.sums if line.option_id is not None}
        return [
            (
                option,
                [self[vote_field(option.pk, key)] for key, _word in self.row.words],
                by_option.get(option.pk),
            )
            for option in self.row.options
        ]

    @property
    def other_sums(self) -> list[SumLine]:
        """The sums of the minutes apart from those of the lines."""
        return [line for line in self.sums if line.option_id is None]

    @property
    def failing(self) -> list[SumLine]:
        """The sums that fail with what stands in the form."""
        return [line for line in self.sums if line.holds is False]

    @property
    def sums(self) -> list[SumLine]:
        """Every sum of what stands in the form, with what can be read of it."""
        return sum_lines(self.judged, self.row.options)

    @property
    def judged(self) -> Judged:
        """What the rules say of what stands in the form; what can't be read counts as not known."""
        return judge(self.row.poll, self.row.options, self.counts(), self.votes())

    def _number(self, name: str) -> int | None:
        if self.is_bound:
            self.is_valid()
            value = self.cleaned_data.get(name)
        else:
            value = self.initial.get(name)
        return value if isinstance(value, int) else None

    def counts(self) -> protocol.Counts:
        """The numbers of the minutes."""
        return protocol.Counts(**{name: self._number(name) for name in NUMBERS})

    def votes(self) -> dict[int, Votes]:
        """The votes by line; a line's own valid and invalid numbers stay as they were received."""
        own = {line.option_id: line for line in self.row.count.lines.all()} if self.row.count else {}
        return {
            option.pk: Votes(
                {key: self._number(vote_field(option.pk, key)) for key, _word in self.row.words},
                own[option.pk].valid if option.pk in own else None,
                own[option.pk].invalid if option.pk in own else None,
            )
            for option in self.row.options
        }

    def teller_list(self) -> list[Teller]:
        """Who counted."""
        parts = [line.partition(",") for line in self.cleaned_data["tellers"].splitlines()]
        return [Teller(clean(name), clean(post)) for name, _comma, post in parts if clean(name)]

    def clean_scan(self) -> StoredScan | None:
        """The scan, stored; a file of another kind is refused here. Without a new one, the one sent before."""
        upload = self.cleaned_data["scan"]
        if upload is None:
            return self._scan_sent_before()
        try:
            return store_scan(upload.name, upload.read(MOST_BYTES + 1))
        except DomainError as error:
            raise forms.ValidationError(error.text()) from error

    def _scan_sent_before(self) -> StoredScan | None:
        token = self.data.get("kept_scan", "")
        if not token:
            return None
        try:
            sha256, media_type, name = signing.loads(token, salt=KEPT_SCAN)
        except signing.BadSignature as error:
            raise forms.ValidationError(_("Chọn lại bản quét.")) from error
        return StoredScan(sha256=sha256, media_type=media_type, name=name)

    @property
    def kept_scan(self) -> StoredScan | None:
        """The scan that was sent with a form that is shown again: browsers forget chosen files."""
        return self.cleaned_data.get("scan") if self.is_bound and hasattr(self, "cleaned_data") else None

    @property
    def kept_scan_token(self) -> str:
        """The kept scan, signed, for the form's hidden field."""
        kept = self.kept_scan
        return signing.dumps([kept.sha256, kept.media_type, kept.name], salt=KEPT_SCAN) if kept else ""

    @property
    def asks_confirmation(self) -> bool:
        """Sums fail and nobody has said yet that the paper has these numbers."""
        return bool(self.failing) and not self.cleaned_data.get("confirm_differs")


class CorrectionForm(CountForm):
    """The grid again, with the signed minutes that correct it."""

    number = forms.CharField(label=_("Số biên bản điều chỉnh"), max_length=80)
    minutes_on = DayField(label=_("Ngày biên bản điều chỉnh"))
    signers = forms.CharField(
        label=_("Người ký biên bản điều chỉnh"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một người"),
    )
    reason = forms.CharField(
        label=_("Lý do điều chỉnh"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["happened_on"]

    def minutes(self) -> CorrectedMinutes:
        """The signed minutes."""
        data = self.cleaned_data
        return CorrectedMinutes(
            number=data["number"],
            on=data["minutes_on"],
            signers=data["signers"].splitlines(),
            reason=data["reason"],
        )


THRESHOLDS = (
    ("1/2 >", _("quá một phần hai")),
    ("2/3 >=", _("từ hai phần ba trở lên")),
    ("3/4 >=", _("từ ba phần tư trở lên")),
    ("4/5 >=", _("từ 80% trở lên")),
    ("9/10 >=", _("từ 90% trở lên")),
    ("", _("nhiều phiếu nhất")),
)


class OpenForm(forms.Form):
    """A new poll on paper."""

    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none())
    title = forms.CharField(label=_("Nội dung biểu quyết"), max_length=250)
    body = forms.CharField(label=_("Hội nghị"), max_length=250, required=False)
    held_on = DayField(label=_("Ngày bỏ phiếu"))
    kind = forms.ChoiceField(label=_("Loại phiếu"), choices=PollKind.choices)
    places = forms.IntegerField(
        label=_("Số lượng được chọn"),
        required=False,
        min_value=1,
        help_text=_("Chỉ ghi cho phiếu chọn trong danh sách"),
    )
    threshold = forms.ChoiceField(label=_("Điều kiện đạt"), choices=THRESHOLDS, required=False)
    base = forms.ChoiceField(label=_("Tỷ lệ tính trên"), choices=Base.choices)
    ground = forms.CharField(label=_("Căn cứ của quy tắc"), max_length=250, required=False)
    roll_size = forms.IntegerField(label=_("Số người được biểu quyết"), required=False, min_value=0)
    secret = forms.BooleanField(label=_("Bỏ phiếu kín"), required=False, initial=True)
    with_no = forms.BooleanField(label=_("Phiếu chọn có cột “Không đồng ý”"), required=False)
    names = forms.CharField(
        label=_("Danh sách"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Mỗi dòng một người hoặc một nội dung"),
    )

    def __init__(self, *args: Any, units: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units

    def rule(self) -> VoteRule:
        """The vote clause."""
        threshold, _space, strict = self.cleaned_data["threshold"].partition(" ")
        return VoteRule(self.cleaned_data["base"], threshold, strict == ">", self.cleaned_data["ground"])

    def lines(self) -> Sequence[Line]:
        """The lines of the ballot."""
        return [Line(clean(name)) for name in self.cleaned_data["names"].splitlines() if clean(name)]

    def columns(self) -> list[tuple[str, str]] | None:
        """Other columns than the usual ones of the kind."""
        if self.cleaned_data["kind"] != PollKind.CHOOSE or not self.cleaned_data["with_no"]:
            return None
        return [column for column in usual_columns(PollKind.YES_NO) if column[0] in ("yes", "no")]
