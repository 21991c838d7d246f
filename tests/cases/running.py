"""Runs ``tongket case run`` as people do, in a process of its own, and compares what came out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cases.compare import differences
from tests.cases.generator import Params, make_case
from tests.cases.oracle import expected
from tests.cases.writer import write_case

ROOT = Path(__file__).resolve().parent.parent.parent
AT_ONCE = 2


@dataclass(frozen=True)
class Ran:
    """How one run ended."""

    code: int
    errors: str
    found: Any


def run_case(folder: Path, out: Path, *options: str) -> Ran:
    """``tongket case run FOLDER --out OUT`` with the settings that an office has."""
    inherited = {
        k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "TONGKET_", "DATABASE_"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "tongket.cli", "case", "run", str(folder), "--out", str(out), *options],
        cwd=ROOT,
        env=inherited,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    found = json.loads(out.read_text(encoding="utf-8")) if out.exists() else None
    return Ran(done.returncode, done.stderr, found)


def check_generated(params: Params, folder: Path) -> list[str]:
    """What a made-up case gives that the oracle does not expect; an error of the run is a difference too."""
    case = make_case(params)
    ran = run_case(write_case(case, folder / "case", params.seed), folder / "result.json")
    if ran.code:
        return [f"exit code {ran.code}: {ran.errors}"]
    return differences(expected(case), ran.found)


def check_many(many: Sequence[Params], folder: Path) -> dict[str, list[str]]:
    """The differences of each case by its name, a few cases at a time."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        folders = [folder / f"{p.name}-{p.seed}" for p in many]
        for each in folders:
            each.mkdir()
        found = pool.map(check_generated, many, folders)
        return {f"{p.name}-{p.seed}": result for p, result in zip(many, found, strict=True)}
