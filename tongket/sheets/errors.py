"""What a sheet may name that the register lacks."""

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class NameUnknown(DomainError):
    code = "sheet_name_unknown"
    message = _("Dòng %(row)s nêu “%(name)s” nhưng danh sách không có.")
    advice = _("Nhập danh sách tổ chức, đảng viên trước, hoặc sửa tên trong tệp.")
    exit_code = 1
    status = 422


class PollUnknown(DomainError):
    code = "sheet_poll_unknown"
    message = _("Không rõ trang “%(poll)s” là kết quả của cuộc bỏ phiếu nào.")
    advice = _("Ghi mã chi bộ hoặc mã phiếu ở trang tổng hợp trùng với tên trang.")
    exit_code = 1
    status = 422


class ConferenceNotPlanned(DomainError):
    code = "sheet_conference_not_planned"
    message = _("Năm %(year)s chưa có hội nghị tổng kết của %(unit)s để ghi biên bản.")
    advice = _("Lập chương trình hội nghị trước, rồi nhập lại tệp.")
    exit_code = 1
    status = 422
