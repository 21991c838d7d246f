"""Every kind of fault of a register is found at its place, in any layout, and nothing else is."""

import datetime as dt
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from tongket.imports.tests.builders import Formula
from tongket.organisation.imports.tests.register import (
    LAYOUTS,
    Layout,
    Register,
    found,
    heading_cells,
    person,
)

NEW_PERSON: dict[str, Any] = {**person(900), "name": "Hoàng Thị Ngoan", "card": "77.900900"}

CELL_FAULTS: list[tuple[str, str, Any, str]] = [
    ("impossible_date", "birth", "31/02/1985", "error"),
    ("impossible_date", "admitted_on", "29/02/2011", "error"),
    ("month_day_order", "birth", "12/25/1984", "error"),
    ("two_digit_year", "birth", "05/06/85", "error"),
    ("incomplete_date", "birth", "06/1985", "error"),
    ("incomplete_date", "admitted_on", "2009", "error"),
    ("incomplete_date", "birth", 1985, "error"),
    ("number_for_date", "birth", 31048, "error"),
    ("text_in_date", "birth", "không rõ", "error"),
    ("future_date", "birth", "12/05/2031", "error"),
    ("future_date", "official_on", dt.date(2031, 5, 12), "error"),
    ("fullwidth_digits", "birth", "１２/０５/１９７０", "warning"),
    ("unknown_cell", "cell", "Chi bộ 99", "error"),
    ("missing_cell", "cell", None, "error"),
    ("missing_name", "name", None, "error"),
    ("missing_birth_date", "birth", None, "error"),
    ("missing_admission_date", "admitted_on", "  ", "error"),
    ("missing_official_date", "official_on", None, "error"),
    ("missing_status", "status", None, "error"),
    ("text_in_number", "fee", "sáu mươi nghìn", "error"),
    ("number_with_unit", "fee", "62.500đ", "warning"),
    ("number_with_unit", "fee", "62,5 nghìn", "warning"),
    ("number_as_text", "fee", "62.500", "warning"),
    ("negative_number", "fee", -52000, "error"),
    ("not_whole_number", "fee", 50000.5, "error"),
    ("formula_error", "cell", Formula("=#REF!", "#REF!"), "error"),
    ("formula_error", "fee", Formula("=1/0", "#DIV/0!"), "error"),
    ("leading_apostrophe", "card", "'77.800025", "warning"),
    ("letter_in_card", "card", "77.O12345", "error"),
    ("bad_card_format", "card", "77-12", "error"),
    ("bad_card_format", "card", "77.0123456", "error"),
    ("number_for_card", "card", 77.0123, "warning"),
    ("unknown_gender", "gender", "Nử", "error"),
    ("unknown_status", "status", "Đang chờ", "error"),
    ("unknown_unit", "work_unit", "Phòng Tổng hợp số 9", "error"),
    ("lookalike_letter", "name", "Trần Тhị Hoài Mơ", "warning"),
    ("invisible_character", "name", "Lê\u200b Duy Khiêm", "warning"),
    ("line_break", "name", "Đặng Thị\nÁnh Sen", "warning"),
    ("legacy_encoding", "name", "NguyÔn V¨n §¹t", "error"),
    ("legacy_encoding", "name", "Nguyeãn Vaên Ñaït", "error"),
    ("legacy_encoding", "name", "TrÇn ThÞ Hoµ", "error"),
    ("lookalike_letter", "name", "Ðặng Thị Mơ", "warning"),
    ("number_with_unit", "fee", "60.000 đồng/tháng", "warning"),
    ("incomplete_date", "birth", "../06/1985", "error"),
    ("fullwidth_digits", "card", "７７.123456", "warning"),
    ("invisible_character", "cell", "Chi bộ\u200b Kỹ thuật", "warning"),
    ("line_break", "work_unit", "Phòng\nKỹ thuật", "warning"),
    ("legacy_encoding", "work_unit", "Phßng Kü thuËt", "error"),
]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize(("kind", "name", "value", "severity"), CELL_FAULTS)
def test_a_faulty_cell_is_the_only_problem(
    layout: Layout, kind: str, name: str, value: Any, severity: str
) -> None:
    register = Register(layout)
    register.rows[6][name] = value
    assert found(register.preview()) == [(register.excel_row(6), layout.letter(name), kind, severity)]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_clean_register_has_no_problem_whatever_the_layout(layout: Layout) -> None:
    preview = Register(layout).preview()
    assert (found(preview), preview.counts()["new"], preview.unread) == ([], layout.people, [])


