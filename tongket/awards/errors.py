"""Refusals of this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class UnknownKind(DomainError):
    """The catalogue has no such kind of commendation in force on that day."""

    code = "unknown_award_kind"
    message = _("Danh mục khen thưởng không có loại “%(kind)s” áp dụng ngày %(day)s.")
    advice = _("Chọn một loại trong danh mục: %(known)s.")


class WrongSubject(DomainError):
    """A kind for individuals was given to a unit, or the other way round."""

    code = "wrong_award_subject"
    message = _("“%(kind)s” không dành cho %(subject)s.")
    advice = _("Chọn đúng loại khen thưởng dành cho cá nhân hoặc tập thể.")


class NominatedTwice(DomainError):
    """The subject already stands among the nominations of this kind and round."""

    code = "nominated_twice"
    message = _("%(subject)s đã có trong danh sách đề nghị “%(kind)s” năm %(year)s.")
    advice = _("Mở đề nghị đã có để sửa thành tích.")


class AchievementMissing(DomainError):
    """A kind that rests on a described achievement was nominated without one."""

    code = "achievement_missing"
    message = _("Đề nghị “%(kind)s” cho %(subject)s chưa ghi thành tích.")
    advice = _("Ghi việc làm và kết quả cụ thể làm căn cứ khen.")


class ReasonMissing(DomainError):
    """An act that must say why was asked without a reason."""

    code = "reason_missing"
    message = _("Chưa ghi lý do khi %(act)s.")
    advice = _("Ghi ngắn gọn lý do; lý do được lưu cùng hồ sơ.")


class DocumentUsedTwice(DomainError):
    """A decision document was recorded for commendation before."""

    code = "award_document_used"
    message = _("%(document)s đã được ghi là quyết định khen thưởng “%(kind)s”.")
    advice = _("Kiểm tra lại số, ký hiệu trong sổ văn bản đi.")


class WrongDocument(DomainError):
    """The document can't carry a decision on commendation: not a signed decision."""

    code = "award_document_not_signed"
    message = _("%(document)s (%(state)s) chưa thể làm căn cứ khen thưởng: cần quyết định đã ký.")
    advice = _("Ghi số, ngày, người ký của bản đã ký rồi thực hiện lại.")


class SameAwardTwice(DomainError):
    """The same person, issuer, ground and year: one achievement is not rewarded twice (U30)."""

    code = "same_award_twice"
    message = _(
        "%(recipient)s đã được %(issuer)s khen năm %(year)s với cùng căn cứ “%(ground)s” (%(document)s)."
    )
    advice = _("Một thành tích chỉ khen một lần; bỏ tên này khỏi danh sách hoặc ghi căn cứ khác nếu có.")


class NoRecipients(DomainError):
    """A decision without anybody in it."""

    code = "no_recipients"
    message = _("%(document)s chưa có ai trong danh sách được khen.")
    advice = _("Chọn người hoặc tập thể có tên trong quyết định đã ký.")


class NamedTwice(DomainError):
    """A recipient stands twice in the list of one decision."""

    code = "recipient_named_twice"
    message = _("%(recipient)s có tên hai lần trong danh sách kèm theo %(document)s.")
    advice = _("Giữ một dòng; hai người trùng họ tên thì chọn theo ngày sinh.")


class NoCertificateForKind(DomainError):
    """This kind of commendation comes without a certificate."""

    code = "no_certificate_for_kind"
    message = _("“%(kind)s” không kèm giấy khen hoặc bằng khen.")
    advice = _("Chỉ vào sổ giấy khen cho quyết định tặng giấy khen, bằng khen.")


class NothingToPrint(DomainError):
    """No certificate was chosen, or all chosen ones are cancelled."""

    code = "nothing_to_print"
    message = _("Không có giấy khen nào còn hiệu lực trong phần đã chọn.")
    advice = _("Chọn ít nhất một giấy khen chưa hủy.")


class CertificateCancelled(DomainError):
    """A cancelled certificate can't be printed, reissued or handed over."""

    code = "certificate_cancelled"
    message = _("Giấy khen vào sổ số %(number)s năm %(year)s đã hủy, không thể %(act)s.")
    advice = _("Số đã hủy được giữ nguyên trong sổ; lập quyết định mới nếu cần khen lại.")


class PaperMissing(DomainError):
    """A state of an exemplar that rests on a decision or minutes was set without naming the paper."""

    code = "exemplar_paper_missing"
    message = _("Trạng thái “%(state)s” phải ghi văn bản làm căn cứ.")
    advice = _("Ghi số, ngày của quyết định hoặc biên bản.")


class WrongYears(DomainError):
    """A period that ends before it begins."""

    code = "wrong_years"
    message = _("Giai đoạn %(first)s–%(last)s không hợp lệ.")
    advice = _("Năm kết thúc không được trước năm bắt đầu.")


class CertificateNotPrintable(DomainError):
    """The typesetter can't make the paper: a text that fits nowhere, a letter that the font lacks."""

    code = "certificate_not_printable"
    message = _("Chưa in được: %(why)s")
    advice = _("Cách xử lý: %(remedy)s")


class MixedBooks(DomainError):
    """Certificates of two issuers or forms were to be printed in one file."""

    code = "mixed_books"
    message = _("Phần đã chọn có giấy của hai sổ khác nhau: %(first)s và %(second)s.")
    advice = _("In riêng từng sổ và từng hình thức khen.")


class TooManyChecks(DomainError):
    """The public check was asked too often in a short time."""

    code = "too_many_checks"
    message = _("Bạn đã kiểm tra quá nhiều lần trong %(minutes)s phút.")
    advice = _("Đợi ít phút rồi thử lại.")
    status = 429


class PublicationGroundMissing(DomainError):
    """Names were to be opened to the public without a written ground."""

    code = "publication_ground_missing"
    message = _("Chưa ghi căn cứ công khai danh sách kèm theo %(document)s.")
    advice = _("Ghi số, ngày văn bản cho phép công khai hoặc việc đồng ý của người có tên.")
