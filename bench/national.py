"""The national close: whole processes, one after the other, interleaved; the outcomes compared row by row."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from bench.child import LAYER, PACK, YEAR
from bench.generate import generate

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs" / "benchmarks.md"
DATA = ROOT / "var" / "bench"
BEGIN, END = "<!-- national: begin -->", "<!-- national: end -->"
_COLUMNS = ("scope", "allowed", "level", "lowered_by", "warnings", "missing")


@dataclass
class Measured:
    """The rounds of one engine: seconds of the whole process, seconds of the work alone, peak memory."""

    label: str
    walls: list[float] = field(default_factory=list)
    works: list[float] = field(default_factory=list)
    peak: int = 0


def national(size: int, rounds: int) -> int:
    """Generate, run, compare and write down; 1 if engine and hand-written SQL differ in a single row."""
    folder = DATA / f"national-{size}"
    counts = generate(folder, size)
    engines = {
        "floor": Measured("Read and write only (Polars)"),
        "by hand": Measured("Hand-written DuckDB SQL, no checks"),
        "engine": Measured("tongket, work measured inside"),
        "command": Measured("tongket assess --engine duckdb"),
    }
    with tempfile.TemporaryDirectory(dir=DATA) as name:
        outs = {engine: Path(name) / f"{engine.replace(' ', '-')}.parquet" for engine in engines}
        # the pack is compiled once per version and machine; that is not part of a run
        generate(DATA / "warm", 1000)
        _run("command", DATA / "warm", outs["command"], Measured("warm"))
        for _ in range(rounds):
            for engine, measured in engines.items():
                _run(engine, folder, outs[engine], measured)
        differing, total = _compare(outs["by hand"], outs["command"])
    text = _report(counts, rounds, engines, differing, total, size)
    _write(text, size)
    sys.stdout.write(text)
    return 1 if differing else 0


def _run(engine: str, folder: Path, out: Path, measured: Measured) -> None:
    if engine == "command":
        given = ["--pack", PACK, "--year", str(YEAR), "--layer", str(LAYER)]
        given += ["--facts", str(folder), "--out", str(out)]
        command = [sys.executable, "-m", "tongket.cli", "assess", *given, "--engine", "duckdb"]
    else:
        command = [sys.executable, "-m", "bench.child", engine, str(folder), str(out)]
    out.unlink(missing_ok=True)
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None, "asked for a pipe"
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{engine}: exit code {process.returncode}")
    measured.walls.append(wall)
    measured.peak = max(measured.peak, usage.ru_maxrss // 1024)
    if engine != "command":
        measured.works.append(float(json.loads(printed)["work"]))


def _compare(first: Path, second: Path) -> tuple[int, int]:
    """Rows that differ in any column, and rows in all."""
    unequal = " OR ".join(f"a.{name} IS DISTINCT FROM b.{name}" for name in _COLUMNS)
    with duckdb.connect() as connection:
        row = connection.execute(
            f"SELECT count(*) FILTER (WHERE a.id IS NULL OR b.id IS NULL OR {unequal}), count(*) "
            f"FROM '{first}' a FULL JOIN '{second}' b ON a.id = b.id"
        ).fetchone()
    assert row is not None, "an aggregate has one row"
    return int(row[0]), int(row[1])


def _report(
    counts: dict[str, int], rounds: int, engines: dict[str, Measured], differing: int, total: int, size: int
) -> str:
    floor, work = min(engines["floor"].walls), min(engines["by hand"].works)
    lines = [
        f"{counts['members']:,} members, {counts['cells']:,} cells, "
        f"{counts['organisations']:,} grassroots organisations.",
        f"Command: `./run bench national --size {size} --rounds {rounds}`. Python {platform.python_version()}, "
        f"DuckDB {duckdb.__version__}, {os.cpu_count()} cores; load average at the end {os.getloadavg()[0]:.1f}.",
        f"Minimum of {rounds} interleaved rounds. Rows that differ between hand-written SQL and the command: "
        f"{differing} of {total:,}.",
        "",
        "| Process | Whole process | To the floor | Work alone | To the hand-written | Peak memory |",
        "|---|---|---|---|---|---|",
    ]
    for measured in engines.values():
        wall = min(measured.walls)
        inner = (
            f"{min(measured.works):.2f} s | {min(measured.works) / work:.2f}" if measured.works else "– | –"
        )
        lines.append(
            f"| {measured.label} | {wall:.2f} s | {wall / floor:.2f} | {inner} | {measured.peak} MB |"
        )
    return "\n".join(lines) + "\n"


def _write(text: str, size: int) -> None:
    """Replace what the last run of this size wrote."""
    begin, end = (mark.replace("national:", f"national {size}:") for mark in (BEGIN, END))
    document = DOCUMENT.read_text(encoding="utf-8")
    block = f"{begin}\n{text}{end}"
    if begin in document:
        before, rest = document.split(begin, 1)
        document = before + block + rest.split(end, 1)[1]
    else:
        document = document.replace(END, f"{block}\n\n{END}")
    DOCUMENT.write_text(document, encoding="utf-8")
