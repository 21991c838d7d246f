"""Files of a document: the scan of the signed paper, a signed file, a copy edited by hand."""

from __future__ import annotations

import datetime as dt

from django.utils.text import capfirst

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.dates import today
from tongket.common.text import clean
from tongket.documents import store
from tongket.documents.actions.steps import record_document
from tongket.documents.models import AttachedFile, Document
from tongket.documents.permissions import may_write
from tongket.documents.signed_lists import purpose_of, title_of
from tongket.documents.states import DocumentKind, FileRole
from tongket.organisation.models import Unit


def attach_file(
    document: Document,
    *,
    actor: Actor,
    role: str,
    name: str,
    content: bytes,
    happened_on: dt.date | None = None,
) -> AttachedFile:
    """Keep a file of the document; the same content in the same role is kept once.

    Raises FileRefused, and ClassifiedFile before anything is stored.
    """
    day = happened_on or today()
    with acting("documents.attach_file", actor=actor, unit_id=document.unit_id, happened_on=day) as act:
        require(may_write(actor, document.unit, "attach_file"))
        name = clean(name)
        media_type = store.inspected(name, content)
        sha256 = store.keep(content)
        known = AttachedFile.objects.filter(document=document, role=role, sha256=sha256).first()
        if known is not None:
            return known
        return act.create(
            AttachedFile,
            document=document,
            role=role,
            name=name,
            media_type=media_type,
            size=len(content),
            sha256=sha256,
            attached_on=day,
        )


def keep_signed_list(
    unit: Unit,
    *,
    actor: Actor,
    year: int,
    step: str,
    name: str,
    content: bytes,
    date: dt.date,
    signer: str,
    note: str = "",
) -> Document:
    """Keep the scan of the signed list from which the unit's data of a step of the year were entered (U1).

    `step` is a key of ``signed_lists``, `date` and `signer` stand on the paper, `note` tells lists of one step
    apart. Nothing is stored when anything is refused. Raises FileRefused, ClassifiedFile, SignerMissing,
    DateAhead, and Missing for an unknown step.
    """
    title = capfirst(str(title_of(step)))
    with acting("documents.keep_signed_list", actor=actor, unit_id=unit.pk, happened_on=date):
        require(may_write(actor, unit, "keep_signed_list"))
        document = record_document(
            unit,
            actor=actor,
            kind=DocumentKind.SIGNED_LIST,
            issuer=unit.name,
            subject=f"{title}: {clean(note)}" if clean(note) else title,
            date=date,
            signer=signer,
            year=year,
            purpose=purpose_of(step),
        )
        attach_file(document, actor=actor, role=FileRole.SCAN, name=name, content=content, happened_on=date)
        return document
