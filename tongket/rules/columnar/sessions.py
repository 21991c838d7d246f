"""Where a program runs: tables are stored by name, queries answered with rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import duckdb

from tongket.rules.columnar.limits import facts_table

_LARGE = 500_000  # rows from which a table lies in a file instead of in memory


class Session(Protocol):
    """One run of a program. `stored` has the names of the tables made so far."""

    stored: set[str]

    def store(self, name: str, query: str, of: str = "") -> None:
        """Keep the answer of a query as a table; `of` names the table of facts whose rows are its rows."""

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The answer of a query."""


class DuckDbSession:
    """A program run inside an embedded DuckDB.

    DuckDB keeps tables in memory as they are, some 120 bytes a subject. In a folder for scratch files, tables of many
    subjects lie as Parquet, a few bytes a subject, so that memory does not grow with the country.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, scratch: Path | None = None, large: int = _LARGE
    ) -> None:
        self.connection = connection
        self.stored: set[str] = set()
        self._scratch = scratch
        self._large = large
        self._counts: dict[str, int] = {}

    def store(self, name: str, query: str, of: str = "") -> None:
        """See `Session.store`."""
        if self._scratch is not None and of and self._count(of) >= self._large:
            path = str(self._scratch / f"{len(self.stored)}.parquet").replace("'", "''")
            self.connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION lz4_raw)")
            self.connection.execute(f"CREATE TEMP VIEW \"{name}\" AS SELECT * FROM read_parquet('{path}')")
        else:
            self.connection.execute(f'CREATE TEMP TABLE "{name}" AS {query}')
        self.stored.add(name)

    def _count(self, table: str) -> int:
        if table not in self._counts:
            self._counts[table] = self.rows(f"SELECT count(*) FROM {facts_table(table)}")[0][0]
        return self._counts[table]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """See `Session.rows`."""
        return self.connection.execute(query).fetchall()
