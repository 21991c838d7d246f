"""Facts of Party units: assessments, bodies beside them, proposal and decision."""

from __future__ import annotations

from collections import defaultdict

from tongket.organisation.models import Unit
from tongket.organisation.states import UnitKind
from tongket.ratings.facts.gather import GRASSROOTS, Context, Row, Subject
from tongket.ratings.facts.members import MARKS_OF
from tongket.ratings.models import Rating
from tongket.ratings.polls import Ballots
from tongket.ratings.states import DecidingBody
from tongket.reviews.models import Assessment, CollectiveRating
from tongket.reviews.states import Body, Level, PeerKind

#: Which parameter of "marks that decide" a kind of unit reads.
MARKS_KIND = {
    UnitKind.CELL: "cells",
    UnitKind.GRASSROOTS_CELL: "cells",
    UnitKind.PARTY_GROUP: "cells",
    UnitKind.SECTIONAL_ORGANISATION: "organisation",
    UnitKind.GRASSROOTS_ORGANISATION: "organisation",
    UnitKind.SUPERIOR_ORGANISATION: "organisation",
}
NO_BODIES = "not_applicable"
FACT_KIND = {PeerKind.OFFICE: UnitKind.AGENCY, PeerKind.MASS_ORGANISATION: UnitKind.MASS_ORGANISATION}


def unit_subjects(context: Context, ballots: Ballots, superior: Unit | None) -> list[Subject]:
    """One subject per Party unit of the round, lower ones first; bodies beside a unit ride along with it."""
    units = list(context.units.values())
    assessments: dict[int, dict[str, Assessment]] = defaultdict(dict)
    for row in Assessment.objects.filter(round=context.round, unit__isnull=False):
        assessments[row.unit_id][row.body] = row
    peers: dict[int, list[CollectiveRating]] = defaultdict(list)
    for rating in (
        CollectiveRating.objects.filter(year=context.round.year, peer__in=units)
        .select_related("unit")
        .order_by("pk")
    ):
        peers[rating.peer_id].append(rating)
    ratings: dict[tuple[int, str], Rating] = {
        (r.unit_id, r.body): r for r in Rating.objects.filter(round=context.round, unit__isnull=False)
    }
    subjects = []
    for position, unit in enumerate(units, 1):
        subject = Subject(unit.code, "units", {}, unit=unit, cell=unit, position=position)
        _register_facts(context, subject, unit, superior)
        _assessment_facts(context, subject, unit, assessments[unit.pk])
        _peer_facts(subject, unit, peers.get(unit.pk, []), bool(peers))
        _decision_facts(subject, unit, ratings)
        _ballot_facts(subject, unit, ballots)
        subjects.append(subject)
    order = {UnitKind.CELL: 0, UnitKind.GRASSROOTS_CELL: 0}
    return sorted(subjects, key=lambda s: (order.get(s.unit.kind, 1), s.position))


def _register_facts(context: Context, subject: Subject, unit: Unit, superior: Unit | None) -> None:
    subject.put("id", unit.code)
    subject.put("name", unit.name_then or unit.name)
    subject.put("kind", unit.kind)
    parent = context.code(unit.parent_then)
    if unit.pk == context.round.unit_id and superior is not None:
        parent = superior.code
    subject.put("parent", parent)
    grassroots = context.grassroots.get(unit.pk)
    subject.put("grassroots", grassroots.code if grassroots else None)
    subject.put("established_on", unit.valid_from, unit)
    subject.put("rated_on", context.rated_on)


def _assessment_facts(context: Context, subject: Subject, unit: Unit, by_body: dict[str, Assessment]) -> None:
    deciding = by_body.get(MARKS_OF[context.marks_body(MARKS_KIND[UnitKind(unit.kind)])])
    for name, fact in context.pack.facts["units"].items():
        if fact.criterion:
            mark = deciding.marks.get(name.removeprefix("marks_")) if deciding else None
            subject.put(name, mark, deciding if mark else None)
    own = by_body.get(Body.SELF)
    subject.put("level_self", own.level or None if own else None, own if own and own.level else None)


def _peer_facts(subject: Subject, unit: Unit, peers: list[CollectiveRating], received: bool) -> None:
    subject.peers = [_peer_row(rating, unit, subject.row["grassroots"]) for rating in peers]
    levels = list(Level)
    # The clause asks for mass organisations; the level of an office counts for its head alone.
    mass = [r for r in peers if r.kind == PeerKind.MASS_ORGANISATION]
    lowest = max((Level(r.rating) for r in mass), key=levels.index, default=None)
    # A unit that the received list does not name has no body beside it; without a list nothing is known.
    none = NO_BODIES if received else None
    subject.put("sibling_bodies_lowest", lowest.value if lowest else none, *mass)


def _peer_row(rating: CollectiveRating, unit: Unit, grassroots: str | None) -> Row:
    return {
        "id": rating.unit.code if rating.unit else f"c{rating.pk}",
        "name": rating.label,
        "kind": FACT_KIND[PeerKind(rating.kind)].value,
        "parent": unit.code,
        "grassroots": grassroots,
        "level_superior": rating.rating,
    }


def _decision_facts(subject: Subject, unit: Unit, ratings: dict[tuple[int, str], Rating]) -> None:
    proposed = ratings.get((unit.pk, DecidingBody.COMMITTEE))
    if unit.kind in GRASSROOTS or unit.kind == UnitKind.SECTIONAL_ORGANISATION:
        subject.put("level_proposed", proposed.level if proposed else None, proposed)
    else:
        subject.put("level_proposed", None)
    decided = ratings.get((unit.pk, DecidingBody.SUPERIOR))
    counts = decided is not None and decided.counts
    subject.put("level_superior", decided.level if decided and counts else None, decided if counts else None)


def _ballot_facts(subject: Subject, unit: Unit, ballots: Ballots) -> None:
    ballot = ballots.on_units.get(unit.pk)
    subject.put("second_ballot_yes", ballot.yes if ballot else None, ballot.source if ballot else None)
    subject.put("second_ballot_valid", ballot.valid if ballot else None)
    subject.put("second_ballot_roll", ballot.roll if ballot else None)
    subject.put("standing", True if ballot else (False if ballots.units_held else None))
