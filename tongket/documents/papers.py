"""From a document to its file: the kept data of its last draft with the number, date and signer of the paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language

from tongket.common.dates import today
from tongket.documents import store
from tongket.documents.errors import NoDraft, NotPrintable
from tongket.documents.models import Document, Draft, WordTemplate
from tongket.documents.rendering import PAPERS, get_profile, profile_for, render_docx, render_pdf
from tongket.documents.rendering.context import context_of, plain
from tongket.documents.rendering.errors import RenderingError
from tongket.documents.rendering.papers import get_paper
from tongket.documents.rendering.profiles import Profile
from tongket.documents.rendering.shapes import checked
from tongket.organisation.models import Unit
from tongket.organisation.queries import ancestors


def checked_draft(document: Document, paper: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data as they are kept (dates as ISO texts, NFC), after all checks; raises NotPrintable."""
    try:
        kept = checked(data, get_paper(paper).shape)
        context_of(paper, kept, _profile(document))
    except RenderingError as error:
        raise _not_printable(error) from error
    return plain(kept)


def pdf_of(document: Document) -> bytes:
    """The document as PDF; raises NoDraft, NotPrintable."""
    draft = last_draft(document)
    day = document.date or draft.made_on
    try:
        return render_pdf(
            draft.paper, data_of(document, draft), document_date=day, profile=_profile(document)
        )
    except RenderingError as error:
        raise _not_printable(error) from error


def word_of(document: Document) -> bytes:
    """The document as a Word file for correction by hand, in the office's own template where it has one.

    Raises NoDraft, NotPrintable.
    """
    draft = last_draft(document)
    try:
        return render_docx(
            draft.paper,
            data_of(document, draft),
            profile=_profile(document),
            source=_own_source(document, draft),
        )
    except RenderingError as error:
        raise _not_printable(error) from error


def forms_of(document: Document) -> list[str]:
    """In which forms the document can be made here: "pdf", "docx"."""
    draft = document.drafts.order_by("-number").first()
    if draft is None:
        return []
    paper = PAPERS[draft.paper]
    return [name for name, made in (("pdf", paper.pdf), ("docx", paper.word)) if made]


def last_draft(document: Document) -> Draft:
    """The draft that counts; raises NoDraft."""
    draft = document.drafts.order_by("-number").first()
    if draft is None:
        raise NoDraft(document=document)
    return draft


def data_of(document: Document, draft: Draft) -> dict[str, Any]:
    """The draft's data with what the signed paper says; a document not yet signed prints an open number."""
    data = dict(draft.data)
    heading = data.get("heading")
    if heading is not None:
        number = None if document.number is None else f"{document.number}{document.number_suffix}"
        data["heading"] = {
            **heading,
            "number": number,
            "symbol": document.symbol or heading.get("symbol"),
            "date": document.date or heading.get("date"),
        }
    signature = data.get("signature")
    if signature is not None and document.signer:
        post = document.signer_post or signature.get("post")
        data["signature"] = {**signature, "name": document.signer, "post": post}
    return data


def template_in_force(unit: Unit, paper: str, day: dt.date) -> WordTemplate | None:
    """The office's own Word template of a paper on a day: the unit's own, else that of the nearest one above."""
    for each in [unit, *ancestors(unit, day)]:
        found = (
            WordTemplate.objects.filter(unit=each, paper=paper, valid_from__lte=day)
            .filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day))
            .order_by("-number")
            .first()
        )
        if found is not None:
            return found
    return None


def _own_source(document: Document, draft: Draft) -> bytes | None:
    own = template_in_force(document.unit, draft.paper, document.date or draft.made_on)
    return None if own is None else store.content_of(own.sha256)


def _profile(document: Document) -> Profile:
    if document.form_profile:
        return get_profile(document.form_profile)
    return profile_for(document.scheme, document.date or today())


def _not_printable(error: RenderingError) -> NotPrintable:
    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    return NotPrintable(why=error.message[language], remedy=error.advice[language])
