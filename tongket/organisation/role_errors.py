"""Refusals of giving, ending and handing over roles."""

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class OwnRole(DomainError):
    code = "own_role"
    message = _(
        "Không tự giao cho mình vai trò %(role)s tại %(unit)s khi đơn vị còn người khác được giao vai trò."
    )
    advice = _("Đề nghị người kia giao, kèm văn bản.")


class RoleHeld(DomainError):
    code = "role_held"
    message = _("%(person)s đã giữ vai trò %(role)s tại %(unit)s từ ngày %(day)s.")
    advice = _("Ghi thôi giữ vai trò cũ trước, hoặc chọn thời gian khác.")


class RolePaperMissing(DomainError):
    code = "role_paper_missing"
    message = _("Chưa ghi văn bản làm căn cứ.")
    advice = _("Ghi số, ngày của quyết định hoặc phân công.")


class WrongDeputy(DomainError):
    code = "wrong_deputy"
    message = _("%(person)s không thay hoặc nhận bàn giao vai trò %(role)s này được.")
    advice = _("Chọn tài khoản của người khác; người đang thay không cử người thay tiếp.")
