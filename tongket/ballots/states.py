"""Words of a poll: kinds, bases, states of polls and counts, and what leads from one to the next."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tongket.access.roles import Role
from tongket.ballots.protocol.model import ABSTAIN
from tongket.common.errors import Text
from tongket.organisation.permissions import OFFICE
from tongket.reviews.states import LEVEL_SHORT, Level


class PollKind(models.TextChoices):
    """What the voter is asked; the ids are those of the counting rules."""

    LEVELS = "levels", _("Biểu quyết mức xếp loại")
    CHOOSE = "choose", _("Chọn trong danh sách")
    YES_NO = "yes_no", _("Đồng ý hoặc không đồng ý")
    CONFIDENCE = "confidence", _("Lấy phiếu tín nhiệm")


class Base(models.TextChoices):
    """The number over which shares and threshold are taken."""

    ENTITLED = "entitled", _("số được triệu tập")
    OFFICIAL_MEMBERS = "official_members", _("số đảng viên chính thức")
    PRESENT = "present", _("số có mặt")
    ISSUED = "issued", _("số phiếu phát ra")
    RETURNED = "returned", _("số phiếu thu về")
    VALID = "valid", _("số phiếu hợp lệ")


class PollState(models.TextChoices):
    OPEN = "open", _("Đang mở")
    CLOSED = "closed", _("Đã đóng")


class CountState(models.TextChoices):
    """``received``: nothing fails, but a sum can't be checked. ``irregular``: a sum fails, never a result.
    ``corrected``: replaced by signed corrected minutes, kept as it was received."""

    RECEIVED = "received", _("Đã nhận")
    RECONCILED = "reconciled", _("Khớp")
    IRREGULAR = "irregular", _("Không khớp")
    CORRECTED = "corrected", _("Đã điều chỉnh")


#: Keys of the table of states that pages show.
SHOWN_STATE = {
    CountState.RECEIVED: "warning",
    CountState.RECONCILED: "reconciles",
    CountState.IRREGULAR: "differs",
    CountState.CORRECTED: "corrected",
}


#: Words in place of those of the table of states, where they say more.
SHOWN_TEXT: dict[str, Text] = {"waiting": _("Chờ biên bản"), "warning": _("Thiếu số để đối chiếu")}


@dataclass(frozen=True)
class Transition:
    """From one state to another: the act, who may do it, and what it is called for staff and for members."""

    act: str
    source: PollState
    target: PollState
    roles: tuple[Role, ...]
    staff_label: Text
    member_label: Text


TRANSITIONS = (
    Transition(
        "close_poll",
        PollState.OPEN,
        PollState.CLOSED,
        (*OFFICE, Role.CELL_SECRETARY),
        _("Chốt kết quả kiểm phiếu"),
        _("Kết quả kiểm phiếu đã được chốt"),
    ),
    Transition(
        "reopen_poll",
        PollState.CLOSED,
        PollState.OPEN,
        OFFICE,
        _("Mở lại để điều chỉnh"),
        _("Kết quả kiểm phiếu đang được điều chỉnh"),
    ),
)

#: Columns of the ballot by kind: key and word. ``levels`` may have others, given when the poll is opened.
COLUMNS: dict[str, tuple[tuple[str, Text], ...]] = {
    PollKind.LEVELS: (*((str(level), LEVEL_SHORT[level]) for level in Level), (ABSTAIN, _("Trắng"))),
    PollKind.CHOOSE: (("yes", _("Số phiếu")),),
    PollKind.YES_NO: (("yes", _("Đồng ý")), ("no", _("Không đồng ý")), (ABSTAIN, _("Trắng"))),
    PollKind.CONFIDENCE: (
        ("high", _("Tín nhiệm cao")),
        ("middle", _("Tín nhiệm")),
        ("low", _("Tín nhiệm thấp")),
        (ABSTAIN, _("Trắng")),
    ),
}


def usual_columns(kind: str) -> list[tuple[str, str]]:
    """Keys and words of the columns of a kind as ballots and minutes print them: in Vietnamese."""
    with translation.override("vi"):
        return [(key, str(word)) for key, word in COLUMNS[kind]]


#: The numbers of the minutes in their order, with the words of the minutes.
NUMBERS: dict[str, Text] = {
    "entitled": _("Triệu tập"),
    "official_members": _("Đảng viên chính thức"),
    "present": _("Có mặt"),
    "issued": _("Phát ra"),
    "returned": _("Thu về"),
    "valid": _("Hợp lệ"),
    "invalid": _("Không hợp lệ"),
}
