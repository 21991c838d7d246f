"""Refusals about sessions of study."""

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class OutsideUnit(DomainError):
    code = "session_outside_unit"
    message = _("Buổi “%(topic)s” của %(subject)s không thuộc %(unit)s.")
    advice = _("Ghi tại đơn vị quản lý chi bộ đó.")


class NoTopic(DomainError):
    code = "session_without_topic"
    message = _("Buổi ngày %(day)s của %(subject)s chưa ghi nội dung.")
    advice = _("Ghi tên nghị quyết hoặc chuyên đề đã học.")
