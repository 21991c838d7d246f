"""A quota clause over all its groups: one row per group with its places and border, then the subjects by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import ibis

from tongket.rules.columnar.limits import fact_column
from tongket.rules.columnar.masks import FURTHER_BALLOT, LEVEL, literal, union
from tongket.rules.columnar.states import SCOPE, Builder, Version, names_for, range_of, small
from tongket.rules.columnar.terms import compile_node
from tongket.rules.model import Clause, Majority, Pack, QuotaRule
from tongket.rules.outcomes import RATED, UNDETERMINED


def _whole_division(whole: int, part: int) -> int:
    """Division of whole numbers by DuckDB itself; Ibis's own `//` goes through a double there."""
    raise NotImplementedError


_divide: Callable[[Any, Any], Any] = ibis.udf.scalar.builtin(_whole_division, name="divide")


@dataclass(frozen=True)
class Ballot:
    """A quota with what it reads: columns, majority, and the clause that the tied fall under."""

    clause: Clause
    rule: QuotaRule
    group: str | None  # the column that names the group; None if no table has it
    share: Fraction
    denominator: str
    rounding: str
    at_least_one: bool
    majority: Majority | None
    base: str

    @property
    def missing_base(self) -> str:
        """What is reported as missing when the base of the majority is not known."""
        return self.base or (self.majority.base if self.majority is not None else "")


def read_quota(pack: Pack, clause: Clause) -> Ballot:
    """The settings of a quota clause as the pack and its layers have them."""
    rule = clause.quota
    assert rule is not None, "called for quota clauses"
    settings = {
        key: pack.parameters[f"{rule.settings}.{key}"].value
        for key in ("share", "denominator", "rounding", "at_least_one", "group")
    }
    majority = pack.parameters[f"{rule.vote}.majority"].value if rule.vote else None
    share = settings["share"]
    assert isinstance(share, Fraction), "the loader admits percentages only"
    assert majority is None or isinstance(majority, Majority), "the loader admits majorities only"
    tables = [pack.facts[pack.kinds[kind].table] for kind in clause.subjects]
    column = str(settings["group"])
    return Ballot(
        clause=clause,
        rule=rule,
        group=column if all(column in table for table in tables) else None,
        share=share,
        denominator=str(settings["denominator"]),
        rounding=str(settings["rounding"]),
        at_least_one=settings["at_least_one"] is True,
        majority=majority,
        base=rule.bases.get(majority.base, "") if majority is not None else "",
    )


def _marked(builder: Builder, ballot: Ballot, version: Version) -> Any:
    """The state of one kind with what the quota asks of each subject."""
    rule, state = ballot.rule, version.expression
    names = names_for(builder, version.kind, state)
    best, worst = range_of(state, builder.last)
    new: dict[str, Any] = {"q_best": best, "q_worst": worst, "q_key": ibis.null("string")}
    if ballot.group is not None:
        new["q_key"] = state[fact_column(ballot.group)].cast("string")
    counts = ibis.literal(True)
    if rule.counted_when is not None:
        counts = compile_node(rule.counted_when, names).value
    judged = state.scope.isin([SCOPE[RATED], SCOPE[UNDETERMINED]])
    sure = (state.scope == SCOPE[RATED]) & counts.fill_null(False)
    new["q_in"] = judged & counts.fill_null(True)
    new["q_sure"] = sure
    new["q_all"] = judged
    new["q_cand"] = sure & (worst <= rule.top)
    new["q_open"] = judged & counts.fill_null(True) & (best <= rule.top) & ~new["q_cand"]
    if rule.by == "choice":
        assert rule.chosen_when is not None, "the loader demands chosen_when"
        chosen = compile_node(rule.chosen_when, names)
        new["q_yes"] = chosen.value
        new["q_wait"] = chosen.missing if chosen.missing is not None else literal(0)
        return state.mutate(**new)
    votes = state[fact_column(rule.yes)]
    base = state[fact_column(ballot.base)] if ballot.base else ibis.null("int64")
    standing = ~(state[fact_column(rule.standing)] == False).fill_null(False)  # noqa: E712 - SQL
    known = votes.notnull() & base.notnull()
    assert ballot.majority is not None, "the loader demands a vote for ballots"
    share = ballot.majority.share
    left, right = votes * share.denominator, base * share.numerator
    reached = (left > right) if ballot.majority.strict else (left >= right)
    new["q_votes"] = votes
    new["q_stands"] = standing
    new["q_known"] = known
    new["q_pass"] = new["q_cand"] & standing & known & reached.fill_null(False)
    new["q_pend"] = new["q_cand"] & standing & ~known
    new["q_wait"] = union(
        ibis.ifelse(votes.isnull(), literal(builder.bits.mask((rule.yes,))), literal(0)),
        ibis.ifelse(base.isnull(), literal(builder.bits.mask((ballot.missing_base,))), literal(0)),
    )
    return state.mutate(**new)


