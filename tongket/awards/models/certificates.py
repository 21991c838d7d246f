"""Certificates and the register book: numbers are never given twice and never vanish."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.awards.models.decisions import Award
from tongket.awards.states import CertificateState, RegisterAct
from tongket.organisation.models import Unit


class Certificate(Record):
    """The paper that an award gives, as entered in the book of the issuing unit for a year.

    ``code`` are the eight characters printed on its back: only who holds the paper knows them.
    ``printed_*`` are the words on the paper, so that a forged text under a genuine number shows.
    """

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="certificate")
    book = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(_("Vào sổ số"))
    code = models.CharField(max_length=8, unique=True)
    printed_name = models.CharField(max_length=250)
    printed_post = models.CharField(max_length=250, blank=True)
    printed_citation = models.CharField(max_length=400)
    state = models.CharField(max_length=20, choices=CertificateState.choices, default=CertificateState.ISSUED)

    personal_fields = frozenset({"code", "printed_name", "printed_post", "printed_citation"})

    class Meta:
        ordering = ["book", "year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["book", "year", "number"], name="certificate_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="certificate_number_from_one"),
        ]

    def __str__(self) -> str:
        return self.number_text

    @property
    def number_text(self) -> str:
        """'01': two digits at least, as the book writes it."""
        return f"{self.number:02d}"

    def get_absolute_url(self) -> str:
        return reverse("awards:certificate", args=[self.pk])

    def subject_of_data(self) -> int | None:
        return self.award.person_id


class RegisterEntry(models.Model):
    """One line of a certificate's trace in the register."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="entries")
    act = models.CharField(max_length=20, choices=RegisterAct.choices)
    happened_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    received_by = models.CharField(_("Người nhận"), max_length=250, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return _("Dòng sổ khen thưởng: %(act)s") % {"act": self.get_act_display()}
