"""The columnar engine gives the answers of the scalar engine: on every worked case and on facts of any shape."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongket.rules import FactsError, LayerSource, Pack, RuleError, list_packs, load_pack
from tongket.rules.cases import WorkedCase, read_cases
from tongket.rules.columnar.compiler import compile_pack
from tongket.rules.columnar.program import Program
from tongket.rules.columnar.tests.comparing import columnar_answer, scalar_answer
from tongket.rules.columnar.tests.generated import generated_facts
from tongket.rules.loader import PACKS

PACK_YEARS = [(name, last or first) for name, first, last in list_packs()]
_OTHER_READINGS = LayerSource(
    "other.yaml",
    """year: 2021
quotas:
  members: {share: 10%, denominator: all_rated, rounding: nearest, at_least_one: true, group: grassroots organisation}
  cells: {share: 20%, denominator: good_only, rounding: up, at_least_one: false, group: direct superior}
excellent_unit: {counted: members' final levels}
votes: {second_ballot: {majority: at least two thirds of the valid}}
order:
- members without the head's clause
- quota and second ballot on members
- cells
- quota and ballot on cells
- organisation
- head's clause
clauses:
  superior_quota: {effect: organisation at most good when the superior did not choose it, cites: mục 4}
""",
)
_GRANTED = LayerSource(
    "granted.yaml",
    """year: 2026
grants:
  quotas.agency.share: {value: 1/3, authority: UBND mẫu, document: QĐ mẫu, groups: [G1]}
""",
)
_SKIPPED = LayerSource("skipped.yaml", "year: 2025\ngaps: skip\nyears_in_a_row: 5\n")
VARIANTS: dict[str, tuple[str, int, tuple[Path | LayerSource, ...]]] = {
    "the seed year with its layer": (
        "vn.party",
        2021,
        (PACKS / "vn.party/2018-2022/cases/layers/local.yaml",),
    ),
    "the seed year, nothing confirmed": ("vn.party", 2021, ()),
    "the seed year read otherwise": ("vn.party", 2021, (_OTHER_READINGS,)),
    "2023": ("vn.party", 2023, (PACKS / "vn.party/2023-2024/cases/layers/local.yaml",)),
    "2025": ("vn.party", 2025, (PACKS / "vn.party/2025-/cases/layers/local.yaml",)),
    "civil servants 2023": ("vn.civil", 2023, ()),
    "civil servants 2026": ("vn.civil", 2026, ()),
    "2026, quarters": ("vn.party", 2026, (PACKS / "vn.party/2025-/cases/layers/local-2026.yaml",)),
    "civil servants under the members' share": (
        "vn.civil",
        2023,
        (PACKS / "vn.civil/2020-2025/cases/layers/local.yaml",),
    ),
    "civil servants with a grant": ("vn.civil", 2026, (_GRANTED,)),
    "commendation": ("vn.commendation", 2021, (PACKS / "vn.commendation/2021-2024/cases/layers/local.yaml",)),
    "commendation, gaps passed over": ("vn.commendation", 2025, (_SKIPPED,)),
    "titles of 2003": (
        "vn.commendation.state",
        2021,
        (PACKS / "vn.commendation.state/2019-2023/cases/layers/local.yaml",),
    ),
    "titles of 2022": (
        "vn.commendation.state",
        2025,
        (PACKS / "vn.commendation.state/2024-/cases/layers/local.yaml",),
    ),
    "a company": ("org.company", 2021, ()),
}


@cache
def _loaded(name: str, year: int, layers: tuple[Path | LayerSource, ...]) -> tuple[Pack, Program]:
    pack = load_pack(name, year, layers)
    return pack, compile_pack(pack)


def _answers(case: WorkedCase, name: str) -> tuple[object, object] | None:
    """Both answers; None for cases whose layers or facts are refused before any engine runs."""
    try:
        pack, program = _loaded(name, case.year, case.layers)
        return scalar_answer(pack, case.facts), columnar_answer(pack, case.facts, program)
    except (RuleError, FactsError):
        return None


def _check(name: str, year: int, step: int) -> None:
    """Every ``step``-th worked case of the pack."""
    pack = load_pack(name, year)
    cases = [case for path in pack.case_files for case in read_cases(Path(path), pack)][::step]
    assert cases
    answers = {case.name: _answers(case, name) for case in cases}
    differing = [case for case, pair in answers.items() if pair is not None and pair[0] != pair[1]]
    assert differing == []
    assert [case.name for case in cases if answers[case.name] is None] == [
        case.name for case in cases if "refused" in case.expect.mapping(optional=None)
    ]


@pytest.mark.capability(101)
@pytest.mark.parametrize(("name", "year"), PACK_YEARS)
def test_worked_cases_of_a_pack_have_the_same_outcome_in_both_engines(name: str, year: int) -> None:
    _check(name, year, step=4)


@pytest.mark.long  # a run of its own for each of hundreds of cases: minutes
@pytest.mark.capability(101)
@pytest.mark.parametrize(("name", "year"), PACK_YEARS)
def test_every_worked_case_of_a_pack_has_the_same_outcome_in_both_engines(name: str, year: int) -> None:
    _check(name, year, step=1)


_SHAPES = given(
    seed=st.integers(0, 2**32),
    size=st.sampled_from([1, 2, 3, 6, 12]),
    gaps=st.sampled_from([0, 0.02, 0.1, 0.3]),
    spread=st.sampled_from([0.01, 0.05, 0.2]),
)


@pytest.mark.capability(101)
@pytest.mark.parametrize("variant", VARIANTS)
@settings(max_examples=8)
@_SHAPES
def test_facts_with_gaps_borders_ties_and_tiny_groups_have_the_same_outcome_in_both_engines(
    variant: str, seed: int, size: int, gaps: float, spread: float
) -> None:
    _compare(variant, seed, size, gaps, spread)


@pytest.mark.long  # the same on many more facts
@pytest.mark.capability(101)
@pytest.mark.parametrize("variant", VARIANTS)
@settings(max_examples=60)
@_SHAPES
def test_many_more_facts_have_the_same_outcome_in_both_engines(
    variant: str, seed: int, size: int, gaps: float, spread: float
) -> None:
    _compare(variant, seed, size, gaps, spread)


def _compare(variant: str, seed: int, size: int, gaps: float, spread: float) -> None:
    pack, program = _loaded(*VARIANTS[variant])
    facts = generated_facts(pack, seed, size, gaps, spread)
    assert columnar_answer(pack, facts, program) == scalar_answer(pack, facts)