def _places(ballot: Ballot, good: Any, rated: Any) -> Any:
    """Places under the share; whole numbers only, as `rules.quotas.compute_quota` has them."""
    top, bottom = ballot.share.numerator, ballot.share.denominator
    base = rated if ballot.denominator == "all_rated" else good
    part, whole = base * top, bottom + top if ballot.denominator == "good_only" else bottom
    if ballot.rounding == "down":
        places = _divide(part, ibis.literal(whole, type="int64"))
    elif ballot.rounding == "nearest":
        places = _divide(2 * part + whole, ibis.literal(2 * whole, type="int64"))
    else:
        places = _divide(part + (whole - 1), ibis.literal(whole, type="int64"))
    if not ballot.at_least_one:
        return places
    return ibis.ifelse(good > 0, ibis.greatest(places, ibis.literal(1, type="int64")), places)


def store_groups(builder: Builder, ballot: Ballot, versions: Sequence[Version]) -> Any:
    """The table of a quota's groups: counts on both sides of what is open, places, border of the ballot."""
    rule = ballot.rule
    rows = None
    for version in versions:
        marked = _marked(builder, ballot, version)
        names = [name for name in marked.columns if name.startswith("q_")]
        key = marked.q_key
        if rule.by == "choice":
            key = ibis.coalesce(key, "")  # whoever chooses has chosen; only the equation needs the group
        picked = marked.filter(marked.q_all & key.notnull())
        picked = picked.mutate(q_key=ibis.coalesce(picked.q_key, "")).select(*names)
        rows = picked if rows is None else rows.union(picked)
    assert rows is not None, "the loader demands subjects"
    sure, inside = rows.q_sure, rows.q_in
    counts: dict[str, Any] = {
        "g_all": rows.count(),
        "g_low": rows.count(where=sure & (rows.q_worst <= rule.over)),
        "g_high": rows.count(where=inside & (rows.q_best <= rule.over)),
        "r_low": rows.count(where=sure),
        "r_high": rows.count(where=inside),
        "n_open": rows.count(where=rows.q_open),
    }
    if rule.by == "ballot":
        counts["n_pend"] = rows.count(where=rows.q_pend)
        counts["pend"] = ibis.coalesce(rows.q_wait.bit_or(where=rows.q_pend), 0)
        counts["votes"] = rows.q_votes.collect(where=rows.q_pass)
    groups = rows.group_by(q_key=rows.q_key).agg(**counts)
    low = _places(ballot, groups.g_low, groups.r_low)
    high = _places(ballot, groups.g_high, groups.r_high)
    groups = groups.mutate(low=low, high=high)
    places = ibis.ifelse(groups.low == groups.high, groups.low, ibis.null("int64"))
    if rule.by == "ballot":
        groups = groups.mutate(votes=groups.votes.sort(), places=places)
        count = ibis.coalesce(groups.votes.length(), 0)
        full = (groups.places > 0) & (count > groups.places)
        nothing = ibis.null("int64")
        groups = groups.mutate(
            border=ibis.ifelse(full, groups.votes[count - groups.places], nothing),
            below=ibis.ifelse(full, groups.votes[count - groups.places - 1], nothing),
            waits=groups.places.isnull() | (groups.n_open > 0) | (groups.n_pend > 0),
            why=ibis.ifelse(
                groups.places.isnull() | (groups.n_open > 0), literal(builder.bits.mask((LEVEL,))), literal(0)
            )
            | groups.pend,
        ).drop("votes", "pend", "n_pend")
    else:
        groups = groups.mutate(places=places)
    return builder.store(f"quota_{builder.clause_ids.index(ballot.clause.id)}", groups)


