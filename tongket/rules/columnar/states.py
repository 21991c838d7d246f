"""What is known of every subject of one kind so far, as columns; the same state as `rules.state.Subject`.

Columns of a state: `scope` (code), `p` (rank proposed), `cb`/`cw` and `qb`/`qw` (best and worst rank that the
clauses, then the quotas, may leave), `low`/`warn` (masks of clauses below the proposal: binding, unconfirmed),
`o1`…`oN` (facts missing behind a worst rank of 1…N), `sm` (facts missing for the scope), and the facts that later
stages read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import ibis

from tongket.rules.columnar.limits import fact_column, facts_table, sql_type
from tongket.rules.columnar.masks import HALF_WORD, Bits, literal, union
from tongket.rules.columnar.program import DUCKDB, Statement, Unsupported
from tongket.rules.columnar.terms import Names, Term, compile_node
from tongket.rules.expressions import Node
from tongket.rules.expressions.tree import fact_names
from tongket.rules.model import Children, Clause, Kind, Pack
from tongket.rules.outcomes import EXEMPT, NOT_RATED, OUT, RATED, UNDETERMINED

SCOPES = (RATED, NOT_RATED, EXEMPT, OUT, UNDETERMINED)
SCOPE = {name: code for code, name in enumerate(SCOPES)}
CORE = ("scope", "p", "cb", "cw", "qb", "qw", "low", "warn", "sm")
_IBIS = {"BOOLEAN": "boolean", "DATE": "date", "BIGINT": "int64", "INTEGER": "int32", "VARCHAR": "string"}


def small(value: int) -> Any:
    """A rank or code as a constant column."""
    return ibis.literal(value, type="int8")


@dataclass
class Builder:
    """The statements of a program in the making."""

    pack: Pack
    dialect: str = DUCKDB
    bits: Bits = field(default_factory=Bits)
    clause_ids: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    counted: dict[tuple[Children, tuple[int, ...]], tuple[str, Any]] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The worst rank."""
        return len(self.pack.levels) - 1

    def clause_bit(self, clause: str) -> Any:
        """The bit of a clause, by its place in the pack."""
        return literal(1 << self.clause_ids.index(clause))

    def clause_type(self, kind: Kind) -> str:
        """The narrowest whole number for the masks of the clauses that may lower this kind."""
        bits = [
            place
            for place, name in enumerate(self.clause_ids)
            if kind.id in self.pack.clauses[name].subjects and not self.pack.clauses[name].aside
        ]
        return "int32" if max(bits, default=0) < HALF_WORD else "int64"

    def missing_type(self, kind: Kind) -> str:
        """The narrowest whole number for the masks of what may be missing of this kind, as far as asked by now."""
        names = {name for clause in self.pack.clauses.values() for name in clause.facts.get(kind.id, ())}
        node = kind.proposed or kind.given
        names.update(fact_names(node) if node is not None else ())
        for rule in (clause.quota for clause in self.pack.clauses.values() if kind.id in clause.subjects):
            if rule is not None:
                names.add(str(self.pack.parameters[f"{rule.settings}.group"].value))
                names.update((rule.share_of.part, rule.share_of.whole) if rule.share_of is not None else ())
        foreign = {name for table in self.pack.facts.values() for name in table} - names
        bits = [place for place, name in enumerate(self.bits.ids) if name not in foreign]
        return "int32" if max(bits, default=0) < HALF_WORD else "int64"

    def facts(self, table: str) -> Any:
        """The typed facts of a table that the program reads."""
        columns = self.pack.facts[table]
        schema = {fact_column(name): _IBIS[sql_type(columns[name].form)] for name in self.columns[table]}
        return ibis.table({**schema, "row_number": "int64"}, name=facts_table(table))

    def forms(self, table: str) -> dict[str, str]:
        """How the facts of a table are written."""
        return {name: fact.form for name, fact in self.pack.facts[table].items()}

    def store(self, name: str, expression: Any, of: str = "") -> Any:
        """Keep an expression as a table of the run; `of` is the table of facts whose rows are its rows."""
        self.statements.append(Statement(name, self.sql(expression), of))
        return ibis.table(dict(expression.schema().items()), name=name)

    def sql(self, expression: Any) -> str:
        """The expression in the dialect of the program."""
        return to_sql(expression, self.dialect)


def to_sql(expression: Any, dialect: str = DUCKDB) -> str:
    """The SQL of an expression."""
    return str(ibis.to_sql(expression, dialect=dialect, pretty=False))


