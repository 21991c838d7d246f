"""Paper ballots: the summary, one sheet per cell, the committee's ballots when they were held."""

from __future__ import annotations

from typing import Any

from tests.cases.facts import CODES, LEVELS, Case, Count
from tests.cases.oracle import Oracle
from tests.cases.sheets import Book

SIGNED = "TỔ TRƯỞNG TỔ KIỂM PHIẾU (đã ký)"


def counts(book: Book, case: Case) -> None:
    proposed = CODES[case.awards["submission"]["organisation_proposed"]]
    summary = [
        _row(book, c.code, f"Hội nghị {c.name}", "Đề nghị mức xếp loại đảng viên", c.count, text=True)
        for c in case.cells
        if c.count
    ]
    for code, about, count in (
        ("DU-CN", "Chọn đảng viên HTXSNV (phiếu lần 2)", case.member_count),
        ("DU-CB", "Chọn chi bộ HTXSNV", case.cell_count),
        ("DU-DB", f"Đề nghị mức của Đảng bộ: {proposed}", case.organisation_count),
    ):
        if count:
            summary.append(_row(book, code, "Hội nghị Đảng ủy", about, count, text=False))
    papers = ("Số phiếu", ("Phát ra", "Thu về", "Hợp lệ", "Không hợp lệ"))
    headings = ["STT", "Mã phiếu", "Cơ quan", "Nội dung", "Ngày", "Triệu tập", "Có mặt", papers]
    book.sheet("Tong hop", "TỔNG HỢP BIÊN BẢN KIỂM PHIẾU", headings, summary)
    _cells(book, case)
    names = {c.code: c.name for c in case.cells}
    if case.member_count:
        people = {p.key: p for p in case.people}
        rows = []
        for key, yes in case.member_votes.items():
            head = [book.text(key[0]), book.as_date(key[1]), names[people[key].cell]]
            rows.append([*head, yes, case.member_count.valid - yes])
        headings = ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", ("Số phiếu", ("Đồng ý", "Không đồng ý"))]
        note = f"Mỗi phiếu được chọn không quá {Oracle(case).member_quota['places']} người"
        title = "KIỂM PHIẾU LẦN 2: CHỌN ĐẢNG VIÊN HOÀN THÀNH XUẤT SẮC NHIỆM VỤ"
        book.sheet("DU-CN", title, headings, rows, note)
    if case.cell_count:
        chosen = [[code, names[code], yes] for code, yes in case.cell_votes.items()]
        headings = ["STT", "Mã", "Chi bộ", "Số phiếu đồng ý"]
        book.sheet("DU-CB", "KIỂM PHIẾU CHỌN CHI BỘ HOÀN THÀNH XUẤT SẮC NHIỆM VỤ", headings, chosen)


def _cells(book: Book, case: Case) -> None:
    rated = {p.key for p, _ in Oracle(case).rated}
    levels = ("Số phiếu đề nghị mức", tuple(CODES[level] for level in LEVELS))
    for cell in case.cells:
        if not cell.count:
            continue
        rows = []
        for person in case.in_cell(cell.code):
            if person.key in rated:
                counted = [person.votes[level] for level in (*LEVELS, "blank")]
                rows.append([book.text(person.name), book.as_text(person.birth), *counted])
        headings = ["STT", "Họ và tên", "Ngày sinh", levels, "Phiếu trắng"]
        title = f"BIÊN BẢN KIỂM PHIẾU - {cell.name.upper()}"
        book.sheet(cell.code, title, headings, rows, SIGNED)


def _row(book: Book, code: str, body: str, about: str, count: Count, *, text: bool) -> list[Any]:
    on = book.as_text(count.on) if text else book.as_date(count.on)
    numbers = [count.roll, count.present, count.issued, count.returned, count.valid, count.invalid]
    return [code, body, about, on, *numbers]
