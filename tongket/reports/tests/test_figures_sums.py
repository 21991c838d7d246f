"""Parts against the whole and numbers that can't be: sentences of the contract of `figures check`."""

import pytest

from .builders import RIGHT, findings_of, partition, result_of, share, table


def test_table_that_agrees_has_no_findings() -> None:
    printed = [
        share("excellent", "15.87"),
        share("good", "80.95"),
        share("fair", "1.59"),
        share("failed", "1.59"),
    ]
    assert result_of(table(*printed)) == {"id": "T1", "findings": [], "quota": None}


@pytest.mark.capability(90)
def test_parts_add_up_to_those_rated() -> None:
    assert findings_of(table(parts={**RIGHT, "fair": 2})) == [("sum_differs", 63, 64)]


def test_parts_add_up_to_the_total_where_the_number_rated_is_not_given() -> None:
    assert findings_of(table(rated=None)) == [("sum_differs", 66, 63)]
    assert findings_of(table(rated=None, total=63)) == []


def test_part_that_is_absent_was_not_printed_and_counts_as_none() -> None:
    assert findings_of(partition(61, excellent=10, good=51)) == []
    assert findings_of(partition(62, excellent=10, good=51)) == [("sum_differs", 62, 61)]


def test_with_an_unknown_part_the_known_ones_may_only_not_exceed_the_whole() -> None:
    assert findings_of(partition(66, excellent=10, good=None)) == []
    assert findings_of(partition(66, excellent=66, good=None)) == []
    assert findings_of(partition(66, excellent=67, good=None)) == [("sum_differs", 66, 67)]


def test_parts_may_have_any_names() -> None:
    assert findings_of(partition(5, **{"Chi bộ 1": 2, "Chi bộ 2": 3})) == []
    assert findings_of(partition(6, **{"Chi bộ 1": 2, "Chi bộ 2": 3})) == [("sum_differs", 6, 5)]


def test_good_or_better_stands_for_the_two_upper_levels() -> None:
    assert findings_of(partition(63, good_or_better=61, fair=1, failed=1)) == []
    assert findings_of(partition(63, good_or_better=60, fair=1, failed=1)) == [("sum_differs", 63, 62)]


def test_good_or_better_beside_its_levels_is_not_added_twice_but_compared() -> None:
    assert findings_of(partition(63, excellent=10, good=51, good_or_better=61, fair=1, failed=1)) == []
    assert findings_of(partition(63, excellent=10, good=51, good_or_better=60, fair=1, failed=1)) == [
        ("sum_differs", 60, 61)
    ]
    assert findings_of(partition(63, excellent=10, good_or_better=61, fair=1, failed=1)) == []
    assert findings_of(partition(63, excellent=62, good_or_better=61, fair=1, failed=1)) == [
        ("sum_differs", 61, 62)
    ]


@pytest.mark.capability(122)
def test_of_a_target_nothing_is_added_up_and_more_may_be_done_than_asked() -> None:
    entry = table(share("done", "128.57", "total"), kind="target", total=7, rated=None, parts={"done": 9})
    assert findings_of(entry) == []


def test_unknown_whole_leaves_the_sum_unjudged() -> None:
    assert findings_of(table(total=None, rated=None)) == []


def test_more_rated_than_there_are_is_impossible() -> None:
    assert findings_of(table(total=60)) == [("impossible", 60, 63)]


def test_number_below_zero_or_between_whole_people_is_impossible() -> None:
    assert findings_of(partition(5, a=6, b=-1))[0] == ("impossible", "a whole number from 0 up", -1)


def test_without_numbers_printed_nothing_is_added_up() -> None:
    assert findings_of(table(parts={})) == []
