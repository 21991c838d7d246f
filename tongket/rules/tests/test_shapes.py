"""Every shape of rule is shown by worked cases, and what no pack can say yet is listed here."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
import yaml

from tongket.rules.cases import read_cases
from tongket.rules.tests.moving import PACKS_WITH_CASES

# Of commendation only what decides who may have an award or keep it: catalogue, proposal chain, money, papers,
# numbering, print, conference and exemplars belong to other rooms.
_OF_COMMENDATION = (2, 3, 4, 5, 6, 7, 8, 10, 12, 13, 14, 18, 19, 20, 22, 23, 25)
_SHAPES = [f"R{number}" for number in range(1, 42)] + [f"C{number}" for number in _OF_COMMENDATION]
_OPEN = ["C20", "C22", "R31"]
_ROWS = cast(
    dict[str, dict[str, object]],
    yaml.safe_load((Path(__file__).parent / "shapes.yaml").read_text(encoding="utf-8")),
)


def _cases(row: dict[str, object]) -> list[str]:
    return cast(list[str], row.get("cases", []))


@pytest.mark.capability(37)
def test_every_shape_has_a_row_and_no_row_is_empty() -> None:
    assert sorted(_ROWS) == sorted(_SHAPES)
    for shape, row in _ROWS.items():
        assert set(row) <= {"says", "cases", "open"}, shape
        assert row.get("says"), shape
        assert _cases(row) or row.get("open"), (
            f"{shape} has neither a worked case nor a reason why it is open"
        )


@pytest.mark.capability(37)
def test_every_case_named_for_a_shape_stands_in_its_pack() -> None:
    written = {
        f"{pack.name}/{pack.years}: {case.name}"
        for pack in PACKS_WITH_CASES
        for path in pack.case_files
        for case in read_cases(Path(path), pack)
    }
    missing = {shape: gone for shape, row in _ROWS.items() if (gone := sorted(set(_cases(row)) - written))}
    assert missing == {}


def test_only_the_known_shapes_are_open() -> None:
    found = {shape: row["open"] for shape, row in _ROWS.items() if "open" in row}
    assert sorted(found) == _OPEN, f"no pack can say these whole: {found}"
