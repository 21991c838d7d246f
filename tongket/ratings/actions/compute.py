"""Computing what the rules allow: facts are gathered, judged, and written with the records they came from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting, label_of
from tongket.audit.models import Use
from tongket.organisation.models import Unit
from tongket.ratings import polls
from tongket.ratings.facts import Facts, Subject, gather
from tongket.ratings.judging import judge_facts
from tongket.ratings.models import Outcome, QuotaOutcome
from tongket.ratings.permissions import may_act
from tongket.rounds.actions import record_step
from tongket.rounds.actions.changeable import require_open
from tongket.rounds.models import Round
from tongket.rounds.order import ordered_stages
from tongket.rounds.queries import step_acts
from tongket.rules import Assessment, Pack
from tongket.rules import Outcome as RuleOutcome


@dataclass(frozen=True)
class Computed:
    """What one computing did: how many outcomes there are, and whose changed."""

    members: int
    units: int
    changed: tuple[str, ...]
    undetermined: tuple[str, ...]
    quotas: tuple[QuotaOutcome, ...]


def compute_outcomes(round: Round, *, actor: Actor, happened_on: dt.date | None = None) -> Computed:
    """Say for everyone and every unit of the round what the rules allow, from the facts as they stand now.

    Writes ``Outcome`` and ``QuotaOutcome`` rows (only those that changed) and notes for every fact the
    records it came from. Undetermined stays undetermined, with what is missing.
    """
    with acting(
        "ratings.compute_outcomes", actor=actor, unit_id=round.unit_id, happened_on=happened_on
    ) as act:
        require(may_act(actor, round, "compute_outcomes"))
        require_open(round)
        facts = gather(round)
        assessment = judge_facts(facts)
        changed = _write_outcomes(act, facts, assessment)
        quotas = _write_quotas(act, facts, assessment)
        _note_steps(facts, actor)
        outcomes = [*assessment.members.values(), *assessment.units.values()]
        names = {s.id: s.name for s in facts.subjects}
        return Computed(
            members=len(facts.members),
            units=len(facts.units),
            changed=tuple(changed),
            undetermined=tuple(names[o.id] for o in outcomes if o.level == "undetermined" and o.id in names),
            quotas=tuple(quotas),
        )


def _fields(subject: Subject, outcome: RuleOutcome, facts: Facts) -> dict[str, Any]:
    return {
        "cell": subject.cell,
        "position": subject.position,
        "scope": outcome.scope,
        "scope_by": list(outcome.scope_by),
        "proposed": outcome.proposed or "",
        "allowed": outcome.allowed or "",
        "level": outcome.level,
        "lowered_by": list(outcome.lowered_by),
        "warnings": list(outcome.warnings),
        "suspended": list(outcome.suspended),
        "missing": list(outcome.missing),
        "unconfirmed": list(outcome.unconfirmed),
        "shares": {level: str(share) for level, share in outcome.shares.items()},
        "stages": dict(outcome.stages),
        "results": {r.clause: [r.status, r.cap, list(r.missing)] for r in outcome.results},
        "facts": subject.stored(),
        "facts_digest": subject.digest(),
        "pack_fingerprint": facts.pack.fingerprint,
    }


def _write_outcomes(act: Act, facts: Facts, assessment: Assessment) -> list[str]:
    existing = {(o.person_id, o.unit_id): o for o in Outcome.objects.filter(round=facts.round)}
    now = timezone.now()
    fresh: list[tuple[Subject, dict[str, Any]]] = []
    touched: list[tuple[Outcome, Subject]] = []
    changed: list[str] = []
    for subject in facts.subjects:
        outcome = assessment.outcome(subject.id, subject.table)
        fields = _fields(subject, outcome, facts)
        key = (subject.person.pk if subject.person else None, subject.unit.pk if subject.unit else None)
        row = existing.pop(key, None)
        if row is None:
            fresh.append((subject, fields))
            continue
        before, level = row.version, (row.level, row.allowed, row.scope)
        act.update(row, **fields)
        if row.version != before:
            act.update(row, computed_at=now)
            touched.append((row, subject))
        if level != (row.level, row.allowed, row.scope):
            changed.append(subject.name)
    created = act.create_many(
        Outcome,
        [
            {"round": facts.round, "person": s.person, "unit": s.unit, "computed_at": now, **fields}
            for s, fields in fresh
        ],
    )
    touched += list(zip(created, (s for s, _ in fresh), strict=True))
    for gone in existing.values():
        act.delete(gone)
    _note_uses(act, facts, touched)
    return changed + [s.name for s, _ in fresh]


def _note_uses(act: Act, facts: Facts, touched: list[tuple[Outcome, Subject]]) -> None:
    """Fact by fact the records it came from; values of facts that not everyone may read are left out."""
    ids = [outcome.pk for outcome, _ in touched]
    Use.objects.filter(user_model=label_of(Outcome), user_id__in=ids).delete()
    for outcome, subject in touched:
        readers = facts.pack.facts[subject.table]
        for fact, sources in subject.sources.items():
            value = subject.row[fact] if fact in readers and readers[fact].reader == "open" else None
            for source in sources:
                act.use(source, by=outcome, role=f"fact:{fact}", value=value)


def _write_quotas(act: Act, facts: Facts, assessment: Assessment) -> list[QuotaOutcome]:
    units: dict[str, Unit] = {s.id: s.unit for s in facts.units if s.unit}
    existing = {(q.subject, q.group_id): q for q in QuotaOutcome.objects.filter(round=facts.round)}
    written: list[QuotaOutcome] = []
    for quota in assessment.quotas:
        group = units.get(quota.group)
        if group is None:  # the superior's own group is judged from its figures, not from ours
            continue
        fields = {
            "clause": quota.clause,
            "share": str(quota.share),
            "denominator": quota.denominator,
            "rounding": quota.rounding,
            "at_least_one": quota.at_least_one,
            "good_or_better": quota.good_or_better,
            "rated": quota.rated,
            "bound": "" if quota.bound is None else str(quota.bound),
            "places": quota.places,
            "equation": quota.equation,
            "candidates": list(quota.candidates),
            "selected": list(quota.selected),
            "border_ties": list(quota.border_ties),
            "not_chosen": list(quota.not_chosen),
            "pending": list(quota.pending),
            "votes": dict(quota.votes),
            "needed": dict(quota.needed),
            "missing": list(quota.missing),
        }
        row = existing.pop((quota.name, group.pk), None)
        if row:
            written.append(act.update(row, **fields))
        else:
            written.append(
                act.create(QuotaOutcome, round=facts.round, group=group, subject=quota.name, **fields)
            )
    for gone in existing.values():
        act.delete(gone)
    _note_quota_uses(act, facts, assessment, written)
    return written


def quota_stage(pack: Pack, name: str) -> str:
    """The stage at which the quota with these settings is applied."""
    clause = next(c for c in pack.clauses.values() if c.quota and c.quota.settings == f"quotas.{name}")
    return next(iter(clause.stage.values()))


def _note_quota_uses(act: Act, facts: Facts, assessment: Assessment, quotas: list[QuotaOutcome]) -> None:
    """The equation's numbers open the outcomes behind them: rated, good or better, candidate."""
    pack = facts.pack
    stored = {
        ("members", str(o.person_id)) if o.person_id else ("units", o.cell.code): o
        for o in Outcome.objects.filter(round=facts.round).select_related("cell")
    }
    order = [stage.id for stage in pack.stages]
    for quota in quotas:
        act.forget_uses(quota)
        rule = pack.clauses[quota.clause].quota
        column = str(pack.parameter(f"quotas.{quota.subject}.group").value)
        earlier = order[: order.index(quota_stage(pack, quota.subject))]
        candidates = set(quota.candidates)
        for subject in facts.subjects:
            judged = assessment.outcome(subject.id, subject.table)
            of_kind = judged.kind in pack.clauses[quota.clause].subjects
            if rule is None or not of_kind or judged.scope != "rated":
                continue
            if subject.row.get(column) != quota.group.code:
                continue
            roles = ["rated"]
            before = next((judged.stages[s] for s in reversed(earlier) if s in judged.stages), judged.level)
            if before in pack.level_ids[: rule.over + 1]:
                roles.append("good_or_better")
            if subject.id in candidates:
                roles.append("candidate")
            for role in roles:
                act.use(stored[subject.table, subject.id], by=quota, role=role, field="stages", value=before)


def _note_steps(facts: Facts, actor: Actor) -> None:
    """Tell the round when its ordered stages happened, as the ballots' papers say."""
    stages = ordered_stages(facts.pack)
    ballots = polls.ballots_of(facts.round)
    known = step_acts(facts.round)
    happened = [(stages[0], p.unit, p.held_on) for p in ballots.of(polls.CELL_LEVELS)]
    for purpose, settings in ((polls.BALLOT_ON_CELLS, "cells"), (polls.SECOND_BALLOT, "members")):
        stage, day = quota_stage(facts.pack, settings), ballots.held_on(purpose)
        if day and stage in stages:
            happened.append((stage, facts.round.unit, day))
    for stage, unit, day in happened:
        row = known.get((stage, unit.pk))
        if row is None or row.happened_on != day:
            record_step(facts.round, actor=actor, stage=stage, unit=unit, happened_on=day)
