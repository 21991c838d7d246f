"""Trying out: whose level would change, and why, without anything being stored."""

from __future__ import annotations

import pytest

from tongket.rules import FactsError, RuleError, diff_packs, load_pack, what_if
from tongket.rules.tests.builders import LAYER, facts, member, pack

PACK = pack()
PEOPLE = [
    member("a", second_ballot_yes=9, second_ballot_roll=9),
    member("b", second_ballot_yes=8, second_ballot_roll=9),
    *[member(f"g{number}", level_cell="good") for number in range(6)],
]


@pytest.mark.capability(103)
def test_changing_a_fact_tells_whose_level_changes_and_by_which_clause() -> None:
    result = what_if(PACK, facts(*PEOPLE), changes={"members": {"a": {"civil_rating": "good"}}})
    assert [(item.id, item.level, item.because, item.no_longer) for item in result.changes] == [
        ("a", ("excellent", "good"), ("civil_rating_not_excellent",), ()),
        ("b", ("good", "excellent"), (), ("member_quota",)),
    ]


@pytest.mark.capability(103)
def test_changing_a_parameter_may_go_beyond_what_a_layer_may_set() -> None:
    result = what_if(PACK, facts(*PEOPLE), parameters={"quotas.members.share": "50%"})
    assert result.quotas == (("members", "O", 1, 2),)
    assert [(item.id, item.level) for item in result.changes] == [("b", ("good", "excellent"))]
    assert pack().parameter("quotas.members.share").written == "20%"


def test_a_trial_that_changes_nothing_says_nothing() -> None:
    result = what_if(PACK, facts(*PEOPLE), changes={"members": {"a": {"marks_style": "excellent"}}})
    assert (result.changes, result.quotas) == ((), ())


def test_unknown_people_and_parameters_are_refused() -> None:
    with pytest.raises(FactsError):
        what_if(PACK, facts(*PEOPLE), changes={"members": {"z": {"sick_days": 3}}})
    with pytest.raises(RuleError):
        what_if(PACK, facts(*PEOPLE), parameters={"luck": 3})
    with pytest.raises(RuleError):
        what_if(PACK, facts(*PEOPLE), parameters={"sick_leave_days": 1.5})


@pytest.mark.capability(104)
def test_two_sets_of_layers_are_compared_on_the_same_facts() -> None:
    bare = load_pack("vn.party", 2021)
    result = diff_packs(bare, load_pack("vn.party", 2021, [LAYER]), facts(*PEOPLE, member("h", head_of="C")))
    head = next(item for item in result.changes if item.id == "h")
    assert (head.allowed, head.because) == (("excellent", "good"), ("head_not_above_unit",))
    # with the head out of the ballot the others are decided
    assert {item.id: item.level for item in result.changes if item.id != "h"} == {
        "a": ("undetermined", "excellent"),
        "b": ("undetermined", "good"),
    }
