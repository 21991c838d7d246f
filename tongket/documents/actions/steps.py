"""The way of a document: submitted for signature, signed, issued, cancelled."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.common.dates import format_day, today
from tongket.common.errors import WrongState
from tongket.common.text import clean
from tongket.documents.actions.draft import create
from tongket.documents.errors import (
    DateAhead,
    DateBefore,
    NumberGivenByOffice,
    NumberMissing,
    NumberTaken,
    ReasonMissing,
    ReturnReasonMissing,
    SignerMissing,
)
from tongket.documents.models import Document, NumberSeries
from tongket.documents.numbers import (
    WITHOUT_NUMBER,
    Reference,
    example,
    parse_reference,
    series_label,
    series_on,
    within,
)
from tongket.documents.permissions import may_write
from tongket.documents.rendering import profile_for
from tongket.documents.rendering.errors import UnknownProfileError
from tongket.documents.states import DocumentKind, DocumentScheme, DocumentState, SignedAs, transition
from tongket.organisation.models import Unit


def submit_document(
    document: Document,
    *,
    actor: Actor,
    happened_on: dt.date | None = None,
    expected_version: int | None = None,
) -> Document:
    """Hand the draft to the signer."""
    return _move(document, "submit_document", actor, happened_on, expected_version)


def return_document(
    document: Document,
    *,
    actor: Actor,
    reason: str,
    happened_on: dt.date | None = None,
    expected_version: int | None = None,
) -> Document:
    """Give a submitted paper back to its writer, saying why."""
    if not clean(reason):
        raise ReturnReasonMissing(document=document)
    return _move(document, "return_document", actor, happened_on, expected_version, reason=clean(reason))


def sign_document(
    document: Document,
    *,
    actor: Actor,
    date: dt.date,
    signer: str,
    reference: str = "",
    signer_post: str = "",
    signed_as: str = SignedAs.PAPER,
    expected_version: int | None = None,
) -> Document:
    """Record that the paper was signed: number and date as the office's book gave them, and who signed.

    `reference` is typed from the book ("118-QĐ/ĐU"); it is checked for its form and against every number the
    issuer used in the same series, cancelled ones too; gaps are normal (U4). Where tongket gives the numbers
    of the line, it stays empty. Raises NumberForm, NumberTaken, NumberMissing, NumberGivenByOffice,
    SignerMissing, DateAhead, WrongState, Stale.
    """
    try:
        with acting(
            "documents.sign_document", actor=actor, unit_id=document.unit_id, happened_on=date
        ) as act:
            require(may_write(actor, document.unit, "sign_document"))
            _check_step(document, "sign_document")
            fields = _signed(act, document, reference, date, signer, signer_post, signed_as)
            return act.update(document, expected_version=expected_version, **fields)
    except IntegrityError as error:  # another clerk typed the same number at the same moment
        raise NumberTaken(reference=reference, subject=_("văn bản khác"), series=date.year) from error


def record_document(
    unit: Unit,
    *,
    actor: Actor,
    kind: str,
    issuer: str,
    subject: str,
    date: dt.date,
    signer: str,
    reference: str = "",
    signer_post: str = "",
    signed_as: str = SignedAs.PAPER,
    scheme: str = DocumentScheme.PARTY,
    year: int | None = None,
    received: bool = False,
    purpose: str = "",
    round_id: int | None = None,
) -> Document:
    """Enter a paper that was already signed, ours or (`received`) another body's, in one act.

    `unit` is the unit in whose files it lies, `year` the year it belongs to (that of its date by default).
    Raises as ``sign_document``, and IssuerMissing, SubjectMissing.
    """
    try:
        with acting("documents.record_document", actor=actor, unit_id=unit.pk, happened_on=date) as act:
            require(may_write(actor, unit, "record_document"))
            document = create(
                act,
                unit,
                kind=kind,
                issuer=issuer,
                subject=subject,
                year=year if year is not None else date.year,
                scheme=scheme,
                received=received,
                purpose=purpose,
                round_id=round_id,
            )
            fields = _signed(act, document, reference, date, signer, signer_post, signed_as)
            return act.update(document, **fields)
    except IntegrityError as error:
        raise NumberTaken(reference=reference, subject=_("văn bản khác"), series=date.year) from error


def issue_document(
    document: Document,
    *,
    actor: Actor,
    issued_on: dt.date,
    expected_version: int | None = None,
) -> Document:
    """Record that the signed paper went out."""
    _check_after(document, issued_on)
    return _move(
        document, "issue_document", actor, issued_on, expected_version, fields={"issued_on": issued_on}
    )


def cancel_document(
    document: Document,
    *,
    actor: Actor,
    reason: str,
    cancelled_on: dt.date,
    cancelled_by: str = "",
    expected_version: int | None = None,
) -> Document:
    """Cancel a document; its number, date and files stay, and the number is never used again.

    `cancelled_by` is the paper that cancels it ("130-QĐ/ĐU"). Raises ReasonMissing, DateBefore, WrongState.
    """
    if not clean(reason):
        raise ReasonMissing(document=document)
    _check_after(document, cancelled_on)
    fields = {
        "cancelled_on": cancelled_on,
        "cancellation_reason": clean(reason),
        "cancelled_by": clean(cancelled_by),
    }
    return _move(
        document,
        "cancel_document",
        actor,
        cancelled_on,
        expected_version,
        reason=clean(reason),
        fields=fields,
    )


def _move(
    document: Document,
    action: str,
    actor: Actor,
    happened_on: dt.date | None,
    expected_version: int | None,
    *,
    reason: str = "",
    fields: dict[str, Any] | None = None,
) -> Document:
    with acting(
        f"documents.{action}",
        actor=actor,
        unit_id=document.unit_id,
        happened_on=happened_on,
        reason=reason,
    ) as act:
        require(may_write(actor, document.unit, action))
        _check_step(document, action)
        state = transition(action).target
        return act.update(document, expected_version=expected_version, state=state, **(fields or {}))


def _check_step(document: Document, action: str) -> None:
    step = transition(action)
    if document.state not in step.sources:
        act = str(step.label).lower()
        raise WrongState(thing=document, state=document.get_state_display(), act=act)


def _check_after(document: Document, day: dt.date) -> None:
    if day > today():
        raise DateAhead(day=format_day(day))
    if document.date is not None and day < document.date:
        raise DateBefore(day=format_day(day), signed=format_day(document.date), document=document)


def _signed(
    act: Act,
    document: Document,
    reference: str,
    date: dt.date,
    signer: str,
    signer_post: str,
    signed_as: str,
) -> dict[str, Any]:
    """The fields of a signed document after all checks; takes the next number of an own line."""
    signer = clean(signer)
    if not signer:
        raise SignerMissing()
    if date > today():
        raise DateAhead(day=format_day(date))
    fields: dict[str, Any] = {
        "state": DocumentState.SIGNED,
        "date": date,
        "signer": signer,
        "signer_post": clean(signer_post),
        "signed_as": SignedAs(signed_as),
        "form_profile": _profile_id(document.scheme, date),
    }
    taken, series = _number(act, document, reference, date)
    if taken is None:
        return fields
    label = series_label(series, date)
    same = Document.objects.filter(
        within(series, date),
        unit=document.unit,
        issuer_key=document.issuer_key,
        symbol=taken.symbol,
        number=taken.number,
        number_suffix=taken.suffix,
    )
    if other := same.exclude(pk=document.pk).first():
        raise NumberTaken(reference=other.reference, subject=other.subject, series=label)
    return fields | {
        "number": taken.number,
        "number_suffix": taken.suffix,
        "symbol": taken.symbol,
        "series": label,
    }


def _number(
    act: Act, document: Document, reference: str, date: dt.date
) -> tuple[Reference | None, NumberSeries | None]:
    if clean(reference):
        typed = parse_reference(reference, kind=document.kind, scheme=document.scheme)
        series = series_on(document.unit, document.issuer, typed.symbol, date)
        if series is None or not series.own_numbers:
            return typed, series
        if typed != Reference(series.next_number, "", series.symbol):
            raise NumberGivenByOffice(series=series, next=series.next_number)
        return _next(act, series)
    series = series_on(document.unit, document.issuer, document.symbol, date)
    if series is not None and series.own_numbers:
        return _next(act, series)
    if DocumentKind(document.kind) not in WITHOUT_NUMBER:
        raise NumberMissing(kind=document.get_kind_display(), example=example(document.kind, document.scheme))
    return None, None


def _next(act: Act, series: NumberSeries) -> tuple[Reference, NumberSeries]:
    """The next number of an own line, under a lock, so that no two papers get one and none is left out."""
    locked = NumberSeries.objects.select_for_update().get(pk=series.pk)
    number = locked.next_number
    act.update(locked, next_number=number + 1)
    return Reference(number, "", locked.symbol), locked


def _profile_id(scheme: str, day: dt.date) -> str:
    """The form in force on the day; "" for papers older than the forms that are known here."""
    try:
        return profile_for(scheme, day).id
    except UnknownProfileError:
        return ""
