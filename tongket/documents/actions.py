"""Drafting, signing, issuing and cancelling papers."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.errors import WrongState
from tongket.common.text import clean
from tongket.documents.errors import NumberTaken, ReasonNeeded, SignerMissing
from tongket.documents.models import Document
from tongket.documents.numbers import parse_number, series_of
from tongket.documents.permissions import may_change
from tongket.documents.states import TRANSITIONS, DocumentKind, DocumentState, SigningWay
from tongket.organisation.models import Unit


def draft_document(
    unit: Unit,
    *,
    actor: Actor,
    kind: str,
    year: int,
    issuer: str,
    subject: str,
    happened_on: dt.date | None = None,
) -> Document:
    """Begin a paper; its number stays blank until it is typed in from the register."""
    with acting("documents.draft_document", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may_change(actor, unit, "draft_document"))
        return act.create(
            Document,
            unit=unit,
            kind=DocumentKind(kind),
            year=year,
            issuer=clean(issuer),
            subject=clean(subject),
        )


def _move(document: Document, state: DocumentState) -> None:
    if state not in TRANSITIONS[document.state]:
        raise WrongState(thing=document, state=document.get_state_display(), act=state.label.lower())


def submit_document(document: Document, *, actor: Actor, expected_version: int) -> Document:
    """Send a draft for signature."""
    with acting("documents.submit_document", actor=actor, unit_id=document.unit_id) as act:
        require(may_change(actor, document.unit, "draft_document"))
        _move(document, DocumentState.SUBMITTED)
        return act.update(document, expected_version=expected_version, state=DocumentState.SUBMITTED)


def sign_document(
    document: Document,
    *,
    actor: Actor,
    number: str,
    date: dt.date,
    signer: str,
    signer_post: str = "",
    signing: str = SigningWay.PAPER,
    expected_version: int | None = None,
) -> Document:
    """Type in what the signed paper carries: number with symbol, day, signer.

    Gaps in numbers are normal: the register also holds papers that never come here. Refused when the form of
    the number is wrong, when it stands in the same series already, or without a signer.
    """
    with acting("documents.sign_document", actor=actor, unit_id=document.unit_id, happened_on=date) as act:
        require(may_change(actor, document.unit, "sign_document"))
        _move(document, DocumentState.SIGNED)
        value, symbol = parse_number(number)
        if not clean(signer):
            raise SignerMissing(number=number)
        series = series_of(symbol, date)
        other = (
            Document.objects.filter(issuer=document.issuer, symbol=symbol, series=series, number=value)
            .exclude(pk=document.pk)
            .first()
        )
        if other:
            raise NumberTaken(number=clean(number), issuer=document.issuer, other=other.subject)
        return act.update(
            document,
            expected_version=expected_version,
            number=value,
            symbol=symbol,
            series=series,
            date=date,
            signer=clean(signer),
            signer_post=clean(signer_post),
            signing=SigningWay(signing),
            state=DocumentState.SIGNED,
        )


def issue_document(document: Document, *, actor: Actor, happened_on: dt.date) -> Document:
    """The signed paper has left the office."""
    with acting(
        "documents.issue_document", actor=actor, unit_id=document.unit_id, happened_on=happened_on
    ) as act:
        require(may_change(actor, document.unit, "sign_document"))
        _move(document, DocumentState.ISSUED)
        return act.update(document, state=DocumentState.ISSUED)


def cancel_document(document: Document, *, actor: Actor, reason: str, happened_on: dt.date) -> Document:
    """The paper is void. Its number stays taken, with the reason beside it."""
    with acting(
        "documents.cancel_document",
        actor=actor,
        unit_id=document.unit_id,
        happened_on=happened_on,
        reason=reason,
    ) as act:
        require(may_change(actor, document.unit, "cancel_document"))
        _move(document, DocumentState.CANCELLED)
        if not clean(reason):
            raise ReasonNeeded(document=document)
        return act.update(document, state=DocumentState.CANCELLED, cancelled_because=clean(reason))


def record_signed_document(
    unit: Unit,
    *,
    actor: Actor,
    kind: str,
    year: int,
    issuer: str,
    subject: str,
    number: str,
    date: dt.date,
    signer: str,
    signer_post: str = "",
) -> Document:
    """A paper that was drafted and signed outside, entered once with what it carries."""
    with acting(
        "documents.record_signed_document",
        actor=actor,
        unit_id=unit.pk,
        happened_on=date,
        reason=_("nhập văn bản đã ký"),
    ):
        document = draft_document(
            unit, actor=actor, kind=kind, year=year, issuer=issuer, subject=subject, happened_on=date
        )
        return sign_document(
            document, actor=actor, number=number, date=date, signer=signer, signer_post=signer_post
        )
