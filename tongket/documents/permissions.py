"""Who writes, signs off and reads the documents of a unit."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor, Decision
from tongket.access.roles import Role, declare
from tongket.common.errors import Missing
from tongket.documents.models import AttachedFile, Document, WordTemplate
from tongket.documents.states import TRANSITIONS, WRITERS
from tongket.organisation.models import Unit
from tongket.organisation.permissions import OFFICE, READERS, may, units_where

declare(
    "documents",
    {
        "see_documents": (*READERS, Role.CELL_SECRETARY),
        "draft_document": WRITERS,
        "redraft_document": WRITERS,
        "record_document": WRITERS,
        "record_outgoing_book": OFFICE,
        "attach_file": WRITERS,
        "keep_signed_list": WRITERS,
        "set_number_series": OFFICE,
        "correct_document": WRITERS,
        "upload_template": OFFICE,
        "withdraw_template": OFFICE,
        **{step.action: step.roles for step in TRANSITIONS},
    },
    own_body=(
        "draft_document",
        "redraft_document",
        "record_document",
        "record_outgoing_book",
        "attach_file",
        "keep_signed_list",
        "set_number_series",
        "correct_document",
        "upload_template",
        "withdraw_template",
        *(step.action for step in TRANSITIONS),
    ),
)


def may_write(actor: Actor, unit: Unit, action: str) -> Decision:
    """May the actor do `action` (a name of this room's actions) with papers of the unit?"""
    return may(actor, f"documents.{action}", unit)


def visible_documents(viewer: Actor) -> QuerySet[Document]:
    """Documents in the files of the units whose papers the viewer may read."""
    return Document.objects.filter(unit__in=units_where(viewer, "documents.see_documents"))


def get_document(viewer: Actor, pk: int) -> Document:
    """The document with its unit, if the viewer may read it; else ``Missing``, like an absent one."""
    document = visible_documents(viewer).select_related("unit").filter(pk=pk).first()
    if document is None:
        raise Missing(thing=_("văn bản"))
    return document


def get_file(viewer: Actor, pk: int) -> AttachedFile:
    """The attached file, if the viewer may read its document; else ``Missing``."""
    file = AttachedFile.objects.filter(pk=pk, document__in=visible_documents(viewer)).first()
    if file is None:
        raise Missing(thing=_("tệp"))
    return file


def visible_templates(viewer: Actor) -> QuerySet[WordTemplate]:
    """Word templates of the units whose papers the viewer may read."""
    return WordTemplate.objects.filter(unit__in=units_where(viewer, "documents.see_documents"))


def get_template(viewer: Actor, pk: int) -> WordTemplate:
    """The template version with its unit, if the viewer may read it; else ``Missing``."""
    template = visible_templates(viewer).select_related("unit").filter(pk=pk).first()
    if template is None:
        raise Missing(thing=_("mẫu văn bản"))
    return template
