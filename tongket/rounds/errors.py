"""Refusals around a round."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class InLanguage:
    """A text that exists in both languages, shown in the reader's."""

    def __init__(self, vi: str, en: str) -> None:
        self._vi, self._en = vi, en

    def __str__(self) -> str:
        return self._vi if (get_language() or "vi").startswith("vi") else self._en


class RoundExists(DomainError):
    code = "round_exists"
    message = _("Năm %(year)s đã có đợt kiểm điểm, xếp loại của %(unit)s.")
    advice = _("Mở đợt đã có.")


class LayerRefused(DomainError):
    """The engine of rules refuses a pack or layer; the fault names file, line, found and expected."""

    code = "layer_refused"
    message = _("Chưa dùng được bộ quy định: %(fault)s.")
    advice = _("Sửa tệp tham số ở dòng đã nêu rồi nạp lại.")
    exit_code = 1

    def __init__(self, *, fault_vi: str, fault_en: str, **data: Any) -> None:
        super().__init__(fault=InLanguage(fault_vi, fault_en), **data)


class UnknownClause(DomainError):
    code = "unknown_clause"
    message = _("Bộ quy định của đợt không có điều khoản “%(clause)s”.")
    advice = _("Chọn điều khoản trong sổ quy định của đợt.")


class AlreadyConfirmed(DomainError):
    code = "already_confirmed"
    message = _("Điều khoản “%(clause)s” đã có căn cứ được xác nhận.")
    advice = _("Không cần xác nhận lại; căn cứ đang dùng nằm ở trang của điều khoản.")


class AlreadyReceived(DomainError):
    code = "already_received"
    message = _("Báo cáo về điều khoản “%(clause)s” đã được %(who)s nhận.")
    advice = _("Không cần ghi lại; nếu ghi nhầm, khôi phục điều khoản rồi ghi tạm không áp dụng lần nữa.")


class UnknownParameter(DomainError):
    code = "unknown_parameter"
    message = _("Bộ quy định của đợt không có tham số “%(path)s”.")
    advice = _("Chọn tham số trong sổ quy định của đợt.")


class UnknownStage(DomainError):
    code = "unknown_stage"
    message = _("Bộ quy định của đợt không có bước “%(stage)s”.")
    advice = _("Dùng bước có trong trình tự của bộ quy định: %(expected)s.")


class GroundMissing(DomainError):
    """An act that needs its document and reason came without."""

    code = "ground_missing"
    message = _("Thiếu căn cứ: cần ghi số văn bản và lý do để %(act)s.")
    advice = _("Ghi số văn bản của người có thẩm quyền và lý do.")


class DueBeforePredecessor(DomainError):
    code = "due_before_predecessor"
    message = _("Hạn của bước “%(step)s” (%(day)s) trước hạn của bước “%(before)s” (%(before_day)s).")
    advice = _("Sửa một trong hai hạn.")


class OutOfOrder(DomainError):
    """An act made here and now that the order of the rules does not allow yet (strength: block)."""

    code = "out_of_order"
    message = _("Bước “%(stage)s” chưa thực hiện được vì bước “%(before)s” %(why)s.")
    advice = _("Thực hiện bước trước, hoặc ghi lại việc đã làm trên giấy để đánh dấu trái trình tự.")


class StillOpen(DomainError):
    """A round can't be closed while things in it are unfinished; they are listed."""

    code = "still_open"
    message = _("Chưa thể khóa %(round)s: %(items)s.")
    advice = _("Hoàn thành các việc còn lại rồi khóa đợt.")


class RoundNotOpen(DomainError):
    """Something of a round is to change while the round is not open."""

    code = "round_not_open"
    message = _("%(round)s không ở trạng thái đang thực hiện (hiện: %(state)s).")
    advice = _("Mở đợt, hoặc mở lại đợt đã khóa kèm lý do và văn bản của người có thẩm quyền.")
