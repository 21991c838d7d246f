"""Sums of the minutes, sentence by sentence of the contract of `tongket tally`."""

from typing import Any

import pytest

from tongket.ballots.protocol import Strength, parse_polls, reconcile, tally
from tongket.ballots.protocol.document import Reader

from .builders import choose, counts, option, poll


def result_of(entry: dict[str, Any]) -> dict[str, Any]:
    """The tally of one poll that can be read."""
    whole = tally({"polls": [entry]})
    assert "errors" not in whole
    (result,) = whole["polls"]
    assert isinstance(result, dict)
    return result


def yes_no(yes: int | None = 9, no: int | None = 0, **changes: Any) -> dict[str, Any]:
    return poll("yes_no", [option("a", {"yes": yes, "no": no, "abstain": 0})], **changes)


def test_count_whose_sums_agree_reconciles() -> None:
    result = result_of(yes_no())
    assert (result["reconciles"], result["problems"], result["not_checked"]) == (True, [], [])


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"returned": 8, "valid": 9}, {"sum": "returned", "left": 8, "right": 9}),
        ({"invalid": 1}, {"sum": "returned", "left": 9, "right": 10}),
        (
            {"present": 12, "issued": 12, "returned": 13, "invalid": 4, "entitled": 12},
            {"sum": "issued", "left": 12, "right": 13},
        ),
        ({"entitled": 8}, {"sum": "roll", "left": 8, "right": 9}),
        ({"present": 8}, {"sum": "roll", "left": 8, "right": 9}),
    ],
)
def test_failing_sum_is_named_with_the_number_written_and_what_the_parts_add_up_to(
    changes: dict[str, int], problem: dict[str, Any]
) -> None:
    result = result_of(yes_no(counts=counts(9, **changes)))
    assert result["reconciles"] is False
    assert result["problems"] == [problem]


def test_ballots_not_returned_are_no_fault() -> None:
    result = result_of(yes_no(8, counts=counts(9, returned=8, valid=8)))
    assert result["reconciles"] is True


def test_absentees_and_ballots_not_issued_are_no_fault() -> None:
    result = result_of(yes_no(7, counts=counts(7, entitled=10, present=9)))
    assert result["reconciles"] is True


def test_votes_of_a_line_add_up_to_the_valid_ballots() -> None:
    result = result_of(yes_no(7, 1))
    assert result["problems"] == [{"sum": "option:a", "left": 9, "right": 8}]


def test_votes_of_a_line_of_levels_add_up_to_the_valid_ballots() -> None:
    votes = {"excellent": 0, "good": 16, "fair": 1, "failed": 0, "abstain": 1}
    result = result_of(poll("levels", [option("9", votes)], counts=counts(19)))
    assert result["problems"] == [{"sum": "option:9", "left": 19, "right": 18}]


def test_key_that_is_absent_was_not_on_the_ballot() -> None:
    assert result_of(poll("yes_no", [option("a", {"yes": 5, "no": 4})]))["reconciles"] is True


def test_choosing_needs_only_yes_and_may_not_exceed_the_valid_ballots() -> None:
    assert result_of(choose({"a": 4, "b": 5}, places=1))["reconciles"] is True
    too_many = result_of(choose({"a": 10}, places=2))
    assert too_many["problems"] == [{"sum": "option:a", "left": 9, "right": 10}]


def test_choosing_with_yes_and_no_written_adds_up_line_by_line() -> None:
    entry = poll("choose", [option("a", {"yes": 3, "no": 5})], places=1)
    assert result_of(entry)["problems"] == [{"sum": "option:a", "left": 9, "right": 8}]


def test_choosing_with_unknown_no_is_a_choice_by_yes_alone() -> None:
    entry = poll("choose", [option("a", {"yes": 3, "no": None, "abstain": None})], places=1)
    assert result_of(entry)["reconciles"] is True


def test_marks_may_not_exceed_places_times_valid_ballots() -> None:
    at_border = choose({"a": 9, "b": 9, "c": 0}, places=2)
    assert result_of(at_border)["reconciles"] is True
    above = choose({"a": 9, "b": 9, "c": 1}, places=2)
    assert result_of(above)["problems"] == [{"sum": "places", "left": 18, "right": 19}]


def test_known_marks_above_the_limit_are_a_fault_even_with_an_unknown_line() -> None:
    entry = choose({"a": 9, "b": 9, "c": 1, "d": None}, places=2)
    assert result_of(entry)["problems"] == [{"sum": "places", "left": 18, "right": 19}]


