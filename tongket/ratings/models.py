"""What the rules allow, what the quota leaves, and what the bodies decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.organisation.models import Person, Unit
from tongket.ratings.states import DecidingBody, RatingState, Scope
from tongket.reviews.states import Level
from tongket.rounds.models import Round

#: Whom a quota limits; other subjects are named by their pack.
_QUOTAS = {
    "members": _("Đảng viên hoàn thành xuất sắc nhiệm vụ"),
    "cells": _("Chi bộ hoàn thành xuất sắc nhiệm vụ"),
}
_ONE_SUBJECT = Q(person__isnull=True, unit__isnull=False) | Q(person__isnull=False, unit__isnull=True)


class _OfSubject(Record):
    """A row about one person or one unit of a round."""

    class Meta:
        abstract = True

    def subject_of_data(self) -> int | None:
        return self.person_id

    def get_absolute_url(self) -> str:
        if self.person_id:
            return reverse("ratings:explanation", args=[self.round.year, self.person_id])
        return reverse("ratings:unit_explanation", args=[self.round.year, self.unit_id])


class Outcome(_OfSubject):
    """What the rules say of a subject, from the facts as they were when it was computed.

    ``facts`` holds the rows of the facts contract that it was judged by ({"row", "peers", "events",
    "history"}), so that it can be explained again exactly; ``facts_digest`` tells whether today's facts are
    still the same.
    Lists name clauses or facts of the pack. ``results`` is the trace: clause → [status, facts, missing].
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="outcomes")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="outcomes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="outcomes")
    cell = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    position = models.PositiveIntegerField(default=0)
    scope = models.CharField(max_length=15, choices=Scope.choices)
    scope_by = models.JSONField(default=list)
    proposed = models.CharField(max_length=15, blank=True)
    allowed = models.CharField(_("Mức cao nhất đủ điều kiện"), max_length=15, blank=True)
    level = models.CharField(_("Mức đã xác định"), max_length=15)
    lowered_by = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    suspended = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    unconfirmed = models.JSONField(default=list)
    shares = models.JSONField(default=dict)
    stages = models.JSONField(default=dict)
    results = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    facts_digest = models.CharField(max_length=64)
    pack_fingerprint = models.CharField(max_length=64)
    computed_at = models.DateTimeField()

    personal_fields = frozenset({
        "scope", "scope_by", "proposed", "allowed", "level", "lowered_by", "warnings", "suspended", "missing",
        "stages", "results", "facts",
    })  # fmt: skip

    class Meta:
        verbose_name = _("Mức đủ điều kiện")
        indexes = [models.Index(fields=["round", "cell"])]
        constraints = [
            models.CheckConstraint(condition=_ONE_SUBJECT, name="outcome_of_person_or_unit"),
            models.UniqueConstraint(
                fields=["round", "person"], condition=Q(person__isnull=False), name="one_outcome_a_person"
            ),
            models.UniqueConstraint(
                fields=["round", "unit"], condition=Q(unit__isnull=False), name="one_outcome_a_unit"
            ),
        ]

    def __str__(self) -> str:
        words = {**dict(Level.choices), **dict(Scope.choices)}
        return f"{self.facts['row']['name']}: {words.get(self.level, self.level)}"


