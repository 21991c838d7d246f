"""How a notice reaches somebody, and how far a letter and a reminder have come."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """The inbox holds every notice; by e-mail it comes besides, at once or once a day together with others."""

    INBOX = "inbox", _("Chỉ trong hộp thông báo")
    EMAIL = "email", _("Gửi thêm thư ngay")
    DIGEST = "digest", _("Gửi thêm trong thư tóm tắt hằng ngày")


class LetterState(models.TextChoices):
    """``TAKEN`` is written before the mail server is asked: who dies in between leaves it so, and nobody knows."""

    WAITING = "waiting", _("Chờ gửi")
    TAKEN = "taken", _("Đang gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")
    UNKNOWN = "unknown", _("Chưa rõ đã gửi hay chưa")


class ReminderState(models.TextChoices):
    WAITING = "waiting", _("Chờ đến ngày")
    DONE = "done", _("Đã nhắc")
    CALLED_OFF = "called_off", _("Không cần nhắc nữa")


#: Why a letter was not sent, or why nobody knows, by the code in its row; other codes are the mail library's own.
LETTER_ERRORS = {
    "lost": _("Máy chủ dừng giữa lúc gửi"),
    "no_address": _("Tài khoản không còn địa chỉ thư đã xác nhận"),
    "SMTPRecipientsRefused": _("Máy chủ thư không nhận địa chỉ người nhận"),
    "SMTPSenderRefused": _("Máy chủ thư không nhận địa chỉ người gửi"),
    "SMTPAuthenticationError": _("Máy chủ thư không nhận tài khoản gửi"),
    "SMTPDataError": _("Máy chủ thư từ chối nội dung"),
    "SMTPConnectError": _("Không kết nối được máy chủ thư"),
    "ConnectionRefusedError": _("Không kết nối được máy chủ thư"),
}
