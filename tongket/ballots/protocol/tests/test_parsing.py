"""What is wrong in a tally document is said with place, reason and advice in both languages."""

from typing import Any

import pytest

from tongket.ballots.protocol import tally

from .builders import choose, counts, option, poll, rule


def paths_of(*entries: Any) -> list[str]:
    errors = tally({"polls": list(entries)}).get("errors", [])
    for error in errors:
        assert set(error) == {"path", "value", "reason", "advice"}
        assert all(error[part][language] for part in ("reason", "advice") for language in ("vi", "en"))
    return [error["path"] for error in errors]


def with_rule(**changes: Any) -> dict[str, Any]:
    return choose({"a": 1}, places=1, rule=rule(**changes))


@pytest.mark.parametrize("number", [-1, True, "9", 1.5, [9]])
def test_number_that_is_no_whole_number_from_zero_up_is_refused(number: object) -> None:
    assert paths_of(choose({"a": 1}, places=1, counts=counts(9, issued=number))) == ["polls[0].counts.issued"]
    assert paths_of(choose({"a": number}, places=1)) == ["polls[0].options[0].counts.yes"]


def test_offending_value_is_repeated() -> None:
    (error,) = tally({"polls": [choose({"a": -3}, places=1)]})["errors"]
    assert error["value"] == -3


@pytest.mark.parametrize("threshold", ["", "half", "0", "3/2", "1/0", "-1/2", "1/2/3", 1, "½"])
def test_threshold_that_is_no_fraction_up_to_one_is_refused(threshold: object) -> None:
    assert paths_of(with_rule(threshold=threshold)) in (
        ["polls[0].rule.threshold"],
        ["polls[0].rule.threshold", "polls[0].rule.strict"],
    )


def test_threshold_without_strict_is_refused_because_the_border_would_be_a_guess() -> None:
    assert paths_of(with_rule(strict=None)) == ["polls[0].rule.strict"]
    assert paths_of(with_rule(strict=None, threshold=None)) == []


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"base": "everybody"}, "polls[0].rule.base"),
        ({"base": None}, "polls[0].rule.base"),
        ({"tie": "the older one"}, "polls[0].rule.tie"),
        ({"quorum": "2/3"}, "polls[0].rule.quorum"),
    ],
)
def test_word_that_a_rule_does_not_know_is_refused(changes: dict[str, Any], path: str) -> None:
    assert paths_of(with_rule(**changes)) == [path]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"kind": "ranking"}, "polls[0].kind"),
        ({"id": ""}, "polls[0].id"),
        ({"id": 4}, "polls[0].id"),
        ({"rule": None}, "polls[0].rule"),
        ({"rule": {}}, "polls[0].rule.base"),
        ({"counts": None}, "polls[0].counts"),
        ({"options": None}, "polls[0].options"),
        ({"counts": {"isued": 9}}, "polls[0].counts.isued"),
        ({"options": [None]}, "polls[0].options[0]"),
    ],
)
def test_part_of_a_poll_that_is_missing_or_unknown_is_refused(changes: dict[str, Any], path: str) -> None:
    assert paths_of({**choose({"a": 1}, places=1), **changes})[0] == path


def test_places_belong_only_to_choosing() -> None:
    assert paths_of(poll("yes_no", [option("a", {"yes": 9})], places=1)) == ["polls[0].places"]


def test_votes_under_a_key_that_the_kind_does_not_have_are_refused() -> None:
    assert paths_of(poll("confidence", [option("a", {"high": 9, "very_low": 0})])) == [
        "polls[0].options[0].counts.very_low"
    ]
    assert paths_of(poll("levels", [option("a", {"A": 9, "B": 0})])) == []


def test_line_without_votes_is_refused() -> None:
    assert paths_of(poll("choose", [option("a", {"no": 1})])) == ["polls[0].options[0].counts.yes"]
    assert paths_of(poll("levels", [option("a", {})])) == ["polls[0].options[0].counts"]


def test_doubled_ids_are_refused() -> None:
    assert paths_of(choose({"a": 1}, places=1), choose({"a": 1}, places=1)) == ["polls[1].id"]
    twice = [option("a", {"yes": 1}), option("a", {"yes": 2})]
    assert paths_of(poll("choose", twice)) == ["polls[0].options[1].id"]


def test_poll_that_can_be_read_is_counted_beside_one_that_cannot() -> None:
    result = tally({"polls": [{"id": "X"}, choose({"a": 9}, places=1)]})
    assert [entry["id"] for entry in result["polls"]] == ["P1"]
    assert "errors" in result


def test_numbers_that_are_left_out_are_unknown() -> None:
    entry = poll("yes_no", [{"id": "a", "counts": {"yes": 9}}], counts={"valid": 9})
    result = tally({"polls": [entry]})
    assert result["polls"][0]["not_checked"] == ["roll", "issued", "returned"]


def test_keys_without_meaning_here_are_named_not_dropped_in_silence() -> None:
    result = tally({"polls": [{**choose({"a": 1}, places=1), "note": "x"}], "year": 2021})
    assert result["unread"] == ["year", "polls[0].note"]


@pytest.mark.parametrize("document", [None, [], {}, {"polls": None}, "polls", 3])
def test_document_without_polls_is_refused(document: object) -> None:
    result = tally(document)
    assert result["polls"] == []
    assert result["errors"]
