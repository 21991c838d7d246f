"""States of a round and what leads from one to the next."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongket.access.roles import Role
from tongket.common.errors import Text


class RoundState(models.TextChoices):
    DRAFT = "draft", _("Đang chuẩn bị")
    OPEN = "open", _("Đang thực hiện")
    CLOSED = "closed", _("Đã khóa")


class LayerLevel(models.TextChoices):
    """Where a layer of rules comes from, the highest first."""

    PROVINCE = "province", _("Tỉnh ủy")
    SUPERIOR = "superior", _("Cấp ủy cấp trên trực tiếp")
    OWN = "own", _("Đảng ủy")


class RuleKind(models.TextChoices):
    """What an office adds to the rules of its round, and may take back."""

    LAYER = "layer", _("Văn bản của địa phương, đơn vị")
    PARAMETER = "parameter", _("Giá trị đã xác nhận căn cứ")
    CLAUSE = "clause", _("Điều khoản đã xác nhận căn cứ")
    SUSPENSION = "suspension", _("Điều khoản tạm không áp dụng")


LAYER_ORDER = [LayerLevel.PROVINCE, LayerLevel.SUPERIOR, LayerLevel.OWN]


@dataclass(frozen=True)
class Transition:
    """From one state to another: the act, who may do it, and what it is called for staff and for members."""

    act: str
    source: RoundState
    target: RoundState
    roles: tuple[Role, ...]
    staff_label: Text
    member_label: Text


TRANSITIONS = (
    Transition(
        "open_round",
        RoundState.DRAFT,
        RoundState.OPEN,
        (Role.CLERK, Role.COMMITTEE_SECRETARY),
        _("Mở đợt kiểm điểm, xếp loại"),
        _("Đợt kiểm điểm, xếp loại đã mở"),
    ),
    Transition(
        "close_round",
        RoundState.OPEN,
        RoundState.CLOSED,
        (Role.CLERK, Role.COMMITTEE_SECRETARY),
        _("Khóa đợt kiểm điểm, xếp loại"),
        _("Đợt kiểm điểm, xếp loại đã kết thúc"),
    ),
    Transition(
        "reopen_round",
        RoundState.CLOSED,
        RoundState.OPEN,
        (Role.CLERK, Role.COMMITTEE_SECRETARY),
        _("Mở lại đợt kiểm điểm, xếp loại"),
        _("Đợt kiểm điểm, xếp loại được mở lại"),
    ),
)


def transition(act: str) -> Transition:
    """The transition that an act makes; KeyError when it makes none."""
    return {t.act: t for t in TRANSITIONS}[act]
