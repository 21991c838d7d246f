"""The rules of a round: layers, confirmed values and clauses, clauses put aside, and taking them back."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.errors import Missing
from tongket.common.text import clean
from tongket.rounds.actions.changeable import require_changeable
from tongket.rounds.errors import (
    AlreadyConfirmed,
    AlreadyReceived,
    GroundMissing,
    UnknownClause,
    UnknownParameter,
)
from tongket.rounds.models import (
    ClauseSuspension,
    ConfirmedClause,
    ConfirmedParameter,
    Round,
    RoundLayer,
    RuleRecord,
)
from tongket.rounds.packs import layers_of, load, pack_for, suspensions_of
from tongket.rounds.permissions import may_change_round, may_receive_suspension
from tongket.rounds.states import LAYER_ORDER, LayerLevel, RuleKind


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
        require_changeable(round)
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
        require_changeable(round)
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
        require_changeable(round)
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


def confirm_clause(
    round: Round,
    *,
    actor: Actor,
    clause: str,
    citation: str,
    confirmed_by: str,
    happened_on: dt.date,
) -> ConfirmedClause:
    """Let a clause that nobody has confirmed bind in the round, by the office's own citation (U6)."""
    with acting("rounds.confirm_clause", actor=actor, unit_id=round.unit_id, happened_on=happened_on) as act:
        require(may_change_round(actor, round, "confirm_clause"))
        require_changeable(round)
        found = pack_for(round).clauses.get(clause)
        if found is None:
            raise UnknownClause(clause=clause)
        if not citation.strip() or not confirmed_by.strip():
            raise GroundMissing(act=clause)
        if found.confirmed:
            raise AlreadyConfirmed(clause=clause)
        made = act.create(
            ConfirmedClause,
            round=round,
            clause=clause,
            effect=found.effect_key,
            citation=clean(citation),
            confirmed_by=clean(confirmed_by),
            confirmed_on=happened_on,
        )
        load(round.pack_name, round.year, layers_of(round), suspensions_of(round))
        return made


def withdraw_rule(
    round: Round, *, actor: Actor, kind: str, pk: int, reason: str, happened_on: dt.date
) -> None:
    """Take back a layer, a confirmed value or clause, or a suspension of the round, with the reason.

    What stood there stays in the journal. Refused (``LayerRefused``) when what is left no longer fits together.
    """
    with acting(
        "rounds.withdraw_rule", actor=actor, unit_id=round.unit_id, happened_on=happened_on, reason=reason
    ) as act:
        require(may_change_round(actor, round, "withdraw_rule"))
        require_changeable(round)
        if not reason.strip():
            raise GroundMissing(act=RuleKind(kind).label)
        row = _row(round, RuleKind(kind), pk)
        act.delete(row)
        load(round.pack_name, round.year, layers_of(round), suspensions_of(round))


def _row(round: Round, kind: RuleKind, pk: int) -> RuleRecord:
    model = {
        RuleKind.LAYER: RoundLayer,
        RuleKind.PARAMETER: ConfirmedParameter,
        RuleKind.CLAUSE: ConfirmedClause,
        RuleKind.SUSPENSION: ClauseSuspension,
    }[kind]
    row = model.objects.select_for_update().filter(round=round, pk=pk).first()
    if row is None:
        raise Missing(thing=kind.label)
    return row


def receive_suspension(
    suspension: ClauseSuspension, *, actor: Actor, received_by: str, happened_on: dt.date
) -> ClauseSuspension:
    """Note that the direct superior has received the report of a clause put aside: who, on which day (U6)."""
    with acting(
        "rounds.receive_suspension",
        actor=actor,
        unit_id=suspension.round.unit_id,
        happened_on=happened_on,
    ) as act:
        require(may_receive_suspension(actor, suspension.round))
        if not received_by.strip():
            raise GroundMissing(act=suspension.clause)
        locked = ClauseSuspension.objects.select_for_update().get(pk=suspension.pk)
        if locked.received_on is not None:
            raise AlreadyReceived(clause=locked.clause, who=locked.received_by)
        return act.update(locked, received_on=happened_on, received_by=clean(received_by))
