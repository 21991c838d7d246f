"""Signed papers that wait to be recorded as decisions or submission letters."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tongket.access.decisions import Actor
from tongket.awards.permissions import may_for
from tongket.documents.models import Document
from tongket.documents.permissions import visible_documents
from tongket.documents.states import DocumentKind, DocumentState
from tongket.organisation.models import Unit
from tongket.organisation.queries import parent_of
from tongket.rounds.models import Round
from tongket.rounds.queries import register_day

SIGNED = [DocumentState.SIGNED, DocumentState.ISSUED]


def _signed(viewer: Actor, round: Round, kind: DocumentKind) -> QuerySet[Document]:
    return (
        visible_documents(viewer)
        .filter(unit=round.unit, year=round.year, kind=kind, state__in=SIGNED)
        .order_by("date", "number", "pk")
    )


def decisions_to_record(viewer: Actor, round: Round) -> QuerySet[Document]:
    """Signed decisions of the round's year that don't carry a commendation yet, nor levels of ours.

    A body above may recognise and commend the organisation by one paper."""
    return _signed(viewer, round, DocumentKind.DECISION).filter(
        Q(ratings__isnull=True) | Q(received=True), award_decision__isnull=True
    )


def letters_to_record(viewer: Actor, round: Round) -> QuerySet[Document]:
    """Signed submission letters of the round's year that carry nothing yet."""
    return _signed(viewer, round, DocumentKind.SUBMISSION).filter(submission__isnull=True)


def bodies_of(round: Round) -> QuerySet[Unit]:
    """Who may decide on commendations of the round: the organisation, and the one directly above."""
    above = parent_of(round.unit, register_day(round))
    return Unit.objects.filter(pk__in=[round.unit_id, *([above.pk] if above else [])]).order_by("code_key")


def issuing_units(viewer: Actor, round: Round) -> QuerySet[Unit]:
    """Those of them whose decisions the viewer may record: the office both, a body above its own."""
    named = [body.pk for body in bodies_of(round) if may_for(viewer, "record_decision", body, round).allowed]
    return bodies_of(round).filter(pk__in=named)
