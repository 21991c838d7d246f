"""Words and states of the rating."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongket.access.roles import Role
from tongket.common.errors import Text


class Scope(models.TextChoices):
    """Whether a subject is rated at all; the ids are those of the rule packs."""

    RATED = "rated", _("Được xếp loại")
    NOT_RATED = "not_rated", _("Kiểm điểm, chưa xếp loại")
    EXEMPT = "exempt", _("Không thuộc diện kiểm điểm, xếp loại")
    UNDETERMINED = "undetermined", _("Chưa đủ căn cứ")


UNDETERMINED = "undetermined"


class RatingState(models.TextChoices):
    PROPOSED = "proposed", _("Đã đề xuất")
    DECIDED = "decided", _("Đã có quyết định")


class DecidingBody(models.TextChoices):
    COMMITTEE = "committee", _("Đảng ủy")
    SUPERIOR = "superior", _("Cấp ủy cấp trên trực tiếp")


@dataclass(frozen=True)
class Transition:
    """What leads a rating from one state to the next, who may do it, and how it is called."""

    act: str
    source: RatingState | None
    target: RatingState
    roles: tuple[Role, ...]
    staff_label: Text
    member_label: Text


TRANSITIONS = (
    Transition(
        "decide_member_levels",
        None,
        RatingState.DECIDED,
        (Role.CLERK, Role.COMMITTEE_SECRETARY),
        _("Ghi quyết định công nhận mức xếp loại đảng viên"),
        _("Mức xếp loại của bạn đã có quyết định"),
    ),
    Transition(
        "decide_unit_levels",
        None,
        RatingState.DECIDED,
        (Role.CLERK, Role.COMMITTEE_SECRETARY),
        _("Ghi quyết định công nhận mức xếp loại chi bộ"),
        _("Mức xếp loại của chi bộ đã có quyết định"),
    ),
    Transition(
        "propose_organisation",
        None,
        RatingState.PROPOSED,
        (Role.CLERK, Role.COMMITTEE_SECRETARY),
        _("Đề xuất mức xếp loại của Đảng bộ"),
        _("Đảng ủy đã đề xuất mức xếp loại của Đảng bộ"),
    ),
    Transition(
        "record_superior_decision",
        RatingState.PROPOSED,
        RatingState.DECIDED,
        (Role.CLERK, Role.COMMITTEE_SECRETARY, Role.SUPERIOR_OFFICER),
        _("Ghi quyết định của cấp ủy cấp trên"),
        _("Cấp ủy cấp trên đã quyết định mức xếp loại của Đảng bộ"),
    ),
)
