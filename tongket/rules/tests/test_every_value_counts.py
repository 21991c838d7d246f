"""No pack is decoration: without a clause, or with a parameter one step away, a named worked case fails."""

from __future__ import annotations

import pytest

from tongket.rules import Pack, run_cases
from tongket.rules.tests.moving import PACKS_WITH_CASES, movable, moved, without


def _label(value: object) -> str:
    return f"{value.name}-{value.years}" if isinstance(value, Pack) else str(value)


@pytest.mark.parametrize(
    ("pack", "clause"), [(pack, clause) for pack in PACKS_WITH_CASES for clause in pack.clauses], ids=_label
)
def test_a_worked_case_fails_without_the_clause(pack: Pack, clause: str) -> None:
    about = run_cases(pack, about=clause, adjust=lambda loaded: without(loaded, clause))
    assert any(not result.passed for result in about)


@pytest.mark.parametrize(
    ("pack", "path"), [(pack, path) for pack in PACKS_WITH_CASES for path in movable(pack)], ids=_label
)
def test_a_worked_case_fails_with_the_parameter_one_step_away(pack: Pack, path: str) -> None:
    def one_step(loaded: Pack) -> Pack:
        changed = moved(loaded, path)
        assert changed is not None
        return changed

    about = run_cases(pack, about=f"parameter:{path}", adjust=one_step)
    assert any(not result.passed for result in about)


@pytest.mark.parametrize("pack", PACKS_WITH_CASES, ids=_label)
def test_only_choices_with_one_word_stay_where_they_are(pack: Pack) -> None:
    fixed = [item for path, item in pack.parameters.items() if path not in movable(pack)]
    assert all(item.form == "choice" and len(item.choices) == 1 for item in fixed)