@dataclass
class Version:
    """The state of a kind after a stage; becomes a table of its own when somebody reads it twice."""

    builder: Builder
    kind: Kind
    expression: Any
    name: str
    histories: Mapping[Any, str] = field(default_factory=dict)
    stored: Any = None

    def table(self) -> Any:
        """The state as a stored table."""
        if self.stored is None:
            self.stored = self.expression = self.builder.store(self.name, self.narrow(), self.kind.table)
        return self.stored

    def narrow(self) -> Any:
        """The state in its narrowest types."""
        state = self.expression
        types: dict[str, str] = {
            "low": self.builder.clause_type(self.kind),
            "warn": self.builder.clause_type(self.kind),
            "sm": (masks := self.builder.missing_type(self.kind)),
        }
        casts = {}
        for column in state.columns:
            if column.startswith("o") and column[1:].isdigit():
                casts[column] = masks
            elif column in types:
                casts[column] = types[column]
            elif column in CORE or (column.startswith("f_") and state[column].type().is_int32()):
                casts[column] = "int8"
        return state.cast({name: kind for name, kind in casts.items() if name in state.columns})

    @property
    def range(self) -> tuple[Any, Any]:
        """Best and worst rank as columns of `expression`."""
        return range_of(self.expression, self.builder.last)


def range_of(state: Any, last: int) -> tuple[Any, Any]:
    """Best and worst level that a subject may come out with, as far as judged."""
    best, worst = [ibis.coalesce(state.p, small(0))], [ibis.coalesce(state.p, small(last))]
    for better, worse in (("cb", "cw"), ("qb", "qw")):
        if better in state.columns:
            best.append(state[better])
            worst.append(state[worse])
    return _greatest(best), _greatest(worst)


def names_for(builder: Builder, kind: Kind, table: Any, **more: Any) -> Names:
    """The names of expressions about a kind, bound to a table."""
    return Names(table, builder.bits, builder.forms(kind.table), builder.pack.level_ids, **more)


def enter(builder: Builder, kind: Kind, facts: Any, histories: Mapping[Any, str]) -> Any:
    """The rows of a kind with scope and proposed level, before any clause."""
    pack = builder.pack
    columns = pack.facts[kind.table]
    for column, words in kind.where.items():
        ranks = [columns[column].type.words.index(word) + 1 for word in words]
        facts = facts.filter(facts[fact_column(column)].isin(ranks))
    node = kind.proposed or kind.given
    assert node is not None, "the loader demands proposed or given"
    names = names_for(builder, kind, facts, history=histories)
    scopes = [
        clause for clause in pack.clauses.values() if clause.kind == "scope" and kind.id in clause.subjects
    ]
    proposal = compile_node(node, names)
    state = facts.mutate(
        p=(proposal.value - 1).cast("int8"),
        **{_scope_name(builder, clause): _fired(clause, kind, names) for clause in scopes},
    )
    state = state.mutate(**_scope(builder, kind, state, scopes))
    names = names_for(builder, kind, state, history=histories)
    new = {"sm": _scope_missing(builder, kind, names, scopes)}
    for clause in pack.clauses.values():
        if clause.bound is not None and kind.id in clause.stage:
            new[nobody_known(clause.bound.fact)] = state[fact_column(clause.bound.fact)].isnull()
    proposal = compile_node(node, names)
    if proposal.missing is not None:
        new[f"o{builder.last}"] = ibis.ifelse(state.p.isnull(), proposal.missing, literal(0))
    return state.mutate(**new)


def nobody_known(fact: str) -> str:
    """The column that says that a fact naming other subjects is not known."""
    return f"n_{fact}"


def _scope_name(builder: Builder, clause: Clause) -> str:
    return f"s{builder.clause_ids.index(clause.id)}"


def _fired(clause: Clause, kind: Kind, names: Names) -> Any:
    """Whether a clause of scope applies: NULL where a missing fact leaves that open."""
    return any_of(compile_node(step.node, names).value for step in clause.steps[kind.id])


