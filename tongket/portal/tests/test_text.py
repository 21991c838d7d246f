"""Names and numbers in an editor's text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.portal.text import NearMiss, distance, fill, loose_numbers, names_in, near_misses, split_bound

OFFICE = "Sở Thông tin và Truyền thông"
ORGANISATION = "Đảng bộ Sở Thông tin và Truyền thông"


def test_a_unit_name_that_lost_its_last_word_is_found() -> None:
    text = "Năm 2021, Sở Thông tin và Truyền được công nhận hoàn thành xuất sắc nhiệm vụ."
    assert near_misses(text, [OFFICE, ORGANISATION]) == [NearMiss("Sở Thông tin và Truyền", OFFICE)]


def test_the_right_name_is_no_near_miss_of_itself_or_of_the_longer_one() -> None:
    assert near_misses(f"Hội nghị của {OFFICE} và {ORGANISATION}.", [OFFICE, ORGANISATION]) == []


def test_older_tone_placement_and_decomposed_letters_are_the_same_name() -> None:
    assert near_misses("đồng chí Nguyễn Thị Thu Hoà", ["Nguyễn Thị Thu Hòa"]) == []


def test_a_person_name_with_one_wrong_letter_is_found() -> None:
    assert near_misses("Đồng chí Khổng Viết Nhương trao giấy", ["Khổng Viết Nhượng"]) == [
        NearMiss("Khổng Viết Nhương", "Khổng Viết Nhượng")
    ]


def test_a_word_after_a_kind_of_unit_is_no_slip_for_the_number_of_the_unit() -> None:
    assert near_misses("các chi bộ tổ chức sinh hoạt", ["Chi bộ 1", "Chi bộ 2"]) == []


def test_a_wrong_number_of_a_unit_is_found() -> None:
    assert near_misses("giao Chi bộ 7 thực hiện", ["Chi bộ 1"]) == [NearMiss("Chi bộ 7", "Chi bộ 1")]


def test_a_known_homonym_with_one_letter_less_is_not_a_near_miss() -> None:
    names = ["Trần Thị Hoa", "Trần Thị Hòa"]
    assert near_misses("Trần Thị Hoa và Trần Thị Hòa", names) == []


def test_a_run_of_words_does_not_reach_over_a_full_stop_or_a_bound_value() -> None:
    assert near_misses("Sở Thông tin. Và Truyền thông", ["Sở Thông tin và Truyền thông"]) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("tặng Giấy khen cho 10 đảng viên", ["10"]),
        ("đạt 98,5% kế hoạch", ["98,5%"]),
        ("năm 2021, Chỉ thị 05-CT/TW, số 120-QĐ/ĐU", []),
        ("ngày 19/01/2022", []),
        ("tặng {members_excellent} đảng viên", []),
    ],
)
def test_numbers_typed_by_hand_are_told_from_years_and_signs_of_papers(text: str, numbers: list[str]) -> None:
    assert loose_numbers(text) == numbers


def test_bound_values_are_filled_and_split() -> None:
    assert fill("{n} đồng chí", {"n": "10"}) == "10 đồng chí"
    assert split_bound("Có {n} đồng chí") == [("Có ", None), ("", "n"), (" đồng chí", None)]


def test_known_names_in_a_text_are_found_longest_first() -> None:
    assert names_in(f"{ORGANISATION} họp", [OFFICE, ORGANISATION, "Sở Y tế"]) == [ORGANISATION, OFFICE]


@given(st.text(alphabet="abcdê", max_size=6), st.text(alphabet="abcdê", max_size=6))
def test_distance_is_symmetric_and_nought_only_for_equal_texts(left: str, right: str) -> None:
    assert distance(left, right, 6) == distance(right, left, 6)
    assert (distance(left, right, 6) == 0) == (left == right)
