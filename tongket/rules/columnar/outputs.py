"""Outcomes into a file: masks in Parquet, lists of ids in CSV and JSON; whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from tongket.rules.columnar.engine import outcome_queries, outcome_rows, quota_rows, run
from tongket.rules.columnar.files import Doubtful, load_files
from tongket.rules.columnar.program import Program
from tongket.rules.columnar.sessions import DuckDbSession, Session
from tongket.rules.columnar.typed import load_typed
from tongket.rules.facts import read_facts_tables
from tongket.rules.model import Pack
from tongket.rules.tables import read_tables

# footers of Parquet files are read once for all checks
_SETTINGS = "SET parquet_metadata_cache = true"


def assess_to_file(pack: Pack, program: Program, folder: Path, out: Path) -> None:
    """Judge the tables in `folder` and write `out` (.parquet, .csv or .json). Raises FactsError as `assess` does."""
    with tempfile.TemporaryDirectory(prefix="tongket-") as scratch, duckdb.connect() as connection:
        load(connection, pack, program, folder)
        session = DuckDbSession(connection, Path(scratch))
        run(session, program)
        if out.suffix == ".parquet":
            queries = outcome_queries(session, program)
            into_place(out, lambda path: write_parquet(connection, program, queries, path))
        else:
            into_place(out, lambda path: write_text(session, pack, program, path, out.suffix))


def into_place(out: Path, write: Callable[[Path], None]) -> None:
    """Write beside the target, then move over it, so that a stopped run leaves nothing half-written."""
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    os.close(handle)
    try:
        write(Path(name))
        Path(name).replace(out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def load(connection: duckdb.DuckDBPyConnection, pack: Pack, program: Program, folder: Path) -> None:
    """Make the tables of facts from the files in a folder. Raises FactsError with every fault."""
    connection.execute(_SETTINGS)
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


def write_parquet(
    connection: duckdb.DuckDBPyConnection, program: Program, queries: Sequence[str], path: Path
) -> None:
    """The answers of outcome queries as one Parquet file, with the ids of the masks in its metadata."""
    ids = {"tongket.clauses": program.clauses, "tongket.missing": program.missing}
    metadata = ", ".join(f"\"{key}\": '{json.dumps(list(names))}'" for key, names in ids.items())
    target = str(path).replace("'", "''")
    # words as an enumeration: Parquet gets its dictionary as it is, without a look at every row
    listed = ", ".join(f"'{word}'" for word in dict.fromkeys(program.words))
    connection.execute(f"CREATE TYPE outcome_word AS ENUM ({listed})")
    words = "[" + ", ".join(f"'{word}'::outcome_word" for word in program.words) + "]"
    shown = ", ".join(f"{words}[{column} + 1] AS {column}" for column in ("scope", "allowed", "level"))
    masks = ", ".join(
        f"CAST({column} AS BIGINT) AS {column}" for column in ("lowered_by", "warnings", "missing")
    )
    query = " UNION ALL ".join(f"SELECT id, {shown}, {masks} FROM ({query})" for query in queries)
    connection.execute(
        f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{metadata}}})"
    )


def write_text(session: Session, pack: Pack, program: Program, path: Path, suffix: str) -> None:
    """Outcomes as .csv or .json."""
    (_csv if suffix == ".csv" else _json)(session, pack, program, path)


def _csv(session: Session, pack: Pack, program: Program, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("id", "scope", "allowed", "level", "lowered_by", "warnings", "missing"))
        for row in outcome_rows(session, program):
            lists = (";".join(row.lowered_by), ";".join(row.warnings), ";".join(row.missing))
            writer.writerow((row.id, row.scope, row.allowed or "", row.level, *lists))


def _json(session: Session, pack: Pack, program: Program, path: Path) -> None:
    data = {
        "pack": pack.name,
        "year": pack.year,
        "fingerprint": pack.fingerprint,
        "outcomes": [row.to_dict() for row in outcome_rows(session, program)],
        "quotas": [row.to_dict() for row in quota_rows(session, program)],
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
