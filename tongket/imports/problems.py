"""What can be wrong with a cell, a row or a file: kinds, severities and the words for it in two languages.

A message names the value, the place, the reason and what to do. Templates are formatted with ``value``,
``column``, ``place`` (the cell, such as C12), ``row``, ``related`` and whatever the finder adds.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from tongket.common.text import without_invisible

Severity = Literal["error", "warning", "skip"]
Value = str | int | float | bool | None


@dataclass(frozen=True)
class ProblemKind:
    """A kind of fault with its fixed severity and its wording (templates of :meth:`str.format`)."""

    name: str
    severity: Severity
    vi: str
    en: str


@dataclass(frozen=True)
class Problem:
    """One fault at one place, ready for JSON."""

    kind: str
    severity: Severity
    column: str | None
    letter: str | None
    value: Value
    message_vi: str
    message_en: str
    related_row: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The problem as in the contract of the preview."""
        return {
            "column": self.column,
            "letter": self.letter,
            "kind": self.kind,
            "severity": self.severity,
            "value": self.value,
            "related_row": self.related_row,
            "message_vi": self.message_vi,
            "message_en": self.message_en,
        }


@dataclass(frozen=True)
class Fault:
    """What a parser or a check found, before it is given a place.

    ``name`` is the field concerned (None: the cell just parsed). ``related_row`` is the other row of a clash.
    """

    kind: ProblemKind
    name: str | None = None
    detail: dict[str, Any] = field(default_factory=dict)
    related_row: int | None = None


@dataclass(frozen=True)
class Note:
    """Something a person should know about the file, which is no fault of a row (titles, footers, limits)."""

    sheet: str | None
    row: int | None
    kind: str
    text: str
    message_vi: str
    message_en: str

    def as_json(self) -> dict[str, Any]:
        """The note as plain data."""
        return dict(vars(self))


def describe(
    kind: ProblemKind,
    *,
    column: str | None,
    letter: str | None,
    row: int | None,
    value: Value,
    related_row: int | None = None,
    detail: dict[str, Any] | None = None,
) -> Problem:
    """The problem with both messages filled in."""
    words = {
        "value": without_invisible(value) if isinstance(value, str) else "" if value is None else value,
        "column": column or "",
        "place": f"{letter or ''}{row or ''}",
        "row": row,
        "related": related_row,
        **(detail or {}),
    }
    return Problem(
        kind=kind.name,
        severity=kind.severity,
        column=column,
        letter=letter,
        value=value,
        related_row=related_row,
        message_vi=kind.vi.format(**words),
        message_en=kind.en.format(**words),
    )


