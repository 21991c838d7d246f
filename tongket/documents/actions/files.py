"""Files of a document: the scan of the signed paper, a signed file, a copy edited by hand."""

from __future__ import annotations

import datetime as dt

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.dates import today
from tongket.common.text import clean
from tongket.documents import store
from tongket.documents.models import AttachedFile, Document
from tongket.documents.permissions import may_write


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
