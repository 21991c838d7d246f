"""Shares, thresholds, places and ties, sentence by sentence of the contract of `tongket tally`."""

from typing import Any

import pytest

from .builders import choose, counts, option, poll, rule
from .test_reconcile import result_of


def line_of(entry: dict[str, Any]) -> dict[str, Any]:
    line = result_of(entry)["options"][0]
    assert isinstance(line, dict)
    return line


def yes_line(yes: int, number: int, **rule_changes: Any) -> dict[str, Any]:
    entry = poll(
        "yes_no",
        [option("a", {"yes": yes, "no": number - yes})],
        counts=counts(number),
        rule=rule(**rule_changes),
    )
    return line_of(entry)


@pytest.mark.parametrize(
    ("number", "threshold", "strict", "needed"),
    [
        (9, "1/2", True, 5),
        (10, "1/2", True, 6),
        (10, "1/2", False, 5),
        (9, "1/2", False, 5),
        (15, "2/3", False, 10),
        (15, "2/3", True, 11),
        (14, "2/3", False, 10),
        (10, "9/10", False, 9),
        (10, "1", False, 10),
    ],
)
def test_needed_is_the_smallest_whole_number_that_passes(
    number: int, threshold: str, strict: bool, needed: int
) -> None:
    clause = {"threshold": threshold, "strict": strict}
    assert yes_line(needed, number, **clause)["needed"] == needed
    assert yes_line(needed, number, **clause)["passed"] is True
    assert yes_line(needed - 1, number, **clause)["passed"] is False


@pytest.mark.parametrize(
    ("base", "needed"),
    [
        ("entitled", 11),
        ("official_members", 10),
        ("present", 9),
        ("issued", 9),
        ("returned", 8),
        ("valid", 8),
    ],
)
def test_base_is_a_declared_part_of_the_rule(base: str, needed: int) -> None:
    numbers = {
        "entitled": 20,
        "official_members": 19,
        "present": 17,
        "issued": 16,
        "returned": 15,
        "valid": 14,
        "invalid": 1,
    }
    entry = poll("yes_no", [option("a", {"yes": 9, "no": 5})], counts=numbers, rule=rule(base=base))
    line = line_of(entry)
    assert (line["needed"], line["passed"]) == (needed, needed <= 9)


def test_unknown_base_leaves_share_needed_and_passed_unknown() -> None:
    entry = poll("yes_no", [option("a", {"yes": 9, "no": 0})], counts=counts(9, entitled=None))
    assert result_of(entry)["options"] == [
        {"id": "a", "shares": {"yes": None, "no": None}, "passed": None, "needed": None, "majority": None}
    ]


def test_nobody_passes_over_an_empty_base() -> None:
    entry = poll("yes_no", [option("a", {"yes": 0, "no": 0})], counts=counts(0), rule=rule(strict=False))
    line = line_of(entry)
    assert (line["passed"], line["needed"], line["shares"]) == (False, 1, {"yes": None, "no": None})


@pytest.mark.parametrize(
    ("yes", "number", "share"),
    [(21, 32, "65.63"), (1, 3, "33.33"), (2, 3, "66.67"), (1, 32, "3.13"), (0, 9, "0.00"), (9, 9, "100.00")],
)
def test_shares_are_rounded_half_up_to_two_decimals(yes: int, number: int, share: str) -> None:
    assert yes_line(yes, number)["shares"]["yes"] == share


def test_shares_are_never_forced_to_add_up_to_a_hundred() -> None:
    entry = poll("confidence", [option("a", {"high": 3, "middle": 3, "low": 3})], counts=counts(9))
    assert line_of(entry)["shares"] == {"high": "33.33", "middle": "33.33", "low": "33.33"}


def test_confidence_shares_over_all_entitled_stay_below_a_hundred_when_some_are_absent() -> None:
    numbers = counts(8, entitled=10)
    entry = poll("confidence", [option("a", {"high": 6, "middle": 1, "low": 1})], counts=numbers)
    assert line_of(entry) == {
        "id": "a",
        "shares": {"high": "60.00", "middle": "10.00", "low": "10.00"},
        "passed": None,
        "needed": 6,
        "majority": "high",
    }


def test_levels_have_a_majority_instead_of_passed() -> None:
    votes = {"excellent": 5, "good": 4, "fair": 0, "failed": 0}
    line = line_of(poll("levels", [option("a", votes)]))
    assert (line["passed"], line["needed"], line["majority"]) == (None, 5, "excellent")


def test_levels_without_a_level_over_the_threshold_have_no_majority() -> None:
    votes = {"excellent": 4, "good": 4, "fair": 1, "failed": 0}
    assert line_of(poll("levels", [option("a", votes)]))["majority"] is None


def test_abstentions_never_win() -> None:
    votes = {"excellent": 2, "good": 1, "fair": 0, "failed": 0, "abstain": 6}
    assert line_of(poll("levels", [option("a", votes)]))["majority"] is None
    most = rule(threshold=None)
    assert line_of(poll("levels", [option("a", votes)], rule=most))["majority"] == "excellent"


