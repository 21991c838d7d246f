"""``tongket import check`` as an office or a script calls it: the code it ends with and the file it writes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tongket.demo.prepare import SEED

ROOT = Path(__file__).resolve().parent.parent
UNITS = SEED / "01-to-chuc.xlsx"


def check(file: Path, kind: str, out: Path, *options: str) -> tuple[int, dict[str, Any]]:
    """The command's exit code and what it wrote."""
    command = [sys.executable, "-m", "tongket.cli", "import", "check", str(file), "--kind", kind]
    done = subprocess.run(
        [*command, "--json", str(out), *options], cwd=ROOT, capture_output=True, check=False
    )
    return done.returncode, json.loads(out.read_text(encoding="utf-8"))


def faults(problems: list[dict[str, Any]]) -> set[tuple[frozenset[int], str | None, str, str]]:
    """Rows, column, kind and severity; a clash of two rows may be told on either."""
    return {
        (
            frozenset(row for row in (p["row"], p.get("related_row")) if row),
            p["letter"],
            p["kind"],
            p["severity"],
        )
        for p in problems
    }


@pytest.mark.capability(7, 8)
def test_every_wrong_cell_of_the_wrong_register_is_listed_and_no_other(tmp_path: Path) -> None:
    code, found = check(
        SEED / "02-dang-vien-loi.xlsx", "members", tmp_path / "out.json", "--units", str(UNITS)
    )
    wanted = yaml.safe_load((SEED / "expected-import-errors.yaml").read_text(encoding="utf-8"))["problems"]
    told = [{**problem, "row": row["row"]} for row in found["rows"] for problem in row["problems"]]
    assert (code, len(told), faults(told)) == (1, len(wanted), faults(wanted))


@pytest.mark.capability(6)
@pytest.mark.parametrize(
    ("file", "kind"),
    [("01-to-chuc.xlsx", "units"), ("02-dang-vien.xlsx", "members"), ("03-nhiem-vu.xlsx", "tasks")],
)
def test_the_lists_of_the_seed_year_are_without_fault(file: str, kind: str, tmp_path: Path) -> None:
    code, found = check(SEED / file, kind, tmp_path / "out.json", "--units", str(UNITS))
    severe = [p for row in found["rows"] for p in row["problems"] if p["severity"] == "error"]
    assert (code, severe) == (0, [])
    assert found["rows"]
