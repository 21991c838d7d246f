"""Refusals of this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class NothingToTell(DomainError):
    """The conference has no round whose results an article could tell."""

    code = "article_without_round"
    message = _("Chưa có đợt kiểm điểm, xếp loại năm %(year)s của %(unit)s để lấy số liệu.")
    advice = _("Lập đợt của năm rồi soạn bài.")


class UnknownFigure(DomainError):
    """The text asks for a bound value that the article doesn't have."""

    code = "article_unknown_figure"
    message = _("Bài viết dùng số liệu chưa gắn hồ sơ: %(keys)s.")
    advice = _("Chọn mã số liệu trong cột bên cạnh, hoặc bỏ dấu ngoặc nhọn.")


class ArticleHasFaults(DomainError):
    """Publication was asked while checks still stop it."""

    code = "article_has_faults"
    message = _("Chưa công bố được bài viết: còn %(count)s chỗ phải xử lý. %(first)s")
    advice = _("Sửa theo hồ sơ, hoặc ghi lý do giữ nguyên ở những chỗ cho phép.")


class NamesGroundMissing(DomainError):
    """Names of people stand in the text and nothing says why they may be published (U11)."""

    code = "article_names_ground_missing"
    message = _("Bài viết nêu tên %(names)s nhưng chưa ghi căn cứ công khai họ tên.")
    advice = _("Ghi số, ngày văn bản cho phép công khai, hoặc việc đồng ý của người có tên.")


class PaperGroundMissing(DomainError):
    """A paper was to be opened to the public without a written ground."""

    code = "paper_ground_missing"
    message = _("Chưa ghi căn cứ công khai %(document)s.")
    advice = _("Ghi số, ngày văn bản cho phép công khai.")


class PaperNotIssued(DomainError):
    """A paper that isn't signed was to be opened to the public."""

    code = "paper_not_issued"
    message = _("%(document)s đang ở trạng thái “%(state)s”, chưa thể công khai.")
    advice = _("Ghi số, ngày, người ký của bản đã ký trước.")


class PaperPublicAlready(DomainError):
    """A paper is public already."""

    code = "paper_public_already"
    message = _("%(document)s đã được công khai từ ngày %(day)s.")
    advice = _("Rút bản đang công khai trước khi công khai lại.")


class WithdrawalReasonMissing(DomainError):
    """A withdrawal or correction without a reason."""

    code = "withdrawal_reason_missing"
    message = _("Chưa ghi lý do khi %(act)s.")
    advice = _("Ghi ngắn gọn lý do; lý do được lưu cùng bài.")