class QuotaOutcome(Record):
    """The equation of one quota in one group, every number as exact text, and where each candidate stands.
    Numbers are empty while they depend on something not yet known (``missing``).

    Candidates, selected … are ids of the facts (people's ids, units' codes) in the order of the facts.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="quotas")
    group = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=30)
    clause = models.CharField(max_length=80)
    share = models.CharField(max_length=20)
    denominator = models.CharField(max_length=20)
    rounding = models.CharField(max_length=10)
    at_least_one = models.BooleanField()
    good_or_better = models.PositiveIntegerField(null=True)
    rated = models.PositiveIntegerField(null=True)
    bound = models.CharField(max_length=40, blank=True)
    places = models.PositiveIntegerField(null=True)
    equation = models.CharField(max_length=200, blank=True)
    candidates = models.JSONField(default=list)
    selected = models.JSONField(default=list)
    border_ties = models.JSONField(default=list)
    not_chosen = models.JSONField(default=list)
    pending = models.JSONField(default=list)
    votes = models.JSONField(default=dict)
    needed = models.JSONField(default=dict)
    missing = models.JSONField(default=list)

    class Meta:
        verbose_name = _("Số lượng tối đa")
        constraints = [
            models.UniqueConstraint(fields=["round", "subject", "group"], name="one_quota_a_group")
        ]

    def __str__(self) -> str:
        name = _QUOTAS.get(self.subject, self.subject)
        return str(name) if self.places is None else f"{name}: {self.places}"

    def get_absolute_url(self) -> str:
        return reverse("ratings:quota", args=[self.round.year, self.subject])


class RatingQuerySet(models.QuerySet["Rating"]):
    """Ratings, and which of them are results."""

    def results(self) -> RatingQuerySet:
        """Those that count: decided and in order, as ``Rating.counts`` says of one."""
        return self.filter(state=RatingState.DECIDED, irregular=False)


class Rating(_OfSubject):
    """The level that a body proposed or decided. ``document`` is the paper it stands on.

    ``irregular``: it happened on paper in a way the rules don't ask (reason beside it); it is kept as
    received and gives no result until it is regularised.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="ratings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="ratings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="ratings")
    body = models.CharField(max_length=12, choices=DecidingBody.choices)
    level = models.CharField(_("Mức xếp loại"), max_length=15, choices=Level.choices)
    state = models.CharField(max_length=10, choices=RatingState.choices)
    document = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="ratings"
    )
    decided_on = models.DateField(_("Ngày"))
    deviation_reason = models.TextField(_("Lý do quyết định khác mức đủ điều kiện"), blank=True)
    irregular = models.BooleanField(_("Trái trình tự"), default=False)
    irregular_reason = models.TextField(blank=True)

    personal_fields = frozenset({"level", "deviation_reason"})
    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mức xếp loại")
        constraints = [
            models.CheckConstraint(condition=_ONE_SUBJECT, name="rating_of_person_or_unit"),
            models.UniqueConstraint(
                fields=["round", "person", "body"],
                condition=Q(person__isnull=False),
                name="one_rating_a_person",
            ),
            models.UniqueConstraint(
                fields=["round", "unit", "body"], condition=Q(unit__isnull=False), name="one_rating_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(irregular=False) | ~Q(irregular_reason=""), name="irregular_rating_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} ({self.get_state_display()})"

    @property
    def counts(self) -> bool:
        """Whether it is a result: decided and in order."""
        return self.state == RatingState.DECIDED and not self.irregular


class SuperiorQuota(Record):
    """The superior's figures: its organisations, how many are good or better, whom it chose."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="superior_figures")
    superior = models.CharField(_("Cấp ủy cấp trên"), max_length=250)
    organisations = models.PositiveIntegerField(_("Số tổ chức được xếp loại"))
    good_or_better = models.PositiveIntegerField(_("Số tổ chức từ mức Hoàn thành tốt trở lên"))
    commended = models.JSONField(_("Các tổ chức được chọn"), default=list)
    ours_commended = models.BooleanField(default=False)
    bound = models.CharField(max_length=40)
    places = models.PositiveIntegerField()
    equation = models.CharField(max_length=200)
    document = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField(_("Ngày"))

    class Meta:
        verbose_name = _("Số liệu của cấp trên")
        constraints = [
            models.CheckConstraint(
                condition=Q(good_or_better__lte=models.F("organisations")), name="good_within_organisations"
            )
        ]

    def __str__(self) -> str:
        return f"{self.superior}: {self.places}"

    @property
    def shown_equation(self) -> str:
        """The equation in the signs of mathematics, as a page prints it."""
        return self.equation.replace("<=", "≤").replace("*", "×").replace(" - ", " – ").replace("; ", ", ")

    def get_absolute_url(self) -> str:
        return reverse("ratings:organisation", args=[self.round.year])


class PastLevel(Record):
    """The level of an earlier year as the evidence of that year states it, with the label of that year."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="past_levels")
    year = models.PositiveSmallIntegerField(_("Năm"))
    level = models.CharField(_("Mức"), max_length=15, choices=Level.choices)
    label = models.CharField(_("Tên mức của năm"), max_length=200)
    evidence = models.CharField(_("Căn cứ"), max_length=250, blank=True)

    personal_fields = frozenset({"level", "label", "evidence"})

    class Meta:
        verbose_name = _("Mức xếp loại năm trước")
        ordering = ["person", "year"]
        constraints = [models.UniqueConstraint(fields=["person", "year"], name="one_past_level_a_year")]

    def __str__(self) -> str:
        return f"{self.year}: {self.label}"

    def subject_of_data(self) -> int | None:
        return self.person_id

    def get_absolute_url(self) -> str:
        return reverse("ratings:history", args=[self.person_id])


class Trial(Record):
    """Somebody of the committee's staff tried out what would change: about whom, which facts, which values.

    Facts are named without their values, and nothing of the result is kept: only how many would change.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="trials")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    facts = models.JSONField(_("Dữ kiện đã thử"), default=list)
    parameters = models.JSONField(_("Giá trị đã thử"), default=dict)
    changed = models.PositiveIntegerField(_("Số trường hợp thay đổi"))

    personal_fields = frozenset({"facts"})

    class Meta:
        verbose_name = _("Thử thay đổi (không lưu)")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.round}: {self.changed}"

    def subject_of_data(self) -> int | None:
        return self.person_id
