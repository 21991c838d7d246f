"""A year of an organisation: which rules hold, which dates are due, in which order the acts came."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.common.dates import format_day
from tongket.organisation.models import Unit
from tongket.rounds.states import LayerLevel, RoundState
from tongket.rounds.steps import Step


class Round(Record):
    """The review and rating of one year at an organisation and everything below it.

    The year is a fact of the round, never the clock's: a round of 2021 ends in 2022.
    """

    year = models.PositiveSmallIntegerField(_("Năm"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("Đơn vị"))
    pack_name = models.CharField(_("Bộ quy định"), max_length=60, default="vn.party")
    title = models.CharField(_("Tên đợt"), max_length=250)
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.DRAFT)
    opened_on = models.DateField(_("Ngày mở"), null=True)
    closed_on = models.DateField(_("Ngày khóa"), null=True)

    class Meta:
        verbose_name = _("Đợt kiểm điểm, xếp loại")
        ordering = ["-year", "unit__code_key"]
        constraints = [models.UniqueConstraint(fields=["year", "unit", "pack_name"], name="one_round_a_year")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("rounds:round", args=[self.year])


class RoundLayer(Record):
    """One layer of rules that holds for the round: the text of the layer file as it was adopted."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="layers")
    order = models.PositiveSmallIntegerField()
    level = models.CharField(_("Cấp ban hành"), max_length=10, choices=LayerLevel.choices)
    title = models.CharField(_("Văn bản"), max_length=250)
    citation = models.CharField(_("Trích dẫn"), max_length=250, blank=True)
    content = models.TextField(_("Nội dung"))
    sha256 = models.CharField(max_length=64)
    adopted_on = models.DateField(_("Ngày ban hành"), null=True)
    confirmed_by = models.CharField(_("Người xác nhận"), max_length=200)

    class Meta:
        verbose_name = _("Văn bản của đợt")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "sha256"], name="layer_once_per_round")]

    def __str__(self) -> str:
        return self.title


class ConfirmedParameter(Record):
    """A value that the office answered by its own citation where the texts leave it open."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="confirmed_parameters")
    path = models.CharField(_("Tham số"), max_length=120)
    value = models.JSONField(_("Giá trị"))
    citation = models.CharField(_("Căn cứ"), max_length=250)
    confirmed_by = models.CharField(_("Người xác nhận"), max_length=200)
    confirmed_on = models.DateField(_("Ngày xác nhận"))

    class Meta:
        verbose_name = _("Giá trị đã xác nhận căn cứ")
        ordering = ["path"]
        constraints = [models.UniqueConstraint(fields=["round", "path"], name="parameter_confirmed_once")]

    def __str__(self) -> str:
        return f"{self.path} = {self.value}"


class ConfirmedClause(Record):
    """A clause that the office lets bind by its own citation; ``effect`` is the pack's word for what it does."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="confirmed_clauses")
    clause = models.CharField(_("Điều khoản"), max_length=80)
    effect = models.CharField(max_length=200)
    citation = models.CharField(_("Căn cứ"), max_length=250)
    confirmed_by = models.CharField(_("Người xác nhận"), max_length=200)
    confirmed_on = models.DateField(_("Ngày xác nhận"))

    class Meta:
        verbose_name = _("Điều khoản đã xác nhận căn cứ")
        ordering = ["clause"]
        constraints = [models.UniqueConstraint(fields=["round", "clause"], name="clause_confirmed_once")]

    def __str__(self) -> str:
        return self.clause


class ClauseSuspension(Record):
    """A clause put aside for the round by a named person, with document and reason (U6).

    It is reported to the direct superior: ``received_on`` and ``received_by`` say when and by whom it was taken in.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="suspensions")
    clause = models.CharField(_("Điều khoản"), max_length=80)
    document_number = models.CharField(_("Số văn bản"), max_length=80)
    reason = models.TextField(_("Lý do"))
    suspended_by = models.CharField(_("Người quyết định"), max_length=200)
    suspended_on = models.DateField(_("Ngày"))
    received_on = models.DateField(_("Ngày cấp trên nhận"), null=True)
    received_by = models.CharField(_("Người nhận của cấp trên"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Điều khoản tạm không áp dụng")
        ordering = ["clause"]
        constraints = [
            models.UniqueConstraint(fields=["round", "clause"], name="clause_suspended_once"),
            models.CheckConstraint(
                condition=~Q(document_number="") & ~Q(reason=""), name="suspension_has_ground"
            ),
        ]

    def __str__(self) -> str:
        return self.clause


RuleRecord = RoundLayer | ConfirmedParameter | ConfirmedClause | ClauseSuspension


class StepDue(Record):
    """Until when a step of the year is to be finished."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="due_dates")
    step = models.CharField(_("Bước"), max_length=20, choices=Step.choices)
    due_on = models.DateField(_("Hạn"))

    class Meta:
        verbose_name = _("Hạn của bước")
        constraints = [models.UniqueConstraint(fields=["round", "step"], name="one_due_date_a_step")]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.due_on}"


class StepAct(Record):
    """When an ordered stage of the pack happened at a unit, as the paper says.

    ``irregular`` marks one that came in another order than the rules ask: it is kept as received, and can't
    carry a decision until a person with the right regularises it.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="step_acts")
    stage = models.CharField(_("Bước trong quy định"), max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField(_("Ngày trên văn bản"))
    irregular = models.BooleanField(_("Trái trình tự"), default=False)
    after_stage = models.CharField(max_length=60, blank=True)
    regularised_by = models.CharField(_("Văn bản khắc phục trình tự"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Ngày thực hiện bước")
        ordering = ["happened_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "stage", "unit"], name="stage_once_per_unit")]

    def __str__(self) -> str:
        return _("Bước của đợt, ngày %(day)s") % {"day": format_day(self.happened_on)}

    @property
    def carries_decision(self) -> bool:
        """Whether a decision may rest on it."""
        return not self.irregular or bool(self.regularised_by)
