"""Refusals about tasks."""

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class NoSubject(DomainError):
    code = "task_without_subject"
    message = _("Nhiệm vụ “%(content)s” phải giao cho đúng một đảng viên hoặc một đơn vị.")
    advice = _("Chọn một đảng viên, hoặc một đơn vị, không chọn cả hai.")


class NoTarget(DomainError):
    code = "task_without_target"
    message = _("Nhiệm vụ “%(content)s” chưa có chỉ tiêu.")
    advice = _("Ghi chỉ tiêu bằng số kèm đơn vị tính, hoặc ghi bằng lời điều cần đạt.")


class TargetNotPositive(DomainError):
    code = "task_target_not_positive"
    message = _("Chỉ tiêu %(target)s của nhiệm vụ “%(content)s” không lớn hơn 0.")
    advice = _("Ghi chỉ tiêu lớn hơn 0; nếu không có con số, ghi chỉ tiêu bằng lời.")


class ResultNegative(DomainError):
    code = "task_result_negative"
    message = _("Kết quả %(result)s của nhiệm vụ “%(content)s” nhỏ hơn 0.")
    advice = _("Ghi kết quả từ 0 trở lên; để trống nếu chưa có kết quả.")


class OutsideUnit(DomainError):
    code = "task_outside_unit"
    message = _("“%(content)s” tính cho %(cell)s, không thuộc %(unit)s.")
    advice = _("Ghi nhiệm vụ tại đơn vị quản lý chi bộ đó.")


class SameTaskTwice(DomainError):
    code = "same_task_twice"
    message = _("Nhiệm vụ “%(content)s” của %(subject)s có hai dòng trong cùng bảng.")
    advice = _("Gộp hai dòng, hoặc ghi mã khác nhau nếu là hai nhiệm vụ.")
