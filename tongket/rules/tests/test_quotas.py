"""The arithmetic of quotas against brute force, and the ballot that fills the places."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.rules import compute_quota
from tongket.rules.quotas import DENOMINATORS, ROUNDINGS, select

_SHARES = st.builds(Fraction, st.integers(0, 100), st.just(100))
_COUNTS = st.integers(0, 3000)


@pytest.mark.capability(33)
@given(share=_SHARES, good=_COUNTS, extra=_COUNTS)
def test_rounding_down_gives_the_largest_number_that_fulfils_the_inequality(
    share: Fraction, good: int, extra: int
) -> None:
    rated = good + extra

    def base(denominator: str, x: int) -> int:
        return {"good_only": good - x, "good_or_better": good, "all_rated": rated}[denominator]

    for denominator in DENOMINATORS:
        places = compute_quota(share, denominator, "down", False, good_or_better=good, rated=rated).places
        fulfils = [x for x in range(places, places + 2) if x <= share * base(denominator, x)]
        assert fulfils == [places]


@pytest.mark.capability(34)
@given(share=_SHARES, good=_COUNTS, extra=_COUNTS, denominator=st.sampled_from(DENOMINATORS))
def test_the_three_roundings_differ_by_at_most_one_and_keep_their_order(
    share: Fraction, good: int, extra: int, denominator: str
) -> None:
    results = [
        compute_quota(share, denominator, rounding, False, good_or_better=good, rated=good + extra)
        for rounding in ROUNDINGS
    ]
    down, nearest, up = (result.places for result in results)
    assert down <= nearest <= up <= down + 1
    assert abs(nearest - results[1].bound) <= Fraction(1, 2)


@given(
    share=_SHARES,
    good=_COUNTS,
    rounding=st.sampled_from(ROUNDINGS),
    denominator=st.sampled_from(DENOMINATORS),
)
def test_at_least_one_matters_only_where_there_is_somebody(
    share: Fraction, good: int, rounding: str, denominator: str
) -> None:
    plain = compute_quota(share, denominator, rounding, False, good_or_better=good, rated=good).places
    raised = compute_quota(share, denominator, rounding, True, good_or_better=good, rated=good).places
    assert raised == (max(plain, 1) if good else plain)


@pytest.mark.parametrize(
    ("good", "down", "nearest", "up"), [(14, 2, 2, 3), (15, 2, 3, 3), (16, 2, 3, 3), (12, 2, 2, 2)]
)
def test_a_half_is_rounded_up_to_the_nearest(good: int, down: int, nearest: int, up: int) -> None:
    share = Fraction(1, 5)
    places = [
        compute_quota(share, "good_only", rounding, False, good_or_better=good, rated=good).places
        for rounding in ROUNDINGS
    ]
    assert places == [down, nearest, up]


def test_the_equation_is_written_in_full() -> None:
    result = compute_quota(Fraction(1, 5), "good_only", "down", False, good_or_better=25, rated=30)
    assert (result.equation, result.bound, result.places) == (
        "x <= 20% * (25 - x); x <= 25/6",
        Fraction(25, 6),
        4,
    )


def test_unknown_words_are_refused() -> None:
    with pytest.raises(ValueError, match="half"):
        compute_quota(Fraction(1, 5), "half", "down", False, good_or_better=1, rated=1)
    with pytest.raises(ValueError, match="sideways"):
        compute_quota(Fraction(1, 5), "good_only", "sideways", False, good_or_better=1, rated=1)


@pytest.mark.capability(35)
@given(
    votes=st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 9), max_size=12),
    places=st.integers(0, 6),
    majority=st.integers(0, 9),
)
def test_places_go_to_the_most_votes_and_a_tie_at_the_border_stays_out(
    votes: dict[str, int], places: int, majority: int
) -> None:
    passed = {name: count >= majority for name, count in votes.items()}
    result = select(votes, passed, places)
    assert sorted((*result.selected, *result.not_chosen, *result.tied)) == sorted(votes)
    assert len(result.selected) <= places
    for chosen in result.selected:
        assert passed[chosen]
        assert all(
            votes[chosen] > votes[other] for other in (*result.not_chosen, *result.tied) if passed[other]
        )
    assert len({votes[name] for name in result.tied}) <= 1
    if result.tied:
        assert len(result.selected) + len(result.tied) > places
    elif places:
        free = places - len(result.selected)
        assert free == 0 or not any(passed[name] for name in result.not_chosen)
