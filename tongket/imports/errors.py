"""Refusals of imports."""

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class UnreadableFile(DomainError):
    code = "unreadable_file"
    message = _("Không đọc được tệp %(file)s: %(reason)s")
    advice = _("Lưu lại tệp bằng Excel dạng .xlsx rồi tải lên lần nữa; chưa có gì được ghi.")
    exit_code = 1
    status = 422


class NothingToWrite(DomainError):
    code = "nothing_to_write"
    message = _("Tệp %(file)s không có dòng nào mới hoặc thay đổi.")
    advice = _("Kiểm tra đã chọn đúng tệp và đúng loại danh sách.")


class WarningsOpen(DomainError):
    code = "warnings_open"
    message = _("Còn %(count)s dòng cảnh báo chưa được đánh dấu đồng ý trong tệp %(file)s.")
    advice = _("Đánh dấu “Đồng ý ghi” từng dòng, hoặc sửa trong tệp rồi tải lại.")


class QuestionsOpen(DomainError):
    code = "questions_open"
    message = _("Chưa trả lời: %(question)s")
    advice = _("Chọn một câu trả lời cho cả tệp rồi ghi.")


class RegisterChanged(DomainError):
    code = "register_changed"
    message = _(
        "Dữ liệu trong hệ thống đã đổi từ lúc bạn xem tệp %(file)s: %(count)s dòng sẽ được ghi khác đi."
    )
    advice = _("Xem các dòng được nêu ở đầu trang rồi ghi lại.")


class UnknownColumn(DomainError):
    code = "unknown_column"
    message = _("Loại danh sách này không có cột “%(column)s”.")
    advice = _("Chọn một cột trong danh sách, hoặc “Không nhập”.")


class FileTooLarge(DomainError):
    code = "file_too_large"
    message = _("Tệp %(file)s nặng %(size)s MB, quá %(limit)s MB.")
    advice = _("Tách tệp theo đơn vị rồi tải từng tệp.")
    status = 422


class RegisterBusy(DomainError):
    code = "register_busy"
    message = _("Nhiều người đang sửa dữ liệu của đơn vị nên chưa ghi được tệp %(file)s.")
    advice = _("Thử lại sau ít phút; chưa có gì được ghi.")


class UnknownCell(DomainError):
    code = "unknown_cell_address"
    message = _("Tệp không có ô “%(cell)s”.")
    advice = _("Mở lại trang xem trước rồi sửa ô ở đó.")
