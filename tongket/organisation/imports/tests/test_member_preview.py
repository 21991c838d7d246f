"""The preview of a register through the command: states, questions, what was not read, old encodings."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tongket.imports.commands import import_check_command
from tongket.imports.error_workbook import write_error_workbook
from tongket.imports.preview import check
from tongket.imports.reader import read_workbook
from tongket.imports.tests.builders import workbook_of, xlsx_bytes
from tongket.organisation.imports import MEMBERS, Known, MemberRow, person_key, register_kinds
from tongket.organisation.imports.tests.register import (
    CELLS,
    LAYOUTS,
    TODAY,
    UNITS,
    Register,
    found,
    known_units,
)

LAYOUT = LAYOUTS[0]


def run(folder: Path, data: bytes, *, units: bool = True) -> tuple[int, dict[str, Any], str]:
    """Exit code, JSON and standard error of the command."""
    register_kinds()
    file, reference, out = folder / "danh-sach.xlsx", folder / "to-chuc.xlsx", folder / "out.json"
    file.write_bytes(data)
    reference.write_bytes(xlsx_bytes(UNITS))
    err = io.StringIO()
    code = import_check_command(
        file, "members", reference if units else None, out, today=TODAY, out=io.StringIO(), err=err
    )
    return code, json.loads(out.read_text(encoding="utf-8")), err.getvalue()


@pytest.mark.capability(7)
def test_every_wrong_row_is_listed_with_sheet_row_column_reason_and_advice(tmp_path: Path) -> None:
    register = Register(LAYOUT)
    register.rows[2]["birth"] = "06/1985"
    register.rows[5]["fee"] = "62.500đ"
    code, data, err = run(tmp_path, register.data())
    wrong = [row for row in data["rows"] if row["problems"]]
    assert code == 1
    assert [(row["sheet"], row["row"], row["state"]) for row in wrong] == [
        ("Danh sach", register.excel_row(2), "wrong"),
        ("Danh sach", register.excel_row(5), "new"),
    ]
    assert wrong[0]["problems"] == [
        {
            "column": "Ngày sinh",
            "letter": "C",
            "kind": "incomplete_date",
            "severity": "error",
            "value": "06/1985",
            "related_row": None,
            "message_vi": f"Ô C{register.excel_row(2)} (Ngày sinh): “06/1985” chưa đủ ngày, tháng, năm. "
            "Hãy ghi đủ dd/mm/yyyy theo hồ sơ.",
            "message_en": f"Cell C{register.excel_row(2)} (Ngày sinh): “06/1985” isn't a full date. "
            "Write day, month and year (dd/mm/yyyy).",
        }
    ]
    assert "“06/1985” chưa đủ ngày, tháng, năm" in err


def test_warnings_alone_are_done(tmp_path: Path) -> None:
    register = Register(LAYOUT)
    register.rows[5]["fee"] = "62.500đ"
    code, data, _ = run(tmp_path, register.data())
    assert (code, data["counts"]["new"], data["counts"]["wrong"]) == (0, LAYOUT.people, 0)


@pytest.mark.capability(7)
def test_the_error_workbook_has_the_same_rows_with_wrong_cells_marked_and_commented() -> None:
    register = Register(LAYOUT)
    register.rows[2]["birth"] = "06/1985"
    register.rows[3]["decision"] = '=HYPERLINK("x")'
    preview = register.preview()
    target = io.BytesIO()
    write_error_workbook(preview, target)
    book = openpyxl.load_workbook(io.BytesIO(target.getvalue()))
    sheet, faults = book["Danh sach"], book["Danh sách lỗi"]
    cell = sheet.cell(register.excel_row(2), 3)
    assert (cell.value, cell.fill.fgColor.rgb, "chưa đủ ngày" in cell.comment.text) == (
        "06/1985",
        "FFF8D7DA",
        True,
    )
    risky = sheet.cell(register.excel_row(3), 14)
    assert (risky.value, risky.data_type, risky.quotePrefix) == ('=HYPERLINK("x")', "s", True)
    assert [value.value for value in faults[2]][:6] == [
        "Danh sach",
        register.excel_row(2),
        "C",
        "Ngày sinh",
        "06/1985",
        "Sai",
    ]
    again = check(MEMBERS, read_workbook(target.getvalue(), "sua.xlsx"), known=known_units(), today=TODAY)
    assert (found(again), len(again.rows), again.unread) == (found(preview), LAYOUT.people, [])


@pytest.mark.capability(6)
def test_the_preview_tells_new_changed_unchanged_and_wrong_before_anything_is_written() -> None:
    register = Register(LAYOUT)
    before: list[MemberRow] = register.preview().records("members")
    register.rows[0]["fee"] = 61000
    register.rows[1]["cell"] = CELLS[0]
    register.rows[2]["birth"] = "31/02/1985"
    people = {person_key(row.name, row.birth): row for row in before[:10]}
    known = known_units()
    preview = register.preview(Known(cells=known.cells, units=known.units, people=people))
    assert [row.state for row in preview.rows[:4]] == ["changed", "changed", "wrong", "unchanged"]
    assert {row.state for row in preview.rows[10:]} == {"new"}
    assert [
        (c["column"], c["label_vi"], c["label_en"], c["old"], c["new"]) for c in preview.rows[0].changes
    ] == [("fee", "Đảng phí (đồng/tháng)", "Party fee (dong a month)", 50000, 61000)]
    assert [(c["column"], c["old"], c["new"]) for c in preview.rows[1].changes] == [
        ("cell", before[1].cell, CELLS[0])
    ]


def test_a_good_row_comes_out_typed() -> None:
    register = Register(LAYOUT)
    register.rows[0].update(
        name="  Trần  Thị Hoà", party_posts="Đảng ủy viên, Phó Bí thư chi bộ", status="Miễn công tác và sinh hoạt",
        decision="QĐ 17-QĐ/ĐU ngày 05/3/2020",
    )  # fmt: skip
    (row, *_) = register.preview().records("members")
    assert row == MemberRow(
        row=register.excel_row(0),
        name="Trần Thị Hoà",
        birth=dt.date(1970, 1, 1),
        gender="female",
        ethnicity="Kinh",
        admitted_on=dt.date(1992, 1, 1),
        official_on=dt.date(1993, 1, 1),
        card="77.100000",
        cell=CELLS[0],
        party_posts=("Đảng ủy viên", "Phó Bí thư chi bộ"),
        government_posts=("Chuyên viên",),
        work_unit="Văn phòng Ban",
        status="exempt",
        decision="QĐ 17-QĐ/ĐU ngày 05/3/2020",
        fee=50000,
        number=1,
    )


@pytest.mark.capability(8)
def test_unknown_columns_cells_without_heading_and_other_sheets_are_named(tmp_path: Path) -> None:
    plan = Register(LAYOUT).plan()
    rows = [list(row) + [None] * (len(LAYOUT.order) - len(row)) for row in plan.rows]
    rows[LAYOUT.titles].append("Nhóm máu")
    for row in rows[LAYOUT.first_row :]:
        row += ["O", None, "lạc"]
    plan.rows = rows
    data = xlsx_bytes({"Danh sach": plan, "Ghi chú": [["Số liệu cũ", 5]]})
    code, out, err = run(tmp_path, data)
    assert code == 0
    assert [
        (item["sheet"], item["column"], item["letter"], item["cells"], item["reason"])
        for item in out["unread"]
    ] == [
        ("Danh sach", "Nhóm máu", "P", LAYOUT.people, "unknown_column"),
        ("Danh sach", "", "R", LAYOUT.people, "no_heading"),
        ("Ghi chú", None, None, 2, "unknown_sheet"),
    ]
    assert "Không biết cột P “Nhóm máu”" in err


@pytest.mark.capability(8)
def test_fifty_columns_that_nobody_knows_are_named_each() -> None:
    plan = Register(LAYOUTS[1]).plan()
    rows = [list(row) for row in plan.rows]
    rows[LAYOUTS[1].titles] += [f"Cột lạ {number}" for number in range(50)]
    plan.rows = rows
    preview = check(MEMBERS, workbook_of({"DS": plan}), known=known_units(), today=TODAY)
    assert [item["column"] for item in preview.unread] == [f"Cột lạ {number}" for number in range(50)]


def test_an_offices_own_mapping_of_headings_goes_first() -> None:
    plan = Register(LAYOUTS[1]).plan()
    rows = [list(row) for row in plan.rows]
    heading = rows[LAYOUTS[1].titles]
    heading[heading.index("Số thẻ đảng viên")] = "Mã ĐV"
    heading.append("Nhóm máu")
    plan.rows = rows
    preview = check(
        MEMBERS,
        workbook_of({"DS": plan}),
        known=known_units(),
        today=TODAY,
        mapping={"Mã ĐV": "card", "Nhóm máu": ""},
    )
    assert preview.records("members")[0].card == "77.100000"
    assert [(item["column"], item["reason"]) for item in preview.unread] == [("Nhóm máu", "left_out")]


@pytest.mark.capability(113)
@pytest.mark.parametrize(
    ("typed", "encoding", "converted"),
    [("NguyÔn V¨n §¹t", "TCVN3 (ABC)", "Nguyễn Văn Đạt"), ("Nguyeãn Vaên Ñaït", "VNI", "Nguyễn Văn Đạt")],
)
def test_an_old_encoding_is_shown_converted_and_never_taken_over(
    tmp_path: Path, typed: str, encoding: str, converted: str
) -> None:
    register = Register(LAYOUT)
    register.rows[4]["name"] = typed
    code, data, _ = run(tmp_path, register.data())
    (row,) = [row for row in data["rows"] if row["problems"]]
    problem = row["problems"][0]
    assert (code, row["state"], problem["kind"], problem["value"]) == (1, "wrong", "legacy_encoding", typed)
    assert f"bảng mã cũ {encoding}, đọc là “{converted}”" in problem["message_vi"]


@pytest.mark.capability(113)
def test_an_old_encoding_is_converted_once_somebody_agreed_and_each_cell_says_so() -> None:
    register = Register(LAYOUT)
    register.rows[4].update(name="NguyÔn V¨n §¹t", work_unit="Phßng Kü thuËt")
    register.rows[5]["name"] = "Nguyeãn Vaên Ñaït"
    book = workbook_of({"Danh sach": register.plan()})
    preview = check(MEMBERS, book, known=known_units(), today=TODAY, convert={"tcvn3"})
    row, vni = preview.rows[4], preview.rows[5]
    assert (row.record.name, row.record.work_unit) == ("Nguyễn Văn Đạt", "Phòng Kỹ thuật")
    assert [p.kind for p in (*row.problems, *row.also)] == ["legacy_converted", "legacy_converted"]
    assert ([p.kind for p in vni.problems], vni.record) == (["legacy_encoding"], None)


def test_hidden_columns_that_are_read_and_headings_in_an_old_encoding_are_noted() -> None:
    plan = Register(LAYOUTS[1]).plan()
    rows = [list(row) for row in plan.rows]
    heading = rows[LAYOUTS[1].titles]
    heading[heading.index("HỌ, TÊN")] = "Hä vµ tªn"
    plan.rows, plan.hidden_columns = rows, [heading.index("Đảng phí")]
    preview = check(MEMBERS, workbook_of({"DS": plan}), known=known_units(), today=TODAY)
    assert [(note.kind, note.text) for note in preview.notes if note.kind != "title"] == [
        ("hidden_column", "Đảng phí"),
        ("legacy_heading", "Hä vµ tªn"),
    ]


def test_a_question_about_empty_ratings_is_asked_once_for_the_file() -> None:
    plan = Register(LAYOUTS[1]).plan()
    rows = [list(row) for row in plan.rows]
    rows[LAYOUTS[1].titles].append("Xếp loại công chức, viên chức")
    for index, row in enumerate(rows[LAYOUTS[1].first_row :]):
        row.append("HTTNV" if index % 2 else None)
    plan.rows = rows
    preview = check(MEMBERS, workbook_of({"DS": plan}), known=known_units(), today=TODAY)
    (question,) = preview.questions
    assert (question["column"], question["letter"], question["cells"]) == (
        "Xếp loại công chức, viên chức",
        "P",
        12,
    )
    assert question["question_vi"] == "12 ô trống: chưa có kết quả hay không phải công chức, viên chức?"
    assert (
        question["question_en"]
        == "12 empty cells: not yet received, or not a civil servant or public employee?"
    )
    assert found(preview) == []


def test_without_units_cells_and_offices_are_not_checked_and_that_is_said(tmp_path: Path) -> None:
    register = Register(LAYOUT)
    register.rows[4]["cell"] = "Chi bộ 99"
    code, data, _ = run(tmp_path, register.data(), units=False)
    assert (code, data["not_checked"]) == (0, ["unknown_cell", "unknown_unit"])


def test_a_card_of_somebody_else_in_the_register_is_an_error() -> None:
    from tongket.organisation.imports.known import KnownName

    register = Register(LAYOUT)
    known = known_units()
    owner = KnownName("Trần Thị Khác", dt.date(1980, 1, 1))
    preview = register.preview(Known(cells=known.cells, units=known.units, cards={"77.100003": owner}))
    assert found(preview) == [(register.excel_row(3), "H", "card_of_another", "error")]


def test_a_table_without_a_required_column_is_refused_as_a_whole(tmp_path: Path) -> None:
    plan = Register(LAYOUTS[1]).plan()
    rows = [list(row) for row in plan.rows]
    heading = rows[LAYOUTS[1].titles]
    heading[heading.index("Tình trạng")] = "Cột lạ"
    plan.rows = rows
    code, data, _ = run(tmp_path, xlsx_bytes({"DS": plan}))
    assert (code, [(p["kind"], p["column"]) for p in data["problems"]]) == (
        1,
        [("missing_column", "Trạng thái")],
    )


def test_several_sheets_one_per_cell_are_read_together(tmp_path: Path) -> None:
    one, two = Register(LAYOUT), Register(LAYOUTS[1])
    for index, row in enumerate(two.rows):
        row.update(name=f"Phạm Thị {'ABCDEFGHIKLMNOPQRSTUVXY'[index]}", card=f"78.{index:06d}")
    code, data, _ = run(tmp_path, xlsx_bytes({"CB1": one.plan(), "CB2": two.plan()}))
    assert (code, len(data["rows"])) == (0, LAYOUT.people + LAYOUTS[1].people)
