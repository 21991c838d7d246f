"""What was said of people and units in the review of a year, by whom, on which day, by which road."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.common.dates import format_day
from tongket.organisation.models import Person, Unit
from tongket.reviews.states import AbsenceReason, Body, CivilGroup, CivilLevel, Entered, Level, PeerKind
from tongket.rounds.models import Round


class _OfPerson(Record):
    class Meta:
        abstract = True

    def subject_of_data(self) -> int | None:
        return self.person_id


class CivilRating(_OfPerson):
    """The yearly rating of a person as civil servant or public employee. No row: not yet received."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="civil_ratings")
    year = models.PositiveSmallIntegerField()
    rating = models.CharField(_("Xếp loại"), max_length=20, choices=CivilLevel.choices)
    decided_on = models.DateField(_("Ngày quyết định"), null=True)
    group = models.CharField(_("Đối tượng"), max_length=80, blank=True)

    personal_fields = frozenset({"rating"})

    class Meta:
        verbose_name = _("Kết quả xếp loại công chức, viên chức")
        constraints = [models.UniqueConstraint(fields=["person", "year"], name="one_civil_rating_a_year")]

    def __str__(self) -> str:
        words = {"year": self.year, "rating": self.get_rating_display()}
        return _("Xếp loại công chức, viên chức năm %(year)s: %(rating)s") % words

    def get_absolute_url(self) -> str:
        return reverse("reviews:person", args=[self.year, self.person_id]) + "#civil-rating"

    @property
    def group_text(self) -> str:
        """The group in words; a group that an office named in its own words stays as it is."""
        return str(dict(CivilGroup.choices).get(self.group, self.group))


class CollectiveRating(Record):
    """The yearly rating of an office or mass organisation beside a Party unit."""

    label = models.CharField(_("Tên"), max_length=250)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("Loại"), max_length=20, choices=PeerKind.choices)
    peer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="peer_ratings")
    year = models.PositiveSmallIntegerField()
    rating = models.CharField(_("Xếp loại"), max_length=20, choices=Level.choices)
    decided_on = models.DateField(_("Ngày quyết định"), null=True)

    class Meta:
        verbose_name = _("Kết quả xếp loại tập thể")
        constraints = [
            models.UniqueConstraint(fields=["peer", "year", "label"], name="one_collective_rating_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.get_rating_display()}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:collective_ratings", args=[self.year]) + f"#c{self.pk}"


class Absence(_OfPerson):
    """Leave in the year, with the days that the paper counts."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    year = models.PositiveSmallIntegerField()
    reason = models.CharField(_("Lý do"), max_length=10, choices=AbsenceReason.choices)
    first_day = models.DateField(_("Từ ngày"))
    last_day = models.DateField(_("Đến ngày"))
    days = models.PositiveSmallIntegerField(_("Số ngày"))

    personal_fields = frozenset({"reason", "first_day", "last_day", "days"})

    class Meta:
        verbose_name = _("Thời gian nghỉ")
        constraints = [
            models.UniqueConstraint(fields=["person", "year", "first_day"], name="absence_once"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}, {format_day(self.first_day)} – {format_day(self.last_day)}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:absence", args=[self.year, self.pk])


class Assessment(Record):
    """One body's view of one subject in a round: marks by criterion and the level it proposes.

    ``marks`` maps the criteria of the round's pack to marks. They live on this row, so that its version
    moves when any of them changes and what was computed from it is known to be stale.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="assessments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="assessments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="assessments")
    body = models.CharField(_("Chủ thể đánh giá"), max_length=20, choices=Body.choices)
    level = models.CharField(_("Mức đề nghị"), max_length=20, choices=Level.choices, blank=True)
    marks = models.JSONField(_("Điểm theo tiêu chí"), default=dict)
    happened_on = models.DateField(_("Ngày trên bản giấy"), null=True)
    entered = models.CharField(_("Cách nhập"), max_length=10, choices=Entered.choices)

    personal_fields = frozenset({"level", "marks"})

    class Meta:
        verbose_name = _("Phiếu đánh giá")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, unit__isnull=False)
                | Q(person__isnull=False, unit__isnull=True),
                name="assessment_of_person_or_unit",
            ),
            models.UniqueConstraint(
                fields=["round", "person", "body"],
                condition=Q(person__isnull=False),
                name="person_assessed_once",
            ),
            models.UniqueConstraint(
                fields=["round", "unit", "body"], condition=Q(unit__isnull=False), name="unit_assessed_once"
            ),
        ]

    def __str__(self) -> str:
        level = self.get_level_display()
        return f"{self.get_body_display()}: {level}" if level else str(self.get_body_display())

    def subject_of_data(self) -> int | None:
        return self.person_id

    def get_absolute_url(self) -> str:
        if self.person_id:
            return reverse("reviews:person", args=[self.round.year, self.person_id]) + f"#{self.body}"
        return reverse("reviews:unit", args=[self.round.year, self.unit_id]) + f"#{self.body}"


class ResidenceComment(_OfPerson):
    """The comment of the place where the member lives or takes part for a time."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="residence_comments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="residence_comments")
    place = models.CharField(_("Nơi nhận xét"), max_length=250)
    day = models.DateField(_("Ngày"), null=True)
    text = models.TextField(_("Nội dung"))

    personal_fields = frozenset({"place", "text"})

    class Meta:
        verbose_name = _("Nhận xét nơi cư trú")
        constraints = [
            models.UniqueConstraint(fields=["round", "person", "place"], name="one_comment_a_place")
        ]

    def __str__(self) -> str:
        return self.place

    def get_absolute_url(self) -> str:
        return reverse("reviews:person", args=[self.round.year, self.person_id]) + "#residence"
