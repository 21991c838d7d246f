"""Kinds of fault of the register of members, with their wording."""

from tongket.imports.problems import ProblemKind

MISSING_ADMISSION_DATE = ProblemKind(
    "missing_admission_date", "error",
    "Ô {place} ({column}) để trống. Hãy ghi ngày vào Đảng theo hồ sơ (dd/mm/yyyy).",
    "Cell {place} ({column}) is empty. Write the day of admission (dd/mm/yyyy).",
)  # fmt: skip
MISSING_OFFICIAL_DATE = ProblemKind(
    "missing_official_date", "error",
    "Ô {place} ({column}) để trống trong khi trạng thái là “{status}”. "
    "Hãy ghi ngày chính thức, hoặc sửa trạng thái thành “Dự bị”.",
    "Cell {place} ({column}) is empty although the status is “{status}”. "
    "Write the official date, or change the status to “Dự bị” (probationary).",
)  # fmt: skip
PROBATIONARY_BUT_OFFICIAL = ProblemKind(
    "probationary_but_official", "warning",
    "Ô {place} ({column}): đã có ngày chính thức {value} nhưng trạng thái còn là dự bị. Hãy sửa một trong "
    "hai ô.",
    "Cell {place} ({column}): there is an official date {value} but the status is probationary. Correct one "
    "of them.",
)  # fmt: skip
OFFICIAL_BEFORE_ADMISSION = ProblemKind(
    "official_before_admission", "error",
    "Ô {place} ({column}): ngày chính thức {value} trước ngày vào Đảng {admitted}. Hãy kiểm tra lại hai "
    "ngày.",
    "Cell {place} ({column}): the official date {value} is before the admission {admitted}. Check both "
    "dates.",
)  # fmt: skip
ADMITTED_BEFORE_18 = ProblemKind(
    "admitted_before_18", "error",
    "Ô {place} ({column}): ngày vào Đảng {value} khi chưa đủ 18 tuổi (ngày sinh {birth}). "
    "Hãy kiểm tra lại hai ngày.",
    "Cell {place} ({column}): admitted on {value} before the age of 18 (born {birth}). Check both dates.",
)  # fmt: skip
LETTER_IN_CARD = ProblemKind(
    "letter_in_card", "error",
    "Ô {place} ({column}): số thẻ “{value}” có chữ cái ({letters}), có thể gõ nhầm chữ O, l với số 0, 1. "
    "Hãy ghi số thẻ dạng 99.999999.",
    "Cell {place} ({column}): the card “{value}” has letters ({letters}), perhaps O or l for 0 or 1. "
    "Write it as 99.999999.",
)  # fmt: skip
BAD_CARD_FORMAT = ProblemKind(
    "bad_card_format", "error",
    "Ô {place} ({column}): số thẻ “{value}” không đúng dạng 99.999999. Hãy đối chiếu thẻ và ghi lại.",
    "Cell {place} ({column}): the card “{value}” isn't of the form 99.999999. Look at the card and correct "
    "it.",
)  # fmt: skip
NUMBER_FOR_CARD = ProblemKind(
    "number_for_card", "warning",
    "Ô {place} ({column}): số thẻ ghi dạng số ({value}) nên mất số 0 ở cuối; được đọc là {read}. "
    "Hãy định dạng cột là văn bản.",
    "Cell {place} ({column}): the card is a number ({value}), which drops noughts at the end; read as "
    "{read}. "
    "Format the column as text.",
)  # fmt: skip
UNKNOWN_GENDER = ProblemKind(
    "unknown_gender", "error",
    "Ô {place} ({column}): “{value}” không phải giới tính. Hãy ghi Nam hoặc Nữ.",
    "Cell {place} ({column}): “{value}” isn't a gender. Write Nam or Nữ.",
)  # fmt: skip
UNKNOWN_STATUS = ProblemKind(
    "unknown_status", "error",
    "Ô {place} ({column}): trạng thái “{value}” không được dùng. Hãy chọn một trong: {choices}.",
    "Cell {place} ({column}): the status “{value}” isn't in use. Choose one of: {choices}.",
)  # fmt: skip
MISSING_STATUS = ProblemKind(
    "missing_status", "error",
    "Ô {place} ({column}) để trống. Hãy ghi trạng thái sinh hoạt của đảng viên.",
    "Cell {place} ({column}) is empty. Write the member's status.",
)  # fmt: skip
EXEMPT_WITHOUT_DECISION = ProblemKind(
    "exempt_without_decision", "error",
    "Ô {place} ({column}) để trống trong khi đảng viên được miễn công tác và sinh hoạt đảng. "
    "Hãy ghi số, ngày quyết định miễn.",
    "Cell {place} ({column}) is empty although the member is exempt. Write number and date of the decision.",
)  # fmt: skip
SUSPENDED_WITHOUT_DECISION = ProblemKind(
    "suspended_without_decision", "error",
    "Ô {place} ({column}) để trống trong khi trạng thái là “{status}”. Hãy ghi số, ngày quyết định đình chỉ.",
    "Cell {place} ({column}) is empty although the status is “{status}”. Write number and date of the "
    "decision.",
)  # fmt: skip
TEMPORARY_WITHOUT_PAPER = ProblemKind(
    "temporary_without_paper", "warning",
    "Ô {place} ({column}) để trống trong khi đảng viên sinh hoạt tạm thời nơi khác. "
    "Hãy ghi số, ngày giấy giới thiệu.",
    "Cell {place} ({column}) is empty although the member is temporarily elsewhere. "
    "Write number and date of the letter of introduction.",
)  # fmt: skip
DUPLICATE_ROW = ProblemKind(
    "duplicate_row", "error",
    "Dòng {row} (“{value}”) giống hệt dòng {related}. Hãy xóa một trong hai dòng.",
    "Row {row} (“{value}”) is the same as row {related}. Delete one of them.",
)  # fmt: skip
DUPLICATE_PERSON_DECOMPOSED = ProblemKind(
    "duplicate_person_decomposed", "error",
    "Dòng {row}: “{value}” là cùng một người (cùng tên, ngày sinh, số thẻ) với dòng {related}, "
    "chỉ khác cách gõ dấu (Unicode tổ hợp) và khác ở ô khác. Hãy giữ một dòng với thông tin đúng.",
    "Row {row}: “{value}” is the same person (name, birth date and card) as in row {related}, with the "
    "accents "
    "typed as separate characters and other cells that differ. Keep one row with the right data.",
)  # fmt: skip
DUPLICATE_PERSON = ProblemKind(
    "duplicate_person", "error",
    "Dòng {row}: “{value}” cùng tên, ngày sinh và số thẻ với dòng {related} nhưng khác ở ô khác. "
    "Hãy giữ một dòng với thông tin đúng.",
    "Row {row}: “{value}” has the name, birth date and card of row {related} but other cells differ. "
    "Keep one row with the right data.",
)  # fmt: skip
DUPLICATE_CARD = ProblemKind(
    "duplicate_card", "error",
    "Ô {place} ({column}): số thẻ {value} trùng với thẻ của {other} ở dòng {related}. Hãy đối chiếu thẻ của "
    "hai người.",
    "Cell {place} ({column}): card {value} is also that of {other} in row {related}. Look at both cards.",
)  # fmt: skip
CARD_OF_ANOTHER = ProblemKind(
    "card_of_another", "error",
    "Ô {place} ({column}): số thẻ {value} trong danh bạ là của {other}. Hãy đối chiếu thẻ.",
    "Cell {place} ({column}): in the register, card {value} belongs to {other}. Look at the card.",
)  # fmt: skip
SAME_NAME_AND_BIRTH_DATE = ProblemKind(
    "same_name_and_birth_date", "warning",
    "Dòng {row}: “{value}” trùng họ tên và ngày sinh với dòng {related} nhưng khác số thẻ. "
    "Hãy xác nhận đây là hai người khác nhau hay một người.",
    "Row {row}: “{value}” has the name and birth date of row {related} but another card. "
    "Confirm whether they are two people or one.",
)  # fmt: skip
