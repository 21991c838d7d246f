"""A pack compiled through Ibis to DuckDB SQL: the stages in their order, each reading the tables before it."""

from __future__ import annotations

from functools import reduce
from typing import Any

import ibis

from tongket.rules.asides import with_exceptions
from tongket.rules.columnar.asides import asides_of, dates_read
from tongket.rules.columnar.groups import bound_cap, entry, join_bounds, join_children, looks_up
from tongket.rules.columnar.limits import fact_column
from tongket.rules.columnar.masks import literal
from tongket.rules.columnar.program import DUCKDB, Program
from tongket.rules.columnar.quotas import (
    Ballot,
    apply_quota,
    quota_kinds,
    quota_report,
    read_quota,
    store_groups,
)
from tongket.rules.columnar.states import (
    CORE,
    SCOPE,
    SCOPES,
    Builder,
    Version,
    best_column,
    fired_columns,
    nobody_known,
    range_of,
    small,
    step_caps,
    step_columns,
    take,
)
from tongket.rules.expressions.tree import fact_names
from tongket.rules.model import Kind, Pack, Stage
from tongket.rules.outcomes import RATED, UNDETERMINED

_APART = {"scope", "quota", "vote"}


def compile_pack(pack: Pack, dialect: str = DUCKDB) -> Program:
    """The program of a pack. Raises Unsupported for a pack that it cannot judge exactly as `assess` does."""
    # nested queries as they are built: repeating an expression inline would compute it once per use
    before = ibis.options.sql.fuse_selects
    ibis.options.sql.fuse_selects = False
    try:
        return _compile(pack, dialect)
    finally:
        ibis.options.sql.fuse_selects = before


def _compile(pack: Pack, dialect: str) -> Program:
    pack = with_exceptions(pack)
    ballots = {
        clause.id: read_quota(pack, clause) for clause in pack.clauses.values() if clause.quota is not None
    }
    columns = _columns_read(pack, ballots)
    builder = Builder(pack, dialect, clause_ids=tuple(pack.clauses), columns=columns)
    versions = {kind.id: {"": entry(builder, kind)} for kind in pack.kinds.values()}
    for position, stage in enumerate(pack.stages):
        for kind in stage.kinds:
            _run_clauses(builder, pack.kinds[kind], position, versions, ballots)
        for ballot in ballots.values():
            if stage.id in ballot.clause.stage.values():
                _run_quota(builder, ballot, stage, versions)
        for kind in stage.kinds:
            versions[kind].setdefault(stage.id, list(versions[kind].values())[-1])
    outcomes = tuple(_outcomes(builder, list(found.values())[-1]) for found in versions.values())
    asides = tuple(
        aside for number, kind in enumerate(pack.kinds.values()) for aside in asides_of(builder, kind, number)
    )
    return Program(
        statements=tuple(builder.statements),
        outcomes=outcomes,
        quotas=tuple(quota_report(builder, ballot) for ballot in ballots.values()),
        columns=dict(builder.columns),
        clauses=tuple(pack.clauses),
        missing=tuple(builder.bits.ids),
        words=(*SCOPES, *pack.level_ids),
        asides=asides,
    )


def _run_clauses(
    builder: Builder,
    kind: Kind,
    position: int,
    versions: dict[str, dict[str, Version]],
    ballots: dict[str, Ballot],
) -> None:
    stage = builder.pack.stages[position]
    clauses = [
        clause
        for clause in builder.pack.clauses.values()
        if clause.kind not in _APART and not clause.aside and clause.stage.get(kind.id) == stage.id
    ]
    if not clauses:
        return
    version = list(versions[kind.id].values())[-1]
    bounds = [clause for clause in clauses if clause.bound is not None]
    steps = [clause for clause in clauses if clause.bound is None]
    state, bound_caps = join_bounds(builder, version, bounds, versions)
    state, prefixes = join_children(builder, state, steps, kind, versions)
    more = {"history": version.histories, "children": prefixes}
    state = state.mutate(**step_columns(builder, kind, state, steps, more))
    state = state.mutate(**fired_columns(builder, kind, state, steps))
    state = state.mutate(**best_column(builder, state))
    caps = step_caps(builder, kind, state, steps, more)
    outer = [bound_cap(builder, state, cap.clause, f"h{number}") for number, cap in enumerate(bound_caps)]
    state = state.mutate(**take(builder, state, caps, outer))
    kept = _kept(builder, kind, position, ballots)
    histories = list(version.histories.values()) if _asks_later(builder.pack, kind, position) else []
    cores = [
        name
        for name in (*CORE, *(f"o{rank}" for rank in range(1, builder.last + 1)))
        if name in state.columns
    ]
    named = _named_later(builder.pack, kind, position)
    state = state.select(*(fact_column(name) for name in kept), *named, *cores, *histories)
    name = f"state_{kind.id}_{stage.id}"
    after = Version(builder, kind, state, name, version.histories)
    if steps:
        after.table()
    versions[kind.id][stage.id] = after


