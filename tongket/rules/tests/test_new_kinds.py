"""Clauses beside the levels and scores, as a person meets them: reminders, forms, findings, weights of an office."""

from __future__ import annotations

from typing import Any

import pytest

from tongket.rules import LayerSource, assess, explain, load_pack, show_pack
from tongket.rules.tests.builders import GOOD_MEMBER, facts, member, pack, unit


@pytest.mark.capability(31)
def test_an_act_out_of_order_is_printed_as_a_reminder_and_lowers_nothing() -> None:
    loaded = pack()
    rows = facts(member("m", level_cell="good", reviewed_on="2021-12-16"))
    result = assess(loaded, rows)
    page = explain(loaded, result, "m", lang="en")
    assert result.members["m"].level == "good"
    assert page.forms == ("02",)
    assert page.warnings == (
        "The review comes before the rating: not kept (was reviewed on 16/12/2021, rated on 15/12/2021); "
        "this does not change the level.",
    )


def test_what_is_not_recorded_is_no_breach() -> None:
    result = assess(pack(), facts(member("m", level_cell="good", reviewed_on=None)))
    assert result.members["m"].warnings == ()
    assert result.members["m"].missing == ()


def test_a_reminder_can_be_put_aside_for_a_round_and_is_printed_then() -> None:
    aside = LayerSource(
        "own.yaml",
        "year: 2021\nsuspended: {rated_before_review: {document: CV mẫu, reason: chờ hướng dẫn}}\n",
    )
    loaded = pack(aside)
    result = assess(loaded, facts(member("m", level_cell="good", reviewed_on="2021-12-16")))
    assert result.members["m"].suspended == ("rated_before_review",)
    assert "CV mẫu" in explain(loaded, result, "m").warnings[0]


def test_a_violation_that_counted_before_spares_only_who_committed_it() -> None:
    rows: dict[str, Any] = facts(
        member("m", disciplined_in_year="yes", level_cell="good"),
        member("n", disciplined_in_year="yes", level_cell="good"),
        units=[unit("C")],
    )
    rows["events"] = [
        {"subject": "m", "kind": "discipline", "happened_on": "2020-03-01", "year_counted": 2020},
        {"subject": "m", "kind": "discipline", "happened_on": "2020-03-01", "year_counted": 2021},
    ]
    result = assess(pack(), rows)
    assert result.members["m"].level == "good"
    assert result.members["n"].lowered_by == ("disciplined_in_year",)


@pytest.mark.capability(13)
def test_an_office_changes_the_weights_in_its_own_layer_and_the_citation_is_printed() -> None:
    layer = LayerSource(
        "own.yaml",
        "year: 2021\nrules: {local_layer: {title: Board decision 7}}\n"
        "weights: {business: 40%, people: 30%, learning: 30%}\ncites: {weights.business: section 4}\n",
    )
    staff = {"id": "a", "department": "D", "joined_on": "2015-01-05", "manager_level": "outstanding"}
    goals = {"goal_business": 100, "goal_people": 110, "goal_learning": 124}
    before, after = (load_pack("org.company", 2021, layers) for layers in ((), (layer,)))
    rows: dict[str, Any] = {"staff": [{**staff, **goals}]}
    assert assess(before, rows).outcome("a").allowed == "on_target"
    assert assess(after, rows).outcome("a").allowed == "outstanding"
    assert before.unconfirmed == ("weights.business", "weights.people", "weights.learning")
    assert after.unconfirmed == ()
    assert "Board decision 7, section 4" in show_pack(after, lang="en")


@pytest.mark.capability(14, 80)
def test_the_share_of_tasks_exceeded_and_of_shortcomings_remedied_are_shown_with_their_numbers() -> None:
    loaded = load_pack("vn.party", 2025)
    row = {**GOOD_MEMBER, "id": "m", "rated_on": "2025-12-15", "common_points": 28, "result_points": 64}
    tasks = {"tasks_total": 10, "tasks_done": 10, "tasks_on_time": 10, "tasks_exceeded": 2, "tasks_late": 0}
    remedy = {"shortcomings_total": 3, "shortcomings_remedied": 2, "self_detected_remedied": "no"}
    result = assess(loaded, facts({**row, **tasks, **remedy}))
    outcome = result.members["m"]
    assert (outcome.allowed, set(outcome.lowered_by)) == (
        "good",
        {"tasks_exceeded_third", "shortcomings_all_remedied"},
    )
    sentence = explain(loaded, result, "m", lang="en", reader={"open", "inspection", "health"}).sentence
    assert "2 of 10 tasks were exceeded" in sentence
    assert "2 of 3 shortcomings were remedied" in sentence


@pytest.mark.capability(105)
def test_nothing_waits_for_values_about_kinds_that_an_organisation_may_not_rate() -> None:
    bare = load_pack("vn.party", 2021)
    assert not bare.parameter("quotas.leaders.rounding").confirmed
    assert "quotas.leaders.rounding" not in bare.unconfirmed
    assert "leader_border_tie" not in bare.unconfirmed
    assert "member_border_tie" in bare.unconfirmed
    assert "votes.second_ballot.majority" in bare.unconfirmed
