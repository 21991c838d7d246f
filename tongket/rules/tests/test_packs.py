"""The worked cases hold, and each clause and parameter is held by a case that fails without it."""

from __future__ import annotations

import dataclasses
import re
import shutil
from pathlib import Path

import pytest

from tongket.rules import Pack, list_packs, load_pack, run_cases
from tongket.rules.cases import WorkedCase, read_cases
from tongket.rules.loader import PACKS

_PACKS = [load_pack(name, last or first) for name, first, last in list_packs()]
_CASES = [
    (pack, case, Path(path))
    for pack in _PACKS
    for path in pack.case_files
    for case in read_cases(Path(path), pack)
]
_CLAUSES = [(pack, clause) for pack in _PACKS for clause in pack.clauses]


def _label(value: object) -> str:
    if isinstance(value, Pack):
        return f"{value.name}-{value.years}"
    return value.name if isinstance(value, WorkedCase) else Path(str(value)).name


@pytest.mark.capability(37)
@pytest.mark.parametrize("pack", _PACKS, ids=_label)
def test_every_worked_case_of_the_pack_holds(pack: Pack) -> None:
    failed = [result for result in run_cases(pack) if not result.passed]
    assert failed == []


@pytest.mark.parametrize(("pack", "clause"), _CLAUSES, ids=lambda value: _label(value))
def test_removing_a_clause_makes_a_worked_case_fail(pack: Pack, clause: str) -> None:
    def without(loaded: Pack) -> Pack:
        kept = {name: item for name, item in loaded.clauses.items() if name != clause}
        silent = dataclasses.replace(loaded.clauses[clause], confirmed=False)
        return dataclasses.replace(loaded, clauses={**kept, clause: silent})

    about = run_cases(pack, about=clause, adjust=without)
    assert any(not result.passed for result in about)


@pytest.mark.capability(31)
@pytest.mark.parametrize("pack", _PACKS, ids=_label)
def test_every_clause_has_a_citation_a_date_and_texts_in_both_languages(pack: Pack) -> None:
    for clause in pack.clauses.values():
        assert clause.cites
        assert clause.valid_from
        assert all((clause.condition.vi, clause.condition.en, clause.reason.vi, clause.reason.en))


# a value that differs from the worked cases' layer by one step; every one must be noticed by a case
_MOVED = {
    "sick_leave_days: 90": "sick_leave_days: 91",
    "share_at_least_good: 80%": "share_at_least_good: 81%",
    "all_at_least: fair": "all_at_least: good",
    "head_cap_on_member_level: true": "head_cap_on_member_level: false",
    "excellent: {result_criteria: all excellent, other_criteria: all at least good}": (
        "excellent: {result_criteria: all excellent, other_criteria: all excellent}"
    ),
    "good: {result_criteria: all at least good, other_criteria: all at least fair}": (
        "good: {result_criteria: all at least fair, other_criteria: all at least fair}"
    ),
    "fair: {result_criteria: all at least fair, other_criteria: all at least fair}": (
        "fair: {result_criteria: all at least poor, other_criteria: all at least fair}"
    ),
    "members: {share: 20%": "members: {share: 19%",
    "cells: {share: 20%, denominator: good_or_better, rounding: down, at_least_one: true": (
        "cells: {share: 20%, denominator: good_or_better, rounding: down, at_least_one: false"
    ),
    "denominator: good_only, rounding: down, at_least_one: false, group: grassroots": (
        "denominator: good_or_better, rounding: down, at_least_one: false, group: grassroots"
    ),
    "good_only, rounding: down, at_least_one: false, group: grassroots": (
        "good_only, rounding: nearest, at_least_one: false, group: grassroots"
    ),
    "rounding: down, at_least_one: false, group: grassroots": (
        "rounding: down, at_least_one: true, group: grassroots"
    ),
    "majority: more than half of the roll\n    choices": "majority: at least half of the roll\n    choices",
    "members: [results]": "members: [style]",
    "cells: [programme, targets]": "cells: [programme]",
}


@pytest.mark.parametrize(("written", "moved"), _MOVED.items(), ids=lambda value: value[:40])
def test_moving_a_parameter_by_one_step_makes_a_worked_case_fail(
    tmp_path: Path, written: str, moved: str
) -> None:
    root = tmp_path / "packs"
    shutil.copytree(PACKS, root)
    local = root / "vn.party" / "2018-2022" / "cases" / "layers" / "local.yaml"
    text = local.read_text(encoding="utf-8")
    assert written in text
    local.write_text(text.replace(written, moved, 1), encoding="utf-8")
    pack = load_pack("vn.party", 2021, root=root)
    assert any(not result.passed for result in run_cases(pack))


@pytest.mark.capability(37)
def test_an_office_can_run_its_own_file_of_cases(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "cases:\n- name: Nobody is rated in an empty organisation\n  units: {O: {kind: agency}}\n  expect:\n"
        "    O: {level: undetermined}\n- name: This one is wrong\n  units: {O: {kind: agency, level_superior: good}}\n"
        "  expect: {O: {level: fair}}\n",
        encoding="utf-8",
    )
    results = run_cases(load_pack("vn.party", 2021), [own])
    assert [result.passed for result in results] == [True, False]
    assert results[1].differences == ("O.level: expected 'fair', found 'good'",)
    assert results[1].line == 6


def test_no_clause_id_stands_in_the_code_of_the_room() -> None:
    room = Path(__file__).parents[1]
    ids = {clause for pack in _PACKS for clause in pack.clauses}
    words = re.compile(r"[a-z_]+")
    for path in room.rglob("*.py"):
        if "tests" not in path.parts:
            assert not ids & set(words.findall(path.read_text(encoding="utf-8"))), path.name


def test_the_room_uses_no_framework() -> None:
    room = Path(__file__).parents[1]
    for path in room.rglob("*.py"):
        if "tests" not in path.parts:
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"^\s*(from|import) django", text, re.MULTILINE), path.name