def test_of_two_levels_over_a_low_threshold_the_one_with_more_votes_is_the_majority() -> None:
    third = rule(threshold="1/3", strict=False)
    unequal = {"excellent": 5, "good": 4, "fair": 0, "failed": 0}
    assert line_of(poll("levels", [option("a", unequal)], rule=third))["majority"] == "excellent"
    half = rule(strict=False)
    equal = {"excellent": 5, "good": 5, "fair": 0, "failed": 0}
    assert line_of(poll("levels", [option("a", equal)], rule=half, counts=counts(10)))["majority"] is None


def test_unknown_level_that_could_still_win_leaves_no_majority() -> None:
    plurality = rule(threshold=None)
    open_count = {"excellent": 4, "good": None, "fair": 0, "failed": 0}
    closed_count = {"excellent": 6, "good": None, "fair": 0, "failed": 0}
    assert line_of(poll("levels", [option("a", open_count)], rule=plurality))["majority"] is None
    assert line_of(poll("levels", [option("a", closed_count)], rule=plurality))["majority"] == "excellent"


@pytest.mark.capability(48)
def test_passed_asks_for_the_threshold_whatever_the_rank() -> None:
    result = result_of(choose({"a": 9, "b": 8, "c": 1}, places=2))
    assert [line["passed"] for line in result["options"]] == [True, True, False]
    more = result_of(choose({"a": 6, "b": 6, "c": 6}, places=2, number=9))
    assert [line["passed"] for line in more["options"]] == [True, True, True]


@pytest.mark.capability(48)
def test_nobody_below_the_threshold_is_elected_though_places_are_free() -> None:
    result = result_of(choose({"a": 9, "b": 4, "c": 3}, places=2))
    assert (result["elected"], result["ties"]) == (["a"], [])


def test_elected_are_those_with_most_votes_best_first() -> None:
    result = result_of(choose({"a": 5, "b": 8, "c": 6, "d": 4}, places=3))
    assert (result["elected"], result["ties"]) == (["b", "c", "a"], [])


@pytest.mark.capability(35)
def test_equal_votes_across_the_border_are_a_tie_and_none_of_them_is_elected() -> None:
    result = result_of(choose({"a": 9, "b": 6, "c": 6, "d": 1}, places=3, number=9))
    assert (result["elected"], result["ties"]) == (["a", "b", "c"], [])
    border = result_of(choose({"a": 9, "b": 6, "c": 6, "d": 1}, places=2, number=12))
    assert (border["elected"], border["ties"]) == (["a"], [])
    tied = result_of(choose({"a": 9, "b": 7, "c": 7, "d": 1}, places=2, number=12))
    assert (tied["elected"], tied["ties"]) == (["a"], [["b", "c"]])


def test_equal_votes_below_the_threshold_are_no_tie() -> None:
    result = result_of(choose({"a": 9, "b": 4, "c": 4}, places=2))
    assert (result["elected"], result["ties"]) == (["a"], [])


def test_equal_votes_that_all_have_a_place_are_no_tie() -> None:
    result = result_of(choose({"a": 6, "b": 6}, places=2))
    assert (result["elected"], result["ties"]) == (["a", "b"], [])


def test_without_threshold_most_votes_win() -> None:
    most = rule(threshold=None)
    result = result_of(choose({"a": 3, "b": 2, "c": 0}, places=1, rule=most))
    assert [(line["passed"], line["needed"]) for line in result["options"]] == [
        (True, None),
        (True, None),
        (False, None),
    ]
    assert result["elected"] == ["a"]


def test_without_threshold_nobody_without_a_vote_is_elected_or_tied() -> None:
    result = result_of(choose({"a": 3, "b": 0, "c": 0}, places=2, rule=rule(threshold=None)))
    assert (result["elected"], result["ties"]) == (["a"], [])


def test_without_threshold_yes_wins_over_no() -> None:
    assert yes_line(5, 9, threshold=None)["passed"] is True
    assert yes_line(5, 10, threshold=None)["passed"] is False


def test_every_line_of_yes_and_no_that_passed_is_elected() -> None:
    lines = [option(name, {"yes": yes, "no": 9 - yes}) for name, yes in {"a": 5, "b": 9, "c": 4}.items()]
    result = result_of(poll("yes_no", lines))
    assert (result["elected"], result["ties"]) == (["b", "a"], [])


@pytest.mark.capability(46)
def test_count_that_does_not_reconcile_is_no_result() -> None:
    result = result_of(choose({"a": 9, "b": 9, "c": 9}, places=2))
    assert result["reconciles"] is False
    assert [line["passed"] for line in result["options"]] == [None, None, None]
    assert (result["elected"], result["ties"]) == ([], [])
    assert [line["shares"] for line in result["options"]] == [{"yes": "100.00"}] * 3
    levels = result_of(poll("levels", [option("a", {"excellent": 8, "good": 0})]))
    assert (levels["reconciles"], levels["options"][0]["majority"]) == (False, None)


def test_count_with_unknown_sums_is_a_result() -> None:
    result = result_of(choose({"a": 9}, places=1, counts=counts(9, present=None)))
    assert (result["reconciles"], result["elected"]) == (None, ["a"])


def test_line_with_unknown_votes_keeps_its_claim_to_a_place() -> None:
    one_sure = result_of(choose({"a": 9, "b": 7, "c": None}, places=2, number=12))
    assert (one_sure["elected"], one_sure["ties"]) == (["a"], [])
    none_sure = result_of(choose({"a": 9, "b": None}, places=1, number=12))
    assert (none_sure["elected"], none_sure["ties"]) == ([], [])
