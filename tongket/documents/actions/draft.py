"""Writing a paper: the document and the data it is typeset from."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.common.dates import today
from tongket.common.errors import WrongState
from tongket.common.text import clean, matching_key, search_key
from tongket.documents.errors import IssuerMissing, SubjectMissing
from tongket.documents.models import Document, Draft
from tongket.documents.papers import checked_draft
from tongket.documents.permissions import may_write
from tongket.documents.states import DocumentScheme, DocumentState
from tongket.organisation.models import Unit

_OPEN = (DocumentState.DRAFTING, DocumentState.SUBMITTED)


def draft_document(
    unit: Unit,
    *,
    actor: Actor,
    kind: str,
    issuer: str,
    subject: str,
    year: int,
    scheme: str = DocumentScheme.PARTY,
    symbol: str = "",
    purpose: str = "",
    round_id: int | None = None,
    paper: str = "",
    data: Mapping[str, Any] | None = None,
    happened_on: dt.date | None = None,
) -> Document:
    """Begin a document of the unit, with the data of a paper of `rendering.PAPERS` where it is typeset here.

    `symbol` ("QĐ/ĐU") prints after the open number until the number is typed in. `purpose` and `round_id` are
    plain keys of whoever asked for the paper. Raises IssuerMissing, SubjectMissing, NotPrintable.
    """
    with acting("documents.draft_document", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may_write(actor, unit, "draft_document"))
        document = create(
            act,
            unit,
            kind=kind,
            issuer=issuer,
            subject=subject,
            year=year,
            scheme=scheme,
            symbol=clean(symbol),
            purpose=purpose,
            round_id=round_id,
        )
        if paper:
            _keep_draft(act, document, paper, data or {}, 1, happened_on)
        return document


def redraft_document(
    document: Document,
    *,
    actor: Actor,
    paper: str,
    data: Mapping[str, Any],
    happened_on: dt.date | None = None,
    expected_version: int | None = None,
) -> Document:
    """Replace the data that a document not yet signed is typeset from; the earlier draft is kept."""
    with acting(
        "documents.redraft_document", actor=actor, unit_id=document.unit_id, happened_on=happened_on
    ) as act:
        require(may_write(actor, document.unit, "redraft_document"))
        if document.state not in _OPEN:
            raise WrongState(thing=document, state=document.get_state_display(), act=_("soạn lại"))
        last = document.drafts.order_by("-number").values_list("number", flat=True).first() or 0
        act.update(document, expected_version=expected_version, state=DocumentState.DRAFTING)
        _keep_draft(act, document, paper, data, last + 1, happened_on)
        return document


def create(act: Act, unit: Unit, *, issuer: str, subject: str, **fields: Any) -> Document:
    """A row of a document after its texts were cleaned; raises IssuerMissing, SubjectMissing."""
    issuer, subject = clean(issuer), clean(subject)
    if not issuer:
        raise IssuerMissing()
    if not subject:
        raise SubjectMissing()
    return act.create(
        Document,
        unit=unit,
        issuer=issuer,
        issuer_key=matching_key(issuer),
        subject=subject,
        search_key=search_key(subject),
        **fields,
    )


def _keep_draft(
    act: Act,
    document: Document,
    paper: str,
    data: Mapping[str, Any],
    number: int,
    happened_on: dt.date | None,
) -> None:
    kept = checked_draft(document, paper, data)
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    draft = Draft(
        document=document,
        number=number,
        paper=paper,
        data=kept,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        made_on=happened_on or today(),
    )
    act.store(draft, without={"data"})
