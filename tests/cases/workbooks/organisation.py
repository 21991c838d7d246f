"""Units, posts, committee; the register of members."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.cases.facts import PARTY, Case
from tests.cases.sheets import Book


def units(book: Book, case: Case) -> None:
    rows: list[list[Any]] = [["DB", case.name, "Đảng bộ cơ sở", None, "15/6/2005", "QĐ 88-QĐ/ĐUK"]]
    for number, cell in enumerate(case.cells, 1):
        founded = book.mixed(date(2015, 1, 1) + timedelta(days=number))
        paper = f"QĐ {10 + number}-QĐ/ĐU"
        rows.append([cell.code, book.text(cell.name), "Chi bộ trực thuộc", "DB", founded, paper])
    names = {c.code: c.name for c in case.cells}
    for code, (name, cell) in case.units.items():
        if cell:
            note = f"thuộc {names[cell]}"
            rows.append([code, book.text(name), "Đơn vị chuyên môn", "CQ", None, note])
        else:
            rows.append([code, book.text(name), "Cơ quan", None, "12/4/2005", None])
    headings = ["STT", "Mã", "Tên", "Loại", "Trực thuộc", "Ngày thành lập", "Ghi chú"]
    book.sheet("Don vi", "DANH SÁCH TỔ CHỨC, ĐƠN VỊ", headings, rows)
    posts, committee = [], []
    for post in case.posts:
        start = book.as_date(post.start) if post.line == PARTY else book.as_text(post.start)
        person = [book.text(post.person.name), book.as_text(post.person.birth)]
        place = [post.title, post.line, post.at, "x" if post.head else None]
        posts.append([*person, *place, start, book.as_text(post.end)])
    headings = ["STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Hệ", "Tại (mã)", "Người đứng đầu"]
    book.sheet("Chuc danh", "CHỨC DANH VÀ NGƯỜI GIỮ", [*headings, ("Thời gian", ("Từ", "Đến"))], posts)
    for person, title in case.committee:
        birth = book.as_date(person.birth)
        committee.append([book.text(person.name), birth, names[person.cell], title])
    headings = ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Chức vụ"]
    book.sheet("Ban chap hanh", "BAN CHẤP HÀNH ĐẢNG BỘ NHIỆM KỲ 2020-2025", headings, committee)


def register(book: Book, case: Case) -> None:
    names = {c.code: c.name for c in case.cells}
    rows = []
    for person in case.people:
        party = [book.as_date(person.admitted), book.mixed(person.official), person.card]
        place = [book.text(names[person.cell]), person.party_post, person.state_post, book.text(person.unit)]
        status = [person.status, person.status_paper, person.fee]
        head = [book.text(person.name), book.as_text(person.birth), person.gender, person.ethnicity]
        rows.append([*head, *party, *place, *status])
    headings = [
        "STT",
        "Họ và tên",
        "Ngày sinh",
        "Giới tính",
        "Dân tộc",
        ("Ngày tham gia Đảng", ("Vào Đảng", "Chính thức")),
        "Số thẻ Đảng",
        "Chi bộ",
        ("Chức vụ", ("Đảng", "Chính quyền")),
        "Đơn vị công tác",
        "Trạng thái",
        "Số quyết định",
        "Đảng phí (đồng/tháng)",
    ]
    title, note = "DANH SÁCH ĐẢNG VIÊN (đến ngày 31/12/2021)", f"Tổng số: {len(rows)} đảng viên"
    book.sheet("Danh sach dang vien", title, headings, rows, note)
