"""Refusals of the documents room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class NumberForm(DomainError):
    """The typed number is not a number and symbol of its form."""

    code = "number_form"
    message = _("“%(reference)s” chưa đúng dạng số, ký hiệu văn bản.")
    advice = _("Ghi như trên văn bản, ví dụ: %(example)s.")


class NumberTaken(DomainError):
    """The issuer has already used this number in the series."""

    code = "number_taken"
    message = _("Số %(reference)s đã dùng cho “%(subject)s” (%(series)s).")
    advice = _("Đối chiếu với sổ văn bản đi; số của văn bản đã hủy cũng không dùng lại.")


class NumberMissing(DomainError):
    """A paper of this kind is signed with a number, and the office gives it from its own book."""

    code = "number_missing"
    message = _("Chưa ghi số, ký hiệu của %(kind)s.")
    advice = _("Ghi số lấy từ sổ văn bản đi của cơ quan, ví dụ: %(example)s.")


class NumberGivenByOffice(DomainError):
    """tongket gives the numbers of this line itself; a typed one would break the line."""

    code = "number_not_next"
    message = _("Dãy số %(series)s do hệ thống cấp, số tiếp theo là %(next)s.")
    advice = _("Để trống ô số, hoặc tắt việc hệ thống cấp số cho dãy này.")


class SignerMissing(DomainError):
    """Nobody is named as signer."""

    code = "signer_missing"
    message = _("Chưa ghi họ và tên người ký.")
    advice = _("Ghi đúng như trên bản đã ký, không ghi học hàm, học vị.")


class DateAhead(DomainError):
    """The date on the paper lies in the future."""

    code = "date_ahead"
    message = _("Ngày văn bản %(day)s sau ngày hôm nay.")
    advice = _("Ghi ngày trên bản đã ký.")


class DateBefore(DomainError):
    """Issued or cancelled before it was signed."""

    code = "date_before"
    message = _("Ngày %(day)s trước ngày ký %(signed)s của %(document)s.")
    advice = _("Kiểm tra lại ngày trên văn bản.")


class ReasonMissing(DomainError):
    """Cancelling needs a reason."""

    code = "cancellation_reason_missing"
    message = _("Chưa ghi lý do hủy %(document)s.")
    advice = _("Ghi lý do và số văn bản hủy (nếu có); số văn bản vẫn được giữ trong sổ.")


class ReturnReasonMissing(DomainError):
    """Giving a paper back to its writer needs a reason."""

    code = "return_reason_missing"
    message = _("Chưa ghi lý do trả lại %(document)s.")
    advice = _("Ghi rõ chỗ cần sửa để người soạn sửa đúng.")


class IssuerMissing(DomainError):
    """The body that issues the paper is not named."""

    code = "issuer_missing"
    message = _("Chưa ghi cơ quan ban hành.")
    advice = _("Ghi tên cơ quan như trên văn bản, ví dụ: Đảng ủy.")


class SubjectMissing(DomainError):
    """The paper has no subject line."""

    code = "subject_missing"
    message = _("Chưa ghi trích yếu.")
    advice = _("Ghi ngắn gọn văn bản nói về việc gì.")


class NotPrintable(DomainError):
    """The paper can't be made from its data."""

    code = "not_printable"
    message = _("Không lập được văn bản: %(why)s")
    advice = _("Cách xử lý: %(remedy)s")


class NoDraft(DomainError):
    """The paper was recorded from its original; there is nothing to typeset."""

    code = "no_draft"
    message = _("%(document)s được ghi từ bản gốc, không có bản soạn trên hệ thống.")
    advice = _("Xem tệp đính kèm hoặc bản giấy trong hồ sơ.")


class FileRefused(DomainError):
    """The file is of a kind that is not kept, empty or too large."""

    code = "file_refused"
    message = _("Không nhận tệp “%(name)s”: %(why)s.")
    advice = _("Nhận tệp PDF, ảnh JPEG hoặc PNG, Word (.docx), tối đa %(most)s MB.")


class ClassifiedFile(DomainError):
    """The file's name or text carries a mark of secrecy: it is refused before anything is stored."""

    code = "classified_file"
    message = _("Tệp “%(name)s” có dấu hiệu là tài liệu mật; tệp chưa được lưu.")
    advice = _("Không tải tài liệu mật lên hệ thống; chỉ ghi số, ngày và cơ quan ban hành.")


class SeriesOverlap(DomainError):
    """Two lines of numbers of one issuer and symbol would hold on one day."""

    code = "series_overlap"
    message = _("Dãy số %(symbol)s đã có “%(label)s” trong khoảng thời gian này.")
    advice = _("Kết thúc dãy số cũ trước ngày bắt đầu dãy mới.")


class CorrectionIncomplete(DomainError):
    """A correction names the place, the old and the new words, the reason and the paper."""

    code = "correction_incomplete"
    message = _("Đính chính %(document)s chưa đủ: chỗ sửa, nội dung cũ, nội dung mới, lý do, văn bản.")
    advice = _("Ghi đủ các ô; văn bản đính chính phải có số, ngày.")


class TemplateRefused(DomainError):
    """The uploaded Word template can't be filled."""

    code = "template_refused"
    message = _("Mẫu “%(name)s” chưa dùng được: %(why)s")
    advice = _("Sửa chỗ được nêu trong Word rồi tải lên lại; tên các trường xem ở mẫu có sẵn.")


class NoWordForm(DomainError):
    """This paper has no Word form, so there is no template to edit."""

    code = "no_word_form"
    message = _("Loại văn bản “%(paper)s” không có bản Word.")
    advice = _("Chọn một mẫu trong danh sách.")