def _scope(builder: Builder, kind: Kind, state: Any, scopes: Sequence[Clause]) -> dict[str, Any]:
    """Exempt before not rated; a missing fact leaves the scope open unless another clause already exempts."""
    fired: dict[str, list[Any]] = {}
    unknown: list[Any] = []
    warned: Any = literal(0)
    for clause in scopes:
        hit = state[_scope_name(builder, clause)]
        if clause.binds:
            fired.setdefault(clause.scope, []).append(hit)
            unknown.append(hit.isnull())
        elif clause.suspension is None:
            warned = warned | ibis.ifelse(hit, builder.clause_bit(clause.id), literal(0))
    branches = [(any_of(fired[scope]), small(SCOPE[scope])) for scope in (EXEMPT, OUT) if scope in fired]
    if unknown:
        branches.append((any_of(unknown), small(SCOPE[UNDETERMINED])))
    if NOT_RATED in fired:
        branches.append((any_of(fired[NOT_RATED]), small(SCOPE[NOT_RATED])))
    return {"scope": ibis.cases(*branches, else_=small(0)) if branches else small(0), "warn": warned}


def _scope_missing(builder: Builder, kind: Kind, names: Names, scopes: Sequence[Clause]) -> Any:
    masks = []
    for clause in scopes:
        missing = union(*(compile_node(step.node, names).missing for step in clause.steps[kind.id]))
        if clause.binds and missing is not None:
            open_ = names.table[_scope_name(builder, clause)].isnull()
            masks.append(ibis.ifelse(open_, missing, literal(0)))
    found = union(*masks)
    if found is None:
        return literal(0)
    return ibis.ifelse(names.table.scope == SCOPE[UNDETERMINED], found, literal(0))


def any_of(conditions: Iterable[Any]) -> Any:
    """Whether any of the conditions holds; there is at least one."""
    return reduce(lambda first, second: first | second, conditions)


@dataclass(frozen=True)
class Cap:
    """What one clause allows, as columns: best and worst rank, and what is missing where they differ."""

    clause: Clause
    best: Any
    worst: Any
    missing: Any | None
    ranks: tuple[int, ...]  # the worst ranks that it can leave open


def step_columns(
    builder: Builder, kind: Kind, state: Any, clauses: Sequence[Clause], more: Mapping[str, Any]
) -> dict[str, Any]:
    """One column per step of these clauses: true, false or NULL where unknown."""
    return {
        step_name(builder, clause, number): _step(builder, kind, state, clause, step.node, more).value
        for clause in clauses
        for number, step in enumerate(clause.steps.get(kind.id, ()))
    }


def step_name(builder: Builder, clause: Clause, number: int) -> str:
    """The column of a step."""
    return f"v{builder.clause_ids.index(clause.id)}_{number}"


def _step(
    builder: Builder, kind: Kind, state: Any, clause: Clause, node: Node, more: Mapping[str, Any]
) -> Term:
    if clause.children is None:
        return compile_node(node, names_for(builder, kind, state, history=more["history"]))
    prefix = more["children"][clause.children]
    plain, best, worst = (
        compile_node(
            node,
            names_for(builder, kind, state, history=more["history"], children=prefix, open_as=way),
        )
        for way in ("", "best", "worst")
    )
    # levels still open below: if the best and the worst of them give the same answer, it stands
    same = ibis.ifelse(best.value == worst.value, best.value, ibis.null("boolean"))
    value = ibis.coalesce(plain.value, same)
    missing = [literal(0) if term.missing is None else term.missing for term in (plain, best, worst)]
    both = best.value.isnull() & worst.value.isnull() & (missing[1] == missing[2])
    why = ibis.cases((value.notnull(), literal(0)), (both, missing[1]), else_=missing[0])
    return Term(value, why)


def step_caps(
    builder: Builder, kind: Kind, state: Any, clauses: Sequence[Clause], more: Mapping[str, Any]
) -> list[Cap]:
    """The caps of clauses whose steps stand in the columns of `step_columns`."""
    caps = []
    for clause in clauses:
        steps = clause.steps.get(kind.id, ())
        best, worst, missing = [], [], None
        for number, step in enumerate(steps):
            value = state[step_name(builder, clause, number)]
            fired, silent = (value, ~value) if step.fires_when else (~value, value)
            best.append(ibis.ifelse(fired, small(step.cap), small(0)))
            worst.append(ibis.ifelse(silent, small(0), small(step.cap)))
            missing = union(missing, _step(builder, kind, state, clause, step.node, more).missing)
        ranks = tuple(sorted({step.cap for step in steps}))
        if ranks[-1] > builder.last:
            raise Unsupported("mức trần thấp hơn mức thấp nhất", "a ceiling below the lowest level")
        caps.append(Cap(clause, _greatest(best), _greatest(worst), missing, ranks))
    return caps


