"""What can be wrong with a pack, a layer or the facts, said in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_PACK_TEXTS: dict[str, tuple[str, str]] = {
    "unreadable": ("không đọc được nội dung YAML", "the YAML cannot be read"),
    "duplicate_key": ("khóa bị lặp lại", "a key is written twice"),
    "unknown_key": ("khóa không được dùng ở đây", "this key is not used here"),
    "missing_key": ("thiếu khóa bắt buộc", "a required key is missing"),
    "wrong_type": ("giá trị sai kiểu", "the value has the wrong type"),
    "binary_float": (
        "không dùng số thập phân nhị phân; ghi phần trăm, phân số hoặc số nguyên",
        "binary decimals are refused; write a percentage, a fraction or a whole number",
    ),
    "unknown_word": ("từ không có trong danh sách", "this word is not in the list"),
    "unknown_fact": ("dữ kiện không có trong facts.yaml", "this fact is not declared in facts.yaml"),
    "unknown_parameter": ("tham số không có trong parameters.yaml", "this parameter is not declared"),
    "unknown_clause": ("điều khoản không có trong bộ quy định", "the pack has no such clause"),
    "unknown_stage": ("bước không có trong bộ quy định", "the pack has no such stage"),
    "unknown_kind": ("loại đối tượng không có trong bộ quy định", "the pack has no such kind of subject"),
    "duplicate_id": ("mã bị dùng hai lần", "this id is used twice"),
    "no_citation": ("điều khoản không có căn cứ", "the clause has no citation"),
    "no_dates": ("thiếu thời hạn áp dụng", "the dates of application are missing"),
    "overlapping_dates": ("thời hạn áp dụng chồng lên nhau", "the dates of application overlap"),
    "cycle": (
        "điều khoản dùng kết quả của chính bước này hoặc bước sau",
        "the clause reads its own or a later stage",
    ),
    "expression": ("biểu thức không hợp lệ", "the expression is not allowed"),
    "expression_type": ("biểu thức sai kiểu", "the expression has the wrong type"),
    "placeholder": (
        "chỗ điền trong câu không có dữ kiện tương ứng",
        "a placeholder of the text names nothing known",
    ),
    "year_not_covered": ("không có bộ quy định cho năm này", "no pack covers this year"),
    "unknown_pack": ("không có bộ quy định này", "there is no such pack"),
    "layer_year": ("tầng quy định thuộc năm khác", "the layer belongs to another year"),
    "layer_text": (
        "tầng quy định dẫn văn bản không thuộc bộ quy định của năm",
        "the layer cites a text that is not of this pack",
    ),
    "layer_effect": ("tầng quy định đổi hệ quả của điều khoản", "the layer changes what the clause does"),
    "layer_widens": (
        "tầng dưới nới rộng điều mà tầng trên đã xác nhận (chỉ cấp có thẩm quyền cho phép bằng văn bản, ghi ở "
        "grants, hoặc tạm không áp dụng cả điều khoản, ghi ở suspended)",
        "a lower layer widens what an upper layer has confirmed (only an authority may allow it by a document, "
        "written under grants, or the whole clause is put aside, written under suspended)",
    ),
    "grant_exceeds": (
        "mức cho phép vượt mức cao nhất mà văn bản cho phép",
        "the grant exceeds the most that the texts let an authority allow",
    ),
    "unknown_text": (
        "căn cứ dẫn văn bản không khai báo trong pack.yaml",
        "the citation names a text that pack.yaml does not declare",
    ),
    "spared": (
        "ngoại lệ chỉ áp dụng cho điều khoản hạ mức của cùng đối tượng",
        "an exception is for a clause that lowers the same subjects",
    ),
    "layer_order": ("thứ tự các bước không đủ hoặc thừa", "the order does not name every stage exactly once"),
    "case": ("ví dụ kiểm chứng không hợp lệ", "the worked case is not valid"),
}

_FACT_TEXTS: dict[str, tuple[str, str]] = {
    "unknown_table": ("bảng không có trong bộ quy định", "the pack has no such table"),
    "unknown_column": ("cột không có trong bộ quy định", "the pack has no such column"),
    "wrong_word": ("giá trị không thuộc danh sách: {expected}", "not one of: {expected}"),
    "wrong_type": ("giá trị không phải {expected}", "not {expected}"),
    "binary_float": ("không nhận số thập phân nhị phân", "binary floating-point numbers are refused"),
    "required": ("ô bắt buộc bị để trống", "a required cell is empty"),
    "negative": ("số âm", "a negative number"),
    "too_many": ("lớn hơn {expected}", "greater than {expected}"),
    "duplicate_id": ("mã bị lặp lại", "the id is used twice"),
    "unknown_subject": ("không có đối tượng này", "no such subject"),
    "unknown_unit": ("không có đơn vị này trong bảng đơn vị", "no such unit in the table of units"),
    "unit_cycle": ("cây đơn vị khép vòng", "the tree of units has a cycle"),
    "unreadable": ("không đọc được tệp: {expected}", "the file cannot be read: {expected}"),
}


class RuleError(Exception):
    """A pack or layer that is refused, with the place and what was expected there."""

    def __init__(self, code: str, *, file: str, line: int, expected: str = "", found: str = "") -> None:
        self.code = code
        self.file = file
        self.line = line
        self.expected = expected
        self.found = found
        super().__init__(self.text("en"))

    def text(self, lang: str) -> str:
        """One line: place, fault, what was found, what was expected."""
        vi, en = _PACK_TEXTS[self.code]
        parts = [f"{self.file}:{self.line}: {vi if lang == 'vi' else en}"]
        if self.found:
            parts.append(f"{'gặp' if lang == 'vi' else 'found'} {self.found}")
        if self.expected:
            parts.append(f"{'cần' if lang == 'vi' else 'expected'} {self.expected}")
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class FactFault:
    """One fault in the facts. `row` counts the data rows from 1; 0 when the whole table is meant."""

    table: str
    row: int
    column: str
    code: str
    value: str = ""
    expected: str = ""

    def text(self, lang: str) -> str:
        """The fault with its place, in the given language."""
        vi, en = _FACT_TEXTS[self.code]
        message = (vi if lang == "vi" else en).replace("{expected}", self.expected)
        where = f"{self.table}, {'dòng' if lang == 'vi' else 'row'} {self.row}" if self.row else self.table
        value = f" ({self.value})" if self.value else ""
        return f"{where}, {self.column}: {message}{value}" if self.column else f"{where}: {message}{value}"


class FactsError(Exception):
    """Facts that cannot be judged; carries all faults, not the first only."""

    def __init__(self, faults: Sequence[FactFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"{len(self.faults)} faults; first: {self.faults[0].text('en')}")
