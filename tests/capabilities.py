"""The numbered capabilities and the tests that show them: ``./run capabilities [--json] [--run]``."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
TITLES = ROOT / "tests" / "capabilities.yaml"


class Collector:
    """Pytest plugin: which test carries which numbers, and how each ended."""

    def __init__(self) -> None:
        self.tests: dict[str, list[int]] = {}
        self.outcomes: dict[str, bool] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        marked = []
        for item in items:
            numbers = [n for mark in item.iter_markers("capability") for n in mark.args]
            if numbers:
                self.tests[item.nodeid] = numbers
                marked.append(item)
        items[:] = marked

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        failed = report.failed or report.skipped
        if report.when == "call" or failed:
            self.outcomes[report.nodeid] = self.outcomes.get(report.nodeid, True) and not failed


def survey(run: bool) -> dict[str, Any]:
    """The capabilities with their tests; ``passed`` is null when not run or without a test."""
    collector = Collector()
    os.chdir(ROOT)
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main(["-q", "-p", "no:randomly", *([] if run else ["--collect-only"])], plugins=[collector])
    titles: dict[int, str] = yaml.safe_load(TITLES.read_text(encoding="utf-8"))
    rows = []
    for number, title in titles.items():
        tests = sorted(t for t, numbers in collector.tests.items() if number in numbers)
        passed = all(collector.outcomes.get(t, False) for t in tests) if run and tests else None
        rows.append({"number": number, "title": title, "tests": tests, "passed": passed})
    return {"capabilities": rows}


def main() -> int:
    """Print the survey; 1 when something was run and failed."""
    parser = argparse.ArgumentParser(prog="./run capabilities")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--run", action="store_true")
    options = parser.parse_args()
    found = survey(options.run)
    rows = found["capabilities"]
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            state = {None: " ", True: "✓", False: "✗"}[row["passed"]]
            print(f"{state} {row['number']:>3}  {row['title']}  ({len(row['tests'])})")
        shown = sum(1 for row in rows if row["tests"])
        print(f"{shown} of {len(rows)} capabilities have an acceptance test")
    return 1 if any(row["passed"] is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
