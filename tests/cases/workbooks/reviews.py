"""Marks and proposed levels of members, cells and the organisation."""

from __future__ import annotations

from tests.cases.facts import LONG, MARKS, MEMBER_CRITERIA, SHORT_MARKS, UNIT_CRITERIA, Case
from tests.cases.oracle import Oracle
from tests.cases.sheets import Book

STAGES = ("Tự nhận", "Chi ủy đề nghị", "Chi bộ đề nghị")


def marks(book: Book, case: Case) -> None:
    names = {c.code: c.name for c in case.cells}
    members, comments = [], []
    short = {c.code for c in case.cells if book.rng.random() < 0.3}
    for person, _ in Oracle(case).rated:
        table = SHORT_MARKS if person.cell in short else MARKS
        words = [table[m] for m in (*person.self_marks, *person.marks)]
        levels = (person.level_self, person.level_committee, person.level_cell)
        head = [book.text(person.name), book.as_text(person.birth), book.text(names[person.cell])]
        members.append([*head, *words, *(book.text(LONG[level]) for level in levels)])
        if person.comment:
            place, on, text = person.comment
            comments.append([*head, place, book.as_text(on), text])
    groups = (
        ("Tự đánh giá", MEMBER_CRITERIA),
        ("Chi ủy đánh giá", MEMBER_CRITERIA),
        ("Mức xếp loại", STAGES),
    )
    headings = ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", *groups]
    note = "Ghi chú: XS: Xuất sắc; T: Tốt; TB: Trung bình; K: Kém"
    book.sheet("Ca nhan", "TỔNG HỢP KIỂM ĐIỂM, ĐÁNH GIÁ ĐẢNG VIÊN NĂM 2021", headings, members, note)
    judged = (("Tự đánh giá", UNIT_CRITERIA), ("Cấp trên đánh giá", UNIT_CRITERIA), "Tự xếp loại")
    cells = [
        [book.text(c.name), *(MARKS[m] for m in (*c.self_marks, *c.marks)), book.text(LONG[c.level_self])]
        for c in case.cells
    ]
    book.sheet("Chi bo", "ĐÁNH GIÁ CHI BỘ NĂM 2021", ["STT", "Chi bộ", *judged], cells)
    proposed = LONG[case.awards["submission"]["organisation_proposed"]]
    ours = [[book.text(case.name), *(MARKS[m] for m in (*case.self_marks, *case.marks)), proposed]]
    book.sheet("Dang bo", "ĐÁNH GIÁ ĐẢNG BỘ NĂM 2021", ["STT", "Đảng bộ", *judged], ours)
    headings = ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Nơi nhận xét", "Ngày", "Nội dung"]
    book.sheet("Nhan xet", "NHẬN XÉT NƠI SINH HOẠT TẠM THỜI", headings, comments)
