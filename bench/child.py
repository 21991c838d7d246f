"""One engine in a process of its own: `python -m bench.child ENGINE FOLDER OUT` prints the seconds of its work."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

PACK, YEAR = "vn.party", 2021
LAYER = Path(__file__).parent.parent / "tongket/rules/packs/vn.party/2018-2022/cases/layers/local.yaml"
BY_HAND = Path(__file__).parent / "close_2021.sql"


def floor(folder: Path, out: Path) -> float:
    """Read every column with Polars and write columns of the outcomes' shape; no rule is applied."""
    import polars

    start = time.perf_counter()
    tables = []
    for name, level in (("members", "level_cell"), ("units", "level_self")):
        table = polars.read_parquet(folder / f"{name}.parquet")
        number = polars.col("second_ballot_yes").cast(polars.Int64)
        tables.append(
            table.select(
                "id",
                scope=polars.lit("rated"),
                allowed=polars.col(level),
                level=polars.col(level),
                lowered_by=number,
                warnings=polars.lit(0, polars.Int64),
                missing=polars.lit(0, polars.Int64),
            )
        )
    polars.concat(tables).write_parquet(out, compression="zstd")
    return time.perf_counter() - start


def by_hand(folder: Path, out: Path) -> float:
    """The rules written by hand in DuckDB SQL, without any check of the facts."""
    import duckdb

    connection = duckdb.connect()
    start = time.perf_counter()
    query = BY_HAND.read_text(encoding="utf-8").replace("{folder}", str(folder)).replace("{out}", str(out))
    for statement in query.split(";\n"):
        if statement.strip():
            connection.execute(statement)
    return time.perf_counter() - start


def engine(folder: Path, out: Path) -> float:
    """The columnar engine, with its checks of the facts: what `tongket assess --engine duckdb` does."""
    import duckdb

    from tongket.rules import load_pack
    from tongket.rules.columnar.outputs import assess_to_file
    from tongket.rules.columnar.program import default_cache, load_or_compile

    pack = load_pack(PACK, YEAR, [LAYER])
    program = load_or_compile(pack, default_cache())
    duckdb.connect().close()
    start = time.perf_counter()
    assess_to_file(pack, program, folder, out)
    return time.perf_counter() - start


ENGINES = {"floor": floor, "by hand": by_hand, "engine": engine}

if __name__ == "__main__":
    name, folder, out = sys.argv[1:4]
    print(json.dumps({"work": ENGINES[name](Path(folder), Path(out))}))
