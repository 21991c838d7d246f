"""Outcomes again from what was kept of them: one subject is explained without judging all the others anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from tongket.rules.asides import with_exceptions
from tongket.rules.facts import Row, read_row
from tongket.rules.model import Pack
from tongket.rules.outcomes import RATED, Assessment, ClauseResult, Outcome, QuotaOutcome


@dataclass(frozen=True)
class Kept:
    """What was kept of one outcome: the row of facts that it was judged by, and what came out.

    ``results``: clause → (status, cap, missing). Forms and the paths of all parameters are not kept; what is
    restored has none.
    """

    table: str
    row: Row
    scope: str
    scope_by: Sequence[str]
    proposed: str
    allowed: str
    level: str
    lowered_by: Sequence[str]
    warnings: Sequence[str]
    suspended: Sequence[str]
    missing: Sequence[str]
    unconfirmed: Sequence[str]
    shares: Mapping[str, str]
    stages: Mapping[str, str]
    results: Mapping[str, tuple[str, str | None, Sequence[str]]]


def restore(pack: Pack, kept: Iterable[Kept]) -> Assessment:
    """The judgement of these subjects alone, as `explain` reads it. Only by the pack that they were judged by."""
    whole = with_exceptions(pack)
    found: dict[str, dict[str, Outcome]] = {"members": {}, "units": {}}
    for each in kept:
        found[each.table][str(each.row["id"])] = _outcome(whole, each)
    return Assessment(
        pack=pack.name,
        year=pack.year,
        fingerprint=pack.fingerprint,
        until=pack.stages[-1].id,
        members=found["members"],
        units=found["units"],
        others={},
        quotas=(),
        levels=pack.level_ids,
        parents={},
        member_units={},
    )


def _outcome(pack: Pack, kept: Kept) -> Outcome:
    facts = read_row(pack, kept.table, kept.row)
    kind = pack.kind_of(kept.table, facts)
    if kind is None:
        raise KeyError(kept.row["id"])
    # who ties at the border of a quota is told so by another clause, about the facts of the quota
    ties = {c.quota.tie_clause: c for c in pack.clauses.values() if c.quota and kind.id in c.subjects}
    results = []
    for name, (status, cap, missing) in kept.results.items():
        clause = ties.get(name, pack.clauses[name])
        shown = {fact: facts[fact] for fact in clause.facts[kind.id]}
        results.append(ClauseResult(name, clause.stage[kind.id], status, cap, shown, tuple(missing)))
    return Outcome(
        id=str(kept.row["id"]),
        table=kept.table,
        kind=kind.id,
        scope=kept.scope,
        scope_by=tuple(kept.scope_by),
        proposed=kept.proposed or None,
        allowed=kept.allowed or None,
        level=kept.level,
        lowered_by=tuple(kept.lowered_by),
        warnings=tuple(kept.warnings),
        suspended=tuple(kept.suspended),
        forms=(),
        missing=tuple(kept.missing),
        parameters_used=(),
        unconfirmed=tuple(kept.unconfirmed),
        shares={level: Fraction(share) for level, share in kept.shares.items()},
        stages=dict(kept.stages),
        results=tuple(results),
        facts=facts,
    )


def kept_level(table: str, row: Row, level: str) -> Kept:
    """A subject whose level was given elsewhere: it is named in texts, no clause asks about it."""
    return Kept(table, row, RATED, (), level, "", level, (), (), (), (), (), {}, {}, {})


def named_by(pack: Pack, kept: Kept) -> set[str]:
    """Ids of the other subjects that an explanation of this one names."""
    named = {name.removeprefix("level:") for name in kept.missing if name.startswith("level:")}
    facts = read_row(pack, kept.table, kept.row)
    for clause in pack.clauses.values():
        if clause.bound is None or clause.id not in kept.results:
            continue
        value = facts.get(clause.bound.fact)
        named.update((value,) if isinstance(value, str) else value if isinstance(value, tuple) else ())
    return named


def restore_quota(pack: Pack, kept: QuotaOutcome) -> QuotaOutcome | None:
    """A quota as `explain_quota` reads it, with what its pack adds; None where the share was taken from another
    scheme's results, which are not kept."""
    clause = pack.clauses[kept.clause]
    if clause.quota is None or clause.quota.share_of is not None:
        return None
    grant = pack.parameters[f"{clause.quota.settings}.share"].granted.get(kept.group)
    return replace(
        kept,
        stage=next(iter(clause.stage.values())),
        binds=clause.binds,
        granted_by="" if grant is None else f"{grant.authority}, {grant.document}",
    )
