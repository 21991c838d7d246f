"""`assess`: the stages of a pack run over the facts, one after the other, every clause recorded."""

from __future__ import annotations

from tongket.rules.asides import run_asides, with_exceptions
from tongket.rules.bounds import bound_result
from tongket.rules.expressions import Node, Unknown, Value, evaluate
from tongket.rules.facts import Facts, read_facts_tables
from tongket.rules.model import Clause, Pack, Stage
from tongket.rules.outcomes import (
    EXEMPT,
    MET,
    NOT_MET,
    NOT_RATED,
    OPEN,
    OUT,
    RATED,
    UNDETERMINED,
    Assessment,
    ClauseResult,
    Outcome,
    QuotaOutcome,
)
from tongket.rules.quota_stage import run_quota
from tongket.rules.state import Rows, Subject, scope_for


def assess(pack: Pack, facts: Facts, *, until: str | None = None, traced: bool = False) -> Assessment:
    """Judge facts by a pack up to the stage `until` (inclusive; None: all stages).

    The places of the quotas in the stage after `until` are computed too, since the ballot that they ask for
    is held between the two. With `traced` every clause keeps its conditions as evaluated.
    Raises FactsError for faulty facts, KeyError for an unknown stage.
    """
    stage_ids = [stage.id for stage in pack.stages]
    last = len(stage_ids) - 1 if until is None else _position(stage_ids, until)
    pack = with_exceptions(pack)
    rows = Rows(pack, read_facts_tables(pack, facts), traced=traced)
    for subject in rows.subjects:
        _decide_scope(pack, rows, subject)
    quotas: list[QuotaOutcome] = []
    for stage in pack.stages[: last + 1]:
        _run_clauses(pack, rows, stage)
        run_asides(pack, rows, stage)
        for clause in _quotas_of(pack, stage):
            quotas.extend(run_quota(pack, rows, clause, apply=True))
        for subject in rows.subjects:
            if subject.kind.id in stage.kinds:
                subject.stages[stage.id] = subject.range
    if last + 1 < len(pack.stages):
        for clause in _quotas_of(pack, pack.stages[last + 1]):
            quotas.extend(run_quota(pack, rows, clause, apply=False))
    outcomes = {
        table: {
            subject.id: _outcome(pack, rows, subject) for subject in rows.subjects if subject.table == table
        }
        for table in pack.facts
    }
    return Assessment(
        pack=pack.name,
        year=pack.year,
        fingerprint=pack.fingerprint,
        until=stage_ids[last],
        members=outcomes.pop("members", {}),
        units=outcomes.pop("units", {}),
        others={table: found for table, found in outcomes.items() if found},
        quotas=tuple(quotas),
        levels=pack.level_ids,
        parents=rows.parents,
        member_units=rows.member_units,
    )


def _position(stage_ids: list[str], until: str) -> int:
    if until not in stage_ids:
        raise KeyError(until)
    return stage_ids.index(until)


def _quotas_of(pack: Pack, stage: Stage) -> list[Clause]:
    return [clause for clause in pack.clauses.values() if clause.quota and stage.id in clause.stage.values()]


def _decide_scope(pack: Pack, rows: Rows, subject: Subject) -> None:
    """Exempt before not rated; a missing fact leaves the scope open unless another clause already exempts."""
    found: dict[str, list[str]] = {EXEMPT: [], OUT: [], NOT_RATED: [], UNDETERMINED: []}
    for clause in pack.clauses.values():
        if clause.kind != "scope" or subject.kind.id not in clause.subjects:
            continue
        result = _evaluate(pack, rows, clause, subject)
        subject.add(result)
        if result.status == NOT_MET:
            if clause.binds:
                found[clause.scope].append(clause.id)
            else:
                (subject.suspended if clause.suspension else subject.warnings).append(clause.id)
        elif result.status == OPEN and clause.binds:
            found[UNDETERMINED].append(clause.id)
            subject.missing.update(dict.fromkeys(result.missing))
    for scope in (EXEMPT, OUT, UNDETERMINED, NOT_RATED):
        if found[scope]:
            subject.scope = scope
            subject.scope_by = tuple(found[scope]) if scope != UNDETERMINED else ()
            break
    if subject.scope in (EXEMPT, OUT, NOT_RATED):
        subject.missing.clear()


