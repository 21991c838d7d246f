"""A made-up register in several layouts, to put one fault into."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tongket.imports.preview import Preview, check
from tongket.imports.tests.builders import SheetPlan, workbook_of, xlsx_bytes
from tongket.imports.workbook import column_letter
from tongket.organisation.imports import MEMBERS, Known, known_from_units

TODAY = dt.date(2026, 3, 1)
CELLS = ("Chi bộ Văn phòng", "Chi bộ Kỹ thuật", "Chi bộ Nghiệp vụ")
OFFICES = ("Văn phòng Ban", "Phòng Kỹ thuật", "Phòng Nghiệp vụ")

UNITS = {
    "Don vi": [
        ["STT", "Mã", "Tên", "Loại", "Trực thuộc", "Ngày thành lập", "Ghi chú"],
        [1, "DB", "Đảng bộ Ban Quản lý", "Đảng bộ cơ sở", None, "15/6/2005", "QĐ 8-QĐ/ĐUK"],
        *[[2 + i, f"CB{i}", name, "Chi bộ trực thuộc", "DB", None, None] for i, name in enumerate(CELLS)],
        [8, "CQ", "Ban Quản lý", "Cơ quan", None, "12/4/2005", None],
        *[
            [9 + i, f"DV{i}", name, "Đơn vị chuyên môn", "CQ", None, f"thuộc {CELLS[i]}"]
            for i, name in enumerate(OFFICES)
        ],
    ],
    "Chuc danh": [
        ["STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Hệ", "Tại (mã)", "Người đứng đầu", "Từ", "Đến"],
        [1, "Lê Thị Út", "02/03/1975", "Bí thư chi bộ", "Đảng", "CB1", "x", "01/06/2020", None],
    ],
}  # fmt: skip

FIELDS = (
    "number", "name", "birth", "gender", "ethnicity", "admitted_on", "official_on", "card", "cell", "party_posts",
    "government_posts", "work_unit", "status", "decision", "fee",
)  # fmt: skip

TWO_LEVELS = {
    "number": ("STT", None), "name": ("Họ và tên", None), "birth": ("Ngày sinh", None), "gender": ("Giới tính", None),
    "ethnicity": ("Dân tộc", None), "admitted_on": ("Ngày tham gia Đảng", "Vào Đảng"),
    "official_on": (None, "Chính thức"), "card": ("Số thẻ Đảng", None), "cell": ("Chi bộ", None),
    "party_posts": ("Chức vụ", "Đảng"), "government_posts": (None, "Chính quyền"),
    "work_unit": ("Đơn vị công tác", None), "status": ("Trạng thái", None), "decision": ("Số quyết định", None),
    "fee": ("Đảng phí (đồng/tháng)", None),
}  # fmt: skip
ONE_LEVEL = {
    "number": "TT", "name": "HỌ, TÊN", "birth": "Ngày, tháng, năm sinh", "gender": "Nam/Nữ", "ethnicity": "Dân tộc",
    "admitted_on": "Ngày vào Đảng", "official_on": "Ngày chính thức", "card": "Số thẻ đảng viên",
    "cell": "Chi bộ sinh hoạt", "party_posts": "Chức vụ Đảng", "government_posts": "Chức vụ chính quyền",
    "work_unit": "Nơi công tác", "status": "Tình trạng", "decision": "Số, ngày quyết định", "fee": "Đảng phí",
}  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """Order of columns, rows of title above the heading, one or two levels of heading."""

    name: str
    order: tuple[str, ...]
    titles: int
    levels: int
    people: int

    @property
    def first_row(self) -> int:
        """Row of the first person, from 0."""
        return self.titles + self.levels

    def letter(self, name: str) -> str:
        """Column letter of a field."""
        return column_letter(self.order.index(name))


LAYOUTS = (
    Layout("as the office has it", FIELDS, 5, 2, 14),
    Layout("other order, one heading row", (*reversed(FIELDS[1:]), "number"), 2, 1, 23),
)

_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Vũ", "Đặng", "Bùi", "Âu")
_GIVEN = ("Hòa", "Thuỷ", "Đạt", "Khuê", "Oanh", "Lựu", "Ước", "Hưởng")


def person(index: int) -> dict[str, Any]:
    """A faultless member; dates alternate between text and real dates."""
    birth = dt.date(1970 + index % 15, 1 + index % 12, 1 + index % 28)
    admitted = birth.replace(year=birth.year + 22 + index % 5)
    official = admitted.replace(year=admitted.year + 1)
    return {
        "number": index + 1,
        "name": f"{_FAMILIES[index % 8]} Văn {_GIVEN[(index * 3) % 8]} {chr(65 + index % 26)}n",
        "birth": birth.strftime("%d/%m/%Y"),
        "gender": "Nam" if index % 2 else "Nữ",
        "ethnicity": "Kinh",
        "admitted_on": admitted,
        "official_on": official if index % 3 else official.strftime("%d/%m/%Y"),
        "card": f"77.{100000 + index:06d}",
        "cell": CELLS[index % 3],
        "party_posts": "Đảng viên",
        "government_posts": "Chuyên viên",
        "work_unit": OFFICES[index % 3],
        "status": "Đang sinh hoạt",
        "decision": None,
        "fee": 50000 + index,
    }


@dataclass
class Register:
    """Rows that can be spoilt, written in a layout."""

    layout: Layout
    rows: list[Any] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    merged: list[tuple[int, str]] = field(default_factory=list)
    """(index of the lower of two rows, field) merged with the row above."""

    def __post_init__(self) -> None:
        if not self.rows:
            self.rows = [person(index) for index in range(self.layout.people)]

    def excel_row(self, index: int) -> int:
        """Row as Excel counts."""
        return self.layout.first_row + index + 1

    def plan(self) -> SheetPlan:
        """The sheet."""
        lines: list[list[Any]] = [["ĐẢNG BỘ BAN QUẢN LÝ"]] + [[None]] * (self.layout.titles - 1)
        order = self.layout.order
        merged = []
        if self.layout.levels == 2:
            lines += [[TWO_LEVELS[name][level] for name in order] for level in range(2)]
            top = self.layout.titles
            for column, name in enumerate(order):
                if TWO_LEVELS[name][1] is None:
                    merged.append((top, column, top + 1, column))
                elif TWO_LEVELS[name][0] is not None:
                    merged.append((top, column, top, column + 1))
        else:
            lines.append([ONE_LEVEL[name] for name in order])
        for row in self.rows:
            lines.append([row.get(name) for name in order] if isinstance(row, Mapping) else list(row))
        for index, name in self.merged:
            row = self.layout.first_row + index
            merged.append((row - 1, order.index(name), row, order.index(name)))
        return SheetPlan(lines, merged, [self.layout.first_row + index for index in self.hidden])

    def blank_line(self, values: Mapping[str, Any] | None = None) -> list[Any]:
        """A row that has only the given cells."""
        return [(values or {}).get(name) for name in self.layout.order]

    def data(self) -> bytes:
        """The file."""
        return xlsx_bytes({"Danh sach": self.plan()})

    def preview(self, known: Known | None = None) -> Preview:
        """The preview against the units of this module."""
        book = workbook_of({"Danh sach": self.plan()})
        return check(MEMBERS, book, known=known_units() if known is None else known, today=TODAY)


def known_units() -> Known:
    """What the workbook of units tells."""
    return known_from_units(workbook_of(UNITS), today=TODAY)


def found(preview: Preview) -> list[tuple[int, str | None, str, str]]:
    """(row, letter, kind, severity) of the problems of all rows."""
    return [(row.row, p.letter, p.kind, p.severity) for row in preview.rows for p in row.problems]


def heading_cells(layout: Layout) -> Sequence[Any]:
    """The heading as a person would copy it into the middle of the table."""
    return [
        (TWO_LEVELS[n][0] or TWO_LEVELS[n][1]) if layout.levels == 2 else ONE_LEVEL[n] for n in layout.order
    ]
