"""Cell meetings, one line each (U16): the full minutes stay in the cell's own book."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.meetings.states import MeetingKind
from tongket.organisation.models import Unit


class CellMeeting(Record):
    """One meeting of one cell. Counts are kept as received; ``adds_up`` says whether they agree."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="cell_meetings", verbose_name=_("Chi bộ")
    )
    year = models.PositiveSmallIntegerField(_("Năm"))
    kind = models.CharField(_("Loại"), max_length=10, choices=MeetingKind.choices)
    held_on = models.DateField(_("Ngày họp"))
    due = models.PositiveIntegerField(_("Phải dự"))
    present = models.PositiveIntegerField(_("Có mặt"))
    absent = models.PositiveIntegerField(_("Vắng"))
    excused = models.PositiveIntegerField(_("Vắng có lý do"))
    minutes_number = models.CharField(_("Số biên bản"), max_length=60, blank=True)
    topic = models.CharField(_("Nội dung"), max_length=400)

    class Meta:
        ordering = ["unit__code_key", "held_on", "kind", "pk"]
        indexes = [models.Index(fields=["unit", "year"])]
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "held_on", "topic"], name="cell_meeting_once")
        ]

    def __str__(self) -> str:
        return self.topic

    def get_absolute_url(self) -> str:
        return reverse("meetings:cell_meeting", args=[self.pk])

    @property
    def adds_up(self) -> bool:
        """Due = present + absent, and no more excused than absent."""
        return self.due == self.present + self.absent and self.excused <= self.absent
