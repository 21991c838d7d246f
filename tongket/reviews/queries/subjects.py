"""The review of one member or unit, and what stands beside the units."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.common.errors import Missing
from tongket.organisation.models import Person, Unit
from tongket.organisation.permissions import may, person_of, units_where
from tongket.organisation.queries import cells_of, members_of, party_tree, subtree
from tongket.reviews.models import Absence, Assessment, CivilRating, CollectiveRating, ResidenceComment
from tongket.reviews.permissions import may_see_review
from tongket.reviews.states import Body
from tongket.rounds.models import Round
from tongket.rounds.packs import criteria, pack_for
from tongket.rounds.queries import register_day


@dataclass(frozen=True)
class MarkRow:
    """One criterion with the mark of each body that gave one."""

    label: str
    marks: list[tuple[str, str]]


@dataclass
class SubjectReview:
    """The review of one person or unit."""

    round: Round
    person: Person | None
    unit: Unit
    assessments: list[Assessment]
    marks: list[MarkRow]
    civil: CivilRating | None = None
    absences: list[Absence] = field(default_factory=list)
    absences_hidden: bool = False
    comments: list[ResidenceComment] = field(default_factory=list)
    peers: list[CollectiveRating] = field(default_factory=list)


def person_review(viewer: Actor, round: Round, pk: int) -> SubjectReview:
    """The review of a member: the officers of the cell read it, and the member. ``Missing`` for others."""
    membership = members_of(round.unit, register_day(round)).filter(person=pk).first()
    if membership is None or not may_see_review(viewer, membership.person, membership.unit).allowed:
        raise Missing(thing=_("hồ sơ kiểm điểm"))
    person = membership.person
    own = person_of(viewer)
    health = may(viewer, "reviews.see_absences", membership.unit).allowed or own == person
    assessments = list(Assessment.objects.filter(round=round, person=person).order_by("pk"))
    return SubjectReview(
        round=round,
        person=person,
        unit=membership.unit,
        assessments=_in_order(assessments),
        marks=_mark_rows(round, "members", assessments),
        civil=CivilRating.objects.filter(person=person, year=round.year).first(),
        absences=list(Absence.objects.filter(person=person, year=round.year).order_by("first_day"))
        if health
        else [],
        absences_hidden=not health,
        comments=list(ResidenceComment.objects.filter(round=round, person=person)),
    )


def get_absence(viewer: Actor, round: Round, pk: int) -> Absence:
    """One leave of a member of the round: for those who may read about health, and the member (U8)."""
    found = Absence.objects.filter(pk=pk, year=round.year).select_related("person").first()
    membership = found and members_of(round.unit, register_day(round)).filter(person=found.person).first()
    own = person_of(viewer)
    if (
        found is None
        or membership is None
        or not (own == found.person or may(viewer, "reviews.see_absences", membership.unit).allowed)
    ):
        raise Missing(thing=_("thời gian nghỉ"))
    return found


def unit_review(viewer: Actor, round: Round, pk: int) -> SubjectReview:
    """The review of a Party unit of the round; ``Missing`` for who may not see it."""
    unit = party_tree(round.unit, register_day(round)).filter(pk=pk).first()
    if unit is None or not may(viewer, "reviews.see_reviews", unit).allowed:
        raise Missing(thing=_("hồ sơ kiểm điểm"))
    assessments = list(Assessment.objects.filter(round=round, unit=unit).order_by("pk"))
    return SubjectReview(
        round=round,
        person=None,
        unit=unit,
        assessments=_in_order(assessments),
        marks=_mark_rows(round, "units", assessments),
        peers=list(CollectiveRating.objects.filter(peer=unit, year=round.year).order_by("kind", "pk")),
    )


def unit_assessments(round: Round, body: str) -> dict[int, Assessment]:
    """One body's assessments of units, by unit id (no viewer: for entry pages)."""
    rows = Assessment.objects.filter(round=round, unit__isnull=False, body=body)
    return {a.unit_id: a for a in rows}


def _in_order(assessments: list[Assessment]) -> list[Assessment]:
    order = [body.value for body in Body]
    return sorted(assessments, key=lambda a: order.index(a.body))


def _mark_rows(round: Round, table: str, assessments: list[Assessment]) -> list[MarkRow]:
    given = [a for a in _in_order(assessments) if a.marks]
    return [
        MarkRow(label, [(a.get_body_display(), a.marks.get(key, "")) for a in given])
        for key, label in criteria(pack_for(round), table).items()
    ]


def criteria_of(round: Round, table: str) -> dict[str, str]:
    """Criteria of the round's pack with their labels, for entry pages."""
    return criteria(pack_for(round), table)


def collective_ratings(viewer: Actor, round: Round, unit: Unit) -> list[CollectiveRating]:
    """The year's ratings of offices and mass organisations beside the units at or below ``unit``."""
    if not may(viewer, "reviews.see_reviews", unit).allowed:
        raise Missing(thing=_("xếp loại tập thể"))
    units = subtree(unit, register_day(round)).values("pk")
    rows = CollectiveRating.objects.filter(year=round.year, peer__in=units)
    return list(rows.select_related("peer", "unit").order_by("peer__code_key", "kind", "pk"))


def cells_to_read(viewer: Actor, round: Round, unit: Unit) -> list[Unit]:
    """Cells at or below a unit in which the viewer may read reviews."""
    day = register_day(round)
    return list(
        cells_of(unit, day).filter(pk__in=units_where(viewer, "reviews.see_reviews", on=day).values("pk"))
    )
