"""Commendations of earlier years as evidence, and exemplars over their period."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.awards.models.decisions import AwardDecision
from tongket.awards.states import ExemplarState
from tongket.organisation.models import Person, Unit


class PastAward(Record):
    """A commendation of a year before the software was used, as the old papers say."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="past_awards")
    recorded_at_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("Năm"))
    form = models.CharField(_("Hình thức"), max_length=200)
    issuer = models.CharField(_("Cấp khen"), max_length=250)
    number = models.CharField(_("Số quyết định"), max_length=60)
    evidence = models.CharField(_("Bản lưu"), max_length=300, blank=True)

    personal_fields = frozenset({"form", "number"})

    class Meta:
        ordering = ["person", "year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "year", "form", "issuer", "number"], name="past_award_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.form}"

    def get_absolute_url(self) -> str:
        return reverse("awards:person_history", args=[self.person_id])

    def subject_of_data(self) -> int | None:
        return self.person_id


class Exemplar(Record):
    """A person to be built up, and later perhaps recognised, as an exemplar for a period (U31)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="exemplars")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="exemplars")
    year_from = models.PositiveSmallIntegerField(_("Từ năm"))
    year_to = models.PositiveSmallIntegerField(_("Đến năm"))
    field = models.CharField(_("Lĩnh vực"), max_length=200)
    state = models.CharField(max_length=20, choices=ExemplarState.choices)
    decision = models.ForeignKey(
        AwardDecision, on_delete=models.PROTECT, null=True, blank=True, related_name="exemplars"
    )
    consent_on = models.DateField(_("Ngày đồng ý giới thiệu công khai"), null=True, blank=True)

    personal_fields = frozenset({"field", "consent_on"})

    class Meta:
        ordering = ["-year_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "year_from", "year_to"], name="exemplar_once_per_period"
            ),
            models.CheckConstraint(condition=Q(year_to__gte=F("year_from")), name="exemplar_period_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.period})"

    @property
    def period(self) -> str:
        """'2021–2023'."""
        return f"{self.year_from}–{self.year_to}"

    def get_absolute_url(self) -> str:
        return reverse("awards:exemplar", args=[self.pk])

    def subject_of_data(self) -> int | None:
        return self.person_id


class ExemplarStep(models.Model):
    """One stage on an exemplar's way: what was done, when, and the paper it rests on."""

    exemplar = models.ForeignKey(Exemplar, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=20, choices=ExemplarState.choices)
    happened_on = models.DateField()
    note = models.TextField(blank=True)
    paper = models.CharField(_("Văn bản"), max_length=250, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_state_display()
