"""Consent given and withdrawn, by the person or by the office from a signed paper."""

from __future__ import annotations

import datetime as dt

from tongket.access.decisions import ALLOWED, Actor, Decision, require
from tongket.audit.journal import acting
from tongket.common.dates import format_day, today
from tongket.common.text import clean
from tongket.organisation.errors import WrongPeriod
from tongket.organisation.models import Consent, ConsentPurpose, Person, Unit
from tongket.organisation.models.consents import ConsentWay
from tongket.organisation.permissions import may
from tongket.organisation.role_errors import RolePaperMissing

#: The version of the words to which people agree; the words themselves stand on the page and the paper form.
WORDING = "2026-1"


def may_consent(actor: Actor, person: Person, unit: Unit) -> Decision:
    """The person for themselves; the office of the person's unit from a signed paper."""
    if actor.account_id is not None and person.account_id == actor.account_id:
        return ALLOWED
    return may(actor, "organisation.record_consent", unit)


def give_consent(
    person: Person, *, actor: Actor, unit: Unit, purpose: str, on: dt.date, document: str = ""
) -> Consent:
    """The person agrees to one purpose from a day on; ``unit`` is where the person's data are kept.

    Recorded by the office it names the signed paper. A consent that stands is returned as it is.
    """
    with acting("organisation.give_consent", actor=actor, unit_id=unit.pk, happened_on=on) as act:
        require(may_consent(actor, person, unit))
        way = _way(actor, person, document)
        standing = Consent.objects.filter(person=person, purpose=purpose, withdrawn_on__isnull=True).first()
        if standing is not None:
            return standing
        return act.create(
            Consent,
            person=person,
            purpose=ConsentPurpose(purpose),
            way=way,
            wording=WORDING,
            given_on=on,
            document=clean(document),
        )


def withdraw_consent(
    consent: Consent, *, actor: Actor, unit: Unit, on: dt.date | None = None, document: str = ""
) -> Consent:
    """The person takes a consent back, as easily as it was given; what was published before stays lawful."""
    day = on or today()
    with acting("organisation.withdraw_consent", actor=actor, unit_id=unit.pk, happened_on=day) as act:
        require(may_consent(actor, consent.person, unit))
        way = _way(actor, consent.person, document)
        if day < consent.given_on:
            raise WrongPeriod(day=format_day(day), thing=consent, start=format_day(consent.given_on))
        if consent.withdrawn_on is not None:
            return consent
        return act.update(consent, withdrawn_on=day, withdrawal_way=way, withdrawal_document=clean(document))


def _way(actor: Actor, person: Person, document: str) -> ConsentWay:
    if person.account_id is not None and person.account_id == actor.account_id:
        return ConsentWay.OWN
    if not clean(document):
        raise RolePaperMissing()
    return ConsentWay.PAPER