ROW_FAULTS: list[tuple[str, str, dict[str, Any], str]] = [
    ("official_before_admission", "official_on", {"official_on": "06/01/1990"}, "error"),
    (
        "admitted_before_18", "admitted_on",
        {"birth": "02/03/1990", "admitted_on": "01/03/2008", "official_on": "01/03/2009"}, "error",
    ),
    ("exempt_without_decision", "decision", {"status": "Miễn công tác và sinh hoạt"}, "error"),
    ("suspended_without_decision", "decision", {"status": "Đình chỉ sinh hoạt"}, "error"),
    ("temporary_without_paper", "decision", {"status": "Sinh hoạt tạm thời nơi khác"}, "warning"),
    ("probationary_but_official", "official_on", {"status": "Dự bị"}, "warning"),
]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize(("kind", "name", "values", "severity"), ROW_FAULTS)
def test_cells_that_contradict_each_other(
    layout: Layout, kind: str, name: str, values: dict[str, Any], severity: str
) -> None:
    register = Register(layout)
    register.rows[3].update(values)
    assert found(register.preview()) == [(register.excel_row(3), layout.letter(name), kind, severity)]


def test_a_member_admitted_on_the_eighteenth_birthday_is_fine() -> None:
    register = Register(LAYOUTS[0])
    register.rows[3].update(birth="29/02/1988", admitted_on="01/03/2006", official_on="01/03/2007")
    assert found(register.preview()) == []


def test_probationary_members_need_no_official_date_and_no_card() -> None:
    register = Register(LAYOUTS[0])
    register.rows[2].update(status="Dự bị", official_on=None, card=None, admitted_on="19/08/2025")
    assert found(register.preview()) == []


CLASHES: list[tuple[str, str, Callable[[dict[str, Any]], dict[str, Any]], str]] = [
    ("duplicate_row", "name", lambda row: {**row, "number": 99}, "error"),
    (
        "duplicate_person_decomposed",
        "name",
        lambda row: {**row, "name": unicodedata.normalize("NFD", row["name"]), "fee": 1, "gender": "Nữ"},
        "error",
    ),
    ("duplicate_person", "name", lambda row: {**row, "fee": 1}, "error"),
    ("duplicate_card", "card", lambda row: {**NEW_PERSON, "card": row["card"]}, "error"),
    (
        "same_name_and_birth_date",
        "name",
        lambda row: {**NEW_PERSON, "name": row["name"], "birth": row["birth"], "admitted_on": "01/02/2015"},
        "warning",
    ),
]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("place", [0, 9], ids=["above", "below"])
@pytest.mark.parametrize(("kind", "name", "copy", "severity"), CLASHES)
def test_two_rows_that_clash_are_one_problem(
    layout: Layout,
    place: int,
    kind: str,
    name: str,
    copy: Callable[[dict[str, Any]], dict[str, Any]],
    severity: str,
) -> None:
    register = Register(layout)
    original = register.rows[5]
    register.rows.insert(place, copy(original))
    pair = sorted(register.excel_row(index) for index in (place, register.rows.index(original)))
    preview = register.preview()
    (row,) = [row for row in preview.rows if row.problems]
    (problem,) = row.problems
    assert sorted((row.row, problem.related_row)) == pair
    assert (problem.letter, problem.kind, problem.severity) == (layout.letter(name), kind, severity)


