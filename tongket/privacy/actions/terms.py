"""Terms confirmed by the office, and what holds data beyond their term."""

from __future__ import annotations

import datetime as dt

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.dates import format_day
from tongket.common.errors import Missing
from tongket.common.text import clean
from tongket.organisation.models import Person, Unit
from tongket.organisation.permissions import may
from tongket.privacy.catalogue import terms
from tongket.privacy.errors import DestructionPaperMissing, HoldOver
from tongket.privacy.models import ConfirmedTerm, Hold
from tongket.privacy.permissions import home_of, may_about
from tongket.privacy.states import HoldGround


def confirm_term(
    unit: Unit, *, actor: Actor, kind: str, years: int | None, citation: str, on: dt.date
) -> ConfirmedTerm:
    """The office says by its own citation how long records of a kind are kept; ``years`` None: without end."""
    with acting("privacy.confirm_term", actor=actor, unit_id=unit.pk, happened_on=on) as act:
        require(may(actor, "privacy.confirm_term", unit))
        if kind not in terms():
            raise Missing(thing=kind)
        if not clean(citation):
            raise DestructionPaperMissing()
        return act.create(
            ConfirmedTerm, unit=unit, kind=kind, years=years, citation=clean(citation), confirmed_on=on
        )


def place_hold(person: Person, *, actor: Actor, ground: str, document: str, since: dt.date) -> Hold:
    """The person's data stay whatever their term: archive, complaint, inspection."""
    unit = home_of(person)
    with acting("privacy.place_hold", actor=actor, unit_id=unit.pk, happened_on=since) as act:
        require(may_about(actor, "place_hold", person))
        if not clean(document):
            raise DestructionPaperMissing()
        return act.create(
            Hold, person=person, ground=HoldGround(ground), document=clean(document), since=since
        )


def lift_hold(hold: Hold, *, actor: Actor, document: str, on: dt.date) -> Hold:
    """What held the data is over, by a paper."""
    with acting("privacy.lift_hold", actor=actor, unit_id=home_of(hold.person).pk, happened_on=on) as act:
        require(may_about(actor, "place_hold", hold.person))
        if not clean(document):
            raise DestructionPaperMissing()
        if hold.lifted_on is not None:
            raise HoldOver(day=format_day(hold.lifted_on))
        return act.update(hold, lifted_on=on, lifted_by=clean(document))