def _asks_later(pack: Pack, kind: Kind, position: int) -> bool:
    later = {stage.id for stage in pack.stages[position + 1 :]}
    return any(
        looks_up(step.node)
        for clause in pack.clauses.values()
        if clause.stage.get(kind.id) in later
        for step in clause.steps.get(kind.id, ())
    )


def _kept(builder: Builder, kind: Kind, position: int, ballots: dict[str, Ballot]) -> list[str]:
    """The facts that later clauses, quotas of this stage on, and units above read of a kind."""
    pack = builder.pack
    later = {stage.id for stage in pack.stages[position + 1 :]}
    columns = pack.facts[kind.table]
    kept = {"id": None}
    for clause in pack.clauses.values():
        if clause.children is not None and kind.id in clause.children.kinds:
            kept[clause.children.key] = None
        at = clause.stage.get(kind.id)
        if clause.id in ballots:
            if at in later or at == pack.stages[position].id:
                kept.update(dict.fromkeys(_quota_columns(ballots[clause.id])))
        elif at in later and not clause.aside:
            names = clause.facts.get(kind.id, ())
            of = clause.bound.fact if clause.bound is not None else ""
            kept.update(dict.fromkeys(name for name in names if name != of))
    return [name for name in kept if name in columns]


def _named_later(pack: Pack, kind: Kind, position: int) -> list[str]:
    """Of the facts that later clauses take other subjects' levels from, whether they are known."""
    later = {stage.id for stage in pack.stages[position + 1 :]}
    bounds = [clause.bound for clause in pack.clauses.values() if clause.stage.get(kind.id) in later]
    return list(dict.fromkeys(nobody_known(bound.fact) for bound in bounds if bound is not None))


def _run_quota(
    builder: Builder, ballot: Ballot, stage: Stage, versions: dict[str, dict[str, Version]]
) -> None:
    current = {kind: list(found.values())[-1] for kind, found in versions.items()}
    concerned = quota_kinds(ballot, current)
    groups = store_groups(builder, ballot, concerned)
    for version in concerned:
        state = apply_quota(builder, ballot, version, groups)
        kind = version.kind.id
        name = f"state_{kind}_{stage.id}_{builder.clause_ids.index(ballot.clause.id)}"
        versions[kind].pop(stage.id, None)
        versions[kind][stage.id] = Version(builder, version.kind, state, name, version.histories)


