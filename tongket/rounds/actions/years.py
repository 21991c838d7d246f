"""Opening a year, setting its dates, closing and reopening it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.dates import format_day
from tongket.common.errors import WrongState
from tongket.common.text import clean
from tongket.organisation.models import Unit
from tongket.rounds import closing
from tongket.rounds.actions.changeable import require_changeable
from tongket.rounds.errors import DueBeforePredecessor, GroundMissing, RoundExists, StillOpen
from tongket.rounds.models import Round, StepDue
from tongket.rounds.packs import load
from tongket.rounds.permissions import may_change_round, may_create_round
from tongket.rounds.states import transition
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


def set_due(
    round: Round, *, actor: Actor, due: Mapping[str, dt.date], happened_on: dt.date | None = None
) -> None:
    """Set deadlines of steps (step key → day). Refused when one comes before that of an earlier step."""
    with acting("rounds.set_due", actor=actor, unit_id=round.unit_id, happened_on=happened_on) as act:
        require(may_change_round(actor, round, "set_due"))
        require_changeable(round)
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
