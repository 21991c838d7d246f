"""Requests to correct, holds, confirmed terms and anonymisations. What is held stays in the rooms."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.organisation.models import Person, Unit
from tongket.privacy.states import HoldGround, RequestState, RequestWay


class CorrectionRequest(Record):
    """A person says that a datum is wrong, what it should be, and by which paper; the office answers.

    ``record_model``, ``record_id`` and ``field`` name the datum where it was picked from the list of what is
    held; ``datum`` names it in words. ``unit`` is where the person's data are kept.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="correction_requests")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    datum = models.CharField(_("Dữ liệu"), max_length=200)
    record_model = models.CharField(max_length=60, blank=True)
    record_id = models.BigIntegerField(null=True, blank=True)
    field = models.CharField(max_length=60, blank=True)
    held = models.CharField(_("Đang ghi"), max_length=500, blank=True)
    wanted = models.CharField(_("Đề nghị ghi"), max_length=500)
    proof = models.CharField(_("Giấy tờ chứng minh"), max_length=300)
    way = models.CharField(_("Cách gửi"), max_length=10, choices=RequestWay.choices)
    paper = models.CharField(_("Đơn"), max_length=200, blank=True)
    asked_on = models.DateField(_("Ngày đề nghị"))
    due_on = models.DateField(_("Hạn trả lời"))
    state = models.CharField(
        _("Trạng thái"), max_length=10, choices=RequestState.choices, default=RequestState.WAITING
    )
    reason = models.TextField(_("Lý do"), blank=True)
    document = models.CharField(_("Văn bản trả lời"), max_length=200, blank=True)
    answered_on = models.DateField(_("Ngày trả lời"), null=True, blank=True)

    personal_fields = frozenset({"held", "wanted", "proof", "paper", "reason"})

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=RequestState.WAITING) | (Q(answered_on__isnull=False) & ~Q(document="")),
                name="answered_request_has_day_and_paper",
            )
        ]

    def __str__(self) -> str:
        return self.datum

    def get_absolute_url(self) -> str:
        return reverse("privacy:request", args=[self.pk])

    def subject_of_data(self) -> int | None:
        return self.person_id


class Hold(Record):
    """A person's data may not be erased while this stands, whatever their term."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holds")
    ground = models.CharField(_("Lý do giữ lại"), max_length=20, choices=HoldGround.choices)
    document = models.CharField(_("Văn bản"), max_length=200)
    since = models.DateField(_("Từ ngày"))
    lifted_on = models.DateField(_("Gỡ ngày"), null=True, blank=True)
    lifted_by = models.CharField(_("Văn bản gỡ"), max_length=200, blank=True)

    personal_fields = frozenset({"document", "lifted_by"})

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True) | Q(lifted_on__gte=F("since")), name="hold_lifted_after"
            )
        ]

    def __str__(self) -> str:
        return self.get_ground_display()

    def subject_of_data(self) -> int | None:
        return self.person_id


class ConfirmedTerm(Record):
    """The office confirms how long a kind of record is kept, by its own citation; the latest one holds."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    years = models.PositiveSmallIntegerField(_("Số năm"), null=True, blank=True)
    citation = models.CharField(_("Căn cứ"), max_length=300)
    confirmed_on = models.DateField(_("Ngày xác nhận"))

    class Meta:
        ordering = ["kind", "-confirmed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.years}"


class Anonymisation(Record):
    """A person was anonymised by a decision; ``rows`` tells how many records of which kind were blanked."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="anonymisation")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    document = models.CharField(_("Quyết định"), max_length=200)
    happened_on = models.DateField(_("Ngày"))
    rows = models.JSONField(default=dict)

    class Meta:
        ordering = ["-happened_on", "-pk"]

    def __str__(self) -> str:
        return str(self.person)