def test_unknown_line_leaves_its_sum_and_the_places_unchecked() -> None:
    result = result_of(choose({"a": 4, "b": None}, places=1))
    assert (result["reconciles"], result["not_checked"]) == (None, ["option:b", "places"])


def test_unknown_number_of_places_leaves_the_places_unchecked() -> None:
    result = result_of(choose({"a": 4}, places=None))
    assert (result["reconciles"], result["not_checked"], result["elected"]) == (None, ["places"], [])


def test_reconciles_is_unknown_when_none_fails_but_some_cannot_be_checked() -> None:
    result = result_of(yes_no(counts=counts(9, present=None)))
    assert (result["reconciles"], result["problems"], result["not_checked"]) == (None, [], ["roll"])


def test_every_sum_that_cannot_be_checked_is_listed_once() -> None:
    unknown = dict.fromkeys(counts(9))
    result = result_of(yes_no(counts=unknown))
    assert result["not_checked"] == ["roll", "issued", "returned", "option:a"]


def test_one_failing_sum_wins_over_sums_that_cannot_be_checked() -> None:
    result = result_of(yes_no(counts=counts(9, present=None, invalid=2)))
    assert result["reconciles"] is False
    assert result["not_checked"] == ["roll"]


def test_official_members_are_in_no_sum() -> None:
    for number in (None, 0, 66):
        assert result_of(yes_no(counts=counts(9, official_members=number)))["reconciles"] is True


def test_known_part_larger_than_the_whole_is_a_fault_though_the_other_part_is_unknown() -> None:
    result = result_of(yes_no(13, counts=counts(13, returned=12, valid=13, invalid=None)))
    assert result["problems"] == [{"sum": "returned", "left": 12, "right": 13}]


def test_more_valid_ballots_than_issued_is_a_fault_though_returned_is_unknown() -> None:
    result = result_of(yes_no(13, counts=counts(12, returned=None, valid=13)))
    assert result["problems"] == [{"sum": "issued", "left": 12, "right": 13}]


def test_more_issued_than_entitled_is_a_fault_though_present_is_unknown() -> None:
    result = result_of(yes_no(counts=counts(9, entitled=8, present=None)))
    assert result["problems"] == [{"sum": "roll", "left": 8, "right": 9}]


def test_own_valid_and_invalid_of_a_line_replace_those_of_the_poll() -> None:
    lines = [
        option("a", {"yes": 9, "no": 0}),
        option("b", {"yes": 5, "no": 2}, valid=7, invalid=2),
    ]
    result = result_of(poll("yes_no", lines))
    assert result["reconciles"] is True
    assert [line["shares"]["yes"] for line in result["options"]] == ["100.00", "55.56"]


def test_own_numbers_of_a_line_add_up_to_the_ballots_returned() -> None:
    lines = [option("b", {"yes": 5, "no": 2}, valid=7, invalid=1)]
    result = result_of(poll("yes_no", lines, counts=counts(9, valid=None, invalid=None)))
    assert result["problems"] == [{"sum": "option:b", "left": 9, "right": 8}]
    assert result["not_checked"] == []


def test_base_valid_is_the_own_number_of_the_line() -> None:
    lines = [option("b", {"yes": 4, "no": 3}, valid=7, invalid=2)]
    entry = poll("yes_no", lines, rule={"base": "valid", "threshold": "1/2", "strict": True, "tie": None})
    line = result_of(entry)["options"][0]
    assert (line["needed"], line["passed"], line["shares"]["yes"]) == (4, True, "57.14")


def reconciliation_of(entry: dict[str, Any]) -> Any:
    reader = Reader()
    (parsed,) = parse_polls({"polls": [entry]}, reader)
    return reconcile(parsed)


@pytest.mark.capability(124)
def test_strength_says_how_a_count_from_paper_is_taken() -> None:
    assert reconciliation_of(yes_no()).strength is None
    assert reconciliation_of(yes_no(counts=counts(9, present=None))).strength is Strength.WARN
    assert reconciliation_of(yes_no(counts=counts(9, invalid=1))).strength is Strength.IRREGULAR


@pytest.mark.capability(46)
def test_all_sums_are_shown_and_none_is_mended() -> None:
    sums = reconciliation_of(yes_no(7, 1, counts=counts(9, invalid=1))).sums
    assert [(entry.name, entry.left, entry.right, entry.holds) for entry in sums] == [
        ("roll", 9, 9, True),
        ("roll", 9, 9, True),
        ("issued", 9, 9, True),
        ("returned", 9, 10, False),
        ("option:a", 9, 8, False),
    ]
