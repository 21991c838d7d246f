"""Who is nominated for what, and the submission letters that carry nominations upward."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.awards.states import NominationState
from tongket.organisation.models import Person, Unit

PERSON_OR_UNIT = Q(person__isnull=False, unit__isnull=True) | Q(person__isnull=True, unit__isnull=False)


class Submission(Record):
    """A submission letter (tờ trình) of a round: it carries nominations, and the organisation's own level."""

    round = models.ForeignKey("rounds.Round", on_delete=models.PROTECT, related_name="submissions")
    document = models.OneToOneField("documents.Document", on_delete=models.PROTECT, related_name="submission")
    addressed_to = models.CharField(_("Kính trình"), max_length=250)
    organisation_proposed = models.CharField(_("Mức đề nghị cho tổ chức"), max_length=20, blank=True)

    class Meta:
        ordering = ["document__date", "pk"]

    def __str__(self) -> str:
        return str(self.document)

    def get_absolute_url(self) -> str:
        return reverse("awards:nominations", args=[self.round.year])


class Nomination(Record):
    """A person or a unit nominated for one kind of commendation in a round."""

    round = models.ForeignKey("rounds.Round", on_delete=models.PROTECT, related_name="nominations")
    kind = models.CharField(_("Loại khen thưởng"), max_length=60)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="nominations"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="nominations"
    )
    nominated_by = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    achievement = models.TextField(_("Thành tích"), blank=True)
    period_from = models.PositiveSmallIntegerField(_("Từ năm"), null=True, blank=True)
    period_to = models.PositiveSmallIntegerField(_("Đến năm"), null=True, blank=True)
    field = models.CharField(_("Lĩnh vực"), max_length=200, blank=True)
    state = models.CharField(max_length=30, choices=NominationState.choices, default=NominationState.DRAFT)
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="nominations"
    )

    personal_fields = frozenset({"achievement"})

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=PERSON_OR_UNIT, name="nomination_person_or_unit"),
            models.UniqueConstraint(fields=["round", "kind", "person"], name="nomination_person_once"),
            models.UniqueConstraint(fields=["round", "kind", "unit"], name="nomination_unit_once"),
        ]

    def __str__(self) -> str:
        return str(self.person or self.unit)

    def get_absolute_url(self) -> str:
        return reverse("awards:nomination", args=[self.pk])

    def subject_of_data(self) -> int | None:
        return self.person_id


class NominationStep(models.Model):
    """One change of a nomination's state with its reason: the dossier's own trace for its readers."""

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=30, choices=NominationState.choices)
    happened_on = models.DateField()
    by_label = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_state_display()
