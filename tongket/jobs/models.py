"""One piece of long work: what, for whom, how far, and where its result is."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    QUEUED = "queued", _("Đang chờ")
    RUNNING = "running", _("Đang chạy")
    DONE = "done", _("Xong")
    FAILED = "failed", _("Không xong")
    STOPPED = "stopped", _("Đã dừng")


class Job(models.Model):
    """``payload`` holds ids only. ``error`` is the refusal's text by language, ``begun_at`` the page it was started
    from, ``stop`` that somebody wants it ended. A job's whole effect is one transaction of the action that it calls,
    so that running it again after a loss doubles nothing, and stopping it before leaves nothing."""

    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    text = models.CharField(max_length=200)
    account_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=1)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.JSONField(default=dict)
    stop = models.BooleanField(default=False)
    begun_at = models.CharField(max_length=300, blank=True)
    lands_on = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("jobs:job", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return self.state not in (JobState.QUEUED, JobState.RUNNING)
