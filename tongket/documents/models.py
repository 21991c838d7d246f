"""Documents, their drafts and files, and the office's own lines of numbers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.documents.states import (
    DocumentKind,
    DocumentScheme,
    DocumentState,
    FileRole,
    SeriesKind,
    SignedAs,
)
from tongket.organisation.models import Unit


class NumberSeries(Record):
    """A line of numbers of one issuer and symbol between two days (`valid_to` exclusive).

    Only needed where the office says how its numbers run: a Party series through the committee's term, or
    numbers that tongket gives itself (`own_numbers`), gap-free from `next_number`, since the book was taken
    over on `taken_over_on`. Without a row a number must be single within its year.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="number_series", verbose_name=_("Đơn vị")
    )
    issuer = models.CharField(_("Cơ quan ban hành"), max_length=250)
    issuer_key = models.CharField(max_length=250, editable=False)
    symbol = models.CharField(_("Ký hiệu"), max_length=60)
    kind = models.CharField(_("Đánh số"), max_length=10, choices=SeriesKind.choices)
    label = models.CharField(_("Tên dãy số"), max_length=60)
    valid_from = models.DateField(_("Từ ngày"))
    valid_to = models.DateField(_("Đến ngày"), null=True, blank=True)
    own_numbers = models.BooleanField(_("Hệ thống cấp số"), default=False)
    next_number = models.PositiveIntegerField(_("Số tiếp theo"), default=1)
    taken_over_on = models.DateField(_("Tiếp nhận sổ từ ngày"), null=True, blank=True)

    class Meta:
        ordering = ["symbol", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "issuer_key", "symbol", "label"], name="number_series_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=models.F("valid_from")),
                name="number_series_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.symbol}, {self.label}"


class Document(Record):
    """One paper: what it is, who issues it, its number and date once signed, and where it stands.

    `unit` is the unit in whose files it lies, `issuer` the body named on it (a superior's decision that was
    received lies in our files with its own issuer, `received`). Number, date and signer are empty until the
    paper is signed. A cancelled document keeps its number. `round_id` is a plain key of a round.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="documents", verbose_name=_("Đơn vị")
    )
    kind = models.CharField(_("Loại văn bản"), max_length=20, choices=DocumentKind.choices)
    scheme = models.CharField(
        _("Hệ thống văn bản"), max_length=10, choices=DocumentScheme.choices, default=DocumentScheme.PARTY
    )
    issuer = models.CharField(_("Cơ quan ban hành"), max_length=250)
    issuer_key = models.CharField(max_length=250, editable=False)
    received = models.BooleanField(_("Văn bản đến"), default=False)
    subject = models.CharField(_("Trích yếu"), max_length=500)
    search_key = models.CharField(max_length=500, editable=False)
    year = models.PositiveSmallIntegerField(_("Năm công tác"))
    round_id = models.BigIntegerField(null=True, blank=True)
    purpose = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.DRAFTING)
    number = models.PositiveIntegerField(_("Số"), null=True, blank=True)
    number_suffix = models.CharField(max_length=3, blank=True)
    symbol = models.CharField(_("Ký hiệu"), max_length=60, blank=True)
    series = models.CharField(_("Dãy số"), max_length=60, blank=True)
    date = models.DateField(_("Ngày văn bản"), null=True, blank=True)
    signer = models.CharField(_("Người ký"), max_length=120, blank=True)
    signer_post = models.CharField(_("Chức vụ người ký"), max_length=120, blank=True)
    signed_as = models.CharField(_("Cách ký"), max_length=10, choices=SignedAs.choices, blank=True)
    form_profile = models.CharField(_("Thể thức"), max_length=40, blank=True)
    issued_on = models.DateField(_("Ngày phát hành"), null=True, blank=True)
    cancelled_on = models.DateField(_("Ngày hủy"), null=True, blank=True)
    cancellation_reason = models.TextField(_("Lý do hủy"), blank=True)
    cancelled_by = models.CharField(_("Văn bản hủy"), max_length=200, blank=True)

    class Meta:
        ordering = ["-date", "-number", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "issuer_key", "symbol", "series", "number", "number_suffix"],
                condition=Q(number__isnull=False),
                name="document_number_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "issued"]) | (Q(date__isnull=False) & ~Q(signer="")),
                name="signed_document_has_date_and_signer",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancellation_reason=""),
                name="cancelled_document_says_why",
            ),
        ]
        indexes = [models.Index(fields=["unit", "year", "state"])]

    def __str__(self) -> str:
        if self.reference:
            return f"{self.get_kind_display()} {self.reference}"
        return f"{self.get_kind_display()} {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("documents:document", args=[self.pk])

    @property
    def reference(self) -> str:
        """Number and symbol as citations write them ("118-QĐ/ĐU", "15/QĐ-STTTT"); "" without a number."""
        if self.number is None:
            return ""
        joint = "-" if self.scheme == DocumentScheme.PARTY else "/"
        return f"{self.number:02d}{self.number_suffix}{joint}{self.symbol}"

    @property
    def stands(self) -> bool:
        """Signed or issued and not cancelled: may carry what it decides."""
        return self.state in (DocumentState.SIGNED, DocumentState.ISSUED)


class Draft(Record):
    """The data a paper was typeset from, kept as they were; a later draft replaces the one before.

    `paper` is a name of `rendering.PAPERS`, `data` its data without number and date of the signed paper,
    `sha256` the checksum of the data (it stands in the journal instead of the data).
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="drafts")
    number = models.PositiveSmallIntegerField()
    paper = models.CharField(max_length=40)
    data = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_on = models.DateField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="draft_number_once"),
        ]

    def __str__(self) -> str:
        return _("Bản soạn lần %(number)s") % {"number": self.number}


class AttachedFile(Record):
    """A file of a document: the scan of the signed paper, a signed file, a Word copy edited by hand."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="files")
    role = models.CharField(_("Loại tệp"), max_length=15, choices=FileRole.choices)
    name = models.CharField(_("Tên tệp"), max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    attached_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "role", "sha256"], name="file_once_per_document"),
        ]

    def __str__(self) -> str:
        return self.name


class Correction(Record):
    """A small error of an issued paper set right without reopening the round: old → new, why, by which paper."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="corrections")
    place = models.CharField(_("Chỗ đính chính"), max_length=200)
    old = models.CharField(_("Đã ghi"), max_length=500)
    new = models.CharField(_("Nay ghi"), max_length=500)
    reason = models.CharField(_("Lý do"), max_length=300)
    notice = models.CharField(_("Văn bản đính chính"), max_length=200)
    corrected_on = models.DateField(_("Ngày đính chính"))

    class Meta:
        ordering = ["corrected_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(notice=""), name="correction_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class WordTemplate(Record):
    """A version of a paper's Word template that the office edited itself; the shipped one holds without it.

    A version holds from `valid_from` until a later one or `withdrawn_on`, for the unit and those below it.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="word_templates")
    paper = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField(_("Bản số"))
    name = models.CharField(_("Tên tệp"), max_length=200)
    note = models.CharField(_("Ghi chú"), max_length=300, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    valid_from = models.DateField(_("Dùng từ ngày"))
    withdrawn_on = models.DateField(_("Thôi dùng từ ngày"), null=True, blank=True)

    class Meta:
        ordering = ["paper", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "paper", "number"], name="word_template_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"
