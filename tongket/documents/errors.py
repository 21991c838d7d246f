"""Refusals of papers and their numbers."""

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class NumberMalformed(DomainError):
    code = "number_malformed"
    message = _("Số văn bản “%(number)s” không đúng dạng.")
    advice = _(
        "Ghi số rồi ký hiệu, ví dụ 118-QĐ/ĐU (văn bản của Đảng) hoặc 118/QĐ-STTTT (văn bản của Nhà nước)."
    )
    status = 422


class NumberTaken(DomainError):
    code = "number_taken"
    message = _("Số %(number)s của %(issuer)s đã ghi cho văn bản “%(other)s”.")
    advice = _("Đối chiếu sổ văn bản đi của cơ quan ban hành.")


class SignerMissing(DomainError):
    code = "signer_missing"
    message = _("Văn bản %(number)s chưa có người ký.")
    advice = _("Ghi họ và tên người ký như trên bản giấy.")
    status = 422


class ReasonNeeded(DomainError):
    code = "cancel_reason_needed"
    message = _("Chưa ghi lý do hủy văn bản %(document)s.")
    advice = _("Ghi lý do; số của văn bản được giữ lại trong sổ.")
    status = 422
