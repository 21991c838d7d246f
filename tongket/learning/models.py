"""Sessions of study of resolutions and topics, with how many came."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.organisation.models import Unit


class StudySession(Record):
    """One session of study at one unit. Counts are kept as they were received."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="study_sessions", verbose_name=_("Chi bộ")
    )
    year = models.PositiveSmallIntegerField(_("Năm"))
    held_on = models.DateField(_("Ngày"))
    topic = models.CharField(_("Nội dung"), max_length=400)
    due = models.PositiveIntegerField(_("Phải dự"))
    present = models.PositiveIntegerField(_("Có mặt"))

    class Meta:
        ordering = ["unit__code_key", "held_on", "pk"]
        indexes = [models.Index(fields=["unit", "year"])]
        constraints = [
            models.UniqueConstraint(fields=["unit", "held_on", "topic"], name="study_session_once")
        ]

    def __str__(self) -> str:
        return self.topic

    def get_absolute_url(self) -> str:
        return reverse("learning:session", args=[self.pk])

    @property
    def adds_up(self) -> bool:
        """Nobody can be present who was not due."""
        return self.present <= self.due
