"""Typed cells: exact values, and faults instead of guesses."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.imports.cell_dates import PartialDate, day
from tongket.imports.cells import Context, choice, inspect_text, mark, number, text_list, whole_number

CONTEXT = Context(dt.date(2026, 3, 1))
DAYS = st.dates(min_value=dt.date(1900, 1, 1), max_value=CONTEXT.today)


def parsed(parser: Any, raw: Any) -> tuple[Any, list[str]]:
    value, faults = parser(raw, CONTEXT)
    return value, [fault.kind.name for fault in faults]


WRITINGS = (
    "{d:02d}/{m:02d}/{y}", "{d}/{m}/{y}", "{d}.{m}.{y}", "{d:02d}-{m:02d}-{y}", "{d} / {m} / {y}",
    "{y}-{m:02d}-{d:02d}", "ngày {d} tháng {m} năm {y}", "{d}/{m}/{y} 00:00:00",
)  # fmt: skip


@given(DAYS, st.sampled_from(WRITINGS))
def test_a_day_is_read_in_every_usual_writing(value: dt.date, writing: str) -> None:
    assert parsed(day(), writing.format(d=value.day, m=value.month, y=value.year)) == (value, [])


@given(DAYS)
def test_a_real_date_is_taken_as_it_is(value: dt.date) -> None:
    assert parsed(day(), value) == (value, [])
    assert parsed(day(), dt.datetime.combine(value, dt.time(7, 30))) == (value, [])


@given(st.integers(1, 31), st.integers(1, 31), st.integers(0, 9999))
def test_three_numbers_are_the_day_they_say_or_a_fault(first: int, second: int, year: int) -> None:
    value, faults = parsed(day(), f"{first}/{second}/{year}")
    if value is None:
        assert len(faults) == 1
    else:
        assert (value.day, value.month, value.year, faults) == (first, second, year, [])


@given(st.text(max_size=20) | st.floats(allow_nan=True) | st.integers() | st.booleans())
def test_anything_in_a_date_column_is_a_date_or_one_fault(raw: Any) -> None:
    value, faults = parsed(day(), raw)
    assert (value is None) == (len(faults) == 1)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("31/04/2000", "impossible_date"),
        ("29/02/1900", "impossible_date"),
        ("13/13/2000", "impossible_date"),
        ("01/01/1899", "impossible_date"),
        ("05/06/985", "impossible_date"),
        ("06/13/2000", "month_day_order"),
        ("5/6/85", "two_digit_year"),
        ("6/1985", "incomplete_date"),
        ("tháng 6 năm 1985", "incomplete_date"),
        ("05/06", "incomplete_date"),
        ("../06/1985", "incomplete_date"),
        ("??/??/1985", "incomplete_date"),
        ("1985", "incomplete_date"),
        (1985.0, "incomplete_date"),
        ("31048", "number_for_date"),
        (31048.5, "number_for_date"),
        (True, "text_in_date"),
        (dt.time(8), "text_in_date"),
        ("02/03/2026", "future_date"),
    ],
)
def test_what_is_no_certain_day_is_a_fault(raw: Any, kind: str) -> None:
    assert parsed(day(), raw) == (None, [kind])


def test_months_and_years_pass_only_where_the_field_allows_them() -> None:
    parser = day(month_alone=True, year_alone=True)
    assert [parsed(parser, raw) for raw in ("06/1985", "1985", 1985)] == [
        (PartialDate(1985, 6), []),
        (PartialDate(1985), []),
        (PartialDate(1985), []),
    ]
    assert parsed(parser, "13/1985") == (None, ["impossible_date"])


def test_a_future_day_passes_only_where_the_field_allows_it() -> None:
    assert parsed(day(future=True), "31/12/2030") == (dt.date(2030, 12, 31), [])


@given(st.integers(0, 10**12))
def test_a_whole_number_is_exact_as_number_text_and_with_separators(value: int) -> None:
    assert parsed(whole_number(), value) == (value, [])
    assert parsed(whole_number(), str(value)) == (value, [])
    grouped = f"{value:,}".replace(",", ".")
    assert parsed(whole_number(), grouped) == (value, ["number_as_text"] if value > 999 else [])


@pytest.mark.parametrize(
    ("raw", "value", "kinds"),
    [
        ("62.500đ", 62500, ["number_with_unit"]),
        ("62 500 đồng", 62500, ["number_with_unit"]),
        ("60 nghìn", 60000, ["number_with_unit"]),
        ("1,5 triệu", 1500000, ["number_with_unit"]),
        ("60000 đồng/tháng", 60000, ["number_with_unit"]),
        ("sáu mươi nghìn", None, ["text_in_number"]),
        ("13/14", None, ["text_in_number"]),
        ("62.500.00", None, ["text_in_number"]),
        ("-5", None, ["negative_number"]),
        (-5.0, None, ["negative_number"]),
        (2.5, None, ["not_whole_number"]),
        (float("nan"), None, ["text_in_number"]),
        (True, None, ["text_in_number"]),
    ],
)
def test_numbers_with_units_are_read_with_a_warning_and_text_is_not(
    raw: Any, value: Any, kinds: list[str]
) -> None:
    assert parsed(whole_number(), raw) == (value, kinds)


def test_decimals_are_exact_and_bounded() -> None:
    assert parsed(number(), 0.1) == (Decimal("0.1"), [])
    assert parsed(number(), "1.083,5") == (Decimal("1083.5"), ["number_as_text"])
    assert parsed(whole_number(maximum=100), 101) == (None, ["number_too_large"])


def test_choices_fold_writing_but_not_letters() -> None:
    gender = choice({"female": ("Nữ",), "male": ("Nam",)})
    assert [parsed(gender, raw) for raw in ("NỮ", "nam", "Nử")] == [
        ("female", []),
        ("male", []),
        (None, ["unknown_value"]),
    ]


def test_marks_and_lists() -> None:
    assert [parsed(mark(), raw) for raw in ("x", "X", "không", "?")] == [
        (True, []),
        (True, []),
        (False, []),
        (None, ["unknown_value"]),
    ]
    assert parsed(text_list(), "Đảng ủy viên; Bí thư chi bộ\nPhó Giám đốc") == (
        ("Đảng ủy viên", "Bí thư chi bộ", "Phó Giám đốc"),
        [],
    )


@pytest.mark.parametrize(
    ("raw", "read", "kinds"),
    [
        ("Lê\u200b Duy", "Lê Duy", ["invisible_character"]),
        ("Trần Тhị", "Trần Thị", ["lookalike_letter"]),
        ("'99", "99", ["leading_apostrophe"]),
        ("'Sáng kiến'", "'Sáng kiến'", []),
        ("H'Ơn", "H'Ơn", []),
        ("Đặng Thị\nSen", "Đặng Thị Sen", ["line_break"]),
        ("１２", "12", ["fullwidth_digits"]),
        ("NguyÔn V¨n §¹t", None, ["legacy_encoding"]),
        ("  \u00a0 ", None, []),
    ],
)
def test_how_a_text_was_typed_is_reported(raw: str, read: str | None, kinds: list[str]) -> None:
    value, faults = inspect_text(raw)
    assert (value, [fault.kind.name for fault in faults]) == (read, kinds)


def test_line_breaks_stay_where_a_cell_may_have_several_lines() -> None:
    assert inspect_text("Một \n\n hai", True) == ("Một\nhai", ())
