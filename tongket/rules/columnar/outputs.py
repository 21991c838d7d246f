"""Outcomes into a file: masks in Parquet, lists of ids in CSV and JSON; whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from pathlib import Path

import duckdb

from tongket.rules.columnar.engine import outcome_query, outcome_rows, quota_rows, run
from tongket.rules.columnar.files import Doubtful, load_files
from tongket.rules.columnar.program import Program
from tongket.rules.columnar.typed import load_typed
from tongket.rules.facts import read_facts_tables
from tongket.rules.model import Pack
from tongket.rules.tables import read_tables


def assess_to_file(pack: Pack, program: Program, folder: Path, out: Path) -> None:
    """Judge the tables in `folder` and write `out` (.parquet, .csv or .json). Raises FactsError as `assess` does."""
    with duckdb.connect() as connection:
        _load(connection, pack, program, folder)
        run(connection, program)
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
        os.close(handle)
        try:
            _WRITERS[out.suffix](connection, pack, program, Path(name))
            Path(name).replace(out)
        except (OSError, duckdb.Error):
            Path(name).unlink(missing_ok=True)
            raise


def _load(connection: duckdb.DuckDBPyConnection, pack: Pack, program: Program, folder: Path) -> None:
    try:
        load_files(connection, pack, folder, program.columns)
    except Doubtful:
        for table in program.columns:
            _forget(connection, f"facts_{table}")
        load_typed(connection, pack, read_facts_tables(pack, read_tables(pack, folder)), program.columns)


def _forget(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    row = connection.execute(
        "SELECT table_type FROM information_schema.tables WHERE table_name = ?", [name]
    ).fetchone()
    if row is not None:
        connection.execute(f'DROP {"VIEW" if row[0] == "VIEW" else "TABLE"} "{name}"')


def _parquet(connection: duckdb.DuckDBPyConnection, pack: Pack, program: Program, path: Path) -> None:
    ids = {"tongket.clauses": program.clauses, "tongket.missing": program.missing}
    metadata = ", ".join(f"\"{key}\": '{json.dumps(list(names))}'" for key, names in ids.items())
    target = str(path).replace("'", "''")
    query = outcome_query(connection, program)
    connection.execute(
        f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{metadata}}})"
    )


def _csv(connection: duckdb.DuckDBPyConnection, pack: Pack, program: Program, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("id", "scope", "allowed", "level", "lowered_by", "warnings", "missing"))
        for row in outcome_rows(connection, program):
            lists = (";".join(row.lowered_by), ";".join(row.warnings), ";".join(row.missing))
            writer.writerow((row.id, row.scope, row.allowed or "", row.level, *lists))


def _json(connection: duckdb.DuckDBPyConnection, pack: Pack, program: Program, path: Path) -> None:
    data = {
        "pack": pack.name,
        "year": pack.year,
        "fingerprint": pack.fingerprint,
        "outcomes": [row.to_dict() for row in outcome_rows(connection, program)],
        "quotas": [row.to_dict() for row in quota_rows(connection, program)],
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


_WRITERS = {".parquet": _parquet, ".csv": _csv, ".json": _json}