def _run_clauses(pack: Pack, rows: Rows, stage: Stage) -> None:
    for clause in pack.clauses.values():
        if clause.kind in {"scope", "quota", "vote"} or clause.aside:
            continue
        for kind, at in clause.stage.items():
            if at != stage.id:
                continue
            for subject in rows.of_kind(kind):
                if subject.scope in (RATED, UNDETERMINED):
                    _apply(pack, rows, clause, subject)


def _apply(pack: Pack, rows: Rows, clause: Clause, subject: Subject) -> None:
    if clause.bound is not None:
        result, best, worst = bound_result(pack, rows, clause, subject)
    else:
        result, best, worst = _caps(pack, rows, clause, subject)
    subject.add(result)
    subject.limit(clause, best, worst, result.missing)


def _caps(pack: Pack, rows: Rows, clause: Clause, subject: Subject) -> tuple[ClauseResult, int, int]:
    """The best and the worst rank that the clause may leave, equal when every fact it needs is known."""
    best = worst = 0
    missing: dict[str, None] = {}
    for step in clause.steps[subject.kind.id]:
        value = _step_value(rows, clause, subject, step.node)
        if isinstance(value, Unknown):
            worst = max(worst, step.cap)
            missing.update(dict.fromkeys(sorted(value.missing)))
        elif value is step.fires_when:
            best, worst = max(best, step.cap), max(worst, step.cap)
    if worst == best:
        missing = {}
    status = MET if worst == 0 else NOT_MET if best == worst else OPEN
    cap = pack.level_ids[best] if best else None
    result = ClauseResult(
        clause.id,
        clause.stage[subject.kind.id],
        status,
        cap,
        subject.shown(clause),
        tuple(missing),
        rows.trees(clause, subject),
    )
    return result, best, worst


def _step_value(rows: Rows, clause: Clause, subject: Subject, node: Node) -> Value | Unknown:
    scope = scope_for(rows, clause, subject)
    value = evaluate(node, scope)
    if isinstance(value, Unknown) and clause.children is not None:
        # levels still open below: if the best and the worst of them give the same answer, it stands
        answers = {evaluate(node, scope_for(rows, clause, subject, open_as=way)) for way in ("best", "worst")}
        if len(answers) == 1:
            return answers.pop()
    return value


def _evaluate(pack: Pack, rows: Rows, clause: Clause, subject: Subject) -> ClauseResult:
    values = [evaluate(step.node, scope_for(rows, clause, subject)) for step in clause.steps[subject.kind.id]]
    unknown = [value for value in values if isinstance(value, Unknown)]
    missing = sorted({name for value in unknown for name in value.missing})
    status = NOT_MET if True in values else OPEN if unknown else MET
    stage = clause.stage[subject.kind.id]
    trees = rows.trees(clause, subject)
    return ClauseResult(clause.id, stage, status, None, subject.shown(clause), tuple(missing), trees)


def _outcome(pack: Pack, rows: Rows, subject: Subject) -> Outcome:
    levels = pack.level_ids
    rated = subject.scope == RATED
    level = subject.scope
    allowed: str | None = None
    if rated:
        level = subject.level_word(levels)
        allowed = subject.allowed_word(levels) if subject.kind.given is None else None
    elif subject.scope == UNDETERMINED:
        allowed = UNDETERMINED
    lowered, warnings, suspended = subject.lowered(pack)
    used = [
        path
        for result in subject.results
        for path in pack.parameters_of(pack.clauses[result.clause], subject.kind.id)
    ]
    paths = tuple(dict.fromkeys(used))
    unconfirmed = tuple(path for path in paths if not pack.parameters[path].confirmed)
    open_levels = UNDETERMINED in (level, allowed)
    return Outcome(
        id=subject.id,
        table=subject.table,
        kind=subject.kind.id,
        scope=subject.scope,
        scope_by=subject.scope_by,
        proposed=levels[subject.proposed] if subject.proposed is not None else None,
        allowed=allowed,
        level=level,
        lowered_by=lowered if rated else (),
        warnings=warnings,
        suspended=suspended,
        forms=tuple(subject.forms),
        missing=tuple(sorted(subject.missing)) if open_levels else (),
        parameters_used=paths,
        unconfirmed=unconfirmed,
        shares=rows.shares(subject),
        stages={stage: subject.word(bounds, levels) for stage, bounds in subject.stages.items()},
        results=tuple(subject.results),
        facts=subject.facts,
    )
