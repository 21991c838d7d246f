"""Properties of counting over generated polls."""

import random
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tongket.ballots.protocol import Base, Rule, Tie, cut, half_up, needed_votes, tally

from .builders import choose, counts, option, poll, rule
from .test_reconcile import result_of

fractions = st.fractions(min_value=Fraction(1, 50), max_value=1, max_denominator=50)


@st.composite
def choices(draw: st.DrawFn) -> dict[str, Any]:
    """A poll that chooses names and reconciles."""
    number = draw(st.integers(1, 30))
    names = [f"n{index}" for index in range(draw(st.integers(1, 8)))]
    votes = {name: draw(st.integers(0, number)) for name in names}
    lowest = -(-sum(votes.values()) // number)
    places = draw(st.integers(max(lowest, 1), len(names) + 1))
    threshold = draw(st.sampled_from([None, "1/2", "2/3", "1/3"]))
    clause = rule(threshold=threshold, strict=draw(st.booleans()), base=draw(st.sampled_from(list(Base))))
    return choose(votes, places=places, number=number, rule=clause)


@given(fractions, st.integers(1, 3_000_000), st.booleans())
def test_needed_is_exactly_the_border(threshold: Fraction, base: int, strict: bool) -> None:
    needed = needed_votes(Rule(Base.VALID, threshold, strict, Tie.FURTHER_BALLOT), base)
    assert needed is not None
    passes = [
        (votes > threshold * base) if strict else (votes >= threshold * base)
        for votes in (needed - 1, needed)
    ]
    assert passes == [False, True]


@given(st.fractions(min_value=0, max_value=1000), st.integers(0, 6))
def test_rounding_is_never_off_by_more_than_half_a_digit_and_cutting_never_goes_up(
    value: Fraction, decimals: int
) -> None:
    unit = Fraction(1, 10**decimals)
    assert -unit / 2 < Fraction(half_up(value, decimals)) - value <= unit / 2
    assert 0 <= value - Fraction(cut(value, decimals)) < unit


@given(choices())
def test_elected_have_places_passed_and_more_votes_than_anybody_left_out(entry: dict[str, Any]) -> None:
    result = result_of(entry)
    votes = {line["id"]: line["counts"]["yes"] for line in entry["options"]}
    passed = {line["id"] for line in result["options"] if line["passed"]}
    elected = set(result["elected"])
    assert result["reconciles"] is True
    assert len(elected) <= entry["places"]
    assert elected <= passed
    for winner in elected:
        assert all(votes[winner] > votes[other] for other in passed - elected)


@given(choices())
def test_tie_is_one_group_of_equals_that_does_not_fit_into_the_places_left(entry: dict[str, Any]) -> None:
    result = result_of(entry)
    votes = {line["id"]: line["counts"]["yes"] for line in entry["options"]}
    passed = [line["id"] for line in result["options"] if line["passed"]]
    left = entry["places"] - len(result["elected"])
    if result["ties"]:
        (group,) = result["ties"]
        assert len({votes[name] for name in group}) == 1
        assert len(group) > left > 0
        assert not set(group) & set(result["elected"])
    else:
        assert left == 0 or len(result["elected"]) == len(passed)


@given(choices(), st.randoms(use_true_random=False))
def test_order_of_the_lines_changes_nobodys_result(entry: dict[str, Any], shuffler: random.Random) -> None:
    lines = list(entry["options"])
    shuffler.shuffle(lines)
    first, second = result_of(entry), result_of({**entry, "options": lines})
    by_id = {line["id"]: line for line in second["options"]}
    assert [by_id[line["id"]] for line in first["options"]] == first["options"]
    assert set(first["elected"]) == set(second["elected"])
    assert [set(group) for group in first["ties"]] == [set(group) for group in second["ties"]]


@given(st.lists(choices(), max_size=4))
def test_polls_are_counted_one_by_one(entries: list[dict[str, Any]]) -> None:
    numbered = [{**entry, "id": f"P{index}"} for index, entry in enumerate(entries)]
    assert tally({"polls": numbered}) == {"polls": [result_of(entry) for entry in numbered]}


levels = st.fixed_dictionaries(dict.fromkeys(("excellent", "good", "fair", "failed"), st.integers(0, 40)))


@given(levels, st.integers(0, 10), st.integers(-3, 3))
def test_line_reconciles_exactly_when_its_votes_are_the_valid_ballots(
    votes: dict[str, int], abstain: int, error: int
) -> None:
    line = {**votes, "abstain": abstain}
    valid = max(sum(line.values()) + error, 0)
    result = result_of(poll("levels", [option("a", line)], counts=counts(valid)))
    assert result["reconciles"] is (valid == sum(line.values()))


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_returned_and_issued_are_checked_for_all_numbers(
    issued: int, returned: int, valid: int, invalid: int
) -> None:
    numbers = counts(issued, returned=returned, valid=valid, invalid=invalid)
    names = {
        p["sum"] for p in result_of(poll("yes_no", [option("a", {"yes": valid})], counts=numbers))["problems"]
    }
    assert ("returned" in names) is (returned != valid + invalid)
    assert ("issued" in names) is (returned > issued)


@given(choices(), st.sampled_from(["entitled", "present", "issued", "returned", "invalid"]))
def test_forgetting_a_number_never_makes_a_right_count_wrong(entry: dict[str, Any], forgotten: str) -> None:
    assert result_of({**entry, "counts": {**entry["counts"], forgotten: None}})["reconciles"] is None
