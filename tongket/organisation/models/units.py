"""The tree of units over time: names, parents and subtrees each hold for a period [from, to)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.common.text import code_sort_key
from tongket.organisation.naming import name_then
from tongket.organisation.states import UnitKind


class Period(Record):
    """A row that holds from a day up to, not including, another."""

    valid_from = models.DateField(_("Từ ngày"))
    valid_to = models.DateField(_("Đến ngày"), null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class CodeKeyField(models.CharField):
    """The sort key of the row's ``code``, made whenever the row is stored, in bulk too."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = code_sort_key(model_instance.code)
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> Any:
        """A plain text column: migrations know nothing of this code."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class Unit(Period):
    """An organisation or a part of one. ``name`` is today's; names of other days are in UnitName."""

    code = models.CharField(_("Mã"), max_length=40, unique=True)
    code_key = CodeKeyField(max_length=320, db_index=True, editable=False)
    kind = models.CharField(_("Loại"), max_length=30, choices=UnitKind.choices)
    name = models.CharField(_("Tên"), max_length=250)
    search_key = models.CharField(max_length=250, db_index=True, editable=False)
    established_by = models.CharField(_("Quyết định thành lập"), max_length=200, blank=True)
    note = models.CharField(_("Ghi chú"), max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Unit:
        """As stored; while the pages of a year are read, with the name of that year (``naming``)."""
        unit = super().from_db(db, field_names, values)
        earlier = name_then(unit.pk)
        if earlier is not None:
            unit.name = earlier
        return unit

    def get_absolute_url(self) -> str:
        return reverse("organisation:unit", args=[self.pk])


class UnitName(Period):
    """The name a unit carried in a period, with the decision that gave it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=250)
    decision = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["valid_to"])]

    def __str__(self) -> str:
        return self.name


class UnitParent(Period):
    """The unit above, in a period."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="child_links")
    decision = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.unit_id} < {self.parent_id}"


class UnitClosure(models.Model):
    """Every ancestor of every unit (itself at depth 0) with the period: the subtree at a date is one join.

    At any day a pair has one row at most. ``code_key`` is the descendant's: lists of a subtree are read off the index
    in their order, so that a page of the largest costs no more than one of the smallest.
    """

    ancestor = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    descendant = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="above")
    code_key = models.CharField(max_length=320)
    depth = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["ancestor", "code_key", "descendant", "valid_from", "valid_to"]),
            models.Index(fields=["descendant", "valid_from"]),
        ]

    def __str__(self) -> str:
        return f"{self.descendant_id} < {self.ancestor_id} ({self.depth})"


class UnitCoverage(Period):
    """Which offices of the agency a Party organisation covers."""

    party_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="covers")
    agency_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="covered_by")
    decision = models.CharField(_("Số quyết định"), max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.party_unit_id} ~ {self.agency_unit_id}"


class ProtocolRank(Record):
    """A line of the declared order of posts: a unit's own list says whom its papers name first."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="protocol")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(_("Chức danh"), max_length=200)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["unit", "words"], name="protocol_words_once")]

    def __str__(self) -> str:
        return self.words


class ParameterConfirmation(Record):
    """The office's own answer to a parameter of deadlines, with its citation; holds for the unit and below it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="confirmed_parameters")
    name = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    citation = models.CharField(_("Căn cứ"), max_length=300)
    confirmed_on = models.DateField(_("Ngày xác nhận"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="deadline_parameter_confirmed_once")
        ]

    def __str__(self) -> str:
        return self.name
