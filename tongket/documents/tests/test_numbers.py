import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.documents.errors import NumberForm
from tongket.documents.numbers import Reference, parse_reference


@pytest.mark.parametrize(
    ("typed", "kind", "scheme", "expected"),
    [
        ("118-QĐ/ĐU", "decision", "party", Reference(118, "", "QĐ/ĐU")),
        ("05-QĐ/ĐU", "decision", "party", Reference(5, "", "QĐ/ĐU")),
        ("Số 31-TTr/ĐU", "submission", "party", Reference(31, "", "TTr/ĐU")),
        ("12a-QĐ/ĐU", "decision", "party", Reference(12, "a", "QĐ/ĐU")),
        (" 413-QĐ/ĐUK ", "decision", "party", Reference(413, "", "QĐ/ĐUK")),
        ("Số: 15/QĐ-STTTT", "decision", "state", Reference(15, "", "QĐ-STTTT")),
        ("123/STTTT-VP", "letter", "state", Reference(123, "", "STTTT-VP")),
        ("30/2020/QĐ-UBND", "decision", "state", Reference(30, "", "2020/QĐ-UBND")),
        ("24-BS/UBKTTU", "other", "party", Reference(24, "", "BS/UBKTTU")),
    ],
)
def test_number_and_symbol_are_read_as_typed_from_the_book(typed, kind, scheme, expected):
    assert parse_reference(typed, kind=kind, scheme=scheme) == expected


@pytest.mark.parametrize(
    ("typed", "kind", "scheme"),
    [
        ("118", "decision", "party"),
        ("118/QĐ-ĐU", "decision", "party"),
        ("118-QĐ/ĐU", "decision", "state"),
        ("118-TTr/ĐU", "decision", "party"),
        ("0-QĐ/ĐU", "decision", "party"),
        ("QĐ/ĐU", "decision", "party"),
        ("118-QĐ/ĐU; DROP", "decision", "party"),
    ],
)
def test_number_of_another_form_is_refused_with_an_example(typed, kind, scheme):
    with pytest.raises(NumberForm) as caught:
        parse_reference(typed, kind=kind, scheme=scheme)
    assert "QĐ" in caught.value.text()


@given(st.integers(min_value=1, max_value=99999), st.sampled_from(["", "a", "b"]))
def test_any_number_is_read_back(number, suffix):
    assert parse_reference(f"{number}{suffix}-QĐ/ĐU", kind="decision", scheme="party") == Reference(
        number, suffix, "QĐ/ĐU"
    )
