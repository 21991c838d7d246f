"""Results of a benchmark in docs/benchmarks.md: each writes between its own two marks."""

from __future__ import annotations

from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"


def write_section(name: str, text: str) -> None:
    """Replace what stands between the marks of ``name``; raises ValueError when the file has no such marks."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    whole = BENCHMARKS.read_text(encoding="utf-8")
    if begin not in whole or end not in whole:
        raise ValueError(f"{BENCHMARKS.name} has no place for {name}: {begin} … {end}")
    before, rest = whole.split(begin, 1)
    after = rest.split(end, 1)[1]
    BENCHMARKS.write_text(f"{before}{begin}\n{text.strip()}\n{end}{after}", encoding="utf-8")
