"""The one table of states for the screen (word, icon, colour), and the names of the four levels.

A state is shown as icon and word and colour together, never as a colour or a code.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import Text


@dataclass(frozen=True)
class ShownState:
    """How a state looks: its word, its icon, its tone (muted, accent, good, attention, wrong)."""

    text: Text
    icon: str
    tone: str


STATES: dict[str, ShownState] = {
    "todo": ShownState(_("Chưa làm"), "circle-dashed", "muted"),
    "draft": ShownState(_("Đang soạn"), "pencil", "muted"),
    "submitted": ShownState(_("Đã trình"), "send", "accent"),
    "returned": ShownState(_("Yêu cầu bổ sung"), "arrow-back-up", "attention"),
    "appraised": ShownState(_("Đã thẩm định"), "checks", "accent"),
    "decided": ShownState(_("Đã có quyết định"), "rubber-stamp", "good"),
    "not_proposed": ShownState(_("Không đề nghị"), "minus", "muted"),
    "reconciles": ShownState(_("Khớp"), "equal", "good"),
    "differs": ShownState(_("Không khớp"), "equal-not", "wrong"),
    "irregular": ShownState(_("Trái trình tự"), "alert-triangle", "attention"),
    "late": ShownState(_("Quá hạn"), "clock-exclamation", "attention"),
    "locked": ShownState(_("Đã khóa"), "lock", "muted"),
    "done": ShownState(_("Xong"), "circle-check", "good"),
    "current": ShownState(_("Đang làm"), "circle-dashed", "accent"),
    "waiting": ShownState(_("Chờ"), "clock", "muted"),
    "wrong": ShownState(_("Sai"), "alert-circle", "wrong"),
    "warning": ShownState(_("Cảnh báo"), "alert-triangle", "attention"),
    "new": ShownState(_("Mới"), "plus", "accent"),
    "changed": ShownState(_("Thay đổi"), "arrows-exchange", "accent"),
    "unchanged": ShownState(_("Không đổi"), "equal", "muted"),
    "skipped": ShownState(_("Bỏ qua"), "minus", "muted"),
    "passed": ShownState(_("Đạt"), "circle-check", "good"),
    "failed": ShownState(_("Không đạt"), "circle-x", "wrong"),
    "chosen": ShownState(_("Được chọn"), "check", "good"),
    "exempt": ShownState(_("Được miễn"), "minus", "muted"),
    "signed": ShownState(_("Đã ký"), "signature", "good"),
    "issued": ShownState(_("Đã phát hành"), "mail", "good"),
    "cancelled": ShownState(_("Đã hủy"), "ban", "wrong"),
    "corrected": ShownState(_("Đã đính chính"), "arrows-exchange", "accent"),
    "stale": ShownState(_("Số liệu đã đổi"), "refresh", "attention"),
    "published": ShownState(_("Đã công bố"), "world", "good"),
    "present": ShownState(_("Có mặt"), "user-check", "good"),
    "absent": ShownState(_("Vắng"), "user-x", "muted"),
    "open": ShownState(_("Đang mở"), "lock-open", "accent"),
    "closed": ShownState(_("Đã đóng"), "lock", "muted"),
    "unknown": ShownState(_("Chưa rõ"), "question-mark", "muted"),
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
