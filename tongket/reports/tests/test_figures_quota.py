"""The ceiling over every base: sentences of the contract of `figures check`."""

from typing import Any

import pytest

from .builders import findings_of, result_of, table

SHARE = {"share": "20"}


def quota_of(**changes: Any) -> Any:
    return result_of(table(quota=SHARE, **changes))["quota"]


def test_no_ceiling_asked_gives_none() -> None:
    assert result_of(table())["quota"] is None


@pytest.mark.capability(33)
def test_limit_and_verdict_are_given_over_each_base() -> None:
    assert quota_of() == {
        "good_only": {"limit": 10, "ok": True},
        "good_or_better": {"limit": 12, "ok": True},
        "all_rated": {"limit": 12, "ok": True},
    }


@pytest.mark.capability(122)
def test_at_most_includes_the_border() -> None:
    at_border = {"excellent": 10, "good": 50, "fair": 0, "failed": 0}
    assert quota_of(parts=at_border, rated=60)["good_only"] == {"limit": 10, "ok": True}
    above = {"excellent": 11, "good": 50, "fair": 0, "failed": 0}
    assert quota_of(parts=above, rated=61)["good_only"] == {"limit": 10, "ok": False}


def test_bases_that_differ_are_said_in_the_quota_alone() -> None:
    entry = table(parts={"excellent": 11, "good": 50, "fair": 1, "failed": 1}, quota=SHARE)
    assert findings_of(entry) == []
    assert [verdict["ok"] for verdict in result_of(entry)["quota"].values()] == [False, True, True]


@pytest.mark.capability(121)
def test_ceiling_that_is_broken_on_every_base_is_a_finding() -> None:
    entry = table(parts={"excellent": 13, "good": 48, "fair": 1, "failed": 1}, quota=SHARE)
    assert findings_of(entry) == [("over_quota", 12, 13)]


def test_verdict_is_open_where_excellent_is_unknown() -> None:
    assert quota_of(parts={"excellent": None, "good": 51, "fair": 1, "failed": 1}) == {
        "good_only": {"limit": 10, "ok": None},
        "good_or_better": {"limit": None, "ok": None},
        "all_rated": {"limit": 12, "ok": None},
    }


def test_verdict_is_open_where_the_base_is_unknown() -> None:
    verdicts = quota_of(parts={"excellent": 13, "good": None, "fair": 1, "failed": 1})
    assert {name: verdict["ok"] for name, verdict in verdicts.items()} == {
        "good_only": None,
        "good_or_better": None,
        "all_rated": False,
    }
    open_case = table(parts={"excellent": 13, "good": None, "fair": 1, "failed": 1}, quota=SHARE)
    assert findings_of(open_case) == []


def test_good_or_better_alone_leaves_the_highest_level_unknown() -> None:
    verdicts = quota_of(parts={"good_or_better": 61, "fair": 1, "failed": 1})
    assert verdicts == {
        "good_only": {"limit": None, "ok": None},
        "good_or_better": {"limit": 12, "ok": None},
        "all_rated": {"limit": 12, "ok": None},
    }


def test_level_that_was_not_printed_counts_as_none() -> None:
    assert quota_of(parts={"good": 61, "fair": 1, "failed": 1})["good_only"] == {"limit": 12, "ok": True}


def test_base_of_all_rated_is_the_total_where_the_number_rated_is_not_given() -> None:
    assert quota_of(rated=None, total=63)["all_rated"] == {"limit": 12, "ok": True}
