"""The one table of states for the screen (word, icon, colour), and the names of the four levels.

A state is shown as icon and word and colour together, never as a colour or a code.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongket.common.errors import Text


@dataclass(frozen=True)
class ShownState:
    """How a state looks: its word, its icon, its tone (muted, accent, good, attention, wrong)."""

    text: Text
    icon: str
    tone: str


STATES: dict[str, ShownState] = {
    "todo": ShownState(pgettext_lazy("state", "Chưa làm"), "circle-dashed", "muted"),
    "draft": ShownState(pgettext_lazy("state", "Đang soạn"), "pencil", "muted"),
    "submitted": ShownState(pgettext_lazy("state", "Đã trình"), "send", "accent"),
    "returned": ShownState(pgettext_lazy("state", "Yêu cầu bổ sung"), "arrow-back-up", "attention"),
    "appraised": ShownState(pgettext_lazy("state", "Đã thẩm định"), "checks", "accent"),
    "decided": ShownState(pgettext_lazy("state", "Đã có quyết định"), "rubber-stamp", "good"),
    "not_proposed": ShownState(pgettext_lazy("state", "Không đề nghị"), "minus", "muted"),
    "reconciles": ShownState(pgettext_lazy("state", "Khớp"), "equal", "good"),
    "differs": ShownState(pgettext_lazy("state", "Không khớp"), "equal-not", "wrong"),
    "irregular": ShownState(pgettext_lazy("state", "Trái trình tự"), "alert-triangle", "attention"),
    "late": ShownState(pgettext_lazy("state", "Quá hạn"), "clock-exclamation", "attention"),
    "locked": ShownState(pgettext_lazy("state", "Đã khóa"), "lock", "muted"),
    "done": ShownState(pgettext_lazy("state", "Xong"), "circle-check", "good"),
    "current": ShownState(pgettext_lazy("state", "Đang làm"), "circle-dashed", "accent"),
    "waiting": ShownState(pgettext_lazy("state", "Chờ"), "clock", "muted"),
    "wrong": ShownState(pgettext_lazy("state", "Sai"), "alert-circle", "wrong"),
    "warning": ShownState(pgettext_lazy("state", "Cảnh báo"), "alert-triangle", "attention"),
    "new": ShownState(pgettext_lazy("state", "Mới"), "plus", "accent"),
    "changed": ShownState(pgettext_lazy("state", "Thay đổi"), "arrows-exchange", "accent"),
    "unchanged": ShownState(pgettext_lazy("state", "Không đổi"), "equal", "muted"),
    "skipped": ShownState(pgettext_lazy("state", "Bỏ qua"), "minus", "muted"),
    "passed": ShownState(pgettext_lazy("state", "Đạt"), "circle-check", "good"),
    "failed": ShownState(pgettext_lazy("state", "Không đạt"), "circle-x", "wrong"),
    "chosen": ShownState(pgettext_lazy("state", "Được chọn"), "check", "good"),
    "exempt": ShownState(pgettext_lazy("state", "Được miễn"), "minus", "muted"),
    "signed": ShownState(pgettext_lazy("state", "Đã ký"), "signature", "good"),
    "issued": ShownState(pgettext_lazy("state", "Đã phát hành"), "mail", "good"),
    "cancelled": ShownState(pgettext_lazy("state", "Đã hủy"), "ban", "wrong"),
    "corrected": ShownState(pgettext_lazy("state", "Đã đính chính"), "arrows-exchange", "accent"),
    "stale": ShownState(pgettext_lazy("state", "Số liệu đã đổi"), "refresh", "attention"),
    "published": ShownState(pgettext_lazy("state", "Đã công bố"), "world", "good"),
    "present": ShownState(pgettext_lazy("state", "Có mặt"), "user-check", "good"),
    "absent": ShownState(pgettext_lazy("state", "Vắng"), "user-x", "muted"),
    "open": ShownState(pgettext_lazy("state", "Đang mở"), "lock-open", "accent"),
    "closed": ShownState(pgettext_lazy("state", "Đã đóng"), "lock", "muted"),
    "unknown": ShownState(pgettext_lazy("state", "Chưa rõ"), "question-mark", "muted"),
}


@dataclass(frozen=True)
class ShownLevel:
    """A level of rating by its full and its short name."""

    name: Text
    short: Text


LEVELS: dict[str, ShownLevel] = {
    "excellent": ShownLevel(_("Hoàn thành xuất sắc nhiệm vụ"), _("HTXSNV")),
    "good": ShownLevel(_("Hoàn thành tốt nhiệm vụ"), _("HTTNV")),
    "fair": ShownLevel(_("Hoàn thành nhiệm vụ"), _("HTNV")),
    "failed": ShownLevel(_("Không hoàn thành nhiệm vụ"), _("KHTNV")),
    "undetermined": ShownLevel(_("Chưa xác định được"), _("chưa rõ")),
    "not_applicable": ShownLevel(_("Không áp dụng"), _("không áp dụng")),
    "not_rated": ShownLevel(_("Không xếp loại"), _("không xếp loại")),
}
