"""Refusals of the rating."""

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class NotComputed(DomainError):
    code = "not_computed"
    message = _("Chưa xác định mức đủ điều kiện cho %(round)s.")
    advice = _("Mở bảng xếp loại và chọn “Xác định mức đủ điều kiện”.")


class OutcomesStale(DomainError):
    """What the levels rest on has changed since they were computed."""

    code = "outcomes_stale"
    message = _("Dữ liệu của %(count)s trường hợp đã thay đổi sau lần xác định gần nhất: %(names)s.")
    advice = _("Xác định lại mức đủ điều kiện, xem khác biệt rồi mới ghi quyết định.")


class StillUndetermined(DomainError):
    code = "still_undetermined"
    message = _("%(count)s trường hợp chưa đủ căn cứ để xếp loại: %(names)s.")
    advice = _("Mở giải trình của từng trường hợp để biết dữ liệu còn thiếu.")


class AboveAllowed(DomainError):
    """A level above what the rules allow, without a reason by somebody who has the right to deviate."""

    code = "above_allowed"
    message = _("%(name)s chưa đủ điều kiện xếp mức %(level)s (mức cao nhất đủ điều kiện: %(allowed)s).")
    advice = _("Ghi mức đủ điều kiện, hoặc nêu lý do nếu tập thể có thẩm quyền quyết định khác.")


class BallotNotReconciled(DomainError):
    """A count that does not add up never carries a decision."""

    code = "ballot_not_reconciled"
    message = _("Số phiếu của “%(poll)s” không khớp nên chưa thể làm căn cứ quyết định.")
    advice = _("Lập biên bản điều chỉnh có chữ ký của tổ kiểm phiếu, nhập lại rồi ghi quyết định.")


class OverQuota(DomainError):
    code = "over_quota"
    message = _("%(count)s trường hợp mức %(level)s vượt số lượng tối đa %(places)s.")
    advice = _("Chọn trong số lượng tối đa; bằng phiếu ở vị trí cuối thì không ai trong số đó được chọn.")


class AlreadyDecided(DomainError):
    code = "already_decided"
    message = _("%(name)s đã có quyết định số %(number)s.")
    advice = _("Dùng đính chính, hoặc mở lại đợt kèm lý do và văn bản của người có thẩm quyền.")


class NotAResult(DomainError):
    """Somebody or something without a place among the rated."""

    code = "not_a_result"
    message = _("%(name)s không thuộc diện xếp loại của đợt.")
    advice = _("Kiểm tra phạm vi xếp loại trong giải trình.")


class NoProposal(DomainError):
    code = "no_proposal"
    message = _("Đảng ủy chưa đề xuất mức xếp loại của %(unit)s.")
    advice = _("Ghi đề xuất của Đảng ủy trước khi ghi quyết định của cấp trên.")


class SuperiorFigures(DomainError):
    code = "superior_figures"
    message = _("Số liệu của cấp trên không hợp lý: %(detail)s.")
    advice = _("Đối chiếu với quyết định và báo cáo của cấp trên.")
    exit_code = 1


class FactsRefused(DomainError):
    """The facts contradict themselves; every fault is listed with its place."""

    code = "facts_refused"
    message = _("Dữ liệu có %(count)s chỗ mâu thuẫn: %(faults)s.")
    advice = _("Sửa ở nơi ghi dữ liệu rồi xác định lại.")
    exit_code = 1


class NoPlaces(DomainError):
    """A quota without a place: no ballot is held, all candidates stay at the next level."""

    code = "no_places"
    message = _("Số lượng tối đa là 0 (%(equation)s) nên không tổ chức bỏ phiếu.")
    advice = _("Xem cách tính số lượng tối đa.")


class NothingToVote(DomainError):
    code = "nothing_to_vote"
    message = _("Không có trường hợp nào để bỏ phiếu tại %(what)s.")
    advice = _("Kiểm tra danh sách và mức đủ điều kiện.")


class DocumentNotSigned(DomainError):
    """A decision stands on a signed paper, not on a draft or a cancelled one."""

    code = "document_not_signed"
    message = _("%(document)s chưa ký hoặc đã hủy nên chưa thể là căn cứ.")
    advice = _("Ghi số, ngày và người ký của văn bản trước.")


class NothingToTry(DomainError):
    code = "nothing_to_try"
    message = _("Chưa có dữ kiện hoặc giá trị nào khác với hiện tại.")
    advice = _("Sửa ít nhất một ô rồi bấm Thử.")


class NotOpenToTry(DomainError):
    """A fact or a value on which grounds rest that the actor may not see: its effect would tell of them."""

    code = "not_open_to_try"
    message = _("Không thử được “%(what)s”: căn cứ do người có thẩm quyền xem.")
    advice = _("Đề nghị người có thẩm quyền thử thay đổi này.")


class ValueRefused(DomainError):
    """The engine of rules refuses a value that is tried out."""

    code = "value_refused"
    message = _("Chưa dùng được giá trị này: %(fault)s.")
    advice = _("Ghi giá trị như văn bản ghi, ví dụ 1/5 hoặc 90.")
