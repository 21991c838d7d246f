"""Vietnamese text: clean form, the three keys, faults of typing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.common.text import (
    clean,
    code_sort_key,
    has_fullwidth,
    has_line_break,
    invisible_characters,
    is_decomposed,
    lookalike_letters,
    matching_key,
    name_sort_key,
    nfc,
    replace_fullwidth,
    replace_lookalikes,
    search_key,
    split_name,
    without_invisible,
)

ANY_TEXT = st.text(max_size=40)
VIETNAMESE = st.text(alphabet="aàảãáạăằẳẵắặâầẩẫấậbcdđeèêềghiìklmnoòôồơờpqrstuùưừvxyỳ ĐÀÊƠƯ", max_size=30)


def test_clean_composes_and_collapses_every_kind_of_space() -> None:
    assert clean(unicodedata.normalize("NFD", "  Trần\u00a0 Thị\n\tHòa ")) == "Trần Thị Hòa"


def test_is_decomposed_tells_the_two_forms_apart() -> None:
    assert (is_decomposed("Hòa"), is_decomposed(unicodedata.normalize("NFD", "Hòa"))) == (False, True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà", "Hòa"),
        ("Thuỷ", "Thủy"),
        ("THUÝ", "thúy"),
        ("Khoẻ", "Khỏe"),
        ("Nguyễn  Thị\u00a0Hoà", "NGUYỄN THỊ HÒA"),
        (unicodedata.normalize("NFD", "Đặng Thị Thúy"), "Đặng Thị Thuý"),
        ("Phòng Kế hoạch - Tài chính", "Phòng Kế hoạch–Tài chính"),
        ("H'Ơn Êban", "H\u2019ơn êban"),
        ("Lê\u200b Duy", "Lê Duy"),
    ],
)
def test_matching_key_folds_the_writings_of_one_name(one: str, other: str) -> None:
    assert matching_key(one) == matching_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hoa", "Hòa"), ("Hóa", "Hòa"), ("Đào", "Dào"), ("Tân", "Tan"), ("Lý", "Lí"), ("Thị Hòa", "ThịHòa")],
)
def test_matching_key_keeps_letters_tones_and_words_apart(one: str, other: str) -> None:
    assert matching_key(one) != matching_key(other)


def test_search_key_drops_accents_and_the_bar_of_d() -> None:
    assert search_key(" Đặng Thị  Ánh ") == "dang thi anh"


def test_split_name_takes_the_last_word_as_the_given_name() -> None:
    assert [split_name(name) for name in ("Nguyễn Thị Thu Hòa", "Y Niê", "Út", "")] == [
        ("Hòa", "Nguyễn", "Thị Thu"),
        ("Niê", "Y", ""),
        ("Út", "", ""),
        ("", "", ""),
    ]


def test_name_sort_key_orders_by_given_then_family_then_middle_names() -> None:
    ordered = [
        "Út",
        "Nguyễn Văn An",
        "Trần Anh An",
        "Trần Bích An",
        "Lê Ân",
        "Đỗ Dung",
        "An Đan",
        "Lê Đạt",
        "Hà Hoa",
        "Hà Hòa",
        "Hà Hóa",
        "Y Niê",
        "Lê Ơn",
        "Lê Uyên",
        "Lê Ước",
    ]
    expected = [*ordered[1:13], "Út", *ordered[13:]]
    assert sorted(ordered, key=name_sort_key) == expected


def test_name_sort_key_orders_the_letters_as_vietnamese_dictionaries_do() -> None:
    letters = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
    assert sorted(letters, key=name_sort_key) == letters


def test_name_sort_key_orders_the_tones_only_after_the_letters() -> None:
    words = ["ma", "mà", "mả", "mã", "má", "mạ", "man", "màn", "mán"]
    assert sorted(words, key=name_sort_key) == words


def test_name_sort_key_puts_small_letters_before_capitals_only_when_all_else_is_equal() -> None:
    assert sorted(["An", "an", "án", "Án"], key=name_sort_key) == ["an", "An", "án", "Án"]


@given(ANY_TEXT)
def test_name_sort_key_has_digits_only_so_that_every_collation_agrees(name: str) -> None:
    key = name_sort_key(name)
    assert key.isascii()
    assert key.isdigit()


@given(VIETNAMESE, VIETNAMESE)
def test_name_sort_key_differs_for_different_names(one: str, other: str) -> None:
    assert (name_sort_key(one) == name_sort_key(other)) == (clean(one) == clean(other))


@given(ANY_TEXT)
def test_clean_and_keys_are_stable_and_blind_to_composition(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    for key in (matching_key, search_key, name_sort_key):
        assert key(unicodedata.normalize("NFD", text)) == key(nfc(text))


@given(VIETNAMESE)
def test_texts_that_match_are_found_by_the_same_search(text: str) -> None:
    assert search_key(matching_key(text)) == search_key(text).replace(" -", "-").replace("- ", "-")


def test_lookalike_letters_are_named_and_replaced() -> None:
    name = "Trần Тhị Hоài"
    assert (lookalike_letters(name), replace_lookalikes(name)) == (("Т", "о"), "Trần Thị Hoài")


def test_the_icelandic_letter_that_looks_like_d_with_a_bar_is_a_lookalike() -> None:
    assert (lookalike_letters("Ðặng"), replace_lookalikes("Ðặng")) == (("Ð",), "Đặng")


def test_lookalike_letters_leave_a_russian_word_alone() -> None:
    assert lookalike_letters("Пушкин") == ()


def test_invisible_characters_are_named_and_removed() -> None:
    text = "Lê\u200b Duy\ufeff"
    assert (invisible_characters(text), without_invisible(text)) == (("U+200B", "U+FEFF"), "Lê Duy")


def test_line_break_counts_only_inside_the_text() -> None:
    assert [has_line_break(text) for text in ("Đặng Thị\nSen", "Sen\n", "Sen")] == [True, False, False]


def test_fullwidth_digits_become_ordinary_ones() -> None:
    text = "１２/０５/１９８０"
    assert (has_fullwidth(text), replace_fullwidth(text)) == (True, "12/05/1980")


def test_codes_sort_as_people_count() -> None:
    codes = ["CB10", "DB", "CB2", "CB1", "CB2A"]
    assert sorted(codes, key=code_sort_key) == ["CB1", "CB2", "CB2A", "CB10", "DB"]
