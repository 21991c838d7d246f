"""Both engines over the same facts, their answers in one form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tongket.rules import Pack, assess
from tongket.rules.columnar.engine import assess_columns
from tongket.rules.columnar.program import Program

Facts = Mapping[str, Sequence[Mapping[str, object]]]
Answer = dict[str, object]


def _folded(missing: Sequence[str]) -> tuple[str, ...]:
    """`level:ID` and `history:YEAR` are one bit each in the columnar engine."""
    return tuple(sorted({name.partition(":")[0] for name in missing}))


def scalar_answer(pack: Pack, facts: Facts) -> Answer:
    """Outcome columns by id and quota equations by clause and group, from the scalar engine."""
    found = assess(pack, facts)
    outcomes = {
        f"{table} {row.id}": (
            row.scope,
            row.allowed,
            row.level,
            frozenset(row.lowered_by),
            frozenset(row.warnings),
            _folded(row.missing),
            row.forms,
        )
        for table, rows in found.tables().items()
        for row in rows.values()
    }
    quotas = {
        f"{quota.clause} {quota.group}": (
            quota.good_or_better,
            quota.rated,
            quota.bound,
            quota.places,
            quota.equation,
            quota.binds,
        )
        for quota in found.quotas
    }
    return {**outcomes, **quotas}


def columnar_answer(pack: Pack, facts: Facts, program: Program) -> Answer:
    """The same from the columnar engine."""
    found = assess_columns(pack, facts, program)
    tables = {kind.table: None for kind in pack.kinds.values()}
    names = {str(row["id"]): table for table in tables for row in facts.get(table, ())}
    outcomes = {
        f"{names[row.id]} {row.id}": (
            row.scope,
            row.allowed,
            row.level,
            frozenset(row.lowered_by),
            frozenset(row.warnings),
            row.missing,
            row.forms,
        )
        for row in found.outcomes
    }
    quotas = {
        f"{quota.clause} {quota.group}": (
            quota.good_or_better,
            quota.rated,
            quota.bound,
            quota.places,
            quota.equation,
            quota.binds,
        )
        for quota in found.quotas
    }
    return {**outcomes, **quotas}
