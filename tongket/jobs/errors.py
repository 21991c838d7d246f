"""Refusals of long work."""

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class WorkStopped(DomainError):
    code = "work_stopped"
    message = _("Việc “%(work)s” đã được dừng theo yêu cầu; chưa có gì được ghi.")
    advice = _("Có thể bắt đầu lại từ trang trước.")
    exit_code = 2


class WorkBroke(DomainError):
    code = "work_broke"
    message = _("Việc “%(work)s” bị gián đoạn vì lỗi của phần mềm; chưa có gì được ghi.")
    advice = _("Thử lại; nếu vẫn lỗi, báo quản trị viên kèm thời điểm này.")
    status = 500
    exit_code = 70
