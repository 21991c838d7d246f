"""What is read of papers."""

from __future__ import annotations

from django.db.models import QuerySet

from tongket.access.decisions import Actor
from tongket.documents.models import Document
from tongket.documents.permissions import visible_documents
from tongket.organisation.models import Unit
from tongket.organisation.queries import party_tree


def documents_of(viewer: Actor, unit: Unit, year: int) -> QuerySet[Document]:
    """Papers of a unit and of everything below it for a year, in the order of dates and numbers."""
    below = party_tree(unit).values("pk")
    return visible_documents(viewer).filter(unit__in=below, year=year)