def test_tone_placement_spaces_and_text_dates_make_no_difference_to_a_duplicate_row() -> None:
    register = Register(LAYOUTS[0])
    register.rows[4].update(name="Lê Thị Hòa", birth="05/06/1980", admitted_on=dt.date(2003, 5, 6))
    register.rows[4]["official_on"] = "06/05/2004"
    register.rows.append({**register.rows[4], "name": " lê  Thị Hoà", "admitted_on": "06/05/2003"})
    assert [p[2] for p in found(register.preview())] == ["duplicate_row"]


def test_a_clash_between_persons_hides_the_other_faults_of_its_row_but_keeps_them() -> None:
    register = Register(LAYOUTS[0])
    copy = {**register.rows[5], "name": unicodedata.normalize("NFD", register.rows[5]["name"])}
    register.rows.insert(1, {**copy, "official_on": "03/02/1980"})
    (row,) = [row for row in register.preview().rows if row.problems]
    assert row.row == register.excel_row(1)
    assert ([p.kind for p in row.problems], [p.kind for p in row.also]) == (
        ["duplicate_person_decomposed"],
        ["official_before_admission"],
    )


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_post_for_one_is_claimed_by_two(layout: Layout) -> None:
    register = Register(layout)
    holder = {**NEW_PERSON, "name": "Lê Thị Út", "birth": "02/03/1975", "cell": "Chi bộ Kỹ thuật"}
    holder.update(
        party_posts="Đảng ủy viên, Bí thư chi bộ", admitted_on="02/03/2000", official_on="02/03/2001"
    )
    register.rows.insert(8, holder)
    register.rows[4].update(cell="Chi bộ Kỹ thuật", party_posts="Bí thư chi bộ")
    register.rows[5].update(cell="Chi bộ Nghiệp vụ", party_posts="Bí thư chi bộ")
    preview = register.preview()
    letter = layout.letter("party_posts")
    assert found(preview) == [(register.excel_row(4), letter, "post_already_held", "warning")]
    (row,) = [row for row in preview.rows if row.problems]
    assert row.problems[0].related_row == register.excel_row(8)


def test_posts_of_mass_organisations_and_deputies_may_be_held_by_several() -> None:
    register = Register(LAYOUTS[0])
    for row in (register.rows[3], register.rows[6]):
        row.update(cell="Chi bộ Nghiệp vụ", party_posts="Phó Bí thư chi bộ, Bí thư Chi đoàn Thanh niên")
    assert found(register.preview()) == []


def test_a_post_held_by_somebody_outside_the_file_is_warned_of() -> None:
    register = Register(LAYOUTS[0])
    register.rows[4].update(cell="Chi bộ Kỹ thuật", party_posts="Bí thư chi bộ")
    (row,) = [row for row in register.preview().rows if row.problems]
    assert (row.problems[0].kind, row.problems[0].related_row) == ("post_already_held", None)
    assert "Lê Thị Út" in row.problems[0].message_vi


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_rows_that_are_no_data_are_skipped_by_name(layout: Layout) -> None:
    register = Register(layout)
    register.rows.insert(3, register.blank_line())
    register.rows.insert(7, register.blank_line({"name": "Cộng: 15 đảng viên"}))
    register.rows.insert(10, heading_cells(layout))
    letter = layout.letter("name")
    assert found(register.preview()) == [
        (register.excel_row(3), letter, "blank_row", "skip"),
        (register.excel_row(7), letter, "subtotal_row", "skip"),
        (register.excel_row(10), letter, "repeated_header", "skip"),
    ]


@pytest.mark.parametrize("text", ["Cộng chi bộ 1: 20 đảng viên", "Tổng cộng", "TỔNG SỐ: 5", "Cộng"])
def test_totals_are_skipped_however_they_are_worded(text: str) -> None:
    register = Register(LAYOUTS[0])
    register.rows.insert(5, register.blank_line({"name": text, "fee": 812000}))
    assert [p[2] for p in found(register.preview())] == ["subtotal_row"]


