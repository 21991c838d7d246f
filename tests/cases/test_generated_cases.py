"""``tongket case run`` against cases that nobody wrote by hand, and against the seed year that ships with it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.cases.compare import differences
from tests.cases.generator import Params, make_case
from tests.cases.oracle import expected
from tests.cases.reader import read_case
from tests.cases.running import check_generated, check_many, run_case
from tests.cases.variants import LARGE, NAMED, random_params, variant
from tests.cases.writer import write_case
from tongket.demo.prepare import SEED

#: Small cases that between them hold what a case may hold; the others run with --long.
QUICK = ("mixture", "member-tie", "not-commended")
QUICK_SEED, QUICK_SIZE = 1, 4
SEEDS = range(60)


@pytest.fixture(scope="module")
def seed_year(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What the command makes of the seed year."""
    ran = run_case(SEED, tmp_path_factory.mktemp("seed") / "result.json")
    assert ran.code == 0, ran.errors
    return ran.found


def wanted() -> dict[str, object]:
    return yaml.safe_load((SEED / "expected.yaml").read_text(encoding="utf-8"))


def parts(whole: dict[str, object], *keys: str) -> dict[str, object]:
    return {key: whole[key] for key in keys}


def test_the_oracle_agrees_with_the_shipped_results() -> None:
    assert differences(wanted(), expected(read_case(SEED))) == []


@pytest.mark.capability(30, 31, 33, 34, 35)
def test_quotas_of_the_seed_year_are_those_expected(seed_year: dict[str, object]) -> None:
    assert differences(parts(wanted(), "totals", "quotas"), parts(seed_year, "totals", "quotas")) == []


@pytest.mark.capability(21, 36)
def test_levels_proposed_allowed_and_final_of_the_seed_year_are_those_expected(
    seed_year: dict[str, object],
) -> None:
    keys = ("members", "cells", "organisation")
    assert differences(parts(wanted(), *keys), parts(seed_year, *keys)) == []


@pytest.mark.capability(45)
def test_paper_ballots_of_the_seed_year_are_those_expected(seed_year: dict[str, object]) -> None:
    assert differences(parts(wanted(), "ballots"), parts(seed_year, "ballots")) == []


@pytest.mark.capability(78)
def test_conclusions_of_the_seed_year_become_tasks_of_the_next(seed_year: dict[str, object]) -> None:
    assert differences(parts(wanted(), "conference"), parts(seed_year, "conference")) == []


def test_the_seed_year_gives_exactly_the_expected_results(seed_year: dict[str, object]) -> None:
    assert differences(wanted(), seed_year) == []


@pytest.mark.parametrize("params", [variant(name) for name in QUICK], ids=lambda p: p.name)
def test_a_written_case_reads_as_it_was_made(params: Params, tmp_path: Path) -> None:
    case = make_case(params)
    folder = write_case(case, tmp_path / "case", params.seed)
    assert differences(expected(case), expected(read_case(folder))) == []


@pytest.mark.capability(33, 34, 35, 36)
def test_small_generated_cases_give_what_the_oracle_expects(tmp_path: Path) -> None:
    many = [*(variant(name) for name in QUICK), random_params(QUICK_SEED, QUICK_SIZE)]
    found = check_many(many, tmp_path)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.long
@pytest.mark.parametrize("params", [*NAMED, *LARGE], ids=lambda p: p.name)
def test_a_named_case_gives_what_the_oracle_expects(params: Params, tmp_path: Path) -> None:
    assert check_generated(params, tmp_path) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_case_gives_what_the_oracle_expects(seed: int, tmp_path: Path) -> None:
    assert check_generated(random_params(seed), tmp_path) == []
