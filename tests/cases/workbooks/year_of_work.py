"""Tasks, ratings given elsewhere, leave, discipline and inspections, meetings and study."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.cases.facts import CODES, Case, Task
from tests.cases.sheets import Book

TASK = [
    "Nội dung nhiệm vụ",
    "Chỉ tiêu",
    "Đơn vị tính",
    "Kết quả",
    "Tỷ lệ",
    "Thời hạn",
    "Hoàn thành",
    "Tiến độ",
]
COURSES = (
    (date(2021, 3, 27), "Nghiên cứu và quán triệt Nghị quyết Đại hội XIII"),
    (date(2021, 9, 25), "Nghị quyết Đại hội đảng bộ tỉnh"),
)


def tasks(book: Book, case: Case) -> None:
    names = {c.code: c.name for c in case.cells}
    of_units, of_members = [], []
    unit_task = Task("Tham mưu văn bản", 24, "văn bản", 26, date(2021, 11, 30), date(2021, 11, 20))
    for number, (name, cell) in enumerate((u for u in case.units.values() if u[1]), 1):
        for part in range(1, 3):
            row = [f"NV{number:02d}.{part}", book.text(name), names[cell]]
            of_units.append([*row, *_task(book, unit_task, due_as_text=False)])
    for person in case.people:
        for task in person.tasks:
            row = [book.text(person.name), book.as_text(person.birth), book.text(names[person.cell])]
            of_members.append([*row, *_task(book, task, due_as_text=True)])
    book.sheet("Don vi", "CHƯƠNG TRÌNH CÔNG TÁC NĂM 2021", ["STT", "Mã", "Đơn vị", "Chi bộ", *TASK], of_units)
    headings = ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", *TASK]
    book.sheet("Ca nhan", "NHIỆM VỤ ĐƯỢC GIAO CỦA ĐẢNG VIÊN NĂM 2021", headings, of_members)


def _task(book: Book, task: Task, *, due_as_text: bool) -> list[Any]:
    state = "Chưa hoàn thành"
    if task.finished:
        state = "Quá hạn" if task.finished > task.due else "Đúng hạn"
    due, end = book.as_text(task.due), book.as_date(task.finished)
    if not due_as_text:
        due, end = book.as_date(task.due), book.as_text(task.finished)
    return [
        book.text(task.text),
        task.target,
        task.measure,
        task.result,
        task.result / task.target,
        due,
        end,
        state,
    ]


def civil_ratings(book: Book, case: Case) -> None:
    names = {c.code: c.name for c in case.cells}
    people, leave = [], []
    on = book.as_text(case.dates["civil_ratings"])
    for person in case.people:
        birth = book.as_date(person.birth)
        if person.civil and person.status in ("Đang sinh hoạt", "Dự bị", "Sinh hoạt tạm thời nơi khác"):
            rating = CODES.get(person.civil, person.civil)
            people.append(
                [book.text(person.name), birth, book.text(person.unit), person.civil_kind, rating, on]
            )
        for absence in person.leave:
            span = [book.as_date(absence.first), book.as_date(absence.last), absence.days]
            name = [book.text(person.name), book.as_text(person.birth), names[person.cell]]
            leave.append([*name, absence.reason, *span])
    headings = ["STT", "Họ và tên", "Ngày sinh", "Đơn vị", "Đối tượng", "Xếp loại", "Ngày quyết định"]
    book.sheet("Cong chuc", "KẾT QUẢ XẾP LOẠI CÔNG CHỨC, VIÊN CHỨC NĂM 2021", headings, people)
    bodies = [[book.text(b.name), b.kind, b.peer, CODES[b.level]] for b in case.bodies]
    headings = ["STT", "Tên", "Loại", "Cùng cấp (mã)", "Xếp loại"]
    book.sheet("Tap the", "XẾP LOẠI TẬP THỂ, ĐOÀN THỂ NĂM 2021", headings, bodies)
    period = ("Thời gian", ("Từ ngày", "Đến ngày"))
    absences = ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Lý do", period, "Số ngày"]
    book.sheet("Nghi", "THỜI GIAN NGHỈ NĂM 2021", absences, leave)


def oversight(book: Book, case: Case) -> None:
    names = {c.code: c.name for c in case.cells}
    rulings = [
        [
            *(book.text(p.name), book.as_date(p.birth), names[p.cell], d.form, d.number),
            *(book.as_text(d.on), "Vi phạm chính sách dân số", d.year),
        ]
        for p in case.people
        for d in p.discipline
    ]
    headings = ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Hình thức", "Số quyết định", "Ngày"]
    headings += ["Nội dung vi phạm", "Tính vào năm"]
    book.sheet("Ky luat", "THEO DÕI KỶ LUẬT ĐẢNG VIÊN", headings, rulings)
    findings = [
        [
            f"KT{n}",
            names[cell],
            book.as_date(date(2021, 8, 10)),
            "Quy chế làm việc",
            "Thiếu sổ",
            "Đã bổ sung",
            state,
        ]
        for n, (cell, state) in enumerate(case.findings, 1)
    ]
    headings = ["STT", "Mã", "Đối tượng", "Ngày kết luận", "Nội dung", "Hạn chế", "Khắc phục", "Trạng thái"]
    book.sheet("Kiem tra", "KẾT LUẬN KIỂM TRA, GIÁM SÁT NĂM 2021", headings, findings)


def meetings(book: Book, case: Case) -> None:
    rows, study = [], []
    for cell in case.cells:
        for held in cell.meetings:
            absent = [held.due - held.present, held.excused]
            head = [book.text(cell.name), held.kind, book.mixed(held.on), held.due, held.present]
            rows.append([*head, *absent, held.number, held.text])
        for on, text in COURSES if cell.meetings else ():
            due = cell.meetings[0].due
            study.append([book.as_text(on), text, cell.name, due, due])
    absent_heading = ("Vắng", ("Tổng", "Có lý do"))
    headings = [
        "STT",
        "Chi bộ",
        "Loại",
        "Ngày họp",
        "Phải dự",
        "Có mặt",
        absent_heading,
        "Số biên bản",
        "Nội dung",
    ]
    book.sheet("Sinh hoat", "THEO DÕI SINH HOẠT CHI BỘ NĂM 2021", headings, rows)
    headings = ["STT", "Ngày", "Nội dung", "Chi bộ", "Phải dự", "Có mặt"]
    book.sheet("Hoc tap", "HỌC TẬP, QUÁN TRIỆT NGHỊ QUYẾT NĂM 2021", headings, study)
