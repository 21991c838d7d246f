"""Refusals of notices."""

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class UnknownKind(DomainError):
    code = "unknown_notice_kind"
    message = _("Không có loại thông báo “%(kind)s” hoặc cách nhận “%(way)s”.")
    advice = _("Tải lại trang và chọn trong danh sách.")
