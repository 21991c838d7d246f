"""Who may see and make papers."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor, Decision
from tongket.access.roles import Role, declare
from tongket.common.errors import Missing
from tongket.documents.models import Document
from tongket.organisation.models import Unit
from tongket.organisation.permissions import OFFICE, READERS, may, units_where

declare(
    "documents",
    {
        "see_documents": (*READERS, Role.CELL_SECRETARY, Role.EDITOR),
        "draft_document": (*OFFICE, Role.SUPERIOR_OFFICER),
        "sign_document": (*OFFICE, Role.SUPERIOR_OFFICER),
        "cancel_document": (*OFFICE, Role.SUPERIOR_OFFICER),
    },
)


def may_change(actor: Actor, unit: Unit, action: str) -> Decision:
    """``action`` is one of this room's: draft_document, sign_document, cancel_document."""
    return may(actor, f"documents.{action}", unit)


def visible_documents(viewer: Actor) -> QuerySet[Document]:
    """Papers of the units where the viewer may read papers."""
    return Document.objects.filter(unit__in=units_where(viewer, "documents.see_documents")).select_related(
        "unit"
    )


def get_document(viewer: Actor, pk: int) -> Document:
    """A paper the viewer may see, else ``Missing``."""
    document = visible_documents(viewer).filter(pk=pk).first()
    if document is None:
        raise Missing(thing=_("văn bản"))
    return document
