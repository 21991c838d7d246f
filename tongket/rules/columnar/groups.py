"""What a clause reads from other rows: levels of the subjects below, of the subjects named, and earlier years."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ibis

from tongket.rules.columnar.limits import fact_column
from tongket.rules.columnar.masks import LEVEL, literal
from tongket.rules.columnar.program import Unsupported
from tongket.rules.columnar.states import (
    SCOPE,
    Builder,
    Cap,
    Version,
    enter,
    nobody_known,
    range_of,
    small,
)
from tongket.rules.columnar.terms import bare, level_rank
from tongket.rules.expressions import Node
from tongket.rules.expressions.tree import NOT_RATED_YEAR, SKIP, Call, Const, Param, number, parts
from tongket.rules.model import FINAL, Bound, Children, Clause, Kind
from tongket.rules.outcomes import EXEMPT, NOT_RATED, OUT, RATED, UNDETERMINED

_IDS = ";"
_NOBODY = "none"

Versions = Mapping[str, Mapping[str, Version]]
Answer = Callable[[Any], Any]  # the answer to a question from the row joined for it


def version_at(versions: Versions, kind: str, stage: str) -> Version | None:
    """The state of a kind at a stage (FINAL: as it stands now); None if it has not been judged there."""
    found = versions.get(kind, {})
    return (list(found.values())[-1] if found else None) if stage == FINAL else found.get(stage)


def calls(node: Node, name: str) -> list[Call]:
    """Calls of a function inside a node."""
    own = [node] if isinstance(node, Call) and node.name == name else []
    return own + [call for part in parts(node) for call in calls(part, name)]


def join_children(
    builder: Builder, state: Any, clauses: Sequence[Clause], kind: Kind, versions: Versions
) -> tuple[Any, dict[Children, str]]:
    """The state with the counts of the children that these clauses ask about, under one prefix per question."""
    ranks: dict[Children, set[int]] = {}
    for clause in clauses:
        if clause.children is None:
            continue
        asked = [
            call for step in clause.steps.get(kind.id, ()) for call in calls(step.node, "children_share")
        ]
        found = ranks.setdefault(clause.children, set())
        found.update(level_rank(call.arguments[0], builder.pack.level_ids) for call in asked)
    prefixes: dict[Children, str] = {}
    for children, wanted in ranks.items():
        key = (children, tuple(sorted(wanted)))
        if key not in builder.counted:
            # two kinds that ask the same about the same children share the answer
            prefix = f"c{len(builder.counted)}"
            counts = _counts(builder, children, key[1], prefix, versions)
            builder.counted[key] = (prefix, builder.store(f"below_{prefix}", counts))
        prefix, stored = builder.counted[key]
        prefixes[children] = prefix
        joined = state.left_join(stored, state[fact_column("id")] == stored[f"{prefix}_key"])
        columns = [stored[name] for name in stored.columns if name != f"{prefix}_key"]
        state = joined.select(*(state[name] for name in state.columns), *columns)
    return state, prefixes


def _counts(
    builder: Builder, children: Children, ranks: Sequence[int], prefix: str, versions: Versions
) -> Any:
    rows = None
    for kind in children.kinds:
        version = version_at(versions, kind, children.stage)
        unread = builder.last if version is None else None
        if version is None:
            version = version_at(versions, kind, FINAL)
        assert version is not None, "every kind is entered before the first stage"
        table = version.table()
        best, worst = (small(0), small(builder.last)) if unread is not None else range_of(table, builder.last)
        doubt = table.scope == SCOPE[UNDETERMINED]
        rated = table.filter(table.scope.isin([SCOPE[RATED], SCOPE[UNDETERMINED]]))
        picked = rated.select(
            key=table[fact_column(children.key)],
            best=ibis.ifelse(doubt, small(0), best),
            worst=ibis.ifelse(doubt, small(builder.last), worst),
            doubt=doubt,
        ).filter(ibis._.key.notnull())
        rows = picked if rows is None else rows.union(picked)
    assert rows is not None, "the loader demands kinds"
    counts: dict[str, Any] = {f"{prefix}_n": rows.count()}
    for rank in ranks:
        best, worst = rows.best <= rank, rows.worst <= rank
        counts[f"{prefix}_b{rank}"] = rows.count(where=best)
        counts[f"{prefix}_w{rank}"] = rows.count(where=worst)
        counts[f"{prefix}_u{rank}"] = rows.count(where=rows.doubt | (best != worst))
    return rows.group_by(**{f"{prefix}_key": rows.key}).agg(**counts)


def join_bounds(
    builder: Builder, version: Version, clauses: Sequence[Clause], versions: Versions
) -> tuple[Any, list[Cap]]:
    """The state with the levels of the subjects named in a fact, and the caps that follow."""
    state = version.expression
    found: list[tuple[Clause, str]] = []
    for clause in clauses:
        bound = clause.bound
        if bound is None or (
            bound.enabled_by and builder.pack.parameters[bound.enabled_by].value is not True
        ):
            continue
        prefix = f"h{len(found)}"
        named = _named(builder, version.kind, bound, prefix, versions)
        stored = builder.store(f"named_{version.kind.id}_{len(builder.statements)}", named)
        joined = state.left_join(stored, state[fact_column("id")] == stored[f"{prefix}_row"])
        columns = [stored[f"{prefix}_{part}"] for part in ("b", "w", "o")]
        state = joined.select(*(state[name] for name in state.columns), *columns)
        found.append((clause, prefix))
    return state, [bound_cap(builder, state, clause, prefix) for clause, prefix in found]


def bound_cap(builder: Builder, state: Any, clause: Clause, prefix: str) -> Cap:
    """The cap of a clause about named subjects, from the columns that `join_bounds` joined under this prefix."""
    assert clause.bound is not None, "called for clauses with at_most_level_of"
    unknown = state[nobody_known(clause.bound.fact)]
    best = ibis.coalesce(state[f"{prefix}_b"], small(0))
    worst = ibis.ifelse(unknown, small(builder.last), ibis.coalesce(state[f"{prefix}_w"], small(0)))
    own = literal(builder.bits.mask((clause.bound.fact,)))
    level = ibis.ifelse(
        ibis.coalesce(state[f"{prefix}_o"], False), literal(builder.bits.mask((LEVEL,))), literal(0)
    )
    missing = ibis.ifelse(unknown, own, level)
    return Cap(clause, best, worst, missing, tuple(range(1, builder.last + 1)))


def _named(builder: Builder, kind: Kind, bound: Bound, prefix: str, versions: Versions) -> Any:
    """Per id that names somebody: the best and the worst of the levels named; who is not rated sets no limit.

    The few that name somebody are read once more from the facts, so that no state carries the lists of names.
    """
    base = builder.facts(kind.table)
    heads = base.select(row=base[fact_column("id")], named=base[fact_column(bound.fact)])
    heads = heads.filter(heads.named.notnull() & (heads.named != _NOBODY))
    refs = heads.select("row", ref=heads.named.split(_IDS).unnest())
    refs = refs.select("row", ref=bare(refs.ref))
    others = _others(builder, bound, versions)
    joined = refs.join(others, refs.ref == others.other)
    found = joined.select(row=refs.row, low=others.low, high=others.high)
    return found.group_by(**{f"{prefix}_row": found.row}).agg(
        **{
            f"{prefix}_b": found.low.max(),
            f"{prefix}_w": found.high.max(),
            f"{prefix}_o": (found.low != found.high).any(),
        }
    )


def _others(builder: Builder, bound: Bound, versions: Versions) -> Any:
    rows = None
    tables = {builder.pack.kinds[kind].table for kind in bound.kinds}
    if len(tables) > 1:
        raise Unsupported("đơn vị được nêu nằm ở nhiều bảng", "the units named stand in several tables")
    for kind in bound.kinds:
        version = version_at(versions, kind, bound.stage)
        unread = version is None
        version = version or version_at(versions, kind, FINAL)
        assert version is not None, "every kind is entered before the first stage"
        table = version.table()
        low, high = (small(0), small(builder.last)) if unread else range_of(table, builder.last)
        unrated = table.scope.isin([SCOPE[EXEMPT], SCOPE[OUT], SCOPE[NOT_RATED]])
        picked = table.select(
            other=table[fact_column("id")],
            low=ibis.ifelse(unrated | (low < bound.from_rank), small(0), low),
            high=ibis.ifelse(unrated | (high < bound.from_rank), small(0), high),
        )
        rows = picked if rows is None else rows.union(picked)
    assert rows is not None, "the loader demands kinds"
    return rows


# functions whose answers are joined as columns before the first stage
LOOKED_UP = ("years_in_a_row", "counted_in_another_year")


def looks_up(node: Node) -> list[Call]:
    """Calls inside a node that ask about earlier years or events."""
    return [call for name in LOOKED_UP for call in calls(node, name)]


def with_history(
    builder: Builder, facts: Any, nodes: Sequence[Node], label: str
) -> tuple[Any, dict[Call, str]]:
    """The facts of a kind with one column per question about earlier years and events."""
    asked = list(dict.fromkeys(call for node in nodes for call in looks_up(node)))
    columns: dict[Call, str] = {}
    joined = facts
    for call in asked:
        name = f"y{len(columns)}"
        found, answer = (_years if call.name == "years_in_a_row" else _events)(builder, call, name)
        stored = builder.store(f"years_{label}_{len(columns)}", found)
        key = _subject(joined) if call.name == "years_in_a_row" else joined[fact_column("id")]
        link = joined.left_join(stored, key == stored[f"{name}_key"])
        joined = link.select(*(joined[column] for column in joined.columns), answer(stored).name(name))
        columns[call] = name
    return joined, columns


def _subject(facts: Any) -> Any:
    """Under whom earlier years are looked up: the subject that a row names, else the row itself."""
    own, named = fact_column("id"), fact_column("subject")
    return ibis.coalesce(facts[named].nullif(""), facts[own]) if named in facts.columns else facts[own]


def _events(builder: Builder, call: Call, name: str) -> tuple[Any, Answer]:
    """Per subject: whether an event counts in the year, and whether the year of one is not known."""
    kind, year = (argument.value for argument in call.arguments if isinstance(argument, Const))
    words = call.arguments[0].type.words
    happened = builder.facts("events")
    rows = happened.filter(happened[fact_column("kind")] == words.index(str(kind)) + 1)
    # what happened on one day is one event, counted in its earliest year
    one = ibis.coalesce(
        rows[fact_column("happened_on")].cast("string"), ibis.literal("#") + rows.row_number.cast("string")
    )
    single = rows.group_by(subject=rows[fact_column("subject")], event=one).agg(
        counted=rows[fact_column("year_counted")].min()
    )
    found = single.group_by(**{f"{name}_key": single.subject}).agg(
        **{
            f"{name}_now": (single.counted == int(number(year))).any(),
            f"{name}_open": single.counted.isnull().any(),
        }
    )

    def answer(stored: Any) -> Any:
        return ibis.cases(
            (stored[f"{name}_key"].isnull() | ibis.coalesce(stored[f"{name}_now"], False), False),
            (stored[f"{name}_open"], ibis.null("boolean")),
            else_=True,
        )

    return found, answer


def _years(builder: Builder, call: Call, name: str) -> tuple[Any, Answer]:
    """Per subject: whether a year was lower or already used, and how many years reach the level."""
    if not all(isinstance(argument, Const | Param) for argument in call.arguments):
        raise Unsupported("số năm liên tục thay đổi từng đối tượng", "years in a row that vary by subject")
    scheme, level, last, count, reuse, gap = (
        argument.value for argument in call.arguments if isinstance(argument, Const | Param)
    )
    words = call.arguments[1].type.words
    end, wanted = int(number(last)), int(number(count))
    past = builder.facts("history")
    rows = past.filter((past[fact_column("scheme")] == str(scheme)) & (past[fact_column("year")] <= end))
    skipping = gap == SKIP and NOT_RATED_YEAR in words
    if not skipping:
        rows = rows.filter(rows[fact_column("year")] > end - wanted)
    # a later row of the same year replaces an earlier one
    window = ibis.window(
        group_by=[rows[fact_column("subject")], rows[fact_column("year")]],
        order_by=ibis.desc(rows.row_number),
    )
    newest = rows.mutate(place=ibis.row_number().over(window))
    newest = newest.filter((newest.place == 0) & newest[fact_column("level")].notnull())
    used = newest[fact_column("consumed_by")].notnull() if reuse is not True else ibis.literal(False)
    if fact_column("cancelled_by") in newest.columns:
        used = used | newest[fact_column("cancelled_by")].notnull()
    if skipping:
        newest = _without_gaps(newest, used, words.index(NOT_RATED_YEAR) + 1, end, wanted)
        used = newest.used
    lower = newest[fact_column("level")] > words.index(str(level)) + 1
    years = newest.group_by(**{f"{name}_key": newest[fact_column("subject")]}).agg(
        **{f"{name}_bad": (used | lower).any(), f"{name}_good": newest.count(where=~(used | lower))}
    )

    def answer(stored: Any) -> Any:
        return ibis.cases(
            (stored[f"{name}_bad"], False),
            (ibis.coalesce(stored[f"{name}_good"], 0) == wanted, True),
            else_=ibis.null("boolean"),
        )

    return years, answer


def _without_gaps(newest: Any, used: Any, unrated: int, end: int, wanted: int) -> Any:
    """The years that stand within the last so many, years without rating passed over."""
    gap = ((newest[fact_column("level")] == unrated) & ~used).cast("int64")
    newest = newest.mutate(used=used, gap=gap)
    later = ibis.window(
        group_by=newest[fact_column("subject")],
        order_by=ibis.desc(newest[fact_column("year")]),
        preceding=(None, 1),
    )
    newest = newest.mutate(passed=ibis.coalesce(newest.gap.sum().over(later), 0))
    place = ibis.literal(end + 1) - newest[fact_column("year")] - newest.passed
    return newest.filter((newest.gap == 0) & (place <= wanted))


def entry(builder: Builder, kind: Kind) -> Version:
    """A kind before the first stage."""
    steps = [step for clause in builder.pack.clauses.values() for step in clause.steps.get(kind.id, ())]
    facts, histories = with_history(
        builder, builder.facts(kind.table), [step.node for step in steps], kind.id
    )
    return Version(builder, kind, enter(builder, kind, facts, histories), f"state_{kind.id}_0", histories)
