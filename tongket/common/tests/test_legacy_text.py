"""Old encodings are recognised by content and shown, never applied."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.common.legacy_text import LegacyText, convert_legacy, detect_legacy, is_vietnamese_syllable


@pytest.mark.parametrize(
    ("text", "encoding", "converted"),
    [
        ("NguyÔn V¨n §¹t", "tcvn3", "Nguyễn Văn Đạt"),
        ("NguyÔn ThÞ Thuú D\u00ad¬ng", "tcvn3", "Nguyễn Thị Thuỳ Dương"),
        ("Phßng C«ng nghÖ th«ng tin", "tcvn3", "Phòng Công nghệ thông tin"),
        ("Hä vµ tªn", "tcvn3", "Họ và tên"),
        ("NGUYÔN V¡N §¹T", "tcvn3", "NGUYỄN VĂN ĐẠT"),
        ("Nguyeãn Vaên Ñaït", "vni", "Nguyễn Văn Đạt"),
        ("Leâ Thò Hoa", "vni", "Lê Thị Hoa"),
        ("thaúng haøng", "vni", "thẳng hàng"),
    ],
)
def test_legacy_text_is_recognised_with_its_meaning(text: str, encoding: str, converted: str) -> None:
    assert detect_legacy(text) == LegacyText(encoding, converted)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Lê Hà",
        "Trần Thị Hòa",
        "H'Ơn Êban",
        "Niê",
        "Êban",
        "José",
        "François Hà",
        "Müller",
        "Hoà",
        "ABC",
        "Siu Hnê",
    ],
)
def test_unicode_and_foreign_names_are_left_alone(text: str) -> None:
    assert detect_legacy(text) is None


@given(
    st.lists(
        st.sampled_from(
            [
                "Nguyễn",
                "Trần",
                "Lê",
                "Phạm",
                "Hòa",
                "Thuỷ",
                "Đạt",
                "Ước",
                "Ửng",
                "Khuê",
                "Quý",
                "Oanh",
                "Hà",
                "Bê",
                "Ô",
                "Ơn",
            ]
        ),
        min_size=1,
    ).map(" ".join)
)
def test_vietnamese_in_unicode_is_never_taken_for_legacy(name: str) -> None:
    assert detect_legacy(name) is None


def test_vni_has_the_letter_that_the_tables_lack() -> None:
    assert (convert_legacy("thaúng", "vni"), convert_legacy("AÚ", "vni")) == ("thẳng", "Ẳ")


def test_an_unknown_encoding_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'viqr'"):
        convert_legacy("a", "viqr")


@pytest.mark.parametrize(
    "word", ["Nguyễn", "giếng", "quý", "khuya", "người", "thuỷ", "thủy", "ước", "NGHIÊNG", "xoài", "gìn"]
)
def test_syllables_of_vietnamese(word: str) -> None:
    assert is_vietnamese_syllable(word)


@pytest.mark.parametrize("word", ["NguyÔn", "Leõ", "cat", "hnê", "mậttt", "lấ́t"])
def test_what_is_no_syllable_of_vietnamese(word: str) -> None:
    assert not is_vietnamese_syllable(word)
