"""Refusals about meetings and conferences."""

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import DomainError


class OutsideUnit(DomainError):
    code = "meeting_outside_unit"
    message = _("“%(thing)s” thuộc %(subject)s, không nằm trong %(unit)s.")
    advice = _("Ghi tại đơn vị quản lý tổ chức đó.")


class NoTopic(DomainError):
    code = "meeting_without_topic"
    message = _("Buổi họp ngày %(day)s của %(subject)s chưa ghi nội dung.")
    advice = _("Ghi nội dung chính của buổi sinh hoạt.")


class AlreadyPlanned(DomainError):
    code = "conference_already_planned"
    message = _("Hội nghị tổng kết năm %(year)s của %(unit)s ngày %(day)s đã có.")
    advice = _("Mở hội nghị đã có để sửa chương trình.")


class EmptyAgenda(DomainError):
    code = "agenda_empty"
    message = _("Chương trình hội nghị chưa có mục nào.")
    advice = _("Ghi ít nhất một mục với giờ bắt đầu, giờ kết thúc và người phụ trách.")


class ItemTakesNoTime(DomainError):
    code = "agenda_item_takes_no_time"
    message = _("Mục %(number)s kết thúc lúc %(end)s, không sau giờ bắt đầu %(start)s.")
    advice = _("Sửa giờ bắt đầu hoặc giờ kết thúc của mục.")


class AgendaOverlaps(DomainError):
    code = "agenda_overlaps"
    message = _("Mục %(number)s bắt đầu lúc %(start)s, trước khi mục %(before)s kết thúc lúc %(end)s.")
    advice = _("Xếp lại giờ để các mục nối tiếp nhau.")


class NumberTwice(DomainError):
    code = "number_twice"
    message = _("Số thứ tự %(number)s xuất hiện hai lần trong %(thing)s.")
    advice = _("Đánh lại số thứ tự.")


class NotSummoned(DomainError):
    code = "not_summoned"
    message = _("%(person)s không có trong danh sách triệu tập của %(conference)s.")
    advice = _("Kiểm tra tên và ngày sinh; người ngoài danh sách được ghi là đại biểu mời.")


class UnknownNumber(DomainError):
    code = "unknown_check_in_number"
    message = _("Không có số %(number)s trong danh sách điểm danh của %(conference)s.")
    advice = _("Kiểm tra lại số trên giấy mời, hoặc điểm danh theo tên.")
    status = 404


class CheckedInTwice(DomainError):
    code = "checked_in_twice"
    message = _("%(person)s (số %(number)s) đã được điểm danh lúc %(time)s.")
    advice = _("Nếu hai người trùng tên, đối chiếu ngày sinh và số trên giấy mời.")


class UnknownSpeech(DomainError):
    code = "unknown_speech"
    message = _("Ý kiến chỉ đạo %(key)s dẫn bài phát biểu số %(number)s, chưa có trong danh sách phát biểu.")
    advice = _("Ghi bài phát biểu trước, hoặc sửa số.")


class UnknownDirection(DomainError):
    code = "unknown_direction"
    message = _("Kết luận “%(key)s” dẫn ý kiến chỉ đạo %(direction)s không có trong hội nghị.")
    advice = _("Ghi ý kiến chỉ đạo trước, hoặc sửa mã.")


class ConclusionIncomplete(DomainError):
    code = "conclusion_incomplete"
    message = _("Kết luận “%(text)s” chưa có đơn vị chủ trì hoặc thời hạn.")
    advice = _("Ghi ai làm và xong ngày nào: mỗi kết luận trở thành một nhiệm vụ của năm sau.")


class ConclusionDueTooEarly(DomainError):
    code = "conclusion_due_too_early"
    message = _("Kết luận “%(text)s” có thời hạn %(due)s, không sau ngày hội nghị %(day)s.")
    advice = _("Ghi thời hạn sau ngày hội nghị.")


class UnknownItem(DomainError):
    code = "unknown_agenda_item"
    message = _("Chương trình không có mục %(number)s.")
    advice = _("Chọn mục trong chương trình hội nghị.")


class EndsBeforeStart(DomainError):
    code = "item_ends_before_start"
    message = _("Mục %(number)s ghi kết thúc lúc %(end)s khi chưa có giờ bắt đầu hoặc trước giờ bắt đầu.")
    advice = _("Ghi giờ bắt đầu thực tế, rồi giờ kết thúc.")


class AgendaFinished(DomainError):
    code = "agenda_finished"
    message = _("Mọi mục của chương trình đã xong.")
    advice = _("Bế mạc hội nghị, hoặc lùi lại nếu bấm nhầm.")


class NothingToTakeBack(DomainError):
    code = "nothing_to_take_back"
    message = _("Chưa có mục nào bắt đầu.")
    advice = _("Bấm “Bắt đầu” khi hội nghị khai mạc.")


class ProxyIsRecipient(DomainError):
    code = "proxy_is_recipient"
    message = _("%(person)s không thể nhận thay chính mình.")
    advice = _("Chọn người khác nhận thay.")


class ConferenceIncomplete(DomainError):
    code = "conference_incomplete"
    message = _("Chưa thể bế mạc hội nghị: %(missing)s.")
    advice = _("Bổ sung các phần còn thiếu rồi bế mạc.")
