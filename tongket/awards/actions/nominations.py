"""Nominating, submitting upward, and what bodies answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, Decision, require
from tongket.audit.journal import Act, acting
from tongket.awards.actions.checks import check_subject, check_years
from tongket.awards.catalogue import kind as catalogue_kind
from tongket.awards.errors import (
    AchievementMissing,
    NominatedTwice,
    ReasonMissing,
)
from tongket.awards.models import Nomination, NominationStep, Submission
from tongket.awards.permissions import may_appraise, may_at, may_submit
from tongket.awards.states import NOMINATION_TRANSITIONS, NominationState
from tongket.common.errors import WrongState
from tongket.common.text import clean
from tongket.documents.models import Document
from tongket.organisation.models import Person, Unit
from tongket.rounds.models import Round


@dataclass(frozen=True)
class NominationRow:
    """One subject to be nominated: a person or a unit, with what it is nominated for."""

    person: Person | None = None
    unit: Unit | None = None
    achievement: str = ""
    period_from: int | None = None
    period_to: int | None = None
    field: str = ""

    @property
    def subject(self) -> Person | Unit | None:
        return self.person or self.unit


def nominate(
    round: Round,
    *,
    actor: Actor,
    kind: str,
    rows: Sequence[NominationRow],
    happened_on: dt.date,
    nominated_by: Unit | None = None,
) -> list[Nomination]:
    """Nominate people or units for one kind of commendation, on the day of the proposing meeting.

    ``nominated_by`` is the unit that proposes (the organisation itself by default). Refused as a whole when a
    row is: nothing is half written.
    """
    unit = nominated_by or round.unit
    with acting("awards.nominate", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may_at(actor, "nominate", unit))
        entry = catalogue_kind(kind, happened_on)
        existing = set(Nomination.objects.filter(round=round, kind=kind).values_list("person_id", "unit_id"))
        values = []
        for row in rows:
            check_subject(entry, row.person, row.unit)
            check_years(row.period_from, row.period_to)
            if entry.asks_achievement and not clean(row.achievement):
                raise AchievementMissing(kind=entry.label, subject=row.subject)
            key = (row.person.pk if row.person else None, row.unit.pk if row.unit else None)
            if key in existing:
                raise NominatedTwice(subject=row.subject, kind=entry.label, year=round.year)
            existing.add(key)
            values.append(
                {
                    "round": round,
                    "kind": kind,
                    "person": row.person,
                    "unit": row.unit,
                    "nominated_by": unit,
                    "achievement": clean(row.achievement),
                    "period_from": row.period_from,
                    "period_to": row.period_to,
                    "field": clean(row.field),
                }
            )
        made = act.create_many(Nomination, values)
        note_steps(act, actor, made, NominationState.DRAFT, happened_on, "")
        return made


def change_nomination(
    nomination: Nomination,
    *,
    actor: Actor,
    happened_on: dt.date,
    expected_version: int | None = None,
    achievement: str,
    period_from: int | None = None,
    period_to: int | None = None,
    field: str = "",
) -> Nomination:
    """Complete the dossier while it is being drafted or was returned for completion."""
    with acting(
        "awards.change_nomination", actor=actor, unit_id=nomination.nominated_by_id, happened_on=happened_on
    ) as act:
        require(may_at(actor, "nominate", nomination.nominated_by))
        if nomination.state not in (NominationState.DRAFT, NominationState.RETURNED):
            raise WrongState(
                thing=nomination, state=nomination.get_state_display(), act=_("sửa hồ sơ đề nghị")
            )
        check_years(period_from, period_to)
        return act.update(
            nomination,
            expected_version=expected_version,
            achievement=clean(achievement),
            period_from=period_from,
            period_to=period_to,
            field=clean(field),
        )


def submit(
    round: Round,
    *,
    actor: Actor,
    document: Document,
    addressed_to: str,
    nominations: Iterable[Nomination] | None = None,
    organisation_proposed: str = "",
) -> Submission:
    """Record the submission letter that carries nominations upward; its day is the document's.

    ``nominations``: those it carries; None takes all of the round that are drafted or returned and that a
    body above decides. ``organisation_proposed``: the level that the committee proposes for itself.
    """
    with acting("awards.submit", actor=actor, unit_id=round.unit_id, happened_on=document.date) as act:
        require(may_at(actor, "submit", round.unit))
        if nominations is None:
            waiting = Nomination.objects.filter(
                round=round, state__in=[NominationState.DRAFT, NominationState.RETURNED]
            )
            nominations = [n for n in waiting if catalogue_kind(n.kind, document.date).by_superior]
        submission = act.create(
            Submission,
            round=round,
            document=document,
            addressed_to=clean(addressed_to),
            organisation_proposed=organisation_proposed,
        )
        moved = list(nominations)
        move(act, actor, moved, NominationState.SUBMITTED, document.date, "", submission=submission)
        return submission


def return_nomination(
    nomination: Nomination, *, actor: Actor, happened_on: dt.date, reason: str
) -> Nomination:
    """The body above asks for completion, and says what is missing."""
    return _answer(
        nomination, NominationState.RETURNED, actor, may_appraise, happened_on, reason, needs_reason=True
    )


def appraise(nomination: Nomination, *, actor: Actor, happened_on: dt.date, reason: str = "") -> Nomination:
    """The dossier was examined and found complete."""
    return _answer(nomination, NominationState.APPRAISED, actor, may_appraise, happened_on, reason)


def not_propose(nomination: Nomination, *, actor: Actor, happened_on: dt.date, reason: str) -> Nomination:
    """The nomination goes no further; the reason stays with it."""
    return _answer(
        nomination, NominationState.NOT_PROPOSED, actor, may_appraise, happened_on, reason, needs_reason=True
    )


def reopen_nomination(
    nomination: Nomination, *, actor: Actor, happened_on: dt.date, reason: str
) -> Nomination:
    """A nomination that was not proposed is taken up again."""
    return _answer(
        nomination, NominationState.DRAFT, actor, may_submit, happened_on, reason, needs_reason=True
    )


def resubmit(nomination: Nomination, *, actor: Actor, happened_on: dt.date, reason: str = "") -> Nomination:
    """A returned nomination goes up again after completion, under the same submission letter."""
    return _answer(nomination, NominationState.SUBMITTED, actor, may_submit, happened_on, reason)


_NAMES = {
    NominationState.RETURNED: "return_nomination",
    NominationState.APPRAISED: "appraise",
    NominationState.NOT_PROPOSED: "not_propose",
    NominationState.DRAFT: "reopen_nomination",
    NominationState.SUBMITTED: "resubmit",
}


def _answer(
    nomination: Nomination,
    state: NominationState,
    actor: Actor,
    may_answer: Callable[[Actor, Nomination], Decision],
    happened_on: dt.date,
    reason: str,
    *,
    needs_reason: bool = False,
) -> Nomination:
    with acting(
        f"awards.{_NAMES[state]}",
        actor=actor,
        unit_id=nomination.nominated_by_id,
        happened_on=happened_on,
        reason=reason,
    ) as act:
        require(may_answer(actor, nomination))
        if needs_reason and not clean(reason):
            raise ReasonMissing(act=state.label.lower())
        move(act, actor, [nomination], state, happened_on, clean(reason))
        return nomination


def move(
    act: Act,
    actor: Actor,
    nominations: Sequence[Nomination],
    state: NominationState,
    happened_on: dt.date,
    reason: str,
    **fields: object,
) -> None:
    """Bring nominations into a state inside an act; ``WrongState`` when the table doesn't allow it."""
    for nomination in nominations:
        if state not in NOMINATION_TRANSITIONS[nomination.state]:
            raise WrongState(thing=nomination, state=nomination.get_state_display(), act=state.label.lower())
        act.update(nomination, state=state, **fields)
    note_steps(act, actor, nominations, state, happened_on, reason)


def note_steps(
    act: Act,
    actor: Actor,
    nominations: Sequence[Nomination],
    state: NominationState,
    happened_on: dt.date,
    reason: str,
) -> None:
    """One line in each dossier's trace."""
    act.create_many(
        NominationStep,
        [
            {
                "nomination": n,
                "state": state,
                "happened_on": happened_on,
                "by_label": actor.label,
                "reason": reason,
            }
            for n in nominations
        ],
    )
