"""Errors of the rendering core. No framework: each error carries both languages, a place and an advice."""

from __future__ import annotations

from typing import ClassVar


class RenderingError(Exception):
    """A paper cannot be made. `code` is stable, `place` says where, `message` and `advice` are {vi, en}."""

    code: ClassVar[str] = "rendering"
    vi: ClassVar[str]
    en: ClassVar[str]
    advice: ClassVar[dict[str, str]]

    def __init__(self, place: str, **data: object) -> None:
        self.place = place
        self.data = data
        values = {"place": place, **data}
        self.message = {"vi": self.vi.format(**values), "en": self.en.format(**values)}
        super().__init__(self.message["en"])


class UnknownTemplateError(RenderingError):
    """No template has this name."""

    code = "unknown_template"
    vi = "Không có mẫu văn bản “{place}”. Các mẫu có sẵn: {known}."
    en = "There is no template “{place}”. Known templates: {known}."
    advice: ClassVar = {"vi": "Chọn một mẫu trong danh sách.", "en": "Choose a template of the list."}


class UnknownProfileError(RenderingError):
    """No form profile has this id, or none is in force on the day asked for."""

    code = "unknown_profile"
    vi = "Không có thể thức văn bản cho “{place}”."
    en = "There is no form profile for “{place}”."
    advice: ClassVar = {
        "vi": "Kiểm tra ngày ban hành và hệ thống văn bản (Đảng hoặc Nhà nước).",
        "en": "Check the date of issue and the scheme (Party or State).",
    }


class ProfileValueError(RenderingError):
    """A parameter of a form profile is unknown or set outside of what the text allows."""

    code = "profile_value"
    vi = "Tham số thể thức “{place}” không nhận giá trị {value}; được phép: {allowed}."
    en = "The form parameter “{place}” doesn't take {value}; allowed: {allowed}."
    advice: ClassVar = {
        "vi": "Chọn giá trị trong phạm vi cho phép.",
        "en": "Choose a value within the range.",
    }


class DataShapeError(RenderingError):
    """The data of a paper lack a value, carry an unknown key or hold a wrong type."""

    code = "data_shape"
    vi = "Dữ liệu của văn bản sai ở “{place}”: cần {expected}, nhận được {found}."
    en = "The data of the paper are wrong at “{place}”: expected {expected}, found {found}."
    advice: ClassVar = {
        "vi": "Xem hình dạng dữ liệu của mẫu trong tài liệu của phòng Văn bản.",
        "en": "See the data shape of the template in the documents room's README.",
    }


class UnprintableTextError(RenderingError):
    """A text has letters that the vendored font doesn't draw, or control characters."""

    code = "unprintable_text"
    vi = "Phông chữ văn bản không có ký tự {characters} ở “{place}”: {text}."
    en = "The font of the papers has no letter {characters} at “{place}”: {text}."
    advice: ClassVar = {
        "vi": "Sửa ký tự này trong dữ liệu nguồn rồi in lại.",
        "en": "Correct this letter in the source record, then print again.",
    }


class MissingFontError(RenderingError):
    """A template asks for a font that is not vendored, or a font file is missing or altered."""

    code = "missing_font"
    vi = "Thiếu phông chữ hoặc phông chữ sai: {place}."
    en = "A font is missing or wrong: {place}."
    advice: ClassVar = {
        "vi": "Cài lại tongket; phông chữ văn bản nằm trong bản cài đặt.",
        "en": "Install tongket again; the fonts of the papers are part of it.",
    }


class TextDoesNotFitError(RenderingError):
    """A text is too long for its field even at the smallest size; it is never cut."""

    code = "text_does_not_fit"
    vi = "Nội dung không vừa ô “{place}” dù đã thu nhỏ: {text}."
    en = "The text doesn't fit the field “{place}” even at its smallest size: {text}."
    advice: ClassVar = {
        "vi": "Mở rộng ô trong bố cục giấy khen hoặc rút gọn nội dung.",
        "en": "Widen the field in the certificate layout or shorten the text.",
    }


class SignatureFormError(RenderingError):
    """The way of signing is not open to this body in this scheme (commendation facts 4.1)."""

    code = "signature_form"
    vi = "Cách ký ở “{place}” không đúng thể thức: {why}."
    en = "The way of signing at “{place}” is not allowed by the form: {why_en}."
    advice: ClassVar = {
        "vi": "Tập thể cấp ủy ký thay mặt (T/M), không ký thay (K/T).",
        "en": "A committee signs on behalf of the collective (T/M), never for a head (K/T).",
    }


class TemplateError(RenderingError):
    """A template itself is wrong: unknown placeholder, broken file, failing expression."""

    code = "template"
    vi = "Mẫu văn bản “{place}” có lỗi: {why}."
    en = "The template “{place}” is wrong: {why}."
    advice: ClassVar = {
        "vi": "Sửa chỗ được nêu trong mẫu rồi tải lên lại.",
        "en": "Correct the named place in the template and upload it again.",
    }
