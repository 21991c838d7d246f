"""A quota in words and numbers: the largest number by trying all, where a rounding exceeds it, whose share it is."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.rules import LayerSource, RuleError, assess, compute_quota, explain_quota, load_pack
from tongket.rules.loader import PACKS
from tongket.rules.quotas import DENOMINATORS, ROUNDINGS
from tongket.rules.tests.builders import facts, layer, member, pack

CIVIL_LAYER = PACKS / "vn.civil" / "2020-2025" / "cases" / "layers" / "local.yaml"
OFFICIAL: dict[str, object] = {
    "sort": "official",
    "agency": "A",
    "similar_group": "S",
    "tasks_total": 10,
    "tasks_done": 10,
    "tasks_exceeded": 5,
    "absent_months": 0,
    "maternity": "no",
    "level_proposed": "good",
}


@pytest.mark.capability(33)
@given(
    share=st.builds(Fraction, st.integers(0, 20), st.integers(20, 60)),
    good=st.integers(0, 60),
    extra=st.integers(0, 30),
    denominator=st.sampled_from(DENOMINATORS),
)
def test_the_places_rounded_down_are_the_largest_number_found_by_trying_every_one(
    share: Fraction, good: int, extra: int, denominator: str
) -> None:
    def base(x: int) -> int:
        return {"good_only": good - x, "good_or_better": good, "all_rated": good + extra}[denominator]

    tried = [x for x in range(good + extra + 1) if x <= share * base(x)]
    result = compute_quota(share, denominator, "down", False, good_or_better=good, rated=good + extra)
    assert result.places == max(tried)
    assert math.floor(result.bound) == max(tried)


@pytest.mark.capability(34)
@pytest.mark.parametrize("rounding", ROUNDINGS)
@pytest.mark.parametrize("count", range(1, 19))
def test_an_explanation_says_where_a_rounding_exceeds_the_inequality(rounding: str, count: int) -> None:
    loaded = pack(layer(f"quotas: {{members: {{rounding: {rounding}}}}}"), _TIES)
    people = [member("m0"), *(member(f"g{number}", level_cell="good") for number in range(1, count))]
    quota = assess(loaded, facts(*people)).quota("members")
    page = explain_quota(loaded, quota, lang="en")
    most = max(x for x in range(count + 1) if x <= Fraction(1, 5) * (count - x))
    assert quota.places is not None
    assert bool(page.caveat) == (quota.places > most)
    if page.caveat:
        assert f"it gives {quota.places}" in page.caveat
        assert f"is {most}." in page.caveat


_TIES = LayerSource(
    "ties.yaml",
    "year: 2021\nclauses:\n  member_border_tie: {effect: at most good for those tied at the border, cites: x}\n",
)


def test_at_least_one_is_named_when_it_alone_gives_the_place() -> None:
    loaded = pack(layer("quotas: {members: {at_least_one: true}}"), _TIES)
    quota = assess(loaded, facts(member("m"), member("g", level_cell="good"))).quota("members")
    assert quota.places == 1
    assert "At least one" in explain_quota(loaded, quota, lang="en").caveat
    assert "Quy định có ít nhất một" in explain_quota(loaded, quota).caveat


def _civil(excellent: int | None) -> dict[str, list[dict[str, object]]]:
    people = [{**OFFICIAL, "id": f"o{number}"} for number in range(9)]
    first = {**OFFICIAL, "id": "a", "level_proposed": "excellent", "selection_votes": 9, "selection_roll": 9}
    return {
        "officials": [first, *people],
        "references": [
            {"id": "A", "members_excellent": excellent, "members_rated": 20},
            {"id": "S", "members_excellent": 20, "members_rated": 20},
        ],
    }


@pytest.mark.capability(33)
def test_a_share_taken_from_another_scheme_is_shown_with_both_its_numbers() -> None:
    loaded = load_pack("vn.civil", 2023, [CIVIL_LAYER])
    quota = assess(loaded, _civil(3)).quota("agency")
    page = explain_quota(loaded, quota, lang="en")
    assert page.equation == "x ≤ 15% × 10"
    assert page.steps[0].equation.startswith("3/20 = ")
    assert (quota.places, quota.bound) == (1, Fraction(3, 2))


def test_a_share_that_is_not_known_yet_leaves_the_places_open_and_says_what_is_missing() -> None:
    loaded = load_pack("vn.civil", 2023, [CIVIL_LAYER])
    quota = assess(loaded, _civil(None)).quota("agency")
    assert (quota.share, quota.places) == (None, None)
    assert quota.missing == ("members_excellent",)
    assert "not yet known" in explain_quota(loaded, quota, lang="en").intro


def test_a_share_granted_to_one_agency_is_shown_with_authority_and_document() -> None:
    grant = "grants: {quotas.agency.share: {value: 25%, authority: UBND mẫu, document: QĐ mẫu, groups: [A]}}"
    loaded = load_pack("vn.civil", 2026, [LayerSource("grant.yaml", f"year: 2026\n{grant}\n")])
    row: dict[str, object] = {"sort": "official", "agency": "A", "similar_group": "S"}
    points = {"common_points": 27, "quantity": "0.9", "quality": "0.9", "progress": "0.9"}
    rest = {"major_errors": 0, "delays": 0, "disciplined_in_year": "no", "level_proposed": "good"}
    people = [{**row, **points, **rest, "id": f"o{number}"} for number in range(10)]
    quota = assess(loaded, {"officials": people}).quota("agency")
    assert (quota.share, quota.places, quota.granted_by) == (Fraction(1, 4), 2, "UBND mẫu, QĐ mẫu")
    assert "UBND mẫu, QĐ mẫu" in explain_quota(loaded, quota).steps[0].text


@pytest.mark.capability(105)
def test_a_refused_widening_names_both_values_both_texts_and_the_way_that_is_open() -> None:
    lower = "quotas: {members: {share: 21%}}\ncites: {quotas.members.share: mục 3}"
    with pytest.raises(RuleError) as caught:
        load_pack("vn.party", 2021, [LayerSource("own.yaml", f"year: 2021\n{lower}\n")])
    text = caught.value.text("vi")
    assert all(
        part in text for part in ("own.yaml:2", "21%", "own.yaml, mục 3", "20%", "HD 21-HD/BTCTW, II.B.2.3")
    )
    assert "grants" in text
    assert "suspended" in text