# Cells ------------------------------------------------------------------------------------------------------
FORMULA_ERROR = ProblemKind(
    "formula_error", "error",
    "Ô {place} ({column}) là công thức bị lỗi {value}, không có giá trị. Hãy gõ lại giá trị đúng vào ô này.",
    "Cell {place} ({column}) is a formula with the error {value} and has no value. Type the right value "
    "there.",
)  # fmt: skip
TOO_LONG = ProblemKind(
    "too_long", "error",
    "Ô {place} ({column}) dài {length} ký tự; ghi được nhiều nhất {longest}. Hãy viết ngắn lại.",
    "Cell {place} ({column}) has {length} characters; {longest} at most can be kept. Shorten it.",
)  # fmt: skip
FORMULA_NOT_CALCULATED = ProblemKind(
    "formula_not_calculated", "error",
    "Ô {place} ({column}) có công thức {value} chưa được tính. Hãy mở tệp bằng Excel, lưu lại rồi nhập lại.",
    "Cell {place} ({column}) has the formula {value}, which was never calculated. "
    "Open and save the file in Excel, then import it again.",
)  # fmt: skip
MERGED_CELL = ProblemKind(
    "merged_cell", "error",
    "Ô {place} ({column}) bị gộp với ô {origin}, nên không rõ giá trị của dòng này. "
    "Hãy bỏ gộp ô và ghi giá trị cho từng dòng.",
    "Cell {place} ({column}) is merged with {origin}, so the value of this row isn't clear. "
    "Unmerge the cells and write the value in each row.",
)  # fmt: skip
LEGACY_ENCODING = ProblemKind(
    "legacy_encoding", "error",
    "Ô {place} ({column}): “{value}” gõ bằng bảng mã cũ {encoding}, đọc là “{converted}”. "
    "Hãy chuyển tệp sang Unicode, hoặc xác nhận cách đọc này rồi sửa ô.",
    "Cell {place} ({column}): “{value}” is typed in the old encoding {encoding} and reads “{converted}”. "
    "Convert the file to Unicode, or confirm this reading and correct the cell.",
)  # fmt: skip
LEGACY_CONVERTED = ProblemKind(
    "legacy_converted", "warning",
    "Ô {place} ({column}): “{value}” gõ bằng bảng mã cũ {encoding}, đã được đọc là “{read}” theo lựa chọn. "
    "Hãy xem lại chữ hoa, chữ thường và dấu.",
    "Cell {place} ({column}): “{value}” is typed in the old encoding {encoding} and was read as “{read}” as "
    "chosen. "
    "Look at capitals and accents.",
)  # fmt: skip
LOOKALIKE_LETTER = ProblemKind(
    "lookalike_letter", "warning",
    "Ô {place} ({column}): “{value}” có chữ cái không phải chữ Latinh trông giống chữ Latinh ({letters}); "
    "được đọc là “{read}”. Hãy gõ lại chữ này nếu đọc chưa đúng.",
    "Cell {place} ({column}): “{value}” has letters that aren't Latin but look so ({letters}); "
    "read as “{read}”. Retype them if this is wrong.",
)  # fmt: skip
INVISIBLE_CHARACTER = ProblemKind(
    "invisible_character", "warning",
    "Ô {place} ({column}): “{value}” có ký tự không nhìn thấy ({letters}); được đọc là “{read}”. "
    "Hãy xóa và gõ lại nội dung ô.",
    "Cell {place} ({column}): “{value}” has invisible characters ({letters}); read as “{read}”. "
    "Clear the cell and type it again.",
)  # fmt: skip
LINE_BREAK = ProblemKind(
    "line_break", "warning",
    "Ô {place} ({column}) bị ngắt dòng; được đọc liền là “{read}”. Hãy xóa chỗ xuống dòng trong ô.",
    "Cell {place} ({column}) has a line break; read as “{read}”. Remove the break from the cell.",
)  # fmt: skip
FULLWIDTH_DIGITS = ProblemKind(
    "fullwidth_digits", "warning",
    "Ô {place} ({column}): “{value}” gõ bằng ký tự rộng của bàn phím châu Á; được đọc là “{read}”. "
    "Hãy gõ lại bằng chữ số thường.",
    "Cell {place} ({column}): “{value}” is typed in full-width characters; read as “{read}”. "
    "Type it again in ordinary digits.",
)  # fmt: skip
LEADING_APOSTROPHE = ProblemKind(
    "leading_apostrophe", "warning",
    "Ô {place} ({column}): “{value}” có dấu nháy thừa ở đầu; được đọc là “{read}”. Hãy xóa dấu nháy.",
    "Cell {place} ({column}): “{value}” begins with a stray apostrophe; read as “{read}”. Remove it.",
)  # fmt: skip

