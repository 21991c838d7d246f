"""Clauses that hold a subject to the level of other subjects (a head to the units headed)."""

from __future__ import annotations

from tongket.rules.model import FINAL, Clause, Pack
from tongket.rules.outcomes import EXEMPT, MET, NOT_MET, NOT_RATED, OPEN, OUT, ClauseResult
from tongket.rules.state import Rows, Subject


def bound_result(pack: Pack, rows: Rows, clause: Clause, subject: Subject) -> tuple[ClauseResult, int, int]:
    """At most the lowest level of the subjects named; those that are not rated set no limit."""
    bound = clause.bound
    assert bound is not None, "called for clauses with at_most_level_of"
    best = worst = 0
    missing: dict[str, None] = {}
    named = subject.facts[bound.fact]
    if bound.enabled_by and pack.parameters[bound.enabled_by].value is not True:
        named = ()
    if named is None:
        worst = subject.last
        missing[bound.fact] = None
    if isinstance(named, str):
        named = (named,)
    for other_id in named if isinstance(named, tuple) else ():
        low, high = _level_of(rows, other_id, bound.kinds, bound.stage)
        low, high = (rank if rank >= bound.from_rank else 0 for rank in (low, high))
        best, worst = max(best, low), max(worst, high)
        if low != high:
            missing[f"level:{other_id}"] = None
    if best == worst:
        missing = {}
    stage = clause.stage[subject.kind.id]
    proposed = subject.proposed if subject.proposed is not None else 0
    status = NOT_MET if best > proposed else OPEN if worst > max(best, proposed) else MET
    cap = pack.level_ids[best] if best else None
    result = ClauseResult(clause.id, stage, status, cap, subject.shown(clause), tuple(missing))
    return result, best, worst


def _level_of(rows: Rows, other_id: str, kinds: tuple[str, ...], stage: str) -> tuple[int, int]:
    for kind in kinds:
        other = rows.by_id.get((rows.pack.kinds[kind].table, other_id))
        if other is None or other.kind.id != kind:
            continue
        if other.scope in (EXEMPT, OUT, NOT_RATED):
            return 0, 0
        bounds = other.range if stage == FINAL else other.stages.get(stage)
        return bounds if bounds is not None else (0, other.last)
    return 0, 0
