"""Papers that an organisation makes or receives, with the numbers of the office's own books."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.documents.states import DocumentKind, DocumentState, SigningWay
from tongket.organisation.models import Unit


class Document(Record):
    """One paper. ``number`` and ``symbol`` are typed in from the issuer's register after signing (U4).

    ``unit`` is the organisation whose papers it stands among, ``issuer`` the body that signs ("Đảng ủy").
    Numbers of Party papers run through a committee's term, State numbers through a year: ``series`` says
    within which a number may stand only once.
    """

    kind = models.CharField(_("Loại văn bản"), max_length=20, choices=DocumentKind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="documents")
    year = models.PositiveSmallIntegerField(_("Năm công tác"))
    issuer = models.CharField(_("Cơ quan ban hành"), max_length=250)
    number = models.PositiveIntegerField(_("Số"), null=True, blank=True)
    symbol = models.CharField(_("Ký hiệu"), max_length=40, blank=True)
    series = models.CharField(_("Sổ văn bản"), max_length=60, blank=True)
    date = models.DateField(_("Ngày ký"), null=True, blank=True)
    signer = models.CharField(_("Người ký"), max_length=200, blank=True)
    signer_post = models.CharField(_("Chức vụ người ký"), max_length=200, blank=True)
    subject = models.CharField(_("Trích yếu"), max_length=500)
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.DRAFT)
    signing = models.CharField(_("Cách ký"), max_length=10, choices=SigningWay.choices, blank=True)
    cancelled_because = models.TextField(_("Lý do hủy"), blank=True)

    class Meta:
        ordering = ["date", "number", "pk"]
        indexes = [models.Index(fields=["unit", "year"])]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "symbol", "series", "number"],
                condition=Q(number__isnull=False),
                name="number_once_per_series",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "issued"])
                | (Q(number__isnull=False) & Q(date__isnull=False)),
                name="signed_has_number_and_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_because=""), name="cancelled_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.reference or self.subject

    @property
    def reference(self) -> str:
        """'118-QĐ/ĐU' of a Party paper, '118/QĐ-STTTT' of a State paper; '' while it has no number."""
        if self.number is None:
            return ""
        joint = "-" if "/" in self.symbol else "/"
        return f"{self.number:02d}{joint}{self.symbol}"

    def get_absolute_url(self) -> str:
        return reverse("documents:document", args=[self.pk])
