"""Refusals about personal data."""

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class AnswerNeedsReason(DomainError):
    code = "answer_needs_reason"
    message = _("Chưa ghi lý do và văn bản trả lời.")
    advice = _("Ghi lý do và số, ngày văn bản trả lời cho người đề nghị.")


class ProofMissing(DomainError):
    code = "proof_missing"
    message = _("Chưa ghi giấy tờ chứng minh.")
    advice = _("Ghi tên, số, ngày của giấy tờ mà dữ liệu đúng lấy từ đó.")


class PaperOfRequestMissing(DomainError):
    code = "paper_of_request_missing"
    message = _("Ghi hộ người khác phải nêu giấy có chữ ký của họ.")
    advice = _("Ghi số hoặc ngày của đơn.")


class NotYetDue(DomainError):
    code = "not_yet_due"
    message = _("Chưa ẩn danh được %(person)s: %(reasons)s.")
    advice = _("Chờ hết thời hạn, gỡ lý do giữ lại bằng văn bản, hoặc xác nhận thời hạn bảo quản.")


class DestructionPaperMissing(DomainError):
    code = "destruction_paper_missing"
    message = _("Chưa ghi quyết định cho phép ẩn danh.")
    advice = _("Ghi số, ngày của quyết định; việc này không hoàn tác được.")


class HoldOver(DomainError):
    code = "hold_over"
    message = _("Lý do giữ lại này đã được gỡ ngày %(day)s.")
    advice = _("Tải lại trang để xem các lý do còn hiệu lực.")
