"""Where tasks come from and how they stand."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceLine(models.TextChoices):
    """The line on which a task was given; civil tasks live in the agency's own system (U33)."""

    PARTY = "party", _("Tuyến Đảng")
    GOVERNMENT = "government", _("Tuyến chính quyền")


class Standing(models.TextChoices):
    """How a task is counted. One task may be counted under several: done and late, for example."""

    DONE = "done", _("Xong")
    LATE = "late", _("Chậm")
    EXCEEDED = "exceeded", _("Vượt")
