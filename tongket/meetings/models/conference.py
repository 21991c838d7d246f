"""The conference: agenda, who was called and came, what was said, and what was concluded."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.meetings.states import CheckInWay, ConferenceState
from tongket.organisation.models import Person, Unit
from tongket.work.models import Task


def minutes_between(start: dt.time, end: dt.time) -> int:
    """Whole minutes from one time of a day to another."""
    return (end.hour * 60 + end.minute) - (start.hour * 60 + start.minute)


class Conference(Record):
    """The meeting at which an organisation sums up ``year`` and sets the tasks of the year after."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="conferences", verbose_name=_("Đơn vị")
    )
    year = models.PositiveSmallIntegerField(_("Tổng kết năm"))
    title = models.CharField(_("Tên hội nghị"), max_length=300)
    held_on = models.DateField(_("Ngày"))
    place = models.CharField(_("Địa điểm"), max_length=250)
    state = models.CharField(
        _("Trạng thái"), max_length=10, choices=ConferenceState.choices, default=ConferenceState.PLANNED
    )
    chaired_by = models.CharField(_("Chủ trì"), max_length=250, blank=True)
    minutes_by = models.CharField(_("Thư ký"), max_length=250, blank=True)
    summoned_received = models.PositiveIntegerField(_("Triệu tập (theo báo cáo)"), null=True, blank=True)
    present_received = models.PositiveIntegerField(_("Có mặt (theo báo cáo)"), null=True, blank=True)

    class Meta:
        ordering = ["-held_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "held_on"], name="conference_once_a_day")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:conference", args=[self.pk])


class _OfConference(Record):
    """A part of a conference, shown on the conference's own pages."""

    class Meta:
        abstract = True


class AgendaItem(_OfConference):
    """One item of the agenda: when, what, in whose charge; and how it went."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="agenda")
    number = models.PositiveSmallIntegerField(_("Mục"))
    starts_at = models.TimeField(_("Từ"))
    ends_at = models.TimeField(_("Đến"))
    item = models.CharField(_("Nội dung"), max_length=300)
    in_charge = models.CharField(_("Phụ trách"), max_length=250)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    started_at = models.TimeField(_("Bắt đầu thực tế"), null=True, blank=True)
    ended_at = models.TimeField(_("Kết thúc thực tế"), null=True, blank=True)
    minutes = models.TextField(_("Ghi biên bản"), blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "number"], name="agenda_number_once"),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="agenda_item_takes_time"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True)
                | Q(started_at__isnull=False, started_at__lte=F("ended_at")),
                name="agenda_item_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.item}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:minutes", args=[self.conference_id]) + f"#muc-{self.number}"

    @property
    def length(self) -> int:
        """Planned minutes."""
        return minutes_between(self.starts_at, self.ends_at)


class Guest(_OfConference):
    """Somebody from outside with the post by which they are invited; a person without Party data (U36)."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="guests")
    name = models.CharField(_("Họ và tên"), max_length=200)
    post = models.CharField(_("Chức vụ"), max_length=300, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "name", "post"], name="guest_invited_once")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:attendance", args=[self.conference_id])


class Attendance(_OfConference):
    """One person called to the conference; ``present`` is null until it is known."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="attendance")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="conference_attendance")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("Số"))
    present = models.BooleanField(_("Có mặt"), null=True)
    reason = models.CharField(_("Lý do vắng"), max_length=250, blank=True)
    way = models.CharField(_("Cách điểm danh"), max_length=10, choices=CheckInWay.choices, blank=True)
    checked_in_at = models.DateTimeField(null=True)

    personal_fields = frozenset({"reason"})

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "person"], name="summoned_once"),
            models.UniqueConstraint(fields=["conference", "number"], name="check_in_number_once"),
        ]

    def __str__(self) -> str:
        return _("Số %(number)s trong danh sách triệu tập") % {"number": self.number}

    def subject_of_data(self) -> int | None:
        return self.person_id

    def get_absolute_url(self) -> str:
        return reverse("meetings:attendance", args=[self.conference_id]) + f"#so-{self.number}"


class Speech(_OfConference):
    """One speech: who, for how long by the plan, and how long it took."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="speeches")
    number = models.PositiveSmallIntegerField(_("STT"))
    speaker = models.CharField(_("Người phát biểu"), max_length=250)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, related_name="speeches")
    minutes = models.PositiveSmallIntegerField(_("Thời lượng (phút)"))
    minutes_taken = models.PositiveSmallIntegerField(_("Thực tế (phút)"), null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["conference", "number"], name="speech_number_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.speaker}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:speeches", args=[self.conference_id])

    @property
    def minutes_over(self) -> int | None:
        """Minutes beyond the plan (negative: shorter); None while it was not held."""
        return None if self.minutes_taken is None else self.minutes_taken - self.minutes


class Direction(_OfConference):
    """What a speech asked for."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="directions")
    speech = models.ForeignKey(Speech, on_delete=models.PROTECT, related_name="directions")
    key = models.CharField(_("Mã"), max_length=20)
    text = models.CharField(_("Nội dung chỉ đạo"), max_length=500)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["conference", "key"], name="direction_key_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.text}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:speeches", args=[self.conference_id])


class Conclusion(_OfConference):
    """What the conference concluded: who does what until when. Its task is one of the year after."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="conclusions")
    number = models.PositiveSmallIntegerField(_("STT"))
    key = models.SlugField(_("Mã"), max_length=60)
    text = models.CharField(_("Nội dung"), max_length=500)
    target = models.CharField(_("Chỉ tiêu"), max_length=300)
    directions = models.ManyToManyField(Direction, related_name="conclusions", blank=True)
    in_charge = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Đơn vị chủ trì")
    )
    due_on = models.DateField(_("Thời hạn"))
    task = models.OneToOneField(Task, on_delete=models.PROTECT, null=True, related_name="conclusion")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "key"], name="conclusion_key_once"),
            models.UniqueConstraint(fields=["conference", "number"], name="conclusion_number_once"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("meetings:conclusion", args=[self.pk])


class Photo(_OfConference):
    """A photo slot with its caption; ``file`` is the name of the picture once there is one."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="photos")
    number = models.PositiveSmallIntegerField(_("STT"))
    caption = models.CharField(_("Chú thích"), max_length=400)
    file = models.CharField(_("Tệp ảnh"), max_length=250, null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["conference", "number"], name="photo_number_once")]

    def __str__(self) -> str:
        return self.caption

    def get_absolute_url(self) -> str:
        return reverse("meetings:conference", args=[self.conference_id])
