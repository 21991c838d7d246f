"""Recording when the ordered stages of the rules happened."""

from __future__ import annotations

import datetime as dt

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.text import clean
from tongket.organisation.models import Unit
from tongket.rounds import order
from tongket.rounds.actions.changeable import require_changeable
from tongket.rounds.errors import GroundMissing, OutOfOrder, UnknownStage
from tongket.rounds.models import Round, StepAct
from tongket.rounds.packs import pack_for
from tongket.rounds.permissions import may_change_round, may_record_step


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
        require_changeable(round)
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
        require_changeable(step_act.round)
        if not document.strip():
            raise GroundMissing(act=step_act.stage)
        return act.update(step_act, regularised_by=clean(document))