def apply_quota(builder: Builder, ballot: Ballot, version: Version, groups: Any) -> Any:
    """The state of one kind after the quota."""
    marked = _marked(builder, ballot, version)
    if ballot.rule.by == "choice":
        chosen = marked.q_yes
        out = marked.q_cand & (~chosen).fill_null(False)
        open_ = (marked.q_cand & chosen.isnull()) | marked.q_open
        missing = ibis.ifelse(marked.q_open, _all_missing(builder, marked), marked.q_wait)
        never = ibis.literal(False)
        return _limit(builder, ballot, version, marked, _Decided(out, never, open_, missing))
    names = ("places", "border", "below", "waits", "why")
    joined = marked.left_join(groups, marked.q_key == groups.q_key)
    marked = joined.select(
        *(marked[name] for name in marked.columns), *(groups[name].name(f"g_{name}") for name in names)
    )
    grouped = marked.q_key.notnull()
    none_left = (marked.g_places == 0).fill_null(False)
    candidate = grouped & marked.q_cand
    waits = marked.g_waits.fill_null(False) & ~none_left
    above = marked.g_border.isnull() | (marked.q_votes > marked.g_border)
    at_border = (marked.q_votes == marked.g_border).fill_null(False)
    split = (marked.g_below == marked.g_border).fill_null(False)
    chosen = marked.q_pass & (above | (at_border & ~split))
    tied = candidate & ~none_left & marked.q_pass & ~waits & at_border & split
    # the field is not complete: only those without the majority are decided
    out = candidate & (
        none_left | (~marked.q_pend & ~marked.q_pass) | (~waits & marked.q_pass & ~chosen & ~tied)
    )
    pending = candidate & ~none_left & (marked.q_pend | (marked.q_pass & waits))
    ungrouped = ~grouped & marked.q_all & (marked.q_best <= ballot.rule.top)
    open_ = pending | (grouped & marked.q_open) | ungrouped
    own_group = literal(builder.bits.mask((ballot.group,)) if ballot.group is not None else 0)
    missing = ibis.cases(
        (ungrouped, own_group),
        (marked.q_open, _all_missing(builder, marked)),
        (marked.q_pend, marked.q_wait),
        else_=marked.g_why,
    )
    return _limit(builder, ballot, version, marked, _Decided(out, tied, open_, missing))


@dataclass(frozen=True)
class _Decided:
    out: Any
    tied: Any
    open: Any
    missing: Any


def _all_missing(builder: Builder, state: Any) -> Any:
    columns = [f"o{rank}" for rank in range(1, builder.last + 1)]
    found = union(*(state[name] for name in columns if name in state.columns))
    return literal(0) if found is None else found


def _limit(builder: Builder, ballot: Ballot, version: Version, marked: Any, decided: _Decided) -> Any:
    clause, over = ballot.clause, ballot.rule.over
    tie = builder.pack.clauses[ballot.rule.tie_clause] if ballot.rule.tie_clause else clause
    own_tie = tie.id == clause.id
    fallen = decided.out | decided.tied if own_tie else decided.out
    open_ = decided.open
    missing = decided.missing
    if not own_tie and not tie.binds:
        missing = ibis.ifelse(decided.tied, literal(builder.bits.mask((FURTHER_BALLOT,))), missing)
        open_ = open_ | decided.tied
    before = {"qb": small(0), "qw": small(0)}
    before.update({name: version.expression[name] for name in before if name in version.expression.columns})
    held, loose = (
        fallen if clause.binds else ibis.literal(False),
        open_ if clause.binds else ibis.literal(False),
    )
    if not own_tie and tie.binds:
        held = held | decided.tied
    new = {
        "qb": ibis.greatest(before["qb"], ibis.ifelse(held, small(over), small(0))),
        "qw": ibis.greatest(before["qw"], ibis.ifelse(held | loose, small(over), small(0))),
    }
    if clause.binds and over > 0:
        column = f"o{over}"
        before_mask = marked[column] if column in marked.columns else literal(0)
        new[column] = before_mask | ibis.ifelse(loose, missing, literal(0))
    low, warn = marked.low if "low" in marked.columns else literal(0), marked.warn
    for subject, rows in ((clause, fallen), *(() if own_tie else ((tie, decided.tied),))):
        bit = ibis.ifelse(rows & (small(over) > marked.p), builder.clause_bit(subject.id), literal(0))
        if subject.binds:
            low = low | bit
        elif subject.suspension is None:
            warn = warn | bit
    new.update(low=low, warn=warn)
    helpers = [name for name in marked.columns if name.startswith(("q_", "g_"))]
    return marked.mutate(**new).drop(*helpers)


def quota_report(builder: Builder, ballot: Ballot) -> dict[str, object]:
    """What a reader of the program needs to print the equation of a group."""
    rule = ballot.rule
    return {
        "table": f"quota_{builder.clause_ids.index(ballot.clause.id)}",
        "name": rule.settings.rpartition(".")[2],
        "clause": ballot.clause.id,
        "stage": ballot.clause.stage[ballot.clause.subjects[0]],
        "share": str(ballot.share),
        "denominator": ballot.denominator,
        "rounding": ballot.rounding,
        "at_least_one": ballot.at_least_one,
        "complete_fact": rule.complete_fact if rule.by == "choice" else None,
        "binds": ballot.clause.binds,
    }


def quota_kinds(ballot: Ballot, versions: Mapping[str, Version]) -> list[Version]:
    """The states that a quota runs over, in the order in which the clause names its subjects."""
    return [versions[kind] for kind in ballot.clause.subjects]
