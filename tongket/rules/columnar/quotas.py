"""A quota clause over all its groups: one row per group with its places and border, then the subjects by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import ibis

from tongket.rules.columnar.limits import fact_column
from tongket.rules.columnar.masks import FURTHER_BALLOT, LEVEL, literal, union
from tongket.rules.columnar.program import DUCKDB, SPARK
from tongket.rules.columnar.states import SCOPE, Builder, Version, names_for, range_of, small
from tongket.rules.columnar.terms import compile_node
from tongket.rules.model import Clause, Majority, Pack, QuotaRule
from tongket.rules.outcomes import RATED, UNDETERMINED


def _whole_division(whole: int, part: int) -> int:
    """Division of whole numbers by the engine itself; Ibis's own `//` goes through a double there."""
    raise NotImplementedError


_divisions: Mapping[str, Callable[[Any, Any], Any]] = {
    DUCKDB: ibis.udf.scalar.builtin(_whole_division, name="divide"),
    SPARK: ibis.udf.scalar.builtin(_whole_division, name="div"),
}


def _union_of_bits(mask: int) -> int:
    """A function of both engines that Ibis names for one of them only."""
    raise NotImplementedError


_bit_or: Callable[..., Any] = ibis.udf.agg.builtin(_union_of_bits, name="bit_or")


