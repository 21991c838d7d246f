"""Lists of documents and what a page of one document shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from tongket.access.decisions import Actor
from tongket.common.text import search_key
from tongket.common.vocabulary import word
from tongket.documents.book import KnownBook, KnownPaper, NumberLine
from tongket.documents.models import Document, NumberSeries, WordTemplate
from tongket.documents.numbers import parse_reference
from tongket.documents.permissions import may_write, visible_documents, visible_templates
from tongket.documents.signed_lists import purpose_of
from tongket.documents.states import TRANSITIONS, DocumentState, Transition
from tongket.organisation.models import Unit
from tongket.organisation.permissions import units_where
from tongket.organisation.queries import subtree


@dataclass(frozen=True)
class StateCount:
    """How many documents of a list are in a state."""

    state: DocumentState
    count: int


def documents_of_year(
    viewer: Actor, unit: Unit, year: int, *, state: str = "", kind: str = "", words: str = ""
) -> QuerySet[Document]:
    """The documents of the unit and everything below it for a year, newest date first, drafts on top.

    `words` are looked for in subject, number and signer, accents ignored.
    """
    rows = visible_documents(viewer).filter(year=year, unit__in=subtree(unit).values("pk"))
    if state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind=kind)
    if words.strip():
        rows = rows.filter(pk__in=_with_words(rows, words))
    return rows.select_related("unit").order_by("-date", "-number", "-pk")


def _with_words(rows: QuerySet[Document], words: str) -> list[int]:
    wanted = search_key(words).split()
    found = []
    for document in rows.only("subject", "number", "number_suffix", "symbol", "scheme", "signer"):
        text = search_key(f"{document.reference} {document.subject} {document.signer}")
        if all(word in text for word in wanted):
            found.append(document.pk)
    return found


def counts_by_state(viewer: Actor, unit: Unit, year: int) -> list[StateCount]:
    """How many documents of the year are in each state, zero included."""
    rows = visible_documents(viewer).filter(year=year, unit__in=subtree(unit).values("pk"))
    counted = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    return [StateCount(state, counted.get(state.value, 0)) for state in DocumentState]


def document_with_reference(
    unit: Unit, reference: str, *, kind: str, scheme: str, year: int | None = None
) -> Document | None:
    """The unit's document with this number and symbol (of the year, when given), cancelled ones too.

    For other rooms and imports: no viewer. Raises NumberForm.
    """
    wanted = parse_reference(reference, kind=kind, scheme=scheme)
    rows = Document.objects.filter(
        unit=unit, number=wanted.number, number_suffix=wanted.suffix, symbol=wanted.symbol
    )
    if year is not None:
        rows = rows.filter(date__year=year)
    return rows.order_by("-date").first()


def known_book(unit: Unit) -> KnownBook:
    """The unit's papers by number, who issued its latest own one, and its lines of numbers (no viewer: for taking
    over the book)."""
    rows = Document.objects.filter(unit=unit, number__isnull=False, date__isnull=False, received=False)
    fields = ("issuer_key", "number", "number_suffix", "symbol", "series", "subject", "date", "signer")
    lines = NumberSeries.objects.filter(unit=unit).order_by("-valid_from")
    return KnownBook(
        papers={row[:5]: KnownPaper(*row[5:]) for row in rows.values_list(*fields)},
        issuer=rows.order_by("-date", "-pk").values_list("issuer", flat=True).first() or str(word("body")),
        lines=tuple(
            NumberLine(
                line.issuer_key, line.symbol, line.valid_from, line.valid_to, line.label, line.own_numbers
            )
            for line in lines
        ),
    )


def same_numbers(document: Document) -> Sequence[Document]:
    """Other papers of the issuer with the same number and symbol in other series (a hint, no fault)."""
    if document.number is None:
        return []
    rows = Document.objects.filter(
        unit=document.unit,
        issuer_key=document.issuer_key,
        symbol=document.symbol,
        number=document.number,
        number_suffix=document.number_suffix,
    )
    return list(rows.exclude(pk=document.pk).order_by("date"))


def open_steps(viewer: Actor, document: Document) -> list[Transition]:
    """The steps that the document's state allows and the viewer may take."""
    return [
        step
        for step in TRANSITIONS
        if document.state in step.sources and may_write(viewer, document.unit, step.action).allowed
    ]


def number_series(viewer: Actor, unit: Unit) -> QuerySet[NumberSeries]:
    """How the unit's numbers run, by symbol and time."""
    units = units_where(viewer, "documents.see_documents")
    return NumberSeries.objects.filter(unit=unit, unit__in=units).order_by("symbol", "-valid_from")


def signed_lists(viewer: Actor, unit: Unit, year: int, step: str) -> QuerySet[Document]:
    """The signed lists of one step of the unit's year with their files, newest first; cancelled ones left out."""
    rows = visible_documents(viewer).filter(unit=unit, year=year, purpose=purpose_of(step))
    rows = rows.exclude(state=DocumentState.CANCELLED)
    return rows.prefetch_related("files").order_by("-date", "-pk")


def word_templates(viewer: Actor, unit: Unit) -> QuerySet[WordTemplate]:
    """The unit's own Word templates, newest version of each paper first."""
    return visible_templates(viewer).filter(unit=unit).order_by("paper", "-number")
