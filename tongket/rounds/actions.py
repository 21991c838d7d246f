"""Opening a year, setting its rules and dates, recording the order of acts, closing and reopening."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.dates import format_day
from tongket.common.errors import WrongState
from tongket.common.text import clean
from tongket.organisation.models import Unit
from tongket.rounds import closing, order
from tongket.rounds.errors import (
    DueBeforePredecessor,
    GroundMissing,
    OutOfOrder,
    RoundExists,
    RoundNotOpen,
    StillOpen,
    UnknownClause,
    UnknownParameter,
    UnknownStage,
)
from tongket.rounds.models import ClauseSuspension, ConfirmedParameter, Round, RoundLayer, StepAct, StepDue
from tongket.rounds.packs import layers_of, load, pack_for, suspensions_of
from tongket.rounds.permissions import may_change_round, may_create_round, may_record_step
from tongket.rounds.states import LAYER_ORDER, LayerLevel, RoundState, transition
from tongket.rounds.steps import Step


def create_round(
    unit: Unit,
    *,
    actor: Actor,
    year: int,
    title: str,
    pack_name: str = "vn.party",
    happened_on: dt.date | None = None,
) -> Round:
    """Prepare the round of a year at an organisation. Refused when no pack covers the year."""
    with acting("rounds.create_round", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may_create_round(actor, unit))
        if Round.objects.filter(unit=unit, year=year, pack_name=pack_name).exists():
            raise RoundExists(year=year, unit=unit.name)
        load(pack_name, year)
        return act.create(Round, unit=unit, year=year, pack_name=pack_name, title=clean(title))


def _move(
    round: Round, act_name: str, *, actor: Actor, happened_on: dt.date | None, reason: str = "", **fields: Any
) -> Round:
    step = transition(act_name)
    with acting(
        f"rounds.{act_name}", actor=actor, unit_id=round.unit_id, happened_on=happened_on, reason=reason
    ) as act:
        require(may_change_round(actor, round, act_name))
        locked = Round.objects.select_for_update().get(pk=round.pk)
        if locked.state != step.source:
            raise WrongState(thing=str(round), state=locked.get_state_display(), act=step.staff_label)
        return act.update(round, expected_version=locked.version, state=step.target, **fields)


def open_round(round: Round, *, actor: Actor, happened_on: dt.date) -> Round:
    """Open a prepared round for review and rating."""
    return _move(round, "open_round", actor=actor, happened_on=happened_on, opened_on=happened_on)


def close_round(round: Round, *, actor: Actor, happened_on: dt.date) -> Round:
    """Lock a round. Refused while a room still has something open in it, with the list."""
    require(may_change_round(actor, round, "close_round"))
    items = closing.open_items(round)
    if items:
        raise StillOpen(round=str(round), items="; ".join(str(item) for item in items))
    return _move(round, "close_round", actor=actor, happened_on=happened_on, closed_on=happened_on)


def reopen_round(round: Round, *, actor: Actor, happened_on: dt.date, authority: str, reason: str) -> Round:
    """Unlock a closed round by the document of whoever has the right, with the reason."""
    if not authority.strip() or not reason.strip():
        raise GroundMissing(act=transition("reopen_round").staff_label)
    return _move(
        round,
        "reopen_round",
        actor=actor,
        happened_on=happened_on,
        reason=f"{clean(authority)}: {clean(reason)}",
        closed_on=None,
    )


def _changeable(round: Round) -> None:
    if round.state == RoundState.CLOSED:
        raise RoundNotOpen(round=str(round), state=round.get_state_display())


def add_layer(
    round: Round,
    *,
    actor: Actor,
    level: str,
    title: str,
    content: str,
    confirmed_by: str,
    citation: str = "",
    adopted_on: dt.date | None = None,
    happened_on: dt.date | None = None,
) -> RoundLayer:
    """Adopt a layer of rules (the YAML text of a layer file). The same text twice is the same layer.

    Refused (``LayerRefused``) when the engine finds a fault in it, or it widens what an upper layer has
    confirmed.
    """
    with acting("rounds.add_layer", actor=actor, unit_id=round.unit_id, happened_on=happened_on) as act:
        require(may_change_round(actor, round, "add_layer"))
        _changeable(round)
        digest = hashlib.sha256(content.encode()).hexdigest()
        same = RoundLayer.objects.filter(round=round, sha256=digest).first()
        if same:
            return same
        rank = LAYER_ORDER.index(LayerLevel(level))
        layer = act.create(
            RoundLayer,
            round=round,
            order=rank * 100 + RoundLayer.objects.filter(round=round, level=level).count(),
            level=level,
            title=clean(title),
            citation=clean(citation),
            content=content,
            sha256=digest,
            adopted_on=adopted_on,
            confirmed_by=clean(confirmed_by),
        )
        load(round.pack_name, round.year, layers_of(round), suspensions_of(round))
        return layer


def confirm_parameter(
    round: Round,
    *,
    actor: Actor,
    path: str,
    value: Any,
    citation: str,
    confirmed_by: str,
    happened_on: dt.date,
) -> ConfirmedParameter:
    """Answer a value that the texts leave open, by the office's own citation (U6)."""
    with acting(
        "rounds.confirm_parameter", actor=actor, unit_id=round.unit_id, happened_on=happened_on
    ) as act:
        require(may_change_round(actor, round, "confirm_parameter"))
        _changeable(round)
        if not citation.strip():
            raise GroundMissing(act=path)
        if path not in pack_for(round).parameters:
            raise UnknownParameter(path=path)
        fields = {
            "value": value,
            "citation": clean(citation),
            "confirmed_by": clean(confirmed_by),
            "confirmed_on": happened_on,
        }
        existing = ConfirmedParameter.objects.filter(round=round, path=path).first()
        answer = (
            act.update(existing, **fields)
            if existing
            else act.create(ConfirmedParameter, round=round, path=path, **fields)
        )
        load(round.pack_name, round.year, layers_of(round), suspensions_of(round))
        return answer


