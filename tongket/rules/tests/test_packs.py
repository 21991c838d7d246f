"""The worked cases hold, every clause is cited in both languages, and no code names a clause."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tongket.rules import Pack, load_pack, run_cases
from tongket.rules.tests.moving import PACKS_WITH_CASES

_PACKS = PACKS_WITH_CASES


def _label(value: object) -> str:
    return f"{value.name}-{value.years}" if isinstance(value, Pack) else str(value)


@pytest.mark.capability(37)
@pytest.mark.parametrize("pack", _PACKS, ids=_label)
def test_every_worked_case_of_the_pack_holds(pack: Pack) -> None:
    failed = [result for result in run_cases(pack) if not result.passed]
    assert failed == []


@pytest.mark.capability(31)
@pytest.mark.parametrize("pack", _PACKS, ids=_label)
def test_every_clause_has_a_citation_a_date_and_texts_in_both_languages(pack: Pack) -> None:
    for clause in pack.clauses.values():
        assert clause.cites
        assert clause.valid_from
        assert all((clause.condition.vi, clause.condition.en, clause.reason.vi, clause.reason.en))


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
