"""Clauses beside the levels as queries of their own, so that a run without their facts pays nothing for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ibis

from tongket.rules.columnar.groups import calls, with_history
from tongket.rules.columnar.limits import fact_column, facts_table
from tongket.rules.columnar.states import Builder, names_for
from tongket.rules.columnar.terms import bare, compile_node
from tongket.rules.expressions.tree import (
    Among,
    Arithmetic,
    Call,
    Choose,
    Compare,
    Const,
    Fact,
    Logic,
    Node,
)
from tongket.rules.model import Children, Clause, Kind, Pack

_IDS = ";"
_UNITS = "units"


def asides_of(builder: Builder, kind: Kind, number: int) -> Iterator[dict[str, object]]:
    """The clauses beside the levels of a kind: their query of ids, what it needs, and what it says."""
    for clause in builder.pack.clauses.values():
        says_nothing = clause.suspension is not None or (clause.form and not clause.confirmed)
        if kind.id in clause.aside and not clause.spares and not says_nothing:
            yield {
                "outcome": number,
                "clause": clause.id,
                "form": clause.form,
                "query": _query(builder, kind, clause),
                "needs": sorted(_needs(builder.pack, kind, clause, clause.aside[kind.id])),
            }


def _query(builder: Builder, kind: Kind, clause: Clause) -> str:
    node = clause.aside[kind.id]
    facts, histories = with_history(
        builder, _of_kind(builder, kind), [node], f"{kind.id}_{builder.clause_ids.index(clause.id)}"
    )
    dates: dict[Call, str] = {}
    for call in [*calls(node, "latest_below"), *calls(node, "latest_of")]:
        if call not in dates:
            facts, dates[call] = _with_latest(builder, facts, clause, call, f"d{len(dates)}")
    names = names_for(builder, kind, facts, history=histories, dates=dates)
    found = facts.filter(compile_node(node, names).value)
    return builder.sql(found.select(id=found[fact_column("id")]))


def _of_kind(builder: Builder, kind: Kind) -> Any:
    facts, columns = builder.facts(kind.table), builder.pack.facts[kind.table]
    for column, words in kind.where.items():
        ranks = [columns[column].type.words.index(word) + 1 for word in words]
        facts = facts.filter(facts[fact_column(column)].isin(ranks))
    return facts


def _with_latest(builder: Builder, facts: Any, clause: Clause, call: Call, name: str) -> tuple[Any, str]:
    """The facts with the latest date known of the children, or of the units named in a fact."""
    if call.name == "latest_below":
        assert clause.children is not None, "the parser admits latest_below in clauses with `over` only"
        dates = _dates_below(builder, clause.children, _column(call))
        key = facts[fact_column("id")]
    else:
        whose = call.arguments[0]
        assert isinstance(whose, Fact), "the parser admits facts made of ids only"
        own = facts.select(key=facts[fact_column("id")], named=facts[fact_column(whose.name)])
        refs = own.filter(own.named.notnull()).select("key", ref=ibis._.named.split(_IDS).unnest())
        refs = refs.select("key", ref=bare(refs.ref))
        units = builder.facts(_UNITS)
        joined = refs.join(units, refs.ref == units[fact_column("id")])
        dates = joined.select(key=refs.key, day=units[fact_column(_column(call))])
        key = facts[fact_column("id")]
    latest = dates.group_by(**{f"{name}_key": dates.key}).agg(**{name: dates.day.max()})
    linked = facts.left_join(latest, key == latest[f"{name}_key"])
    return linked.select(*(facts[column] for column in facts.columns), latest[name]), name


def _dates_below(builder: Builder, children: Children, column: str) -> Any:
    rows = None
    for kind in children.kinds:
        below = _of_kind(builder, builder.pack.kinds[kind])
        picked = below.select(key=below[fact_column(children.key)], day=below[fact_column(column)])
        rows = picked if rows is None else rows.union(picked)
    assert rows is not None, "the loader demands kinds"
    return rows


def _column(call: Call) -> str:
    name = call.arguments[-1]
    assert isinstance(name, Const), "the parser makes the name of a date a constant"
    return str(name.value)


def dates_read(pack: Pack, kind: Kind) -> Iterator[tuple[str, str]]:
    """Table and column of every date that the clauses beside the levels of a kind read of others."""
    for clause in pack.clauses.values():
        node = clause.aside.get(kind.id)
        if node is None:
            continue
        for call in calls(node, "latest_of"):
            yield _UNITS, _column(call)
        for call in calls(node, "latest_below"):
            assert clause.children is not None, "the parser admits latest_below in clauses with `over` only"
            for below in clause.children.kinds:
                yield pack.kinds[below].table, _column(call)
                yield pack.kinds[below].table, clause.children.key


def _needs(pack: Pack, kind: Kind, clause: Clause, node: Node) -> set[tuple[str, str]]:
    """Columns without any value of which the condition cannot hold for anybody."""

    def needs(part: Node) -> set[tuple[str, str]]:
        return _needs(pack, kind, clause, part)

    if isinstance(node, Fact):
        return {(facts_table(kind.table), fact_column(node.name))}
    if isinstance(node, Logic):
        found = [needs(part) for part in node.parts]
        return set.intersection(*found) if node.operator == "or" else set.union(*found)
    if isinstance(node, Compare | Arithmetic):
        return needs(node.left) | needs(node.right)
    if isinstance(node, Among):
        return needs(node.item)
    if isinstance(node, Choose):
        return needs(node.condition)
    if isinstance(node, Call) and node.name in {"latest_of", "latest_below"}:
        tables = [_UNITS]
        if clause.children is not None and node.name == "latest_below":
            tables = [pack.kinds[below].table for below in clause.children.kinds]
        own = needs(node.arguments[0]) if node.name == "latest_of" else set()
        return own | (
            {(facts_table(tables[0]), fact_column(_column(node)))} if len(set(tables)) == 1 else set()
        )
    if isinstance(node, Call) and node.name in {"share", "months_between"}:
        return set().union(*(needs(argument) for argument in node.arguments))
    return set()
