"""The same packs on Spark: facts checked and typed here, judged by the cluster, written as one file.

Whoever starts the run reads and checks the facts as the embedded engine does; what Spark reads, and the parts of the
outcomes that it writes, lie in a folder beside the output, which the whole cluster has to see.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
from pyspark import SparkConf, StorageLevel
from pyspark.sql import SparkSession

from tongket.rules.columnar.engine import ColumnarAssessment, collect, outcome_queries, run
from tongket.rules.columnar.limits import facts_table
from tongket.rules.columnar.outputs import into_place, load, write_parquet, write_text
from tongket.rules.columnar.program import Program
from tongket.rules.columnar.typed import load_typed
from tongket.rules.facts import Facts, read_facts_tables
from tongket.rules.model import Pack

# for a run on this machine alone; whoever submits to a cluster brings settings of their own
_LOCAL = {
    "spark.master": "local[*]",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.sql.shuffle.partitions": "8",
    # a nested query is nested so that what it computes is computed once
    "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.CollapseProject",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def open_spark(settings: Mapping[str, str] | None = None) -> SparkSession:
    """The running Spark of this process, else a new one: where `spark-submit` says, or on this machine."""
    builder = SparkSession.builder.appName("tongket")
    if not SparkConf().contains("spark.master"):
        for name, value in {**_LOCAL, **(settings or {})}.items():
            builder = builder.config(name, value)
    spark: SparkSession = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


class SparkRun:
    """A program run by Spark: see `sessions.Session`. Tables are kept by the executors until `close`."""

    def __init__(self, spark: SparkSession) -> None:
        self.stored: set[str] = set()
        self._spark = spark
        self._kept: list[Any] = []

    def facts(self, folder: Path, program: Program) -> None:
        """Take the tables of facts from Parquet files in a folder."""
        for table in program.columns:
            name = facts_table(table)
            self._spark.read.parquet(str(folder / f"{name}.parquet")).createOrReplaceTempView(name)

    def store(self, name: str, query: str, of: str = "") -> None:
        """See `Session.store`."""
        frame = self._spark.sql(query).persist(StorageLevel.MEMORY_AND_DISK)
        frame.createOrReplaceTempView(name)
        self._kept.append(frame)
        self.stored.add(name)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """See `Session.rows`."""
        return [tuple(row) for row in self._spark.sql(query).collect()]

    def write(self, query: str, folder: Path) -> None:
        """The answer of a query as a folder of Parquet files."""
        self._spark.sql(query).write.mode("overwrite").parquet(str(folder))

    def close(self) -> None:
        """Let the executors forget what they kept."""
        for frame in self._kept:
            frame.unpersist()
        self._kept.clear()


def assess_with_spark(pack: Pack, facts: Facts, program: Program, spark: SparkSession) -> ColumnarAssessment:
    """Judge plain rows by a pack compiled for Spark. Raises FactsError for faulty facts, exactly as `assess` does."""
    with tempfile.TemporaryDirectory(prefix="tongket-") as scratch, duckdb.connect() as connection:
        load_typed(connection, pack, read_facts_tables(pack, facts), program.columns)
        session = _entered(connection, program, Path(scratch), spark)
        try:
            return collect(session, program)
        finally:
            session.close()


def assess_to_file(pack: Pack, program: Program, folder: Path, out: Path) -> None:
    """Judge the tables in `folder` and write `out` (.parquet, .csv or .json). Raises FactsError as `assess` does."""
    with (
        tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as name,
        duckdb.connect() as connection,
    ):
        scratch = Path(name)
        load(connection, pack, program, folder)
        session = _entered(connection, program, scratch, open_spark())
        try:
            run(session, program)
            if out.suffix == ".parquet":
                parts = []
                for number, query in enumerate(outcome_queries(session, program)):
                    session.write(query, scratch / f"outcomes_{number}")
                    parts.append(
                        f"SELECT * FROM read_parquet('{_quoted(scratch)}/outcomes_{number}/*.parquet')"
                    )
                into_place(out, lambda path: write_parquet(connection, program, parts, path))
            else:
                into_place(out, lambda path: write_text(session, pack, program, path, out.suffix))
        finally:
            session.close()


def _entered(
    connection: duckdb.DuckDBPyConnection, program: Program, scratch: Path, spark: SparkSession
) -> SparkRun:
    """The facts handed over to Spark."""
    for table in program.columns:
        name = facts_table(table)
        connection.execute(
            f"COPY (SELECT * FROM {name}) TO '{_quoted(scratch)}/{name}.parquet' (FORMAT parquet)"
        )
    session = SparkRun(spark)
    session.facts(scratch, program)
    return session


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
