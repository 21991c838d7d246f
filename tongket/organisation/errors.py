"""Refusals of the register."""

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class CodeTaken(DomainError):
    code = "unit_code_taken"
    message = _("Mã đơn vị “%(code)s” đã được dùng cho %(other)s.")
    advice = _("Đặt mã khác cho đơn vị mới.")


class MoveUnderItself(DomainError):
    code = "move_under_itself"
    message = _("Không thể chuyển %(unit)s vào %(parent)s vì %(parent)s thuộc chính %(unit)s.")
    advice = _("Chọn đơn vị cấp trên không nằm trong đơn vị được chuyển.")


class WrongPeriod(DomainError):
    code = "wrong_period"
    message = _("Ngày %(day)s không hợp lệ với %(thing)s (bắt đầu từ %(start)s).")
    advice = _("Ghi ngày không trước ngày bắt đầu.")


class StillInUse(DomainError):
    code = "unit_still_in_use"
    message = _("Chưa giải thể được %(unit)s: ngày %(day)s còn %(things)s.")
    advice = _("Chuyển đảng viên, đơn vị trực thuộc sang đơn vị khác trước, hoặc dùng việc sáp nhập.")


class NothingToMerge(DomainError):
    code = "nothing_to_merge"
    message = _("%(unit)s không sáp nhập được vào %(into)s.")
    advice = _("Chọn một đơn vị khác cùng loại, đang hoạt động vào ngày sáp nhập.")


class NotAnOffice(DomainError):
    code = "not_an_office"
    message = _("%(unit)s không lãnh đạo được %(office)s như một cơ quan, đơn vị.")
    advice = _("Chọn một tổ chức đảng, và một cơ quan, đơn vị hoặc đoàn thể.")


class AlreadyCovered(DomainError):
    code = "office_already_covered"
    message = _("%(unit)s đang lãnh đạo %(office)s rồi.")
    advice = _("Kết thúc quan hệ cũ trước, hoặc chọn cơ quan, đơn vị khác.")


class TooYoung(DomainError):
    code = "too_young"
    message = _("Ngày %(day)s người này mới %(age)s tuổi; vào Đảng từ đủ %(least)s tuổi (%(citation)s).")
    advice = _("Đối chiếu ngày sinh và ngày vào Đảng trên giấy tờ gốc.")


class NotADay(DomainError):
    code = "impossible_day"
    message = _("%(what)s %(day)s không thể có: phải từ %(first)s đến %(last)s.")
    advice = _("Đối chiếu giấy tờ gốc rồi ghi lại ngày.")


class NotAMember(DomainError):
    code = "not_a_member"
    message = _("%(person)s không sinh hoạt tại chi bộ nào vào ngày %(day)s.")
    advice = _("Ghi chi bộ sinh hoạt trước.")


class OneHolderOnly(DomainError):
    code = "one_holder_only"
    message = _("%(title)s tại %(unit)s đang do %(holder)s giữ từ ngày %(day)s.")
    advice = _("Ghi ngày thôi giữ chức của người trước, rồi ghi người mới.")


class DatesContradict(DomainError):
    code = "dates_contradict"
    message = _("%(later)s (%(later_day)s) không thể trước %(earlier)s (%(earlier_day)s).")
    advice = _("Đối chiếu giấy tờ gốc rồi ghi lại ngày.")


class CardTaken(DomainError):
    code = "card_taken"
    message = _("Số thẻ Đảng %(card)s đã ghi cho %(other)s.")
    advice = _("Đối chiếu thẻ đảng viên bản gốc của hai người.")


class AlreadyMember(DomainError):
    code = "already_member"
    message = _("%(person)s đang sinh hoạt tại %(unit)s.")
    advice = _("Dùng việc chuyển sinh hoạt để chuyển sang chi bộ khác.")


class SamePerson(DomainError):
    code = "same_person"
    message = _("%(person)s không thể gộp với chính mình hoặc với hồ sơ đã gộp.")
    advice = _("Chọn hai hồ sơ khác nhau đang dùng.")


class MergeConflict(DomainError):
    code = "merge_conflict"
    message = _("Không gộp được hai hồ sơ của %(person)s: cả hai cùng có %(things)s.")
    advice = _("Kiểm tra có đúng là một người không; nếu đúng, bỏ bản ghi thừa trước khi gộp.")


class LoginTaken(DomainError):
    code = "login_taken"
    message = _("Tên đăng nhập “%(login)s” đã có người dùng.")
    advice = _("Chọn tên đăng nhập khác.")