def test_numbers_typed_ahead_are_blank_rows_inside_and_nothing_at_the_end() -> None:
    register = Register(LAYOUTS[0])
    register.rows.insert(5, register.blank_line({"number": 6}))
    register.rows.extend(register.blank_line({"number": number}) for number in range(16, 30))
    assert found(register.preview()) == [(register.excel_row(5), "B", "blank_row", "skip")]


def test_a_last_row_with_half_of_its_cells_empty_is_still_data() -> None:
    register = Register(LAYOUTS[0])
    last = dict.fromkeys(register.rows[-1]) | {"number": 15, "name": "Lê Thị Mai"}
    register.rows.append(last)
    (row,) = [row for row in register.preview().rows if row.problems]
    assert [p.kind for p in (*row.problems, *row.also)] == [
        "missing_birth_date",
        "missing_admission_date",
        "missing_cell",
        "missing_status",
    ]


def test_a_group_heading_is_skipped_and_a_person_named_tong_is_not_a_total() -> None:
    register = Register(LAYOUTS[0])
    register.rows[4]["name"] = "Tống Thị Cộng"
    register.rows.insert(2, register.blank_line({"number": "II", "name": "Chi bộ Kỹ thuật"}))
    register.rows.insert(6, register.blank_line({"name": "Chi bộ Nghiệp vụ"}))
    assert [p[2] for p in found(register.preview())] == ["section_row", "section_row"]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_totals_notes_and_signatures_below_the_table_are_no_rows(layout: Layout) -> None:
    register = Register(layout)
    register.rows.append(register.blank_line())
    register.rows.append(register.blank_line({"name": "Tổng số: 14 đảng viên"}))
    register.rows.append(register.blank_line({"name": "NGƯỜI LẬP", "work_unit": "T/M CHI BỘ"}))
    preview = register.preview()
    assert (found(preview), len(preview.rows)) == ([], layout.people)
    assert next(note.text for note in preview.notes if note.kind == "footer") == "Tổng số: 14 đảng viên"


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_hidden_rows_and_merged_cells_are_seen(layout: Layout) -> None:
    register = Register(layout)
    register.hidden.append(5)
    register.rows[8]["cell"] = None
    register.merged.append((8, "cell"))
    assert found(register.preview()) == [
        (register.excel_row(5), layout.letter("name"), "hidden_row", "warning"),
        (register.excel_row(8), layout.letter("cell"), "merged_cell", "error"),
    ]


def test_decomposed_text_stray_spaces_and_old_tone_placement_alone_are_no_faults() -> None:
    register = Register(LAYOUTS[0])
    register.rows[1].update(name=unicodedata.normalize("NFD", "Trần Thị Hoà"), cell="Chi\u00a0bộ  Kỹ thuật ")
    register.rows[2].update(work_unit=unicodedata.normalize("NFD", "Phòng Kỹ  thuật"), name="H'Ơn Êban")
    assert found(register.preview()) == []


def test_messages_name_value_place_reason_and_what_to_do_in_both_languages() -> None:
    register = Register(LAYOUTS[0])
    register.rows[6]["birth"] = "31/02/1985"
    (row,) = [row for row in register.preview().rows if row.problems]
    problem = row.problems[0]
    assert problem.message_vi == (
        f"Ô C{row.row} (Ngày sinh): ngày “31/02/1985” không có trong lịch. "
        "Hãy đối chiếu hồ sơ và ghi ngày đúng (dd/mm/yyyy)."
    )
    assert problem.message_en == (
        f"Cell C{row.row} (Ngày sinh): the date “31/02/1985” doesn't exist. "
        "Look it up in the file and write dd/mm/yyyy."
    )