@dataclass(frozen=True)
class Ballot:
    """A quota with what it reads: columns, majority, and the clause that the tied fall under."""

    clause: Clause
    rule: QuotaRule
    group: str | None  # the column that names the group; None if no table has it
    share: Fraction | None  # None: every group has its own, taken from another scheme
    granted: Mapping[str, tuple[Fraction, str]]  # by group: the share and who granted it
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
        for key in ("denominator", "rounding", "at_least_one", "group")
    }
    parameter = pack.parameters[f"{rule.settings}.share"] if rule.share_of is None else None
    granted: dict[str, tuple[Fraction, str]] = {}
    for name, grant in parameter.granted.items() if parameter is not None else ():
        assert isinstance(grant.value, Fraction), "the loader admits percentages only"
        granted[name] = grant.value, f"{grant.authority}, {grant.document}"
    majority = pack.parameters[f"{rule.vote}.majority"].value if rule.vote else None
    share = parameter.value if parameter is not None else None
    assert share is None or isinstance(share, Fraction), "the loader admits percentages only"
    assert majority is None or isinstance(majority, Majority), "the loader admits majorities only"
    tables = [pack.facts[pack.kinds[kind].table] for kind in clause.subjects]
    column = str(settings["group"])
    return Ballot(
        clause=clause,
        rule=rule,
        group=column if all(column in table for table in tables) else None,
        share=share,
        granted=granted,
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


def _with_share(builder: Builder, ballot: Ballot, groups: Any) -> tuple[Any, Any, Any]:
    """The groups with the numerator and denominator of their share (NULL while it is not known)."""
    of = ballot.rule.share_of
    if of is not None:
        facts = builder.facts(of.table)
        linked = groups.left_join(facts, groups.q_key == facts[fact_column("id")])
        part, whole = facts[fact_column(of.part)], facts[fact_column(of.whole)]
        known = part.notnull() & (whole > 0)
        wait = ibis.ifelse(part.isnull(), literal(builder.bits.mask((of.part,))), literal(0)) | ibis.ifelse(
            (whole > 0).fill_null(False), literal(0), literal(builder.bits.mask((of.whole,)))
        )
        columns = {"s_top": part, "s_bottom": whole, "s_wait": ibis.ifelse(known, literal(0), wait)}
        for name in ("s_top", "s_bottom"):
            columns[name] = ibis.ifelse(known, columns[name], ibis.null("int64"))
        groups = linked.select(
            *(groups[name] for name in groups.columns), *(found.name(name) for name, found in columns.items())
        )
        return groups, groups.s_top, groups.s_bottom
    assert ballot.share is not None, "only a share by reference is not in the pack"
    if not ballot.granted:
        return groups, ballot.share.numerator, ballot.share.denominator
    tops = [(groups.q_key == name, _number(share.numerator)) for name, (share, _) in ballot.granted.items()]
    bottoms = [
        (groups.q_key == name, _number(share.denominator)) for name, (share, _) in ballot.granted.items()
    ]
    groups = groups.mutate(
        s_top=ibis.cases(*tops, else_=_number(ballot.share.numerator)),
        s_bottom=ibis.cases(*bottoms, else_=_number(ballot.share.denominator)),
    )
    return groups, groups.s_top, groups.s_bottom


def _number(value: int) -> Any:
    return ibis.literal(value, type="int64")


def _places(dialect: str, ballot: Ballot, share: tuple[Any, Any], good: Any, rated: Any) -> Any:
    """Places under the share; whole numbers only, as `rules.quotas.compute_quota` has them."""
    divide = _divisions[dialect]
    top, bottom = share
    base = rated if ballot.denominator == "all_rated" else good
    part, whole = base * top, bottom + top if ballot.denominator == "good_only" else bottom
    if ballot.rounding == "down":
        places = divide(part, _column(whole))
    elif ballot.rounding == "nearest":
        places = divide(2 * part + whole, _column(2 * whole))
    else:
        places = divide(part + (whole - 1), _column(whole))
    if not ballot.at_least_one:
        return places
    return ibis.ifelse(places.notnull() & (good > 0) & (places < 1), _number(1), places)


def _column(value: Any) -> Any:
    return _number(value) if isinstance(value, int) else value


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
        counts["pend"] = ibis.coalesce(_bit_or(rows.q_wait, where=rows.q_pend), 0)
        counts["votes"] = rows.q_votes.collect(where=rows.q_pass)
    groups = rows.group_by(q_key=rows.q_key).agg(**counts)
    groups, *share = _with_share(builder, ballot, groups)
    low, high = (
        _places(builder.dialect, ballot, (share[0], share[1]), good, rated)
        for good, rated in ((groups.g_low, groups.r_low), (groups.g_high, groups.r_high))
    )
    groups = groups.mutate(low=low, high=high)
    places = ibis.ifelse(groups.low == groups.high, groups.low, ibis.null("int64"))
    if rule.by == "ballot":
        groups = groups.mutate(votes=groups.votes.sort(), places=places)
        count = ibis.coalesce(groups.votes.length(), 0)
        full = (groups.places > 0) & (count > groups.places)
        nothing = ibis.null("int64")
        last = (count - groups.places).cast("int32")
        groups = groups.mutate(
            border=ibis.ifelse(full, groups.votes[last], nothing),
            below=ibis.ifelse(full, groups.votes[last - 1], nothing),
            waits=groups.places.isnull() | (groups.n_open > 0) | (groups.n_pend > 0),
            why=ibis.ifelse(
                (groups.n_open > 0) | (groups.places.isnull() & _any_open(groups)),
                literal(builder.bits.mask((LEVEL,))),
                literal(0),
            )
            | groups.pend
            | (groups.s_wait if "s_wait" in groups.columns else literal(0)),
        ).drop("votes", "pend", "n_pend")
    else:
        groups = groups.mutate(places=places)
    return builder.store(f"quota_{builder.clause_ids.index(ballot.clause.id)}", groups)


def _any_open(groups: Any) -> Any:
    """Whether the level of anybody who counts is still open; an unknown share alone leaves no level open."""
    return (groups.g_low != groups.g_high) | (groups.r_low != groups.r_high)


# what a quota says of a subject: nothing, outside the places, tied at their border, still open
_NONE, _OUT, _TIED, _OPEN = range(4)


def apply_quota(builder: Builder, ballot: Ballot, version: Version, groups: Any) -> Any:
    """The state of one kind after the quota."""
    marked = _marked(builder, ballot, version)
    if ballot.rule.by == "choice":
        fate = ibis.cases(
            (marked.q_open, small(_OPEN)),
            (~marked.q_cand, small(_NONE)),
            (marked.q_yes.isnull(), small(_OPEN)),
            (marked.q_yes, small(_NONE)),
            else_=small(_OUT),
        )
        marked = marked.mutate(q_fate=fate)
        missing = ibis.ifelse(marked.q_open, _all_missing(builder, marked), marked.q_wait)
        return _limit(builder, ballot, version, marked, missing)
    names = ("places", "border", "below", "waits", "why")
    joined = marked.left_join(groups, marked.q_key == groups.q_key)
    marked = joined.select(
        *(marked[name] for name in marked.columns), *(groups[name].name(f"g_{name}") for name in names)
    )
    ungrouped = marked.q_all & marked.q_key.isnull() & (marked.q_best <= ballot.rule.top)
    # one branch after the other, so that only candidates are asked about their ballots
    fate = ibis.cases(
        (ungrouped | marked.q_open, small(_OPEN)),
        (~marked.q_cand | marked.q_key.isnull(), small(_NONE)),
        (marked.g_places == 0, small(_OUT)),
        (marked.q_pend, small(_OPEN)),
        (~marked.q_pass, small(_OUT)),
        # the field is not complete: only those without the majority are decided
        (marked.g_waits, small(_OPEN)),
        (marked.g_border.isnull() | (marked.q_votes > marked.g_border), small(_NONE)),
        (marked.q_votes < marked.g_border, small(_OUT)),
        (marked.g_below == marked.g_border, small(_TIED)),
        else_=small(_NONE),
    )
    own_group = literal(builder.bits.mask((ballot.group,)) if ballot.group is not None else 0)
    missing = ibis.cases(
        (ungrouped, own_group),
        (marked.q_open, _all_missing(builder, marked)),
        (marked.q_pend, marked.q_wait),
        else_=marked.g_why,
    )
    return _limit(builder, ballot, version, marked.mutate(q_fate=fate), missing)


def _all_missing(builder: Builder, state: Any) -> Any:
    columns = [f"o{rank}" for rank in range(1, builder.last + 1)]
    found = union(*(state[name] for name in columns if name in state.columns))
    return literal(0) if found is None else found


def _limit(builder: Builder, ballot: Ballot, version: Version, marked: Any, missing: Any) -> Any:
    clause, over, fate = ballot.clause, ballot.rule.over, marked.q_fate
    tie = builder.pack.clauses[ballot.rule.tie_clause] if ballot.rule.tie_clause else clause
    own_tie = tie.id == clause.id
    fallen = [_OUT, _TIED] if own_tie else [_OUT]
    open_ = [_OPEN]
    if not own_tie and not tie.binds:
        waiting = literal(builder.bits.mask((FURTHER_BALLOT,)))
        missing = ibis.ifelse(fate == _TIED, waiting, missing)
        open_.append(_TIED)
    held = [*(fallen if clause.binds else ()), *([_TIED] if tie.binds else ())]
    loose = [*held, *(open_ if clause.binds else ())]
    new: dict[str, Any] = {}
    for column, fates in (("qb", held), ("qw", loose)):
        cap = ibis.ifelse(fate.isin(sorted(set(fates))), small(over), small(0)) if fates else small(0)
        before = version.expression[column] if column in version.expression.columns else None
        new[column] = cap if before is None else ibis.greatest(before, cap)
    if clause.binds and over > 0:
        column = f"o{over}"
        why = ibis.ifelse(fate.isin(open_), missing, literal(0))
        new[column] = union(marked[column] if column in marked.columns else None, why)
    low, warn = marked.low if "low" in marked.columns else literal(0), marked.warn
    for subject, fates in ((clause, fallen), *(() if own_tie else ((tie, [_TIED]),))):
        below = fate.isin(fates) & (small(over) > marked.p)
        bit = ibis.ifelse(below, builder.clause_bit(subject.id), literal(0))
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
        "share": None if ballot.share is None else str(ballot.share),
        "own_share": ballot.share is None or bool(ballot.granted),
        "denominator": ballot.denominator,
        "rounding": ballot.rounding,
        "at_least_one": ballot.at_least_one,
        "complete_fact": (rule.complete_fact or None) if rule.by == "choice" else None,
        "binds": ballot.clause.binds,
    }


def quota_kinds(ballot: Ballot, versions: Mapping[str, Version]) -> list[Version]:
    """The states that a quota runs over, in the order in which the clause names its subjects."""
    return [versions[kind] for kind in ballot.clause.subjects]