def suspend_clause(
    round: Round,
    *,
    actor: Actor,
    clause: str,
    document_number: str,
    reason: str,
    suspended_by: str,
    happened_on: dt.date,
) -> ClauseSuspension:
    """Put a clause aside for the round, by a named person with document and reason (U6).

    It stays printed on every outcome that it would have touched.
    """
    with acting(
        "rounds.suspend_clause", actor=actor, unit_id=round.unit_id, happened_on=happened_on, reason=reason
    ) as act:
        require(may_change_round(actor, round, "suspend_clause"))
        _changeable(round)
        if not document_number.strip() or not reason.strip() or not suspended_by.strip():
            raise GroundMissing(act=clause)
        if clause not in pack_for(round).clauses:
            raise UnknownClause(clause=clause)
        return act.create(
            ClauseSuspension,
            round=round,
            clause=clause,
            document_number=clean(document_number),
            reason=clean(reason),
            suspended_by=clean(suspended_by),
            suspended_on=happened_on,
        )


def set_due(
    round: Round, *, actor: Actor, due: Mapping[str, dt.date], happened_on: dt.date | None = None
) -> None:
    """Set deadlines of steps (step key → day). Refused when one comes before that of an earlier step."""
    with acting("rounds.set_due", actor=actor, unit_id=round.unit_id, happened_on=happened_on) as act:
        require(may_change_round(actor, round, "set_due"))
        _changeable(round)
        existing = {d.step: d for d in StepDue.objects.filter(round=round)}
        wanted = {Step(step): day for step, day in due.items()}
        all_days = {Step(step): row.due_on for step, row in existing.items()} | wanted
        ordered = [(step, all_days[step]) for step in Step if step in all_days]
        for (before, before_day), (step, day) in pairwise(ordered):
            if day < before_day:
                raise DueBeforePredecessor(
                    step=step.label,
                    day=format_day(day),
                    before=before.label,
                    before_day=format_day(before_day),
                )
        for step, day in wanted.items():
            if step in existing:
                act.update(existing[step], due_on=day)
            else:
                act.create(StepDue, round=round, step=step, due_on=day)


def record_step(
    round: Round, *, actor: Actor, stage: str, unit: Unit, happened_on: dt.date, here: bool = False
) -> StepAct:
    """Note when a stage of the pack happened at a unit, by the date on the paper.

    The order of the pack is looked at again for all noted stages: a later stage dated before an earlier one
    is marked irregular; stages of one day are in order. With ``here`` (the act is being made in the software,
    now) a breach is refused with ``OutOfOrder`` instead.
    """
    with acting("rounds.record_step", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may_record_step(actor, unit))
        _changeable(round)
        ids = order.ordered_stages(pack_for(round))
        if stage not in ids:
            raise UnknownStage(stage=stage, expected=", ".join(ids))
        acts = list(StepAct.objects.select_for_update().filter(round=round))
        current = next((a for a in acts if a.stage == stage and a.unit_id == unit.pk), None)
        if here:
            breach = order.breach_now(ids, acts, stage, happened_on)
            if breach:
                raise OutOfOrder(
                    stage=order.stage_label(round, stage),
                    before=order.stage_label(round, breach.before),
                    why=breach.why,
                )
        if current:
            act.update(current, happened_on=happened_on)
        else:
            current = act.create(StepAct, round=round, stage=stage, unit=unit, happened_on=happened_on)
            acts.append(current)
        for row in acts:
            before = order.breached(ids, acts, row)
            act.update(row, irregular=before is not None, after_stage=before or "")
        return current


def regularise_step(step_act: StepAct, *, actor: Actor, document: str, happened_on: dt.date) -> StepAct:
    """Let an irregular stage carry a decision again, by the document that sets it right."""
    with acting(
        "rounds.regularise_step",
        actor=actor,
        unit_id=step_act.unit_id,
        happened_on=happened_on,
        reason=document,
    ) as act:
        require(may_change_round(actor, step_act.round, "regularise_step"))
        _changeable(step_act.round)
        if not document.strip():
            raise GroundMissing(act=step_act.stage)
        return act.update(step_act, regularised_by=clean(document))
