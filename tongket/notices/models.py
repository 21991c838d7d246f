"""Notices, the letters that carry them, and the reminders that will become notices.

Nothing here holds a name or another personal value: a notice is a kind, ids, numbers and neutral words; its text is
made when it is read. No address is kept either: a letter goes to the address that the account has when it is sent.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.common.errors import Text
from tongket.notices.kinds import kind_of
from tongket.notices.states import LETTER_ERRORS, LetterState, ReminderState, Way


class Letter(models.Model):
    """One e-mail to one account: the log of sending. ``key`` is sent at most once; ``error`` is a code, no text of
    the mail server. ``at``: not before this moment."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letters")
    key = models.CharField(max_length=200)
    digest = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=LetterState.choices, default=LetterState.WAITING)
    at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "at"])]
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="letter_once_per_key")]

    def __str__(self) -> str:
        return f"{self.key} → {self.account_id}"

    @property
    def reason(self) -> Text:
        """Why it was not sent, or why nobody knows."""
        return LETTER_ERRORS.get(
            self.error, _("Kết nối với máy chủ thư bị ngắt (%(code)s)") % {"code": self.error}
        )


class Notice(models.Model):
    """Something that an account is told once per ``key``. ``unit_id`` is a plain key of the unit that it is about,
    ``url`` the page of this site it leads to."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    unit_id = models.BigIntegerField(null=True)
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, related_name="notices")
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["account", "read_at"]),
            models.Index(fields=["account", "-created_at", "-id"]),
            models.Index(fields=["unit_id", "created_at"]),
        ]
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="notice_once_per_key")]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The notice in the active language."""
        return kind_of(self.kind).words(self.params)


class Reminder(models.Model):
    """An act that falls due: at ``at`` it becomes a notice, unless its source no longer names it by then."""

    source = models.CharField(max_length=60)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    unit_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=ReminderState.choices, default=ReminderState.WAITING)

    class Meta:
        indexes = [models.Index(fields=["state", "at"]), models.Index(fields=["source", "state"])]
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="reminder_once_per_key")]

    def __str__(self) -> str:
        return f"{self.key} → {self.account_id}"


class Preference(Record):
    """How an account wants notices of a kind; without a row the kind's own way holds."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    way = models.CharField(_("Cách nhận"), max_length=10, choices=Way.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "kind"], name="preference_once_per_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.way}"
