"""Refusals about conclusions of authorities."""

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class NotCited(DomainError):
    code = "conclusion_not_cited"
    message = _("“%(thing)s” chưa ghi số quyết định hoặc mã kết luận của cơ quan có thẩm quyền.")
    advice = _("Chỉ ghi điều đã được cơ quan có thẩm quyền kết luận: nhập số và ngày của văn bản.")


class OutsideUnit(DomainError):
    code = "conclusion_outside_unit"
    message = _("“%(thing)s” thuộc %(subject)s, không nằm trong %(unit)s.")
    advice = _("Ghi tại đơn vị quản lý tổ chức đảng đó.")


class RemedyNotDescribed(DomainError):
    code = "remedy_not_described"
    message = _("Kết luận %(code)s ghi đã khắc phục nhưng chưa có nội dung khắc phục.")
    advice = _("Ghi việc đã làm và văn bản chứng minh trước khi chuyển sang “Đã khắc phục”.")


class CountedBeforeDecided(DomainError):
    code = "discipline_year_too_far"
    message = _("Quyết định %(number)s ký ngày %(day)s không thể tính vào năm %(year)s.")
    advice = _("Ghi năm mà quyết định nói, không sau năm ký.")