# Dates ------------------------------------------------------------------------------------------------------
IMPOSSIBLE_DATE = ProblemKind(
    "impossible_date", "error",
    "Ô {place} ({column}): ngày “{value}” không có trong lịch. Hãy đối chiếu hồ sơ và ghi ngày đúng "
    "(dd/mm/yyyy).",
    "Cell {place} ({column}): the date “{value}” doesn't exist. Look it up in the file and write dd/mm/yyyy.",
)  # fmt: skip
MONTH_DAY_ORDER = ProblemKind(
    "month_day_order", "error",
    "Ô {place} ({column}): “{value}” dường như ghi tháng trước ngày (có thể là {read}). "
    "Hãy ghi theo thứ tự ngày/tháng/năm.",
    "Cell {place} ({column}): “{value}” seems to have the month before the day (perhaps {read}). "
    "Write day/month/year.",
)  # fmt: skip
TWO_DIGIT_YEAR = ProblemKind(
    "two_digit_year", "error",
    "Ô {place} ({column}): “{value}” ghi năm bằng hai chữ số nên không rõ thế kỷ. Hãy ghi đủ bốn chữ số của "
    "năm.",
    "Cell {place} ({column}): “{value}” has a year of two digits, so the century isn't clear. Write four "
    "digits.",
)  # fmt: skip
INCOMPLETE_DATE = ProblemKind(
    "incomplete_date", "error",
    "Ô {place} ({column}): “{value}” chưa đủ ngày, tháng, năm. Hãy ghi đủ dd/mm/yyyy theo hồ sơ.",
    "Cell {place} ({column}): “{value}” isn't a full date. Write day, month and year (dd/mm/yyyy).",
)  # fmt: skip
NUMBER_FOR_DATE = ProblemKind(
    "number_for_date", "error",
    "Ô {place} ({column}): có số {value} thay cho ngày{read_vi}. Hãy định dạng ô là ngày hoặc gõ lại "
    "dd/mm/yyyy.",
    "Cell {place} ({column}): the number {value} stands for a date{read_en}. "
    "Format the cell as a date or type dd/mm/yyyy.",
)  # fmt: skip
FUTURE_DATE = ProblemKind(
    "future_date", "error",
    "Ô {place} ({column}): ngày {value} sau ngày hôm nay ({today}). Hãy kiểm tra lại năm.",
    "Cell {place} ({column}): the date {value} is later than today ({today}). Check the year.",
)  # fmt: skip
TEXT_IN_DATE = ProblemKind(
    "text_in_date", "error",
    "Ô {place} ({column}): “{value}” không phải là ngày. Hãy ghi dd/mm/yyyy, hoặc để trống nếu chưa biết.",
    "Cell {place} ({column}): “{value}” isn't a date. Write dd/mm/yyyy, or leave it empty if unknown.",
)  # fmt: skip
END_BEFORE_START = ProblemKind(
    "end_before_start", "error",
    "Ô {place} ({column}): ngày kết thúc {value} trước ngày bắt đầu {start}. Hãy kiểm tra lại hai ngày.",
    "Cell {place} ({column}): the end {value} is before the start {start}. Check both dates.",
)  # fmt: skip

# Numbers ----------------------------------------------------------------------------------------------------
TEXT_IN_NUMBER = ProblemKind(
    "text_in_number", "error",
    "Ô {place} ({column}): “{value}” là chữ, cần ghi bằng số. Hãy gõ lại bằng chữ số.",
    "Cell {place} ({column}): “{value}” is text where a number belongs. Type digits.",
)  # fmt: skip
NUMBER_WITH_UNIT = ProblemKind(
    "number_with_unit", "warning",
    "Ô {place} ({column}): “{value}” có kèm đơn vị; được đọc là {read}. Hãy chỉ ghi số nếu đọc chưa đúng.",
    "Cell {place} ({column}): “{value}” carries a unit; read as {read}. Write the number alone if this is "
    "wrong.",
)  # fmt: skip
NUMBER_AS_TEXT = ProblemKind(
    "number_as_text", "warning",
    "Ô {place} ({column}): số “{value}” ghi dạng chữ có dấu ngăn cách; được đọc là {read}. Hãy ghi số không "
    "có dấu.",
    "Cell {place} ({column}): the number “{value}” is text with separators; read as {read}. "
    "Write it without separators.",
)  # fmt: skip
NEGATIVE_NUMBER = ProblemKind(
    "negative_number", "error",
    "Ô {place} ({column}): số {value} nhỏ hơn 0, không hợp lý ở cột này. Hãy kiểm tra dấu trừ.",
    "Cell {place} ({column}): {value} is below 0, which can't be in this column. Check the minus sign.",
)  # fmt: skip
NOT_WHOLE_NUMBER = ProblemKind(
    "not_whole_number", "error",
    "Ô {place} ({column}): {value} không phải số nguyên. Hãy ghi số nguyên.",
    "Cell {place} ({column}): {value} isn't a whole number. Write a whole number.",
)  # fmt: skip
NUMBER_TOO_LARGE = ProblemKind(
    "number_too_large", "error",
    "Ô {place} ({column}): số {value} lớn hơn mức {limit} có thể có. Hãy kiểm tra lại.",
    "Cell {place} ({column}): {value} is more than the {limit} that is possible. Check it.",
)  # fmt: skip

