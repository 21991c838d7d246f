import datetime

import pytest

from tongket.documents.rendering import get_profile, profile_for, profiles
from tongket.documents.rendering.errors import ProfileValueError, UnknownProfileError
from tongket.documents.rendering.text import (
    count_text,
    ended,
    number_line,
    official_date,
    place_date_line,
    spelled,
)


@pytest.mark.capability(83)
@pytest.mark.parametrize(
    ("scheme", "issued_on", "expected"),
    [
        ("party", datetime.date(2021, 12, 27), "party-2018"),
        ("party", datetime.date(2026, 1, 8), "party-2018"),
        ("party", datetime.date(2026, 1, 9), "party-2026"),
        ("state", datetime.date(2022, 1, 5), "state-2020"),
    ],
)
def test_profile_follows_the_day_of_issue(scheme, issued_on, expected):
    assert profile_for(scheme, issued_on).id == expected


def test_profile_of_a_day_before_any_known_form_is_refused():
    with pytest.raises(UnknownProfileError) as caught:
        profile_for("party", datetime.date(2010, 1, 1))
    assert caught.value.message["vi"] == "Không có thể thức văn bản cho “party 01/01/2010”."


def test_every_parameter_has_evidence_and_a_value_that_it_would_accept():
    evidences = {"seen", "seen-2", "recalled", "unsure", "own"}
    faults = [
        (profile.id, key)
        for profile in profiles().values()
        for key, parameter in profile.parameters.items()
        if parameter.evidence not in evidences or not parameter.accepts(parameter.value)
    ]
    assert faults == []


def test_all_profiles_have_the_same_parameters():
    keys = {frozenset(profile.parameters) for profile in profiles().values()}
    assert len(keys) == 1


def test_values_seen_in_a_source_name_their_source():
    faults = [
        (profile.id, parameter.key)
        for profile in profiles().values()
        for parameter in profile.parameters.values()
        if parameter.evidence in ("seen", "seen-2") and not parameter.cites
    ]
    assert faults == []


def test_office_value_becomes_confirmed_with_its_own_citation():
    form = get_profile("party-2018").with_overrides({"body.size_pt": 13}, cites="Quy định 01-QĐ/VPĐU")
    assert form["body.size_pt"] == 13
    assert form.parameters["body.size_pt"].cites == "Quy định 01-QĐ/VPĐU"
    assert "body.size_pt" not in {parameter.key for parameter in form.unconfirmed()}


@pytest.mark.parametrize(
    ("key", "value"), [("body.size_pt", 20), ("body.size_pt", True), ("grounds.italic", 1)]
)
def test_office_value_outside_of_the_range_is_refused(key, value):
    with pytest.raises(ProfileValueError):
        get_profile("party-2018").with_overrides({key: value}, cites="x")


def test_unknown_parameter_is_refused():
    with pytest.raises(ProfileValueError):
        get_profile("state-2020").with_overrides({"colour": "red"}, cites="x")


@pytest.mark.parametrize(
    ("profile", "number", "symbol", "expected"),
    [
        ("party-2018", "118", "QĐ/ĐU", "Số 118-QĐ/ĐU"),
        ("party-2018", "5", "QĐ/ĐU", "Số 05-QĐ/ĐU"),
        ("state-2020", "15", "QĐ-STTTT", "Số: 15/QĐ-STTTT"),
        ("party-2018", None, "TTr/ĐU", "Số " + "\u00a0" * 8 + "-TTr/ĐU"),
        ("party-2018", "118", None, ""),
    ],
)
def test_number_line(profile, number, symbol, expected):
    assert number_line(get_profile(profile), number, symbol) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (datetime.date(2018, 2, 20), "ngày 20 tháng 02 năm 2018"),
        (datetime.date(2022, 1, 5), "ngày 05 tháng 01 năm 2022"),
        (datetime.date(2021, 3, 9), "ngày 09 tháng 3 năm 2021"),
    ],
)
def test_official_date_has_zeros_for_days_below_ten_and_months_one_and_two(day, expected):
    assert official_date(day) == expected


def test_place_date_line_leaves_room_for_the_pen():
    blank = "\u00a0" * 6
    assert place_date_line("Trung Du", None, 2021) == f"Trung Du, ngày{blank}tháng{blank}năm 2021"
    assert place_date_line("Trung Du", None, None) == ""


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [("hết./.", ".", "hết."), ("một;", ";", "một;"), ("hai, ", ".", "hai."), ("ba", "./.", "ba./.")],
)
def test_closing_mark_replaces_the_typed_one(text, mark, expected):
    assert ended(text, mark) == expected


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0"), (5, "05"), (63, "63"), (12345, "12.345"), (None, "chưa ghi")]
)
def test_count_text(count, text):
    assert count_text(count) == text


def test_older_spelling_is_for_words_of_templates():
    older = get_profile("party-2018").with_overrides({"words.uy": "uỷ"}, cites="x")
    assert spelled(older, "Đảng ủy, ĐẢNG ỦY, Ủy ban, thủy lợi") == "Đảng uỷ, ĐẢNG UỶ, Uỷ ban, thủy lợi"
    assert spelled(get_profile("party-2018"), "Đảng ủy") == "Đảng ủy"
