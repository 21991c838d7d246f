"""Printed shares, sentence by sentence of the contract of `figures check`."""

from decimal import Decimal
from typing import Any

import pytest

from .builders import findings_of, partition, share, table


def kinds_of(entry: dict[str, Any]) -> list[str]:
    return [kind for kind, _, _ in findings_of(entry)]


@pytest.mark.parametrize(
    ("part", "of", "percent"),
    [
        ("excellent", "total", "15.15"),
        ("excellent", "rated", "15.87"),
        ("excellent", "good", "19.61"),
        ("excellent", "good_or_better", "16.39"),
        ("good_or_better", "rated", "96.83"),
    ],
)
def test_share_is_judged_over_its_stated_base(part: str, of: str, percent: str) -> None:
    assert findings_of(table(share(part, percent, of))) == []


@pytest.mark.parametrize("percent", ["15.87", "15,87", "15.9", "16", "15.873"])
def test_share_is_judged_at_its_own_precision(percent: str) -> None:
    assert findings_of(table(share("excellent", percent))) == []


@pytest.mark.capability(121)
def test_wrong_share_is_named_with_what_it_should_be() -> None:
    printed = [share("excellent", "15.78"), share("good", "80.95"), share("fair", "1.59")]
    assert findings_of(table(*printed)) == [("share_differs", "15.87", "15.78")]


def test_share_of_a_level_that_was_not_printed_is_a_share_of_none() -> None:
    assert findings_of(partition(61, share("fair", "0", "total"), excellent=10, good=51)) == []
    entry = partition(
        61, share("fair", "3.00", "total"), share("good", "83.61", "total"), excellent=10, good=51
    )
    assert findings_of(entry) == [("share_differs", "0.00", "3.00")]


@pytest.mark.capability(121)
def test_shares_that_cutting_gives_all_are_truncated() -> None:
    # 10/63 = 15.873…, 51/63 = 80.952…, 1/63 = 1.587…
    printed = [share("excellent", "15.87"), share("good", "80.9"), share("fair", "1.58")]
    assert findings_of(table(*printed)) == [
        ("truncated", ["15.87", "81.0", "1.59"], ["15.87", "80.9", "1.58"])
    ]


@pytest.mark.capability(121)
def test_shares_that_no_one_method_gives_are_mixed_rounding() -> None:
    printed = [share("excellent", "15.9"), share("good", "80.9")]
    assert findings_of(table(*printed)) == [("mixed_rounding", ["15.9", "81.0"], ["15.9", "80.9"])]


def test_methods_are_compared_over_all_bases_of_the_table() -> None:
    # 10/66 = 15.1515…, 10/63 = 15.873…: one rounded, one cut
    assert kinds_of(table(share("excellent", "15.2", "total"), share("excellent", "15.8"))) == [
        "mixed_rounding"
    ]


def test_wrong_share_does_not_hide_the_method_of_the_others() -> None:
    printed = [share("excellent", "99.99"), share("good", "80.9"), share("fair", "1.58")]
    assert sorted(kinds_of(table(*printed))) == ["share_differs", "truncated"]


@pytest.mark.capability(121)
def test_another_whole_base_that_makes_all_shares_right_is_a_hidden_base() -> None:
    # over 66 as stated 15.15 and 77.27; printed over the 63 rated
    printed = [share("excellent", "15.87", "total"), share("good", "80.95", "total")]
    assert findings_of(table(*printed)) == [("hidden_base", 63, 66)]


def test_hidden_base_may_be_a_number_that_the_table_does_not_have() -> None:
    printed = [share("a", "20.41", "total"), share("b", "25.51", "total")]
    assert findings_of(partition(200, *printed, a=40, b=50, c=110)) == [("hidden_base", 196, 200)]


def test_base_that_makes_only_some_shares_right_is_no_hidden_base() -> None:
    printed = [share("excellent", "15.87", "total"), share("good", "77.27", "total")]
    assert findings_of(table(*printed)) == [("share_differs", "15.15", "15.87")]


def test_hidden_base_of_one_stated_base_leaves_the_others_alone() -> None:
    printed = [
        share("excellent", "15.87", "total"),
        share("good", "80.95", "total"),
        share("excellent", "15.87"),
    ]
    assert kinds_of(table(*printed)) == ["hidden_base"]


@pytest.mark.capability(121)
def test_share_that_only_the_inverse_gives_is_a_swapped_fraction() -> None:
    entry = table(share("done", "77.78", "total"), kind="target", total=7, rated=None, parts={"done": 9})
    assert findings_of(entry) == [("swapped_fraction", "128.57", "77.78")]


def test_share_that_is_its_own_inverse_is_right() -> None:
    entry = table(share("done", "100", "total"), kind="target", total=9, rated=None, parts={"done": 9})
    assert findings_of(entry) == []


def test_share_of_an_empty_base_is_impossible() -> None:
    printed = share("excellent", "19.61", "good")
    assert findings_of(partition(10, printed, excellent=10, good=0)) == [("impossible", None, "19.61")]
    assert findings_of(partition(10, share("good", "0", "good"), excellent=10, good=0)) == []


def test_share_that_no_whole_number_of_the_base_gives_is_impossible() -> None:
    assert findings_of(partition(17, share("good", "20.42", "total"), excellent=1, good=None)) == [
        ("impossible", None, "20.42")
    ]
    assert findings_of(partition(17, share("good", "23.53", "total"), excellent=1, good=None)) == []
    assert findings_of(partition(17, share("good", "105.88", "total"), excellent=1, good=None)) == [
        ("impossible", None, "105.88")
    ]


def test_shares_that_no_base_gives_at_once_are_impossible() -> None:
    right = [share("excellent", "15.87"), share("good", "80.95")]
    assert findings_of(table(*right, rated=None, total=None)) == []
    wrong = [share("excellent", "15.87"), share("good", "60.00")]
    assert findings_of(table(*wrong, rated=None, total=None)) == [("impossible", None, ["15.87", "60.00"])]


def test_share_that_is_not_known_is_not_judged() -> None:
    assert findings_of(table(share("excellent", None))) == []


def test_share_over_an_unknown_level_is_not_judged_against_it() -> None:
    assert (
        findings_of(partition(63, share("fair", "1.59", "total"), good_or_better=None, fair=1, failed=1))
        == []
    )


def test_amounts_of_targets_may_have_decimals() -> None:
    entry = table(
        share("done", "95.5", "total"), kind="target", total=200, rated=None, parts={"done": Decimal("191.0")}
    )
    assert findings_of(entry) == []