# Words and links --------------------------------------------------------------------------------------------
UNKNOWN_CHOICE = ProblemKind(
    "unknown_value", "error",
    "Ô {place} ({column}): “{value}” không có trong các giá trị được dùng: {choices}. Hãy chọn một giá trị "
    "đó.",
    "Cell {place} ({column}): “{value}” isn't one of the values in use: {choices}. Choose one of these.",
)  # fmt: skip
MISSING_VALUE = ProblemKind(
    "missing_value", "error",
    "Ô {place} ({column}) để trống, cần có giá trị. Hãy ghi đủ.",
    "Cell {place} ({column}) is empty but needs a value. Fill it in.",
)  # fmt: skip
DUPLICATE_VALUE = ProblemKind(
    "duplicate_value", "error",
    "Ô {place} ({column}): “{value}” đã có ở dòng {related}. Hãy giữ một dòng hoặc sửa giá trị.",
    "Cell {place} ({column}): “{value}” is already in row {related}. Keep one row or change the value.",
)  # fmt: skip

# Rows -------------------------------------------------------------------------------------------------------
HIDDEN_ROW = ProblemKind(
    "hidden_row", "warning",
    "Dòng {row} (“{value}”) đang bị ẩn trong tệp. Hãy bỏ ẩn và xem dòng này có cần nhập không.",
    "Row {row} (“{value}”) is hidden in the file. Unhide it and see whether it is meant to be imported.",
)  # fmt: skip
BLANK_ROW = ProblemKind(
    "blank_row", "skip",
    "Dòng {row} trống nên được bỏ qua. Nếu thiếu dữ liệu, hãy ghi bổ sung.",
    "Row {row} is blank and is skipped. If something is missing there, fill it in.",
)  # fmt: skip
SUBTOTAL_ROW = ProblemKind(
    "subtotal_row", "skip",
    "Dòng {row} (“{value}”) là dòng cộng, không phải dữ liệu, nên được bỏ qua.",
    "Row {row} (“{value}”) is a total, not data, and is skipped.",
)  # fmt: skip
REPEATED_HEADER = ProblemKind(
    "repeated_header", "skip",
    "Dòng {row} lặp lại tiêu đề bảng (“{value}”) nên được bỏ qua.",
    "Row {row} repeats the heading of the table (“{value}”) and is skipped.",
)  # fmt: skip
COLUMN_NUMBERS_ROW = ProblemKind(
    "column_numbers_row", "skip",
    "Dòng {row} chỉ đánh số cột nên được bỏ qua.",
    "Row {row} only numbers the columns and is skipped.",
)  # fmt: skip
SECTION_ROW = ProblemKind(
    "section_row", "skip",
    "Dòng {row} (“{value}”) là tiêu đề nhóm, không phải dữ liệu, nên được bỏ qua.",
    "Row {row} (“{value}”) is a heading of a group, not data, and is skipped.",
)  # fmt: skip

# Files ------------------------------------------------------------------------------------------------------
MISSING_COLUMN = ProblemKind(
    "missing_column", "error",
    "Trang “{sheet}” không có cột bắt buộc “{column}”. Hãy thêm cột hoặc đặt lại tên cột như mẫu.",
    "Sheet “{sheet}” lacks the required column “{column}”. Add it, or name it as in the template.",
)  # fmt: skip
NO_TABLE = ProblemKind(
    "no_table", "error",
    "Không tìm thấy bảng nào có tiêu đề cột như: {expected}. Hãy kiểm tra tiêu đề cột hoặc dùng tệp mẫu.",
    "No table with headings such as {expected} was found. Check the headings or use the template.",
)  # fmt: skip
UNREADABLE_FILE = ProblemKind(
    "unreadable_file", "error",
    "{reason_vi}",
    "{reason_en}",
)  # fmt: skip
