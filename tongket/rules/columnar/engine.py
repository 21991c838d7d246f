"""A program run in an embedded DuckDB: facts in, outcomes and the equations of quotas out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import duckdb

from tongket.rules.columnar.limits import fact_column, facts_table
from tongket.rules.columnar.program import Program
from tongket.rules.columnar.typed import load_typed
from tongket.rules.facts import Facts, read_facts_tables
from tongket.rules.model import Pack
from tongket.rules.quotas import compute_quota


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One row of the contract `assess`. `missing` has `level` for the level of any other subject."""

    id: str
    scope: str
    allowed: str | None
    level: str
    lowered_by: tuple[str, ...]
    warnings: tuple[str, ...]
    missing: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Plain data for JSON."""
        return {
            "id": self.id,
            "scope": self.scope,
            "allowed": self.allowed,
            "level": self.level,
            "lowered_by": list(self.lowered_by),
            "warnings": list(self.warnings),
            "missing": list(self.missing),
        }


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """The equation of one quota in one group; None where facts that are still open decide."""

    name: str
    clause: str
    group: str
    stage: str
    share: Fraction
    denominator: str
    rounding: str
    at_least_one: bool
    good_or_better: int | None
    rated: int | None
    bound: Fraction | None
    places: int | None
    equation: str
    binds: bool

    def to_dict(self) -> dict[str, object]:
        """Plain data for JSON, with the keys that the scalar engine uses."""
        return {
            "name": self.name,
            "clause": self.clause,
            "group": self.group,
            "stage": self.stage,
            "share": str(self.share),
            "denominator": self.denominator,
            "rounding": self.rounding,
            "at_least_one": self.at_least_one,
            "good_or_better": self.good_or_better,
            "rated": self.rated,
            "bound": None if self.bound is None else str(self.bound),
            "places": self.places,
            "equation": self.equation,
            "binds": self.binds,
        }


@dataclass(frozen=True)
class ColumnarAssessment:
    """Outcomes in the order of the kinds of the pack, and the quotas in the order of its clauses."""

    outcomes: tuple[OutcomeRow, ...]
    quotas: tuple[QuotaRow, ...]


def assess_columns(pack: Pack, facts: Facts, program: Program) -> ColumnarAssessment:
    """Judge plain rows by a compiled pack. Raises FactsError for faulty facts, exactly as `assess` does."""
    with duckdb.connect() as connection:
        load_typed(connection, pack, read_facts_tables(pack, facts), program.columns)
        run(connection, program)
        return ColumnarAssessment(outcome_rows(connection, program), quota_rows(connection, program))


def run(connection: duckdb.DuckDBPyConnection, program: Program) -> None:
    """Run the statements of a program over the tables of facts that are already there."""
    for name, query in program.statements:
        connection.execute(f'CREATE TEMP TABLE "{name}" AS {query}')


def outcome_query(program: Program) -> str:
    """One query for the outcomes of all kinds."""
    return " UNION ALL ".join(f"({query})" for query in program.outcomes)


def outcome_rows(connection: duckdb.DuckDBPyConnection, program: Program) -> tuple[OutcomeRow, ...]:
    """The outcomes with their masks read as lists of ids."""
    found = []
    for row_id, scope, allowed, level, low, warn, missing in connection.execute(
        outcome_query(program)
    ).fetchall():
        found.append(
            OutcomeRow(
                row_id,
                scope,
                allowed,
                level,
                read_mask(low, program.clauses),
                read_mask(warn, program.clauses),
                tuple(sorted(read_mask(missing, program.missing))),
            )
        )
    return tuple(found)


def read_mask(mask: int, ids: tuple[str, ...]) -> tuple[str, ...]:
    """The ids whose bits are set."""
    return tuple(name for position, name in enumerate(ids) if mask >> position & 1)


def quota_rows(connection: duckdb.DuckDBPyConnection, program: Program) -> tuple[QuotaRow, ...]:
    """The equation of every group of every quota."""
    found: list[QuotaRow] = []
    for about in program.quotas:
        complete = about["complete_fact"]
        query = f'SELECT q_key, g_low, g_high, r_low, r_high, places, g_all FROM "{about["table"]}" ORDER BY q_key'
        rows = connection.execute(query).fetchall()
        totals = _totals(connection, str(complete)) if complete else {}
        for key, g_low, g_high, r_low, r_high, places, everybody in rows:
            if complete is not None and totals.get(key) != everybody:
                continue  # not all that the superior rates is among the facts: its equation is not ours to print
            found.append(_quota_row(about, key, (g_low, g_high), (r_low, r_high), places))
    return tuple(found)


def _totals(connection: duckdb.DuckDBPyConnection, fact: str) -> Mapping[str, int]:
    query = f'SELECT {fact_column("id")}, {fact_column(fact)} FROM "{facts_table("units")}"'
    return dict(connection.execute(query).fetchall())


def _quota_row(
    about: Mapping[str, object], key: str, good: tuple[int, int], rated: tuple[int, int], places: int | None
) -> QuotaRow:
    share, at_least_one = Fraction(str(about["share"])), about["at_least_one"] is True
    denominator, rounding = str(about["denominator"]), str(about["rounding"])
    low, high = (
        compute_quota(share, denominator, rounding, at_least_one, good_or_better=g, rated=r)
        for g, r in zip(good, rated, strict=True)
    )
    exact = low if low == high else None
    return QuotaRow(
        name=str(about["name"]),
        clause=str(about["clause"]),
        group=key,
        stage=str(about["stage"]),
        share=share,
        denominator=denominator,
        rounding=rounding,
        at_least_one=at_least_one,
        good_or_better=good[0] if exact is not None else None,
        rated=rated[0] if rated[0] == rated[1] else None,
        bound=exact.bound if exact is not None else None,
        places=places,
        equation=exact.equation if exact is not None else "",
        binds=about["binds"] is True,
    )