def _outcomes(builder: Builder, version: Version) -> str:
    """The outcome columns of a kind: scope and levels as places in the words of a program, masks for the rest."""
    state = version.expression
    masks = ["low", "warn", *(f"o{rank}" for rank in range(1, builder.last + 1))]
    zero = {name: literal(0) for name in masks if name not in state.columns}
    zero.update({name: small(0) for name in ("cb", "cw") if name not in state.columns})
    state = state.mutate(**zero) if zero else state
    best, worst = range_of(state, builder.last)
    state = state.mutate(best=best, worst=worst)
    rated, doubt = state.scope == SCOPE[RATED], state.scope == SCOPE[UNDETERMINED]
    open_level, open_allowed = state.best != state.worst, state.cb != state.cw
    undetermined, nothing = small(SCOPE[UNDETERMINED]), ibis.null("int8")
    level = ibis.cases((~rated, state.scope), (open_level, undetermined), else_=_word(state.best))
    allowed: Any = ibis.ifelse(doubt, undetermined, nothing)
    open_ = rated & open_level
    if version.kind.given is None:
        open_ = open_ | (rated & open_allowed)
        allowed = ibis.cases(
            (doubt, undetermined),
            (~rated, nothing),
            (open_allowed, undetermined),
            else_=_word(state.cb),
        )
    why = _collected(builder, state, state.best)
    if version.kind.given is None:
        why = ibis.ifelse(open_allowed, why | _collected(builder, state, state.cb), why)
    missing = ibis.cases((doubt, state.sm), (open_, why), else_=literal(0))
    return builder.sql(
        state.select(
            id=state[fact_column("id")],
            scope=state.scope,
            allowed=allowed,
            level=level,
            lowered_by=ibis.ifelse(rated, state.low, literal(0)),
            warnings=state.warn,
            missing=missing,
        )
    )


def _collected(builder: Builder, state: Any, best: Any) -> Any:
    """What is missing behind every rank that is worse than this one."""
    ranks = range(1, builder.last + 1)
    masks = (ibis.ifelse(best < rank, state[f"o{rank}"], literal(0)) for rank in ranks)
    return reduce(lambda first, second: first | second, masks)


def _word(rank: Any) -> Any:
    """The place of a level in the words of a program."""
    return (rank + small(len(SCOPES))).cast("int8")


def _columns_read(pack: Pack, ballots: dict[str, Ballot]) -> dict[str, tuple[str, ...]]:
    """The facts of every table that the program reads."""
    read: dict[str, dict[str, None]] = {kind.table: {"id": None} for kind in pack.kinds.values()}
    for kind in pack.kinds.values():
        found = read[kind.table]
        node = kind.proposed or kind.given
        found.update(dict.fromkeys((*kind.where, *(fact_names(node) if node is not None else ()))))
        for clause in pack.clauses.values():
            if clause.id not in ballots:
                found.update(dict.fromkeys(clause.facts.get(kind.id, ())))
            elif kind.id in clause.subjects:
                found.update(dict.fromkeys(_quota_columns(ballots[clause.id])))
            if clause.children is not None and kind.id in clause.children.kinds:
                found[clause.children.key] = None
        asked = _questions(pack, kind)
        if "years_in_a_row" in asked:
            found["subject"] = None
            columns = ("subject", "year", "scheme", "level", "consumed_by", "cancelled_by")
            read["history"] = dict.fromkeys(columns)
        if "counted_in_another_year" in asked:
            read["events"] = dict.fromkeys(("subject", "kind", "happened_on", "year_counted"))
        for table, column in dates_read(pack, kind):
            if table in read:
                read[table][column] = None
    for ballot in ballots.values():
        of = ballot.rule.share_of
        if of is not None:
            read.setdefault(of.table, {}).update(dict.fromkeys(("id", of.part, of.whole)))
        if ballot.rule.complete_fact and "units" in read:
            read["units"][ballot.rule.complete_fact] = None
    return {
        table: tuple(name for name in names if name in pack.facts[table]) for table, names in read.items()
    }


def _quota_columns(ballot: Ballot) -> list[str]:
    """The facts that a quota reads of a candidate: of the possible bases only that of its majority."""
    rule = ballot.rule
    asked = [fact_names(node) for node in (rule.counted_when, rule.chosen_when) if node is not None]
    columns = [
        ballot.group,
        rule.yes,
        ballot.base,
        rule.standing,
        *(name for names in asked for name in names),
    ]
    return [name for name in columns if name]


def _questions(pack: Pack, kind: Kind) -> set[str]:
    """Names of the functions about earlier years and events that clauses about a kind call."""
    nodes = [step.node for clause in pack.clauses.values() for step in clause.steps.get(kind.id, ())]
    nodes += [clause.aside[kind.id] for clause in pack.clauses.values() if kind.id in clause.aside]
    return {call.name for node in nodes for call in looks_up(node)}
