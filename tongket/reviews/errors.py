"""Refusals of the review."""

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class BlankUnanswered(DomainError):
    """Empty cells of a list of ratings mean two different things; nobody has said which (U7)."""

    code = "blank_unanswered"
    message = _("%(cells)s ô xếp loại để trống: chưa có kết quả hay không phải công chức, viên chức?")
    advice = _("Trả lời một lần cho cả tệp rồi ghi lại.")
    exit_code = 1


class UnknownWord(DomainError):
    code = "unknown_word"
    message = _("“%(value)s” không thuộc danh sách giá trị của %(thing)s.")
    advice = _("Dùng một trong các giá trị: %(expected)s.")
    exit_code = 1


class UnknownCriterion(DomainError):
    code = "unknown_criterion"
    message = _("Bộ quy định của đợt không có tiêu chí “%(value)s”.")
    advice = _("Dùng tiêu chí của bộ quy định: %(expected)s.")
    exit_code = 1


class WrongSubject(DomainError):
    code = "wrong_subject"
    message = _("%(subject)s không thuộc %(unit)s vào ngày %(day)s.")
    advice = _("Kiểm tra danh sách của đơn vị tại ngày này.")
    exit_code = 1


class TwiceInList(DomainError):
    code = "twice_in_list"
    message = _("%(subject)s có hai dòng khác nhau trong cùng danh sách.")
    advice = _("Giữ một dòng đúng với bản giấy.")
    exit_code = 1