def _greatest(values: Sequence[Any]) -> Any:
    return values[0] if len(values) == 1 else ibis.greatest(*values)


def fired_columns(builder: Builder, kind: Kind, state: Any, clauses: Sequence[Clause]) -> dict[str, Any]:
    """Per rank whether any binding step holds a subject to it (NULL: open), and whether any step is unknown.

    Few columns that need no branch: most rows are decided by them alone.
    """
    by_rank: dict[int, list[Any]] = {}
    steps: list[Any] = []
    for clause in clauses:
        for number, step in enumerate(clause.steps.get(kind.id, ()) if clause.binds else ()):
            value = state[step_name(builder, clause, number)]
            by_rank.setdefault(step.cap, []).append(value if step.fires_when else ~value)
            steps.append(value)
    # equality of truth values is NULL as soon as one of them is
    known = reduce(lambda first, second: first == second, steps) if steps else ibis.literal(True)
    return {"unknown": known.isnull(), **{f"w{rank}": any_of(found) for rank, found in by_rank.items()}}


def best_column(builder: Builder, state: Any) -> dict[str, Any]:
    """The best rank that the steps leave."""
    held = [rank for rank in range(builder.last, 0, -1) if f"w{rank}" in state.columns]
    if not held:
        return {"held": small(0)}
    return {"held": ibis.cases(*((state[f"w{rank}"], small(rank)) for rank in held), else_=small(0))}


def take(builder: Builder, state: Any, caps: Sequence[Cap], bounds: Sequence[Cap]) -> dict[str, Any]:
    """The columns of a state after these caps; clauses that do not bind are only remembered."""
    binding = [cap for cap in (*caps, *bounds) if cap.clause.binds]
    judged = state.scope.isin([SCOPE[RATED], SCOPE[UNDETERMINED]])
    held = [rank for rank in range(builder.last, 0, -1) if f"w{rank}" in state.columns]
    worst: Any = state.held
    if held:
        doubtful = ibis.cases(
            *((state[f"w{rank}"].isnull() | state[f"w{rank}"], small(rank)) for rank in held), else_=small(0)
        )
        worst = ibis.ifelse(state.unknown, doubtful, state.held)
    outer = [cap for cap in bounds if cap.clause.binds]
    before = [state.cb] if "cb" in state.columns else []
    before_worst = [state.cw] if "cw" in state.columns else []
    new = {
        "cb": _greatest([*before, state.held, *(cap.best for cap in outer)]),
        "cw": _greatest([*before_worst, worst, *(cap.worst for cap in outer)]),
    }
    low = union(*(_below(builder, state, cap) for cap in caps if cap.clause.binds))
    if low is not None:
        low = ibis.ifelse(state.held > state.p, low, literal(0))
    low = union(
        state.low if "low" in state.columns else None, low, *(_below(builder, state, cap) for cap in outer)
    )
    new["low"] = literal(0) if low is None else low
    loose = [cap for cap in (*caps, *bounds) if not cap.clause.binds and cap.clause.suspension is None]
    warn = union(*(_below(builder, state, cap) for cap in loose))
    if warn is not None:
        new["warn"] = state.warn | ibis.ifelse(judged, warn, literal(0))
    return {
        **new,
        **_open(builder, state, [cap for cap in binding if cap.missing is not None], judged, bool(outer)),
    }


def _below(builder: Builder, state: Any, cap: Cap) -> Any:
    return ibis.ifelse(cap.best > state.p, builder.clause_bit(cap.clause.id), literal(0))


def _open(builder: Builder, state: Any, binding: Sequence[Cap], judged: Any, bounds: bool) -> dict[str, Any]:
    """Missing facts by the worst rank behind them, computed only for rows where a clause is open."""
    new: dict[str, Any] = {}
    asked = judged if bounds else judged & state.unknown
    for rank in range(1, builder.last + 1):
        column = f"o{rank}"
        before = state[column] if column in state.columns else None
        masks = [
            ibis.ifelse((cap.worst == rank) & (cap.worst > cap.best), cap.missing, literal(0))
            for cap in binding
            if rank in cap.ranks
        ]
        why = union(*masks)
        if why is not None:
            why = ibis.ifelse(asked, why, literal(0))
        after = union(before, why)
        new[column] = literal(0) if after is None else after
    return new
