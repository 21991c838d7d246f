"""Polls, their lines, and the counts that came from paper, each as it was received."""

from __future__ import annotations

from fractions import Fraction

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.ballots import protocol
from tongket.ballots.states import Base, CountState, PollKind, PollState
from tongket.common.dates import format_day
from tongket.organisation.models import Person, Unit

PERSON_REF = f"{Person._meta.label}:"


class Poll(Record):
    """A question put to a body. ``purpose`` is the key of whoever asked; a poll doesn't know what it is for.

    ``columns`` are the keys that a voter may mark on a line, with their words: [[key, word], …].
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="polls", verbose_name=_("Đơn vị"))
    year = models.PositiveSmallIntegerField(_("Năm"))
    purpose = models.CharField(max_length=80)
    code = models.CharField(_("Mã phiếu"), max_length=40, blank=True)
    title = models.CharField(_("Nội dung biểu quyết"), max_length=250)
    body = models.CharField(_("Hội nghị"), max_length=250, blank=True)
    kind = models.CharField(_("Loại phiếu"), max_length=12, choices=PollKind.choices)
    columns = models.JSONField()
    places = models.PositiveSmallIntegerField(_("Số lượng được chọn"), null=True, blank=True)
    base = models.CharField(_("Tỷ lệ tính trên"), max_length=20, choices=Base.choices)
    threshold = models.CharField(_("Ngưỡng đạt"), max_length=20, blank=True)
    strict = models.BooleanField(_("Phải quá ngưỡng"), default=True)
    rule_ground = models.CharField(_("Căn cứ của quy tắc"), max_length=250, blank=True)
    secret = models.BooleanField(_("Bỏ phiếu kín"), default=True)
    roll_size = models.PositiveIntegerField(_("Số người được biểu quyết"), null=True, blank=True)
    held_on = models.DateField(_("Ngày bỏ phiếu"))
    state = models.CharField(max_length=10, choices=PollState.choices, default=PollState.OPEN)
    closed_on = models.DateField(_("Ngày chốt"), null=True)

    class Meta:
        ordering = ["held_on", "unit__code_key", "pk"]
        indexes = [models.Index(fields=["unit", "year", "purpose"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(kind=PollKind.CHOOSE), name="places_only_for_choosing"
            ),
            models.CheckConstraint(
                condition=Q(state=PollState.OPEN, closed_on__isnull=True)
                | Q(state=PollState.CLOSED, closed_on__isnull=False),
                name="closed_poll_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ballots:poll", args=[self.pk])

    @property
    def rule(self) -> protocol.Rule:
        """The vote clause as the counting rules take it."""
        return protocol.Rule(
            base=protocol.Base(self.base),
            threshold=Fraction(self.threshold) if self.threshold else None,
            strict=self.strict,
            tie=protocol.Tie.FURTHER_BALLOT,
        )

    @property
    def keys(self) -> list[str]:
        """What a voter may mark on a line."""
        return [key for key, _word in self.columns]


def person_of_ref(reference: str) -> int | None:
    """The id of the member whom a line of a ballot names; None for any other line."""
    return int(reference.removeprefix(PERSON_REF)) if reference.startswith(PERSON_REF) else None


class PollOption(Record):
    """One line of the ballot. ``subject_ref`` ('room.Model:id') belongs to whoever asked."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="options")
    order = models.PositiveSmallIntegerField()
    label = models.CharField(_("Họ và tên, nội dung"), max_length=250)
    detail = models.CharField(_("Ghi chú"), max_length=250, blank=True)
    subject_ref = models.CharField(max_length=80, blank=True)

    personal_fields = frozenset({"label", "detail"})

    class Meta:
        ordering = ["poll", "order"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "order"], name="one_option_a_line"),
            models.UniqueConstraint(
                fields=["poll", "subject_ref"], condition=~Q(subject_ref=""), name="subject_once_a_poll"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def subject_of_data(self) -> int | None:
        return person_of_ref(self.subject_ref)


class PaperCount(Record):
    """The numbers of one teller minutes, exactly as received; null is *not known*.

    ``happened_on`` is the day on the paper, ``recorded_at`` the moment of entry. A count whose sums fail is
    kept, marked irregular, and never a result; only signed corrected minutes replace it.
    """

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="counts")
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    entitled = models.PositiveIntegerField(_("Triệu tập"), null=True)
    official_members = models.PositiveIntegerField(_("Đảng viên chính thức"), null=True)
    present = models.PositiveIntegerField(_("Có mặt"), null=True)
    issued = models.PositiveIntegerField(_("Phát ra"), null=True)
    returned = models.PositiveIntegerField(_("Thu về"), null=True)
    valid = models.PositiveIntegerField(_("Hợp lệ"), null=True)
    invalid = models.PositiveIntegerField(_("Không hợp lệ"), null=True)
    state = models.CharField(max_length=12, choices=CountState.choices)
    happened_on = models.DateField(_("Ngày trên biên bản"))
    recorded_at = models.DateTimeField(_("Nhập lúc"), auto_now_add=True)
    tellers = models.JSONField(_("Tổ kiểm phiếu"), default=list)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    scan_type = models.CharField(max_length=100, blank=True)
    scan_name = models.CharField(_("Bản quét"), max_length=200, blank=True)
    minutes_number = models.CharField(_("Số biên bản điều chỉnh"), max_length=80, blank=True)
    minutes_on = models.DateField(_("Ngày biên bản điều chỉnh"), null=True)
    signers = models.JSONField(_("Người ký biên bản điều chỉnh"), default=list)
    reason = models.TextField(_("Lý do điều chỉnh"), blank=True)

    class Meta:
        ordering = ["poll", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll"], condition=~Q(state=CountState.CORRECTED), name="one_current_count"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, minutes_number="", minutes_on__isnull=True)
                | Q(corrects__isnull=False, minutes_on__isnull=False) & ~Q(minutes_number=""),
                name="correction_cites_minutes",
            ),
        ]

    def __str__(self) -> str:
        return _("Biên bản kiểm phiếu ngày %(day)s") % {"day": format_day(self.happened_on)}

    def get_absolute_url(self) -> str:
        return f"{reverse('ballots:poll', args=[self.poll_id])}#c{self.pk}"

    @property
    def is_result(self) -> bool:
        """Whether something may rest on it: no checked sum fails and nothing has replaced it."""
        return self.state in (CountState.RECEIVED, CountState.RECONCILED)


class OptionCount(Record):
    """The votes on one line in one count, by key; own ``valid`` and ``invalid`` replace the count's."""

    count = models.ForeignKey(PaperCount, on_delete=models.PROTECT, related_name="lines")
    option = models.ForeignKey(PollOption, on_delete=models.PROTECT, related_name="counts")
    votes = models.JSONField()
    valid = models.PositiveIntegerField(null=True)
    invalid = models.PositiveIntegerField(null=True)

    personal_fields = frozenset({"votes", "valid", "invalid"})

    class Meta:
        ordering = ["count", "option__order"]
        constraints = [models.UniqueConstraint(fields=["count", "option"], name="line_once_a_count")]

    def __str__(self) -> str:
        return str(_("Số phiếu của một dòng trên biên bản kiểm phiếu"))

    def subject_of_data(self) -> int | None:
        return person_of_ref(self.option.subject_ref)
