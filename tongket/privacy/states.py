"""States of requests and kinds of holds."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    WAITING = "waiting", _("Chờ trả lời")
    ACCEPTED = "accepted", _("Chấp nhận, chờ sửa")
    DONE = "done", _("Chấp nhận, đã sửa")
    REFUSED = "refused", _("Không chấp nhận")


#: From where to where a request goes.
TRANSITIONS: dict[str, frozenset[str]] = {
    RequestState.WAITING: frozenset({RequestState.ACCEPTED, RequestState.DONE, RequestState.REFUSED}),
    RequestState.ACCEPTED: frozenset({RequestState.DONE}),
    RequestState.DONE: frozenset(),
    RequestState.REFUSED: frozenset(),
}


class RequestWay(models.TextChoices):
    OWN = "own", _("Tự gửi trên hệ thống")
    PAPER = "paper", _("Đơn giấy, văn phòng ghi")


class HoldGround(models.TextChoices):
    """Why data may not be erased although their term is over."""

    ARCHIVE = "archive", _("Còn trong thời hạn lưu trữ")
    COMPLAINT = "complaint", _("Đang giải quyết kiến nghị, khiếu nại")
    INSPECTION = "inspection", _("Đang phục vụ kiểm tra, xác minh")
