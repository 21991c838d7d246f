"""Decisions on commendation and those whom they name."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.awards.states import AwardState, PublicationGround
from tongket.organisation.models import Person, Unit

ONE_RECIPIENT = (
    Q(person__isnull=False, unit__isnull=True, outside_name="")
    | Q(person__isnull=True, unit__isnull=False, outside_name="")
    | (Q(person__isnull=True, unit__isnull=True) & ~Q(outside_name=""))
)


class AwardDecision(Record):
    """What a decision document decides for one kind of commendation in a round.

    Number, date, issuer and signer are those of ``document``. ``publication_*`` say on which ground its
    names may be shown to the public, and until when (U11).
    """

    round = models.ForeignKey("rounds.Round", on_delete=models.PROTECT, related_name="award_decisions")
    kind = models.CharField(_("Loại khen thưởng"), max_length=60)
    document = models.OneToOneField(
        "documents.Document", on_delete=models.PROTECT, related_name="award_decision"
    )
    issuing_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    ground = models.TextField(_("Căn cứ khen"), blank=True)
    state = models.CharField(max_length=20, choices=AwardState.choices, default=AwardState.GRANTED)
    publication_ground = models.CharField(max_length=20, choices=PublicationGround.choices, blank=True)
    publication_note = models.CharField(_("Văn bản làm căn cứ công khai"), max_length=300, blank=True)
    published_until = models.DateField(_("Công khai đến ngày"), null=True, blank=True)

    class Meta:
        ordering = ["document__date", "document__number", "pk"]

    def __str__(self) -> str:
        return str(self.document)

    def get_absolute_url(self) -> str:
        return reverse("awards:decision", args=[self.pk])


class Award(Record):
    """One recipient of a decision: a person, a unit of the register, or an outside body by name.

    ``irregular``: the paper names the recipient, but the records don't carry it (reason beside it). It is
    kept as received and gives no certificate until it is regularised (U2).
    """

    decision = models.ForeignKey(AwardDecision, on_delete=models.PROTECT, related_name="awards")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=60)
    form = models.CharField(max_length=40)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="awards")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="awards")
    outside_name = models.CharField(max_length=250, blank=True)
    issuer_name = models.CharField(max_length=250)
    ground = models.TextField(blank=True)
    number = models.PositiveIntegerField(_("STT trong danh sách"), default=0)
    state = models.CharField(max_length=20, choices=AwardState.choices, default=AwardState.GRANTED)
    state_reason = models.TextField(blank=True)
    period_from = models.PositiveSmallIntegerField(null=True, blank=True)
    period_to = models.PositiveSmallIntegerField(null=True, blank=True)
    irregular = models.BooleanField(_("Trái quy định"), default=False)
    irregular_reason = models.TextField(blank=True)
    regularised_by = models.CharField(_("Văn bản khắc phục"), max_length=250, blank=True)

    personal_fields = frozenset({"ground", "irregular_reason"})

    class Meta:
        ordering = ["decision", "number", "pk"]
        constraints = [
            models.CheckConstraint(condition=ONE_RECIPIENT, name="award_one_recipient"),
            models.UniqueConstraint(fields=["decision", "person"], name="award_person_once_per_decision"),
            models.UniqueConstraint(fields=["decision", "unit"], name="award_unit_once_per_decision"),
            models.CheckConstraint(
                condition=Q(irregular=False) | ~Q(irregular_reason=""), name="irregular_award_says_why"
            ),
        ]
        indexes = [models.Index(fields=["year", "kind"])]

    def __str__(self) -> str:
        return self.recipient_name

    @property
    def stands(self) -> bool:
        """Granted, not taken back, and in order."""
        return self.state == AwardState.GRANTED and (not self.irregular or bool(self.regularised_by))

    @property
    def recipient_name(self) -> str:
        """The recipient as the list names it."""
        return self.outside_name or str(self.person or self.unit)

    def get_absolute_url(self) -> str:
        return reverse("awards:decision", args=[self.decision_id]) + f"#khen-{self.pk}"

    def subject_of_data(self) -> int | None:
        return self.person_id
