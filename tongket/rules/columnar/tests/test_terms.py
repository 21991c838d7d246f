"""Every construct of the language of conditions as a column: the same value, and the same facts missing."""

from __future__ import annotations

import datetime
from fractions import Fraction
from functools import cache
from types import SimpleNamespace

import duckdb
import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongket.rules.columnar.limits import fact_column
from tongket.rules.columnar.masks import Bits, literal
from tongket.rules.columnar.states import to_sql
from tongket.rules.columnar.terms import Names as Columns
from tongket.rules.columnar.terms import compile_node
from tongket.rules.expressions import BOOLEAN, DATE, NUMBER, Names, Type, Unknown, Value, evaluate, parse
from tongket.rules.expressions.tree import Node as Expression
from tongket.rules.yamlsource import Node

MARK = Type("words", ("excellent", "good", "fair", "poor"), True)
FACTS = {"a": NUMBER, "b": NUMBER, "x": BOOLEAN, "y": BOOLEAN, "m": MARK, "n": MARK, "s": DATE, "e": DATE}
PARAMETERS: dict[str, tuple[Value, Type]] = {
    "share": (Fraction(2, 3), NUMBER),
    "months": (6, NUMBER),
    "set": (True, BOOLEAN),
}
CONDITIONS = (
    "a < b",
    "2 * a + 1 >= 3 * b - a",
    "a * b == 12",
    "a != b",
    "1/3 * a + 1/4 * b <= parameter('share') * a",
    "share(a, b) >= parameter('share')",
    "share(a, b - 3) > 1/2",
    "share(a, b) + share(b, a) <= 2",
    "share(a, b) * share(b, 2 * b) < 1",
    "first_known(a, b) > 3",
    "first_known(m, n) in ('excellent', 'fair')",
    "x and y",
    "x or y",
    "x == y or a > 3",
    "(x and a > 2) or (y and b > 2)",
    "parameter('set') and x == False",
    "m >= 'good'",
    "m < n",
    "m == n",
    "m in ('good', 'poor') and n != 'poor'",
    "(a if x else b) > 3",
    "(m if x else n) <= 'fair'",
    "(1/2 if y else 1/3) * a > 1",
    "months_between(s, e) < parameter('months')",
    "months_between(s, e) >= 6",
    "months_between(s, e) == 1",
    "months_between(s, year_end) * 2 > 12 and s <= e",
)
_IBIS = {"number": "int64", "boolean": "boolean", "words": "int32", "date": "date"}
_DUCKDB = {"number": "BIGINT", "boolean": "BOOLEAN", "words": "INTEGER", "date": "DATE"}
_DAYS = st.sampled_from(
    [
        *(datetime.date(2021, month, day) for month in (1, 7, 12) for day in (1, 15, 30, 31)),
        *(datetime.date(2021, 6, day) for day in (1, 15, 30)),
        *(datetime.date(2020, 2, day) for day in (28, 29)),
        datetime.date(2021, 2, 28),
        datetime.date(2020, 8, 31),
    ]
)
_ROW = st.fixed_dictionaries(
    {
        **{name: st.none() | st.integers(0, 7) for name in "ab"},
        **{name: st.none() | st.booleans() for name in "xy"},
        **{name: st.none() | st.sampled_from(MARK.words) for name in "mn"},
        **{name: st.none() | _DAYS for name in "se"},
    }
)


def _names() -> Names:
    return Names(FACTS, PARAMETERS.get, MARK.words, year=2021)


@cache
def _query() -> tuple[str, tuple[str, ...]]:
    """One query for the values and the missing facts of all conditions, and the ids of the bits."""
    table = ibis.table({fact_column(name): _IBIS[kind.base] for name, kind in FACTS.items()}, name="facts")
    bits = Bits()
    columns = {}
    for number, condition in enumerate(CONDITIONS):
        term = compile_node(_node(condition), Columns(table, bits, dict.fromkeys(FACTS, "integer")))
        columns[f"value_{number}"] = term.value
        columns[f"missing_{number}"] = literal(0) if term.missing is None else term.missing
    return to_sql(table.select(**columns)), tuple(bits.ids)


def _node(condition: str) -> Expression:
    return parse(Node(condition, "test.yaml", 1), _names())


def _stored(row: dict[str, Value | None]) -> list[Value | None]:
    """A row as the columnar engine keeps it: words as ranks from 1."""
    ranks = {name: MARK.words.index(str(row[name])) + 1 for name in "mn" if row[name] is not None}
    return [ranks.get(name, row[name]) for name in FACTS]


@pytest.mark.capability(101)
@settings(max_examples=40)
@given(rows=st.lists(_ROW, min_size=1, max_size=25))
def test_a_condition_has_the_value_and_the_missing_facts_of_the_scalar_evaluator(
    rows: list[dict[str, Value | None]],
) -> None:
    query, ids = _query()
    with duckdb.connect() as connection:
        columns = ", ".join(f"{fact_column(name)} {_DUCKDB[kind.base]}" for name, kind in FACTS.items())
        connection.execute(f"CREATE TABLE facts ({columns})")
        connection.executemany(
            f"INSERT INTO facts VALUES ({', '.join('?' * len(FACTS))})", map(_stored, rows)
        )
        found = connection.execute(query).fetchall()
    for row, answers in zip(rows, found, strict=True):
        for number, condition in enumerate(CONDITIONS):
            expected = evaluate(_node(condition), SimpleNamespace(facts=row))
            value, mask = answers[2 * number : 2 * number + 2]
            missing = {name for position, name in enumerate(ids) if mask >> position & 1}
            wanted = (None, set(expected.missing)) if isinstance(expected, Unknown) else (expected, set())
            assert (condition, value, missing) == (condition, *wanted)


def test_a_share_of_nothing_whose_part_is_unknown_misses_the_part_alone() -> None:
    query, ids = _query()
    with duckdb.connect() as connection:
        kinds = ", ".join(
            f"CAST({3 if name == 'b' else 'NULL'} AS {_DUCKDB[kind.base]}) AS {fact_column(name)}"
            for name, kind in FACTS.items()
        )
        connection.execute(f"CREATE TABLE facts AS SELECT {kinds}")
        row = connection.execute(query).fetchall()[0]
    number = CONDITIONS.index("share(a, b - 3) > 1/2")
    assert row[2 * number : 2 * number + 2] == (None, 1 << ids.index("a"))


def test_numbers_near_the_greatest_are_still_compared_exactly() -> None:
    node = parse(Node("2/3 * (a * b) < 3/4 * (a * b)", "test.yaml", 1), _names())
    table = ibis.table({"f_a": "int64", "f_b": "int64"}, name="facts")
    term = compile_node(node, Columns(table, Bits(), {"a": "integer", "b": "integer"}))
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE facts AS SELECT 1000000000000 AS f_a, 999999999999 AS f_b")
        assert connection.execute(to_sql(table.select(value=term.value))).fetchall() == [(True,)]
