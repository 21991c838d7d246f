"""Tasks of a year, each with its measure and target, given to a person or to a unit."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.organisation.models import Person, Unit
from tongket.work.states import SourceLine


def _without_idle_noughts(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


class Task(Record):
    """One task of one year. Its subject is a person or a unit; ``cell`` is the Party unit that counts it.

    ``target`` with ``measure`` is a number to reach ("12 cuộc"). A task whose goal is only said in words has
    ``target_text`` and no number: it is done when it was finished, and can't be exceeded.
    """

    year = models.PositiveSmallIntegerField(_("Năm"))
    code = models.CharField(_("Mã"), max_length=40, blank=True)
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("Đảng viên"),
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("Đơn vị")
    )
    cell = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="counted_tasks", verbose_name=_("Tính cho")
    )
    number = models.PositiveIntegerField(_("STT"), default=0)
    content = models.CharField(_("Nội dung nhiệm vụ"), max_length=500)
    search_key = models.CharField(max_length=550, editable=False)
    target = models.DecimalField(_("Chỉ tiêu"), max_digits=18, decimal_places=4, null=True, blank=True)
    target_text = models.CharField(_("Chỉ tiêu bằng lời"), max_length=300, blank=True)
    measure = models.CharField(_("Đơn vị tính"), max_length=60, blank=True)
    result = models.DecimalField(_("Kết quả"), max_digits=18, decimal_places=4, null=True, blank=True)
    due_on = models.DateField(_("Thời hạn"))
    finished_on = models.DateField(_("Hoàn thành"), null=True, blank=True)
    source_line = models.CharField(_("Tuyến giao"), max_length=12, choices=SourceLine.choices, blank=True)
    source_document = models.CharField(_("Văn bản giao"), max_length=300, blank=True)
    programme = models.CharField(_("Chương trình công tác"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("nhiệm vụ")
        ordering = ["year", "cell__code_key", "number", "pk"]
        indexes = [
            models.Index(fields=["person", "year"]),
            models.Index(fields=["cell", "year"]),
            models.Index(fields=["unit", "year"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, unit__isnull=False)
                | Q(person__isnull=False, unit__isnull=True),
                name="task_of_person_or_unit",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=False) | ~Q(target_text=""), name="task_has_a_target"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.content}".strip()

    def subject_of_data(self) -> int | None:
        return self.person_id

    def get_absolute_url(self) -> str:
        return reverse("work:task", args=[self.pk])

    @property
    def shown_target(self) -> Decimal | None:
        """The target without idle noughts behind the point."""
        return None if self.target is None else _without_idle_noughts(self.target)

    @property
    def shown_result(self) -> Decimal | None:
        """The result without idle noughts behind the point."""
        return None if self.result is None else _without_idle_noughts(self.result)

    @property
    def is_done(self) -> bool:
        """Reached its target; a goal in words is reached when the task was finished."""
        if self.target is None:
            return self.finished_on is not None
        return self.result is not None and self.result >= self.target

    @property
    def is_exceeded(self) -> bool:
        """Went beyond its target in numbers."""
        return self.target is not None and self.result is not None and self.result > self.target

    @property
    def is_late(self) -> bool:
        """Finished after its day (which ends at 24:00), or not finished."""
        return self.finished_on is None or self.finished_on > self.due_on
