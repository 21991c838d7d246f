"""A post's work handed from one person to the next."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.organisation.models.people import RoleAssignment


class HandOver(Record):
    """A role passed on by an act: whose role ended, whose began, and what was open that day.

    ``open_work``: list of {"text", "due" (ISO day or null), "place"} as the successor was told it.
    """

    ended = models.OneToOneField(RoleAssignment, on_delete=models.PROTECT, related_name="handed_to")
    begun = models.OneToOneField(RoleAssignment, on_delete=models.PROTECT, related_name="handed_from")
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField(_("Ngày bàn giao"))
    decision = models.CharField(_("Văn bản"), max_length=200)
    note = models.TextField(_("Ghi chú"), blank=True)
    open_work = models.JSONField(_("Việc đang dở"), default=list)

    class Meta:
        ordering = ["-happened_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.ended} → {self.begun.account}"

    def get_absolute_url(self) -> str:
        return reverse("organisation:hand_over", args=[self.pk])

    @property
    def noted(self) -> list[dict[str, Any]]:
        """The open work with its deadlines as days."""
        return [
            item | {"due": dt.date.fromisoformat(item["due"]) if item["due"] else None}
            for item in self.open_work
        ]
