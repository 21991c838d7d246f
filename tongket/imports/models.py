"""Files that came in, kept as received until they are confirmed or put aside."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record


class BatchState(models.TextChoices):
    """A file is looked at, then written as a whole or put aside."""

    DRAFT = "draft", _("Đang xem trước")
    CONFIRMED = "confirmed", _("Đã ghi")
    DISCARDED = "discarded", _("Đã bỏ")
    UNDONE = "undone", _("Đã hoàn tác")


class Batch(Record):
    """One uploaded workbook of a kind, for a unit and a year.

    ``accepted`` holds 'sheet!row' of warnings that the person has agreed to, ``answers`` what an empty cell
    of a column means in this file, ``mapping`` what the person said of headings (path → column, empty: left
    out), ``convert`` the old encodings to convert, ``corrections`` what should stand in cells ('sheet!C12' → text)
    while the file stays as received. ``seen`` is what would have been done with each row when the
    file was looked at last; ``entries`` are the journal's entries that wrote it.
    """

    route = models.CharField(max_length=40)
    unit_id = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()
    file_name = models.CharField(_("Tên tệp"), max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.DRAFT)
    happened_on = models.DateField(_("Danh sách tính đến ngày"))
    accepted = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    convert = models.JSONField(default=list)
    corrections = models.JSONField(default=dict)
    seen = models.BinaryField(default=bytes)
    entries = models.JSONField(default=list)
    rows_written = models.PositiveIntegerField(null=True)
    uploaded_by = models.BigIntegerField()
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["unit_id", "uploaded_at"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(rows_written__isnull=False),
                name="confirmed_batch_says_how_many",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("imports:preview", args=[self.pk])


class KnownHeading(Record):
    """What an office means by a heading of its lists of a kind; ``column`` is empty when it is left out."""

    unit_id = models.BigIntegerField()
    route = models.CharField(max_length=40)
    heading = models.CharField(max_length=300)
    column = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "route", "heading"], name="heading_once_per_office")
        ]

    def __str__(self) -> str:
        return self.heading
