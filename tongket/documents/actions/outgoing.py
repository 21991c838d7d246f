"""The office's book of outgoing papers taken over in one act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.documents.actions.steps import issue_document, record_document
from tongket.documents.book import BookRow, key_of
from tongket.documents.permissions import may_write
from tongket.documents.queries import known_book
from tongket.organisation.models import Unit


def record_outgoing_book(
    unit: Unit, *, actor: Actor, rows: Sequence[BookRow], happened_on: dt.date | None = None
) -> int:
    """Enter the papers of the book that are not there yet, signed and issued on their day; returns how many.

    All or nothing. Raises as ``record_document``.
    """
    with acting("documents.record_outgoing_book", actor=actor, unit_id=unit.pk, happened_on=happened_on):
        require(may_write(actor, unit, "record_outgoing_book"))
        known = known_book(unit)
        fresh = [row for row in rows if key_of(row, known) not in known.papers]
        for row in fresh:
            document = record_document(
                unit,
                actor=actor,
                kind=row.kind,
                issuer=row.issuer or known.issuer,
                subject=row.subject,
                date=row.date,
                signer=row.signer,
                signer_post=row.signer_post,
                reference=row.reference,
                scheme=row.scheme,
            )
            issue_document(document, actor=actor, issued_on=row.date)
        return len(fresh)
