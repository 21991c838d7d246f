"""People: one record over all years and units; what changes with time holds for a period."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.access.roles import Role
from tongket.audit.models import Record
from tongket.organisation.models.units import Period, Unit
from tongket.organisation.states import Gender, MemberStatus, PostSystem


class Person(Record):
    """A human being; needs no Party data (guests and officers of other organisations are persons too)."""

    name = models.CharField(_("Họ và tên"), max_length=200)
    birth = models.DateField(_("Ngày sinh"), null=True, blank=True)
    gender = models.CharField(_("Giới tính"), max_length=10, choices=Gender.choices, blank=True)
    ethnicity = models.CharField(_("Dân tộc"), max_length=60, blank=True)
    sort_key = models.CharField(max_length=400, db_index=True, editable=False)
    search_key = models.CharField(max_length=200, db_index=True, editable=False)
    matching_key = models.CharField(max_length=200, db_index=True, editable=False)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="person"
    )

    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed"
    )

    personal_fields = frozenset(
        {"name", "birth", "gender", "ethnicity", "sort_key", "search_key", "matching_key"}
    )

    class Meta:
        ordering = ["sort_key", "birth"]

    def __str__(self) -> str:
        return self.name

    def subject_of_data(self) -> int | None:
        return self.pk

    def get_absolute_url(self) -> str:
        return reverse("organisation:person", args=[self.pk])


class PersonMerge(Record):
    """Two records that were one person: ``absorbed`` was joined to ``kept``. Taking it back removes the row; the
    journal keeps both acts."""

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    absorbed = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="merge")
    reason = models.CharField(_("Căn cứ"), max_length=200)
    merged_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.absorbed_id} → {self.kept_id}"


class DistinctPeople(Record):
    """Two records that look alike and are two people; ``first`` has the lower id."""

    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="told_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="told_apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"


class _OfPerson(Record):
    class Meta:
        abstract = True

    def subject_of_data(self) -> int | None:
        return self.person_id


class PartyRecord(_OfPerson):
    """What makes a person a Party member: dates of admission and of becoming official, card number."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="party")
    admitted_on = models.DateField(_("Ngày vào Đảng"))
    official_on = models.DateField(_("Ngày chính thức"), null=True, blank=True)
    #: Not unique: what another province gave to somebody else is no reason to refuse this one; both are flagged.
    card = models.CharField(_("Số thẻ Đảng"), max_length=20, null=True, blank=True, db_index=True)
    admission_decision = models.CharField(_("Quyết định kết nạp"), max_length=200, blank=True)
    official_decision = models.CharField(_("Quyết định công nhận chính thức"), max_length=200, blank=True)
    fee = models.PositiveIntegerField(_("Đảng phí (đồng/tháng)"), null=True, blank=True)

    personal_fields = frozenset(
        {"admitted_on", "official_on", "card", "admission_decision", "official_decision", "fee"}
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(official_on__isnull=True) | Q(official_on__gte=models.F("admitted_on")),
                name="official_not_before_admission",
            )
        ]

    def __str__(self) -> str:
        return self.card or f"{self.admitted_on}"

    def is_probationary(self, day: dt.date) -> bool:
        return self.official_on is None or day < self.official_on


class Contact(_OfPerson):
    """How a person is reached. The private telephone is written only where the person gave it for this."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="contact")
    work_phone = models.CharField(_("Điện thoại cơ quan"), max_length=40, blank=True)
    private_phone = models.CharField(_("Điện thoại riêng"), max_length=40, blank=True)
    email = models.EmailField(_("Thư điện tử"), blank=True)
    address = models.CharField(_("Nơi ở hiện nay"), max_length=250, blank=True)

    personal_fields = frozenset({"work_phone", "private_phone", "email", "address"})

    def __str__(self) -> str:
        return str(self.person_id)


class Membership(Period):
    """The cell a member belongs to, in a period; who comes from or leaves to another organisation says which."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    number = models.PositiveIntegerField(_("STT"), default=0)
    paper = models.CharField(_("Giấy giới thiệu, quyết định"), max_length=200, blank=True)
    came_from = models.CharField(_("Chuyển đến từ"), max_length=250, blank=True)
    left_to = models.CharField(_("Chuyển đi đến"), max_length=250, blank=True)
    leave_paper = models.CharField(_("Giấy giới thiệu chuyển đi"), max_length=200, blank=True)
    received_on = models.DateField(_("Ngày nơi đến xác nhận tiếp nhận"), null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "number"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(valid_to__isnull=True), name="one_open_membership"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.unit_id}"

    def subject_of_data(self) -> int | None:
        return self.person_id


class StatusPeriod(Period):
    """Exempt, suspended or temporarily elsewhere, in a period, by a decision."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=30, choices=MemberStatus.choices)
    decision = models.CharField(_("Số quyết định"), max_length=200, blank=True)
    end_decision = models.CharField(_("Quyết định kết thúc"), max_length=200, blank=True)

    personal_fields = frozenset({"status", "decision", "end_decision"})

    def __str__(self) -> str:
        return self.get_status_display()

    def subject_of_data(self) -> int | None:
        return self.person_id


class Post(Period):
    """A post or job held at a unit, in a period."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(_("Chức vụ"), max_length=200)
    system = models.CharField(_("Hệ"), max_length=12, choices=PostSystem.choices)
    is_head = models.BooleanField(_("Người đứng đầu"), default=False)
    on_committee = models.BooleanField(_("Thuộc ban chấp hành"), default=False)
    number = models.PositiveIntegerField(_("STT"), default=0)
    decision = models.CharField(_("Số quyết định"), max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "valid_from"])]

    def __str__(self) -> str:
        return self.title

    def subject_of_data(self) -> int | None:
        return self.person_id


class PersonPaper(_OfPerson):
    """A paper of a member's file that is there: which one, its reference, where it lies."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="papers")
    paper = models.CharField(max_length=40)
    reference = models.CharField(_("Số, ngày"), max_length=200, blank=True)
    received_on = models.DateField(_("Ngày nhận"))

    personal_fields = frozenset({"reference"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "paper"], name="paper_once_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.paper}"


class RoleAssignment(Period):
    """An account holds a role for a unit's subtree, in a period, by a decision; as a deputy in the place of
    ``deputises_for``, with the rights of that role and no others."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(_("Vai trò"), max_length=30, choices=Role.choices)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="role_assignments", verbose_name=_("Đơn vị")
    )
    decision = models.CharField(_("Văn bản giao"), max_length=200, blank=True)
    end_decision = models.CharField(_("Văn bản thôi giữ"), max_length=200, blank=True)
    deputises_for = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="deputies"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "role", "unit", "valid_from"], name="role_once_per_start"
            ),
            models.CheckConstraint(
                condition=Q(deputises_for__isnull=True) | Q(valid_to__isnull=False),
                name="deputy_for_a_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} @ {self.unit_id}"
