"""Exemplars over their period, from registration to the end (U31)."""

from __future__ import annotations

import datetime as dt

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.awards.actions.checks import check_years
from tongket.awards.errors import PaperMissing, WrongYears
from tongket.awards.models import AwardDecision, Exemplar, ExemplarStep
from tongket.awards.permissions import may_at
from tongket.awards.states import EXEMPLAR_NEEDS_PAPER, EXEMPLAR_TRANSITIONS, ExemplarState
from tongket.common.errors import WrongState
from tongket.common.text import clean
from tongket.organisation.models import Person, Unit


def register_exemplar(
    person: Person,
    *,
    actor: Actor,
    unit: Unit,
    year_from: int,
    year_to: int,
    field: str,
    happened_on: dt.date,
    note: str = "",
) -> Exemplar:
    """Somebody is put on the list of those who might be built up as an exemplar for a period."""
    with acting("awards.register_exemplar", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may_at(actor, "change_exemplars", unit))
        check_years(year_from, year_to)
        exemplar = act.create(
            Exemplar,
            unit=unit,
            person=person,
            year_from=year_from,
            year_to=year_to,
            field=clean(field),
            state=ExemplarState.REGISTERED,
        )
        _step(act, exemplar, ExemplarState.REGISTERED, happened_on, clean(note), "")
        return exemplar


def choose_exemplar(
    person: Person,
    *,
    actor: Actor,
    unit: Unit,
    decision: AwardDecision,
    year_from: int | None,
    year_to: int | None,
    field: str,
    happened_on: dt.date,
) -> Exemplar:
    """The person is *chosen to be built up* as an exemplar by a decision: not yet recognised as one.

    One that was registered for the same period before goes on from there.
    """
    with acting("awards.choose_exemplar", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may_at(actor, "change_exemplars", unit))
        if year_from is None or year_to is None:
            raise WrongYears(first=year_from or "?", last=year_to or "?")
        check_years(year_from, year_to)
        known = Exemplar.objects.filter(person=person, year_from=year_from, year_to=year_to).first()
        if known is None:
            exemplar = act.create(
                Exemplar,
                unit=unit,
                person=person,
                year_from=year_from,
                year_to=year_to,
                field=clean(field),
                state=ExemplarState.CHOSEN,
                decision=decision,
            )
        else:
            _require_step(known, ExemplarState.CHOSEN)
            exemplar = act.update(
                known, state=ExemplarState.CHOSEN, decision=decision, field=clean(field) or known.field
            )
        _step(act, exemplar, ExemplarState.CHOSEN, happened_on, "", str(decision.document))
        act.use(
            decision.document, by=exemplar, role="chosen by", field="subject", value=decision.document.subject
        )
        return exemplar


def advance_exemplar(
    exemplar: Exemplar,
    *,
    actor: Actor,
    state: str,
    happened_on: dt.date,
    paper: str = "",
    note: str = "",
    expected_version: int | None = None,
) -> Exemplar:
    """The next stage: support, evaluation, recognition, spreading, or the end.

    Choice, evaluation and recognition name the paper they rest on.
    """
    target = ExemplarState(state)
    with acting(
        "awards.advance_exemplar", actor=actor, unit_id=exemplar.unit_id, happened_on=happened_on
    ) as act:
        require(may_at(actor, "change_exemplars", exemplar.unit))
        _require_step(exemplar, target)
        if target in EXEMPLAR_NEEDS_PAPER and not clean(paper):
            raise PaperMissing(state=target.label)
        act.update(exemplar, expected_version=expected_version, state=target)
        _step(act, exemplar, target, happened_on, clean(note), clean(paper))
        return exemplar


def record_exemplar_consent(
    exemplar: Exemplar, *, actor: Actor, happened_on: dt.date | None, recorded_on: dt.date
) -> Exemplar:
    """The person agrees to be presented publicly (``happened_on``), or withdraws that (None)."""
    with acting(
        "awards.record_exemplar_consent", actor=actor, unit_id=exemplar.unit_id, happened_on=recorded_on
    ) as act:
        require(may_at(actor, "change_exemplars", exemplar.unit))
        return act.update(exemplar, consent_on=happened_on)


def _require_step(exemplar: Exemplar, target: ExemplarState) -> None:
    if target not in EXEMPLAR_TRANSITIONS[exemplar.state]:
        raise WrongState(thing=exemplar, state=exemplar.get_state_display(), act=target.label)


def _step(
    act: Act, exemplar: Exemplar, state: ExemplarState, happened_on: dt.date, note: str, paper: str
) -> None:
    act.create(ExemplarStep, exemplar=exemplar, state=state, happened_on=happened_on, note=note, paper=paper)
