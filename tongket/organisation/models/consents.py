"""What a person agreed to: only where consent is the ground, each purpose by itself (U12)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.organisation.models.people import Person


class ConsentPurpose(models.TextChoices):
    """Purposes that rest on consent alone; rating and commendation rest on the organisation's duty and are none."""

    NAME = "name", _("Công bố họ tên khi được khen thưởng")
    PHOTO = "photo", _("Công bố ảnh")
    STORY = "story", _("Giới thiệu gương điển hình")
    PRIVATE_CONTACT = "private_contact", _("Liên hệ qua điện thoại, thư riêng")


class ConsentWay(models.TextChoices):
    """How the consent was given."""

    OWN = "own", _("Tự ghi trên hệ thống")
    PAPER = "paper", _("Giấy có chữ ký, văn phòng ghi")


class Consent(Record):
    """One consent for one purpose, from the day given until the day withdrawn; ``wording`` is the version of the
    words that were agreed to."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(_("Mục đích"), max_length=20, choices=ConsentPurpose.choices)
    way = models.CharField(_("Cách ghi"), max_length=10, choices=ConsentWay.choices)
    wording = models.CharField(_("Bản lời đồng ý"), max_length=20)
    given_on = models.DateField(_("Ngày đồng ý"))
    document = models.CharField(_("Giấy đồng ý"), max_length=200, blank=True)
    withdrawn_on = models.DateField(_("Ngày rút"), null=True, blank=True)
    withdrawal_way = models.CharField(_("Cách rút"), max_length=10, choices=ConsentWay.choices, blank=True)
    withdrawal_document = models.CharField(_("Giấy rút đồng ý"), max_length=200, blank=True)

    personal_fields = frozenset({"document", "withdrawal_document"})

    class Meta:
        ordering = ["purpose", "-given_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_on__isnull=True),
                name="one_standing_consent_a_purpose",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")),
                name="consent_withdrawn_after_given",
            ),
            models.CheckConstraint(
                condition=~Q(way="paper") | ~Q(document=""), name="consent_on_paper_names_it"
            ),
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()

    def get_absolute_url(self) -> str:
        return reverse("privacy:person_data", args=[self.person_id])

    def subject_of_data(self) -> int | None:
        return self.person_id
