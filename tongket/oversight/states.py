"""Forms of discipline and states of a remedy."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DisciplineForm(models.TextChoices):
    """Party discipline of a member, mildest first."""

    REPRIMAND = "reprimand", _("Khiển trách")
    WARNING = "warning", _("Cảnh cáo")
    REMOVAL = "removal", _("Cách chức")
    EXPULSION = "expulsion", _("Khai trừ")

    @property
    def severity(self) -> int:
        """Place in the order of severity, from 1."""
        return list(DisciplineForm).index(self) + 1


class RemedyState(models.TextChoices):
    """How far a shortcoming that was found has been remedied."""

    ONGOING = "ongoing", _("Đang khắc phục")
    REMEDIED = "remedied", _("Đã khắc phục")
