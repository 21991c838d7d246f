"""How facts are kept in columns. Read by the compiler and at run time, so nothing heavy is imported here."""

from __future__ import annotations

INTEGER_LIMIT = 10**12  # the greatest number that the facts of the columnar engine may hold
DECIMALS = 10**6  # decimals are kept as whole millionths
_TYPES = {"boolean": "BOOLEAN", "date": "DATE", "integer": "BIGINT", "decimal": "BIGINT", "words": "INTEGER"}


def sql_type(form: str) -> str:
    """The DuckDB type of a fact's column by the form of the fact."""
    return _TYPES.get(form, "VARCHAR")


def facts_table(table: str) -> str:
    """The name of a table of facts during a run."""
    return f"facts_{table}"


def fact_column(name: str) -> str:
    """The column of a fact; the prefix keeps facts apart from the columns of the judgement."""
    return f"f_{name}"
