"""Recorded conclusions of named authorities: discipline of members and findings on units.

Nothing here is an opinion of the system: each row cites the authority, the number and the day.
"""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.organisation.models import Person, Unit
from tongket.oversight.states import DisciplineForm, RemedyState


class Discipline(Record):
    """One decision that disciplined a member, with the year for which it counts."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="disciplines", verbose_name=_("Đảng viên")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="disciplines", verbose_name=_("Chi bộ")
    )
    form = models.CharField(_("Hình thức"), max_length=12, choices=DisciplineForm.choices)
    decision_number = models.CharField(_("Số quyết định"), max_length=80)
    decided_on = models.DateField(_("Ngày"))
    authority = models.CharField(_("Cơ quan quyết định"), max_length=250, blank=True)
    content = models.TextField(_("Nội dung vi phạm"))
    year_counted = models.PositiveSmallIntegerField(_("Tính vào năm"))
    self_detected_remedied = models.BooleanField(
        _("Tự phát hiện và đã khắc phục xong trước khi bị kỷ luật"), null=True
    )

    personal_fields = frozenset(
        {"form", "decision_number", "decided_on", "content", "self_detected_remedied"}
    )

    class Meta:
        ordering = ["-year_counted", "unit__code_key", "-decided_on", "pk"]
        indexes = [models.Index(fields=["year_counted", "person"])]
        constraints = [
            models.UniqueConstraint(fields=["person", "decision_number"], name="discipline_decision_once")
        ]

    def __str__(self) -> str:
        return self.decision_number

    def subject_of_data(self) -> int | None:
        return self.person_id

    def get_absolute_url(self) -> str:
        return reverse("oversight:discipline", args=[self.pk])


class Finding(Record):
    """What an inspection or supervision concluded about a unit, and how far it was remedied."""

    code = models.CharField(_("Mã"), max_length=40)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="findings", verbose_name=_("Đối tượng")
    )
    year = models.PositiveSmallIntegerField(_("Năm"))
    authority = models.CharField(_("Cơ quan kết luận"), max_length=250, blank=True)
    concluded_on = models.DateField(_("Ngày kết luận"))
    content = models.TextField(_("Nội dung"))
    shortcoming = models.TextField(_("Hạn chế, khuyết điểm"), blank=True)
    remedy = models.TextField(_("Khắc phục"), blank=True)
    state = models.CharField(
        _("Trạng thái"), max_length=10, choices=RemedyState.choices, default=RemedyState.ONGOING
    )
    remedied_on = models.DateField(_("Ngày khắc phục xong"), null=True, blank=True)

    class Meta:
        ordering = ["-year", "concluded_on", "code", "pk"]
        indexes = [models.Index(fields=["unit", "year"])]
        constraints = [models.UniqueConstraint(fields=["unit", "year", "code"], name="finding_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.content}"

    def get_absolute_url(self) -> str:
        return reverse("oversight:finding", args=[self.pk])
