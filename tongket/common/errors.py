"""The one base of all errors that a person is meant to read.

An error names the thing, the place, the reason and what to do. Code and data are for machines,
the text is made in the reader's language at the moment it is shown.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class DomainError(Exception):
    """A refusal or fault with a stable code, data, and a translated text with advice.

    Subclasses set ``code``, ``message`` and ``advice``; both texts are %-formatted with ``data``.
    ``place`` says where: a file, sheet, row and column, or a field of a form.
    """

    code: ClassVar[str]
    message: ClassVar[Text]
    advice: ClassVar[Text]
    exit_code: ClassVar[int] = 2
    status: ClassVar[int] = 409

    def __init__(self, *, place: Text = "", **data: Any) -> None:
        super().__init__(self.code)
        self.place = place
        self.data = data

    def text(self) -> str:
        """Message and advice in the active language."""
        body = f"{str(self.message) % self.data} {str(self.advice) % self.data}"
        return f"{self.place}: {body}" if self.place else body

    def __str__(self) -> str:
        return self.text()

    def as_json(self) -> dict[str, Any]:
        """The machine form: code, place, data and the text in the active language."""
        return {
            "code": self.code,
            "place": str(self.place),
            "data": {k: str(v) for k, v in self.data.items()},
            "text": self.text(),
        }


class NotPermitted(DomainError):
    """The actor has no right to the act; ``reason`` is the refusal's own text."""

    code = "not_permitted"
    message = _("Không được phép: %(reason)s.")
    advice = _("Đề nghị người có thẩm quyền thực hiện, hoặc quản trị viên giao quyền.")
    exit_code = 3
    status = 403


class StaleText(str):
    """The text of a ``Stale``, which knows the version that the record has now: a form that shows it goes on
    from there, so that what was typed can be sent again over what the other wrote."""

    found: int | None = None


class Stale(DomainError):
    """Someone else changed the record after it was read; ``by`` tells who, when and what."""

    code = "stale"
    message = _("%(thing)s đã được sửa sau khi bạn mở%(by)s.")
    advice = _("Phần bạn đã nhập còn nguyên ở dưới: so với nội dung mới rồi gửi lần nữa, hoặc tải lại trang.")

    def __init__(self, *, place: Text = "", by: str = "", **data: Any) -> None:
        super().__init__(place=place, by=by, **data)

    def text(self) -> str:
        told = StaleText(super().text())
        told.found = self.data.get("found")
        return told


class WrongState(DomainError):
    """The act does not fit the state that the thing is in."""

    code = "wrong_state"
    message = _("%(thing)s đang ở trạng thái “%(state)s”, không thể %(act)s.")
    advice = _("Xem lịch sử của hồ sơ để biết bước kế tiếp.")


class Missing(DomainError):
    """Absent, or not visible to the asker: both look the same."""

    code = "missing"
    message = _("Không tìm thấy %(thing)s.")
    advice = _("Kiểm tra lại đường dẫn hoặc chọn trong danh sách.")
    status = 404
