"""Correction notices: a small error set right without reopening what the paper decided."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.dates import format_day, today
from tongket.common.errors import WrongState
from tongket.common.text import clean
from tongket.documents.errors import CorrectionIncomplete, DateAhead, DateBefore
from tongket.documents.models import Correction, Document
from tongket.documents.permissions import may_write


def correct_document(
    document: Document,
    *,
    actor: Actor,
    place: str,
    old: str,
    new: str,
    reason: str,
    notice: str,
    corrected_on: dt.date,
) -> Correction:
    """Record that a notice (`notice`, with number and date) corrects a signed paper: old → new, and why.

    The paper and its state stay; who keeps the data corrects them by an own act that cites the notice (U5).
    Raises CorrectionIncomplete, DateAhead, DateBefore, WrongState.
    """
    with acting(
        "documents.correct_document",
        actor=actor,
        unit_id=document.unit_id,
        happened_on=corrected_on,
        reason=clean(reason),
    ) as act:
        require(may_write(actor, document.unit, "correct_document"))
        if not document.stands:
            raise WrongState(thing=document, state=document.get_state_display(), act=_("đính chính"))
        texts = {"place": place, "old": old, "new": new, "reason": reason, "notice": notice}
        fields = {key: clean(text) for key, text in texts.items()}
        if not all(fields.values()):
            raise CorrectionIncomplete(document=document)
        if corrected_on > today():
            raise DateAhead(day=format_day(corrected_on))
        if document.date is not None and corrected_on < document.date:
            signed = format_day(document.date)
            raise DateBefore(day=format_day(corrected_on), signed=signed, document=document)
        return act.create(Correction, document=document, corrected_on=corrected_on, **fields)
