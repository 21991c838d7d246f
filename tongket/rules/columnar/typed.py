"""Typed rows as tables of a DuckDB connection, in the form that compiled programs read."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow

from tongket.rules.columnar.limits import DECIMALS, INTEGER_LIMIT, fact_column, facts_table, sql_type
from tongket.rules.errors import FactFault, FactsError
from tongket.rules.expressions import Value
from tongket.rules.facts import NONE_WORD, TypedRow
from tongket.rules.model import FactDef, Pack

_ARROW = {
    "BOOLEAN": pyarrow.bool_(),
    "DATE": pyarrow.date32(),
    "BIGINT": pyarrow.int64(),
    "INTEGER": pyarrow.int32(),
    "VARCHAR": pyarrow.string(),
}


def load_typed(
    connection: duckdb.DuckDBPyConnection,
    pack: Pack,
    tables: Mapping[str, Mapping[str, TypedRow] | Sequence[TypedRow]],
    columns: Mapping[str, Sequence[str]],
) -> None:
    """Make the tables of facts with the columns that a program reads. FactsError for numbers beyond its range."""
    faults: list[FactFault] = []
    for table, names in columns.items():
        found = tables.get(table, [])
        rows = list(found.values()) if isinstance(found, Mapping) else list(found)
        arrays: dict[str, Any] = {}
        for name in names:
            fact = pack.facts[table][name]
            values = [_stored(table, number, fact, row[name], faults) for number, row in enumerate(rows, 1)]
            arrays[fact_column(name)] = pyarrow.array(values, _ARROW[sql_type(fact.form)])
        arrays["row_number"] = pyarrow.array(range(1, len(rows) + 1), pyarrow.int64())
        staged = pyarrow.table(arrays)
        connection.register("staged", staged)
        connection.execute(f'CREATE TEMP TABLE "{facts_table(table)}" AS SELECT * FROM staged')
        connection.unregister("staged")
    if faults:
        raise FactsError(faults)


def _stored(
    table: str, number: int, fact: FactDef, value: Value | None, faults: list[FactFault]
) -> bool | int | str | datetime.date | None:
    if value is None or isinstance(value, bool | datetime.date):
        return value
    if isinstance(value, tuple):
        return ";".join(value) or NONE_WORD
    if fact.form == "words":
        return fact.type.words.index(str(value)) + 1
    if isinstance(value, str):
        return value
    exact = Decimal(str(value))
    scaled = exact * DECIMALS if fact.form == "decimal" else exact
    if scaled != scaled.to_integral_value() or exact > INTEGER_LIMIT:
        expected = f"0–{INTEGER_LIMIT}" + (", 0.000001" if fact.form == "decimal" else "")
        faults.append(FactFault(table, number, fact.name, "wrong_type", str(value), expected))
        return None
    return int(scaled)
