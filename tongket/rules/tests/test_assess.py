"""Judging facts: faults listed together, nothing guessed, ceilings only ever lower."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.rules import FactsError, assess
from tongket.rules.tests.builders import GOOD_MEMBER, ORGANISATION, facts, layer, member, pack, unit

PACK = pack()


@pytest.mark.parametrize(
    ("changed", "code", "column"),
    [
        ({"colour": "red"}, "unknown_column", "colour"),
        ({"civil_rating": "superb"}, "wrong_word", "civil_rating"),
        ({"exempt": "maybe"}, "wrong_word", "exempt"),
        ({"sick_days": -1}, "negative", "sick_days"),
        ({"sick_days": "few"}, "wrong_type", "sick_days"),
        ({"sick_days": 1.5}, "binary_float", "sick_days"),
        ({"common_points": float("nan")}, "binary_float", "common_points"),
        ({"tasks_done": 5}, "too_many", "tasks_done"),
        ({"admitted_on": "19/05/2010"}, "wrong_type", "admitted_on"),
        ({"cell": "X"}, "unknown_unit", "cell"),
        ({"cell": None}, "required", "cell"),
        ({"head_of": "C; X"}, "unknown_unit", "head_of"),
    ],
)
def test_a_faulty_fact_is_named_with_table_row_and_column(
    changed: dict[str, Any], code: str, column: str
) -> None:
    with pytest.raises(FactsError) as caught:
        assess(PACK, facts(member("m0"), member("m1", **changed)))
    fault = caught.value.faults[0]
    assert (fault.table, fault.row, fault.column, fault.code) == ("members", 2, column, code)
    assert fault.text("vi") != fault.text("en")


def test_all_faults_are_listed_at_once() -> None:
    rows = facts(member("m", sick_days=-1), member("m", civil_rating="x"), units=[unit("C", parent="C")])
    with pytest.raises(FactsError) as caught:
        assess(PACK, {**rows, "colours": []})
    assert {fault.code for fault in caught.value.faults} == {
        "negative",
        "duplicate_id",
        "wrong_word",
        "unit_cycle",
        "unknown_table",
    }


@pytest.mark.parametrize(
    "fact",
    [name for name in GOOD_MEMBER if name not in {"cell", "grassroots", "tasks_total", "tasks_done"}],
)
def test_a_missing_fact_leaves_the_level_open_and_is_named(fact: str) -> None:
    outcome = assess(PACK, facts(member("m", **{fact: None}), *_others(6))).members["m"]
    assert outcome.level == "undetermined"
    assert fact in outcome.missing


def _others(count: int) -> list[dict[str, object]]:
    return [member(f"g{number}", level_cell="good") for number in range(count)]


def test_missing_task_counts_leave_the_level_open() -> None:
    outcome = assess(PACK, facts(member("m", tasks_done=None, tasks_total=None), *_others(6))).members["m"]
    assert (outcome.level, outcome.missing) == ("undetermined", ("tasks_done", "tasks_total"))


def test_a_missing_fact_that_cannot_matter_is_not_asked_for() -> None:
    outcome = assess(
        PACK, facts(member("m", marks_style=None, level_cell="good", disciplined_in_year="yes"))
    ).members["m"]
    assert (outcome.level, outcome.allowed, outcome.lowered_by, outcome.missing) == (
        "failed",
        "failed",
        ("disciplined_in_year",),
        (),
    )


def test_stages_can_be_run_up_to_the_ballot_that_the_next_one_needs() -> None:
    units = [unit("C", level_self="excellent"), unit("D", level_self="excellent")]
    rows = facts(member("m", level_cell="good"), member("n", level_cell="good", cell="D"), units=units)
    before = assess(PACK, rows, until="cells")
    quota = before.quota("cells", "O")
    assert (quota.places, quota.candidates, quota.pending) == (1, ("C", "D"), ("C", "D"))
    assert before.units["C"].allowed == "excellent"
    assert "cells_quota" not in before.units["C"].stages


def test_an_unknown_stage_is_an_error() -> None:
    with pytest.raises(KeyError):
        assess(PACK, facts(), until="nowhere")


def test_a_head_waits_for_the_unit() -> None:
    units = [unit("C", level_self="excellent")]
    rows = facts(member("h", head_of="C"), *_others(6), units=units)
    outcome = assess(PACK, rows).members["h"]
    assert (outcome.allowed, outcome.missing) == ("undetermined", ("level:C",))


def test_an_open_candidate_keeps_the_others_open_but_not_those_without_the_majority() -> None:
    ballot = {"second_ballot_roll": 9}
    rows = facts(
        member("a", second_ballot_yes=9, **ballot),
        member("b", second_ballot_yes=2, **ballot),
        member("c", civil_rating=None),
        *_others(3),
    )
    result = assess(PACK, rows)
    assert result.members["a"].level == "undetermined"
    assert result.members["a"].missing == ("level:c",)
    assert (result.members["b"].level, result.members["b"].lowered_by) == ("good", ("member_quota",))


def test_two_organisations_have_two_quotas() -> None:
    other = {**ORGANISATION, "id": "P"}
    units = [unit("C"), other, unit("D", parent="P", grassroots="P")]
    rows = facts(
        *[member(f"a{n}", level_cell="good") for n in range(6)],
        *[member(f"b{n}", level_cell="good", cell="D", grassroots="P") for n in range(12)],
        units=units,
    )
    result = assess(PACK, rows)
    assert [result.quota("members", group).places for group in ("O", "P")] == [1, 2]


def test_the_superiors_equation_is_printed_when_all_its_organisations_are_there() -> None:
    superior = {"id": "S", "kind": "superior_organisation", "subordinates_total": 6}
    names = [f"O{number}" for number in range(6)]
    organisations = [
        {
            **ORGANISATION,
            "id": name,
            "grassroots": name,
            "parent": "S",
            "level_self": "excellent",
            "level_superior": level,
        }
        for name, level in zip(names, ["excellent", *["good"] * 5], strict=True)
    ]
    cells = [unit(f"C{name}", parent=name, grassroots=name) for name in names]
    people = [member(f"m{name}", cell=f"C{name}", grassroots=name, level_cell="good") for name in names]
    rows = {"members": people, "units": [superior, *organisations, *cells]}
    quota = assess(PACK, rows).quota("organisations", "S")
    assert (quota.good_or_better, quota.places, quota.selected) == (6, 1, ("O0",))
    superior["subordinates_total"] = 7
    with pytest.raises(KeyError):
        assess(PACK, rows).quota("organisations", "S")


def test_counts_below_a_unit_add_up() -> None:
    people = [
        member("x", exempt="yes"),
        member("n", admitted_on="2021-11-01"),
        *_others(3),
        member("f", sick_days=90),
    ]
    counts = assess(PACK, facts(*people)).counts("O")
    assert counts == {
        "members": 6,
        "exempt": 1,
        "out": 0,
        "not_rated": 1,
        "rated": 4,
        "undetermined": 0,
        "excellent": 0,
        "good": 3,
        "fair": 1,
        "failed": 0,
    }


def test_parameters_that_nobody_confirmed_are_named_on_the_outcome() -> None:
    outcome = assess(pack(layer("sick_leave_days: 90")), facts(member("m", level_cell="good"))).members["m"]
    assert "sick_leave_days" in outcome.parameters_used
    assert "sick_leave_days" not in outcome.unconfirmed
    assert "frames.good.result_criteria" in outcome.unconfirmed


_WORSE = st.fixed_dictionaries(
    {},
    optional={
        "sick_days": st.sampled_from([0, 89, 90, 91]),
        "civil_rating": st.sampled_from(["excellent", "good", "fair", "failed", "not_applicable"]),
        "disciplined_in_year": st.booleans(),
        "tasks_done": st.integers(0, 4),
        "marks_style": st.sampled_from(["excellent", "good", "fair", "poor"]),
        "marks_results": st.sampled_from(["excellent", "good", "fair", "poor"]),
        "level_cell": st.sampled_from(["excellent", "good", "fair", "failed"]),
    },
)
_LEVELS = PACK.level_ids


@given(changes=_WORSE)
def test_a_level_is_never_above_the_proposal_nor_above_what_is_allowed(changes: dict[str, Any]) -> None:
    outcome = assess(PACK, facts(member("m", second_ballot_yes=9, second_ballot_roll=9, **changes))).members[
        "m"
    ]
    assert outcome.proposed is not None
    assert outcome.allowed is not None
    rank = _LEVELS.index(outcome.level)
    assert rank >= _LEVELS.index(outcome.proposed)
    assert rank >= _LEVELS.index(outcome.allowed)
    assert bool(outcome.lowered_by) == (rank > _LEVELS.index(outcome.proposed))


@given(
    changes=_WORSE,
    hidden=st.sets(st.sampled_from(["sick_days", "civil_rating", "disciplined_in_year", "marks_style"])),
)
def test_a_determined_level_stays_when_the_missing_facts_arrive(
    changes: dict[str, Any], hidden: set[str]
) -> None:
    complete = member("m", **changes)
    partial = {name: None if name in hidden else value for name, value in complete.items()}
    before = assess(PACK, facts(partial)).members["m"]
    after = assess(PACK, facts(complete)).members["m"]
    assert before.level in ("undetermined", after.level)
    assert before.allowed in ("undetermined", after.allowed)
    assert set(before.lowered_by) <= set(after.lowered_by)


def test_the_order_of_the_rows_does_not_matter() -> None:
    people = [member("a", second_ballot_yes=9, second_ballot_roll=9), *_others(6), member("h", head_of="C")]
    first, second = assess(PACK, facts(*people)), assess(PACK, facts(*reversed(people)))
    assert {key: item.level for key, item in first.members.items()} == {
        key: item.level for key, item in second.members.items()
    }
