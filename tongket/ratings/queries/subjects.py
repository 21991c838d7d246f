"""Finding whom and what the pages are about."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.common.errors import Missing
from tongket.documents.models import Document
from tongket.documents.permissions import visible_documents
from tongket.documents.states import DocumentState
from tongket.organisation.models import Person, Unit
from tongket.organisation.permissions import units_where
from tongket.organisation.queries import cells_of, get_person
from tongket.organisation.states import UnitKind
from tongket.ratings.models import Outcome, PastLevel, Rating
from tongket.ratings.states import DecidingBody, Scope
from tongket.rounds.models import Round
from tongket.rounds.queries import register_day


def get_subject(round: Round, *, person: int | None = None, unit: int | None = None) -> Person | Unit:
    """The person or unit of the round with this id; ``Missing`` when nothing was computed for it.

    Who may see it is asked by the query that follows.
    """
    rows = Outcome.objects.filter(round=round).select_related("person", "unit")
    found = rows.filter(person=person).first() if person is not None else rows.filter(unit=unit).first()
    if found is None:
        raise Missing(thing=_("kết quả xếp loại"))
    return found.person or found.unit


def cells_to_read(viewer: Actor, round: Round) -> list[Unit]:
    """The cells of the round whose board the viewer may read."""
    day = register_day(round)
    seen = units_where(viewer, "ratings.see_ratings", on=day).values("pk")
    return list(cells_of(round.unit, day).filter(pk__in=seen))


def decision_documents(viewer: Actor, round: Round) -> QuerySet[Document]:
    """Signed documents of the round's unit and year on which a decision may stand."""
    return visible_documents(viewer).filter(
        unit=round.unit, year=round.year, state__in=[DocumentState.SIGNED, DocumentState.ISSUED]
    )


def outcomes_to_decide(round: Round, *, members: bool) -> QuerySet[Outcome]:
    """Outcomes that a decision covers, in list order (no viewer: the caller has asked for the right)."""
    rows = Outcome.objects.filter(round=round, scope__in=[Scope.RATED, Scope.UNDETERMINED])
    if members:
        return (
            rows.filter(person__isnull=False)
            .select_related("person", "cell", "round")
            .order_by("cell__code_key", "position", "pk")
        )
    return (
        rows.filter(unit__kind=UnitKind.CELL)
        .select_related("unit", "cell", "round")
        .order_by("unit__code_key", "pk")
    )


def page_of_cell(rows: QuerySet[Outcome], cell: int, size: int) -> int:
    """The number of the page on which a cell's first row stands."""
    first = Unit.objects.filter(pk=cell).values("code_key")
    return rows.order_by().filter(cell__code_key__lt=first).count() // size + 1


@dataclass(frozen=True)
class YearLevel:
    """The level of one year with the words and the evidence of that year."""

    year: int
    level: str
    label: str
    evidence: str


def person_history(viewer: Actor, pk: int) -> tuple[Person, list[YearLevel]]:
    """A member's levels over the years, newest first; ``Missing`` for who may not see the person."""
    person = get_person(viewer, pk)
    years = {
        p.year: YearLevel(p.year, p.level, p.label, p.evidence)
        for p in PastLevel.objects.filter(person=person)
    }
    decided = Rating.objects.results().filter(person=person, body=DecidingBody.COMMITTEE)
    decided = decided.select_related("round", "document")
    for r in decided:
        years[r.round.year] = YearLevel(
            r.round.year, r.level, str(r.get_level_display()), str(r.document or "")
        )
    return person, [years[year] for year in sorted(years, reverse=True)]
