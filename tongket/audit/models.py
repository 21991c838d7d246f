"""The journal of effects, and which value of which record was used where."""

from __future__ import annotations

from django.db import models


class Record(models.Model):
    """Base of every stored thing that people change: its ``version`` grows with each change."""

    version = models.PositiveIntegerField(default=1, editable=False)

    #: Names of fields whose values are personal: the journal keeps them encrypted per person.
    personal_fields: frozenset[str] = frozenset()

    class Meta:
        abstract = True

    def subject_of_data(self) -> int | None:
        """Id of the person whose data this row holds; None when it holds none."""
        return None


class SubjectKey(models.Model):
    """The key under which one person's values in the journal are encrypted. Destroying it anonymises them."""

    person_id = models.BigIntegerField(primary_key=True)
    key = models.BinaryField()

    def __str__(self) -> str:
        return str(self.person_id)


class Entry(models.Model):
    """One act: who did what when, and every field it changed. Entries are never changed or removed."""

    action = models.CharField(max_length=100)
    action_version = models.PositiveSmallIntegerField(default=1)
    actor_account_id = models.BigIntegerField(null=True)
    #: The account in whose place a deputy acted; none for an act by own right.
    in_place_of_id = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=10)
    unit_id = models.BigIntegerField(null=True)
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    effects = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["unit_id", "recorded_at"])]

    def __str__(self) -> str:
        return f"{self.pk} {self.action}"


class Touched(models.Model):
    """Index of the journal: which entries changed a record."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="touched")
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["model", "object_id"])]

    def __str__(self) -> str:
        return f"{self.model}:{self.object_id}"


class Use(models.Model):
    """A value that was taken from a record to compute, print or publish something.

    ``source`` is where the value came from, ``user`` what was made with it, ``role`` what for.
    When the source's version has moved on since, what was made with it is stale.
    """

    source_model = models.CharField(max_length=60)
    source_id = models.BigIntegerField()
    source_version = models.PositiveIntegerField()
    source_field = models.CharField(max_length=60, blank=True)
    value = models.JSONField(null=True)
    user_model = models.CharField(max_length=60)
    user_id = models.BigIntegerField()
    role = models.CharField(max_length=60)

    class Meta:
        indexes = [
            models.Index(fields=["source_model", "source_id"]),
            models.Index(fields=["user_model", "user_id", "role"]),
        ]

    def __str__(self) -> str:
        return f"{self.source_model}:{self.source_id} → {self.user_model}:{self.user_id} ({self.role})"


class Seal(models.Model):
    """One link of the journal's chain: the number of an entry and the digest over it and the link before.

    Entries are numbered by the sealer, after they are written, so that writers never wait for each other.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"


class Look(models.Model):
    """Somebody read a personal file: one row per reader, person, page and day, however often it was opened."""

    account_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    page = models.CharField(max_length=100)
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "day", "account_id", "page"], name="look_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.account_id} → {self.person_id} {self.day}"


class ExportLog(models.Model):
    """One list that left the system as a file: what, by whom, with which filter, how many rows."""

    action = models.CharField(max_length=100)
    actor_account_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    filters = models.JSONField(default=dict)
    rows = models.PositiveIntegerField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.action} ({self.rows})"
