"""Refusals of undoing and rebuilding."""

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class UsedSince(DomainError):
    code = "used_since"
    message = _("Không hoàn tác được vì %(count)s bản ghi đã được sửa hoặc dùng ở việc khác: %(things)s.")
    advice = _("Bỏ việc đã dùng các bản ghi này trước, hoặc sửa từng bản ghi.")


class CannotUndo(DomainError):
    code = "cannot_undo"
    message = _("Không hoàn tác được: việc này đã xóa hoặc thay danh sách liên kết của %(things)s.")
    advice = _("Sửa từng bản ghi theo nhật ký hệ thống.")


class NotEmpty(DomainError):
    code = "not_empty"
    message = _("Cơ sở dữ liệu mới không trống.")
    advice = _("Dựng lại từ nhật ký vào một cơ sở dữ liệu chưa có gì.")


class NoJournal(DomainError):
    code = "no_journal"
    message = _("Không có nhật ký của tongket trong cơ sở dữ liệu %(database)s.")
    advice = _("Ghi địa chỉ cơ sở dữ liệu của hệ thống đang dùng.")
