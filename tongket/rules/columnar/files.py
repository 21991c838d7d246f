"""Facts from Parquet and CSV files as typed views, read where they lie and checked in a few scans.

The checks are strict: whatever they do not surely accept is left to the readers of the scalar engine, which either
name the fault with its row or accept what is written in another way (`Doubtful` says so to the caller).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tongket.rules.columnar.limits import DECIMALS, INTEGER_LIMIT, fact_column, facts_table, sql_type
from tongket.rules.expressions import Value
from tongket.rules.model import FactDef, Pack

_WHOLE = {
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
    "HUGEINT",
}
_DIGITS = len(str(INTEGER_LIMIT)) - 1
# texts that begin and end with something else than what Python's `str.strip` takes away
_BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_BARE = f"[^{_BLANKS}](?s:.*[^{_BLANKS}])?"
_LIST = f"(?:[^{_BLANKS}]| )+"  # lists of ids: no blanks but spaces
_SUFFIXES = (".parquet", ".csv")


class Doubtful(Exception):
    """Files that this reader does not surely accept."""


@dataclass(frozen=True)
class _Cell:
    """A column as SQL: its typed value, and when the cell is surely without fault ('' = always)."""

    value: str
    sure: str = ""


def load_files(
    connection: duckdb.DuckDBPyConnection, pack: Pack, folder: Path, columns: Mapping[str, Sequence[str]]
) -> None:
    """Make the tables of facts that a program reads, as views over the files. Doubtful if anything is unusual."""
    try:
        _load(connection, pack, folder, columns)
    except duckdb.Error as error:
        raise Doubtful(folder.name) from error


def _load(
    connection: duckdb.DuckDBPyConnection, pack: Pack, folder: Path, columns: Mapping[str, Sequence[str]]
) -> None:
    sources = _sources(pack, folder)
    used = {kind.table: 0 for kind in pack.kinds.values()}
    for kind in pack.kinds.values():
        used[kind.table] += 1
    for table, source in sources.items():
        present = _present(connection, source)
        unknown = [name for name in present if name not in pack.facts[table]]
        absent = [name for name, fact in pack.facts[table].items() if fact.required and name not in present]
        if unknown or absent:
            raise Doubtful(table)
    # units first: the other tables are checked against them
    for table in sorted(columns, key=lambda name: name != "units"):
        source = sources.get(table, "")
        cells = _cells(pack, table, _present(connection, source) if source else {})
        _make(
            connection,
            table,
            source,
            [(name, cells[name].value) for name in columns[table]],
            used.get(table, 0),
        )
    for table in sources:
        _check(connection, pack, table, sources)
    if "units" in sources:
        _check_tree(connection, sources["units"])


def _sources(pack: Pack, folder: Path) -> dict[str, str]:
    """The scan of every table; other kinds of files are for the other reader."""
    found: dict[str, str] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix in (".json", ".xlsx") or (path.suffix in _SUFFIXES and path.stem not in pack.facts):
            raise Doubtful(path.name)
        if path.suffix not in _SUFFIXES:
            continue
        if path.stem in found:
            raise Doubtful(path.name)
        name = str(path).replace("'", "''")
        if path.suffix == ".parquet":
            found[path.stem] = f"read_parquet('{name}')"
        else:
            found[path.stem] = (
                f"read_csv('{name}', all_varchar=true, header=true, delim='{_delimiter(path)}', quote='\"', "
                "escape='\"', strict_mode=true, null_padding=false, auto_detect=false, columns="
                + _header(path)
                + ")"
            )
    if not found:
        raise Doubtful(folder.name)
    return found


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return file.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Doubtful(path.name) from error


def _delimiter(path: Path) -> str:
    header = _first_line(path)
    return ";" if header.count(";") > header.count(",") else "\t" if "\t" in header else ","


def _header(path: Path) -> str:
    names = [name.strip() for name in _first_line(path).split(_delimiter(path))]
    if len(set(names)) != len(names) or not all(name.isidentifier() for name in names):
        raise Doubtful(path.name)
    return "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in names) + "}"


def _present(connection: duckdb.DuckDBPyConnection, source: str) -> dict[str, str]:
    """The columns of a file with their types."""
    return {row[0]: row[1] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}


def _cells(pack: Pack, table: str, present: Mapping[str, str]) -> dict[str, _Cell]:
    found: dict[str, _Cell] = {}
    for name, fact in pack.facts[table].items():
        if name in present:
            found[name] = _cell(fact, f'"{name}"', present[name])
        else:
            found[name] = _Cell(f"CAST({_constant(fact, fact.without_column)} AS {sql_type(fact.form)})")
    return found


def _constant(fact: FactDef, value: Value | None) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, tuple):
        return "'" + (";".join(value) or "none") + "'"
    if isinstance(value, datetime.date):
        return f"'{value.isoformat()}'"
    return str(fact.type.words.index(str(value)) + 1)


def _cell(fact: FactDef, column: str, kind: str) -> _Cell:
    text = kind == "VARCHAR"
    if fact.form in {"words", "boolean"}:
        return _word(fact, column, kind)
    if fact.form == "date":
        if kind == "DATE":
            return _Cell(column)
        if text:
            value = f"TRY_CAST({column} AS DATE)"
            same = f"({value} IS NOT NULL AND CAST({value} AS VARCHAR) = {column})"
            return _Cell(value, f"({column} IS NULL OR trim({column}) = '' OR {same})")
    if fact.form == "integer":
        if kind in _WHOLE:
            return _Cell(
                f"CAST({column} AS BIGINT)", f"({column} IS NULL OR {column} BETWEEN 0 AND {INTEGER_LIMIT})"
            )
        if text:
            return _number(column, rf"[0-9]{{1,{_DIGITS}}}", "BIGINT")
    if fact.form == "decimal":
        scaled = f"CAST({column} * {DECIMALS} AS BIGINT)"
        if kind in _WHOLE or (
            kind.startswith("DECIMAL") and kind.endswith(("0)", "1)", "2)", "3)", "4)", "5)", "6)"))
        ):
            return _Cell(scaled, f"({column} IS NULL OR {column} BETWEEN 0 AND {INTEGER_LIMIT})")
        if text:
            return _number(column, rf"[0-9]{{1,{_DIGITS}}}(\.[0-9]{{1,6}})?", "DECIMAL(18, 6)")
    if fact.form in {"id", "text", "ids"}:
        if text:
            pattern = _LIST if fact.form == "ids" else _BARE
            return _Cell(column, f"({column} IS NULL OR regexp_full_match({column}, '{pattern}'))")
        if kind in _WHOLE and fact.form != "ids":
            return _Cell(f"CAST({column} AS VARCHAR)")
        if kind == "VARCHAR[]" and fact.form == "ids":
            return _Cell(
                f"coalesce(nullif(array_to_string({column}, ';'), ''), if({column} IS NULL, NULL, 'none'))"
            )
    raise Doubtful(fact.name)


def _word(fact: FactDef, column: str, kind: str) -> _Cell:
    """Ranks of words. A function of the column alone: DuckDB computes it once per word of a Parquet dictionary."""
    if fact.form == "boolean" and kind == "BOOLEAN":
        return _Cell(column)
    if kind != "VARCHAR":
        raise Doubtful(fact.name)
    words = fact.type.words if fact.form == "words" else ("yes", "no")
    listed = ", ".join(f"'{word}'" for word in words)
    rank = f"list_position([{listed}], {column})"
    allowed = f" OR trim({column}) = ''" + (f" OR {column} = 'undetermined'" if fact.form == "words" else "")
    sure = f"({rank} IS NOT NULL OR {column} IS NULL{allowed})"
    return _Cell(rank if fact.form == "words" else f"({rank} = 1)", sure)


def _number(column: str, pattern: str, kind: str) -> _Cell:
    written = f"regexp_full_match({column}, '{pattern}')"
    cast = f"TRY_CAST({column} AS {kind})"
    value = cast if kind == "BIGINT" else f"CAST({cast} * {DECIMALS} AS BIGINT)"
    return _Cell(
        f"CASE WHEN {written} THEN {value} END", f"({column} IS NULL OR trim({column}) = '' OR {written})"
    )


def _make(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    source: str,
    cells: Sequence[tuple[str, str]],
    uses: int,
) -> None:
    """A view over the file; a table where several kinds of subjects are read from it."""
    selected = ", ".join(f"{value} AS {fact_column(name)}" for name, value in cells)
    # only earlier years are read in the order of their rows
    number = "CAST(NULL AS BIGINT)" if uses else "row_number() OVER ()"
    query = f"SELECT {selected}, {number} AS row_number" + (f" FROM {source}" if source else " WHERE false")
    connection.execute(f'CREATE TEMP {"TABLE" if uses > 1 else "VIEW"} "{facts_table(table)}" AS {query}')


def _check(connection: duckdb.DuckDBPyConnection, pack: Pack, table: str, sources: Mapping[str, str]) -> None:
    source = sources[table]
    present = _present(connection, source)
    columns = pack.facts[table]
    cells = _cells(pack, table, present)
    # one count for each: a condition on one column alone is answered from the dictionaries of a Parquet file
    sure = [cells[name].sure for name in present if cells[name].sure]
    for name in present:
        fact = columns[name]
        if fact.required:
            sure.append(f"({cells[name].value} IS NOT NULL)")
        if fact.not_above in present:
            sure.append(f"coalesce({cells[name].value} <= {cells[fact.not_above].value}, true)")
    for condition in sure:
        if _count(connection, f"SELECT count(*) FROM {source} WHERE NOT {condition}"):
            raise Doubtful(table)
    if "id" in present and not _distinct(connection, source):
        raise Doubtful(table)
    for name in present:
        if columns[name].refers_to:
            _check_references(connection, columns[name], cells, source, sources)


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _distinct(connection: duckdb.DuckDBPyConnection, source: str) -> bool:
    """Whether no id stands twice: ids that rise from row to row cannot, and equal ids would have equal hashes."""
    steps = f"SELECT id > lag(id) OVER () AS rises FROM {source}"
    if not _count(connection, f"SELECT count(*) FROM ({steps}) WHERE NOT rises"):
        return True
    row = connection.execute(f"SELECT count(*), count(DISTINCT hash(id)) FROM {source}").fetchone()
    return row is not None and row[0] == row[1]


def _check_references(
    connection: duckdb.DuckDBPyConnection,
    fact: FactDef,
    cells: Mapping[str, _Cell],
    source: str,
    sources: Mapping[str, str],
) -> None:
    """Every subject named is in its table; kinds that may point outside are left alone."""
    value = cells[fact.name].value
    within = f"{value} IS NOT NULL"
    if fact.may_point_outside:
        listed = ", ".join(f"'{word}'" for word in fact.may_point_outside)
        within += f" AND kind NOT IN ({listed})"
    named = f"SELECT DISTINCT {value} AS ref FROM {source} WHERE {within}"
    if fact.form == "ids":
        split = f"SELECT unnest(string_split(ref, ';')) AS part FROM ({named} AND {value} <> 'none')"
        named = f"SELECT trim(part) AS ref FROM ({split}) WHERE trim(part) <> ''"
    if fact.refers_to in sources:
        ids = f"SELECT CAST(id AS VARCHAR) AS id FROM {sources[fact.refers_to]}"
        named = f"SELECT ref FROM ({named}) ANTI JOIN ({ids}) ON ref = id"
    if _count(connection, f"SELECT count(*) FROM ({named})"):
        raise Doubtful(fact.name)


def _check_tree(connection: duckdb.DuckDBPyConnection, source: str) -> None:
    """No unit is above itself: taking away units without a parent that is left must take away all."""
    present = _present(connection, source)
    if "parent" not in present:
        return
    connection.execute(f"CREATE TEMP TABLE tree AS SELECT id, parent FROM {source} WHERE parent IS NOT NULL")
    left = _count(connection, "SELECT count(*) FROM tree")
    higher = "SELECT t.id, t.parent FROM tree t SEMI JOIN tree u ON t.parent = u.id"
    while left:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE tree AS {higher}")
        now = _count(connection, "SELECT count(*) FROM tree")
        if now == left:
            raise Doubtful("parent")
        left = now
