"""Refusals of the office's own settings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class UnknownRoom(DomainError):
    """A room that the product does not have."""

    code = "unknown_room"
    message = _("Không có phần việc “%(room)s”.")
    advice = _("Chọn trong danh sách của trang.")
