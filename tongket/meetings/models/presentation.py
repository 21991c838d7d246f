"""The order in which awards are handed over on stage."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.meetings.models.conference import Conference
from tongket.meetings.states import Only
from tongket.organisation.models import Person, Unit


class PresentationStep(Record):
    """One group called to the stage: recipients of one kind of award, all or only leaders or the others."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField(_("Đợt"))
    kind = models.CharField(_("Loại khen thưởng"), max_length=40)
    only = models.CharField(_("Phạm vi"), max_length=10, choices=Only.choices, blank=True, default=Only.ALL)
    handed_over_by = models.CharField(_("Người trao"), max_length=250)
    presenter = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "number"], name="presentation_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:presentation", args=[self.conference_id]) + f"#dot-{self.number}"


class Proxy(Record):
    """Somebody who receives on stage in place of an absent recipient."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="proxies")
    recipient = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "recipient"], name="one_proxy_per_recipient"),
            models.CheckConstraint(
                condition=~models.Q(recipient=models.F("received_by")), name="proxy_is_somebody_else"
            ),
        ]

    def __str__(self) -> str:
        return str(_("Người nhận thay trên sân khấu"))

    def get_absolute_url(self) -> str:
        return reverse("meetings:presentation", args=[self.conference_id])


class StageEntry(Record):
    """One recipient on stage, in order. ``award`` is the award handed over; a recognition that carries no
    certificate has none and says so in ``citation``. Certificates lie sorted in this order."""

    step = models.ForeignKey(PresentationStep, on_delete=models.CASCADE, related_name="entries")
    order = models.PositiveSmallIntegerField(_("Thứ tự"))
    award = models.ForeignKey(
        "awards.Award", on_delete=models.PROTECT, null=True, related_name="stage_entries"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    citation = models.CharField(_("Nội dung xướng danh"), max_length=500, blank=True)

    class Meta:
        ordering = ["step__number", "order"]
        constraints = [
            models.UniqueConstraint(fields=["step", "order"], name="stage_order_once"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=True, unit__isnull=False)
                | models.Q(person__isnull=False, unit__isnull=True),
                name="stage_entry_of_person_or_unit",
            ),
        ]

    def __str__(self) -> str:
        return _("Lượt trao thưởng thứ %(order)s") % {"order": self.order}

    def subject_of_data(self) -> int | None:
        return self.person_id

    def get_absolute_url(self) -> str:
        return reverse("meetings:presentation", args=[self.step.conference_id])
