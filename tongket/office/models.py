"""What an organisation has chosen for itself."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.common.vocabulary import VOCABULARIES
from tongket.organisation.models import Unit


class OfficeProfile(Record):
    """The rooms that an organisation has switched on, and its words; holds for the units below it too."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="office_profile")
    rooms = models.JSONField(_("Phần việc đang dùng"), default=list)
    vocabulary = models.CharField(
        _("Cách gọi"),
        max_length=20,
        default="party",
        choices=[(v.key, v.name) for v in VOCABULARIES.values()],
    )

    def __str__(self) -> str:
        return str(self.unit)
