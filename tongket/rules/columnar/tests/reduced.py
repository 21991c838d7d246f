"""A pack cut down to what the facts of one case touch: same outcomes, a fraction of the SQL to compile."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from tongket.rules import Pack
from tongket.rules.model import Clause

Facts = Mapping[str, Sequence[Mapping[str, object]]]


def touched(pack: Pack, facts: Facts) -> Pack:
    """The pack without the kinds of subjects that have no row here, and without the clauses about them alone."""
    kinds = {
        kind.id
        for kind in pack.kinds.values()
        if any(
            all(str(row.get(column)) in words for column, words in kind.where.items())
            for row in facts.get(kind.table, ())
        )
    }
    if not kinds:
        return pack
    clauses = {
        name: _for_kinds(clause, kinds)
        for name, clause in pack.clauses.items()
        if kinds & set(clause.subjects)
    }
    read = {kind for clause in clauses.values() for kind in _read(clause)}
    kept = kinds | read
    stages = tuple(
        dataclasses.replace(stage, kinds=tuple(kind for kind in stage.kinds if kind in kept))
        for stage in pack.stages
    )
    ties = {clause.quota.tie_clause for clause in clauses.values() if clause.quota is not None}
    clauses.update({name: pack.clauses[name] for name in ties if name and name not in clauses})
    return dataclasses.replace(
        pack,
        kinds={name: kind for name, kind in pack.kinds.items() if name in kept},
        stages=stages,
        clauses={name: clauses[name] for name in pack.clauses if name in clauses},
    )


def _for_kinds(clause: Clause, kinds: set[str]) -> Clause:
    """The clause about these kinds only; what it reads of others stays only where they have rows."""
    children, bound = clause.children, clause.bound
    if children is not None:
        below = tuple(kind for kind in children.kinds if kind in kinds)
        children = dataclasses.replace(children, kinds=below or children.kinds[:1])
    if bound is not None:
        named = tuple(kind for kind in bound.kinds if kind in kinds)
        bound = dataclasses.replace(bound, kinds=named or bound.kinds[:1])
    return dataclasses.replace(
        clause,
        subjects=tuple(kind for kind in clause.subjects if kind in kinds),
        stage={kind: stage for kind, stage in clause.stage.items() if kind in kinds},
        steps={kind: steps for kind, steps in clause.steps.items() if kind in kinds},
        aside={kind: node for kind, node in clause.aside.items() if kind in kinds},
        children=children,
        bound=bound,
    )


def _read(clause: Clause) -> tuple[str, ...]:
    below = clause.children.kinds if clause.children is not None else ()
    return (*below, *(clause.bound.kinds if clause.bound is not None else ()))
