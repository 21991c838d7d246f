"""Refusals of ballots."""

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class NotReconciled(DomainError):
    """A checked sum of the minutes fails: the count is no result."""

    code = "not_reconciled"
    message = _("Biên bản kiểm phiếu “%(poll)s” không khớp, chưa thành kết quả: %(sums)s.")
    advice = _("Đối chiếu với bản giấy; chỉ sửa bằng biên bản điều chỉnh có chữ ký.")
    exit_code = 1


class NoCount(DomainError):
    code = "no_paper_count"
    message = _("Phiếu “%(poll)s” chưa có biên bản kiểm phiếu.")
    advice = _("Nhập biên bản kiểm phiếu trước.")


class AlreadyCounted(DomainError):
    code = "already_counted"
    message = _("Phiếu “%(poll)s” đã có biên bản kiểm phiếu ngày %(day)s.")
    advice = _("Nếu số trên giấy được sửa, nhập biên bản điều chỉnh có chữ ký.")


class AlreadyCorrected(DomainError):
    code = "already_corrected"
    message = _("Biên bản kiểm phiếu ngày %(day)s đã được thay bằng biên bản điều chỉnh.")
    advice = _("Điều chỉnh trên biên bản đang có hiệu lực.")


class WrongVotes(DomainError):
    """What was entered does not belong to this poll."""

    code = "wrong_votes"
    message = _("Số phiếu không dùng được: %(what)s.")
    advice = _("Ghi số nguyên từ 0 trở lên cho đúng các dòng và cột của phiếu; không biết thì để trống.")
    exit_code = 1


class WrongPoll(DomainError):
    """The question can't be put to a vote as described."""

    code = "wrong_poll"
    message = _("Chưa mở được phiếu: %(what)s.")
    advice = _("Kiểm tra lại danh sách, số lượng được chọn và quy tắc biểu quyết.")
    exit_code = 1


class WrongDay(DomainError):
    code = "wrong_ballot_day"
    message = _(
        "Ngày %(day)s trên biên bản không thể đúng: phiếu được bỏ ngày %(held)s, hôm nay là %(today)s."
    )
    advice = _("Ghi đúng ngày trên bản giấy.")
    exit_code = 1


class UnsignedCorrection(DomainError):
    code = "unsigned_correction"
    message = _("Biên bản điều chỉnh phải có số, ngày và người ký (còn thiếu: %(missing)s).")
    advice = _("Lập biên bản điều chỉnh, lấy đủ chữ ký rồi nhập lại.")
    exit_code = 1


class ScanRefused(DomainError):
    code = "scan_refused"
    message = _("“%(name)s” là tệp Word, không phải bản quét biên bản đã ký.")
    advice = _("Quét bản giấy đã ký và tải lên tệp PDF, JPEG hoặc PNG.")
    exit_code = 1


class MinutesIncomplete(DomainError):
    code = "minutes_incomplete"
    message = _("Chưa lập được biên bản của phiếu “%(poll)s”: chưa ghi %(missing)s.")
    advice = _("Bổ sung số này vào biên bản kiểm phiếu.")
