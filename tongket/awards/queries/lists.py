"""Lists of a year: nominations, decisions, recipients, the register."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Count, Prefetch, Q, QuerySet

from tongket.access.decisions import Actor
from tongket.awards.models import (
    Award,
    AwardDecision,
    Certificate,
    Exemplar,
    Nomination,
    RegisterEntry,
    Submission,
)
from tongket.awards.permissions import (
    visible_certificates,
    visible_decisions,
    visible_exemplars,
    visible_nominations,
)
from tongket.awards.states import AwardState, CertificateState
from tongket.organisation.models import Person, Unit
from tongket.organisation.permissions import units_where
from tongket.rounds.models import Round


def nominations_of(viewer: Actor, round: Round) -> QuerySet[Nomination]:
    """Nominations of a round that the viewer may see, by kind and people's names."""
    return (
        visible_nominations(viewer)
        .filter(round=round)
        .order_by("kind", "person__sort_key", "unit__code_key", "pk")
    )


def submissions_of(viewer: Actor, round: Round) -> QuerySet[Submission]:
    """Submission letters of a round with the number of nominations that each carries."""
    units = units_where(viewer, "awards.see_nominations")
    return (
        Submission.objects.filter(round=round, round__unit__in=units)
        .select_related("document", "round__unit")
        .annotate(carried=Count("nominations"))
    )


def decisions_of(viewer: Actor, round: Round) -> QuerySet[AwardDecision]:
    """Decisions of a round with the number of recipients and of certificates."""
    return (
        visible_decisions(viewer)
        .filter(round=round)
        .annotate(
            recipients=Count("awards", distinct=True),
            certificates=Count(
                "awards__certificate",
                filter=~Q(awards__certificate__state=CertificateState.CANCELLED),
                distinct=True,
            ),
        )
        .order_by("document__date", "document__number", "pk")
    )


def register(viewer: Actor, unit: Unit, year: int) -> QuerySet[Certificate]:
    """The register book of a unit for a year, cancelled numbers included, with each one's trace."""
    return (
        visible_certificates(viewer)
        .filter(book=unit, year=year)
        .prefetch_related(Prefetch("entries", RegisterEntry.objects.select_related("by")))
        .order_by("number")
    )


def books_of(viewer: Actor, round: Round) -> list[Unit]:
    """The units in whose books certificates of a round stand, the organisation's own first."""
    ids = set(
        visible_certificates(viewer).filter(award__decision__round=round).values_list("book", flat=True)
    )
    units = Unit.objects.filter(pk__in=ids)
    return sorted(units, key=lambda u: (u.pk != round.unit_id, u.code_key))


def _standing(round: Round) -> QuerySet[Award]:
    return (
        Award.objects.filter(decision__round=round, state=AwardState.GRANTED)
        .filter(Q(irregular=False) | ~Q(regularised_by=""))
        .select_related("decision__document", "decision__issuing_unit", "person", "unit", "certificate")
        .order_by("decision__document__date", "decision__document__number", "number", "pk")
    )


def recipients(round: Round, kind: str) -> list[Award]:
    """Those who were given a kind of commendation in a round, in the order of the papers (no viewer)."""
    return list(_standing(round).filter(kind=kind))


def awards_by_kind(round: Round) -> dict[str, list[Award]]:
    """Awards of a round that stand, by kind, in the order of the papers (no viewer: for other rooms)."""
    found: dict[str, list[Award]] = defaultdict(list)
    for award in _standing(round):
        found[award.kind].append(award)
    return dict(found)


def certificates_of(round: Round) -> dict[str, int]:
    """How many valid certificates a round has, by kind (no viewer: for other rooms)."""
    rows = (
        Certificate.objects.filter(award__decision__round=round)
        .exclude(state=CertificateState.CANCELLED)
        .values("award__kind")
        .annotate(number=Count("pk"))
    )
    return {row["award__kind"]: row["number"] for row in rows}


def exemplars_of(round: Round) -> list[Exemplar]:
    """Exemplars that decisions of a round chose, with the state they are in now (no viewer)."""
    return list(
        Exemplar.objects.filter(decision__round=round, decision__state=AwardState.GRANTED)
        .select_related("person", "unit", "decision__document", "decision__issuing_unit")
        .order_by("person__sort_key")
    )


def exemplars(viewer: Actor, unit: Unit) -> QuerySet[Exemplar]:
    """Exemplars of a unit over all periods, newest period first."""
    return (
        visible_exemplars(viewer)
        .filter(unit=unit)
        .prefetch_related("steps")
        .order_by("-year_from", "person__sort_key")
    )


def in_both_lists(
    round: Round, first: str = "members_excellent", second: str = "directive_05"
) -> list[Person]:
    """People who stand in both lists of a round, in name order (no viewer: for other rooms)."""
    people: dict[str, dict[int, Person]] = {first: {}, second: {}}
    for award in _standing(round).filter(kind__in=[first, second], person__isnull=False):
        people[award.kind][award.person_id] = award.person
    shared = people[first].keys() & people[second].keys()
    return sorted((people[first][pk] for pk in shared), key=lambda p: p.sort_key)


def same_year(round: Round) -> dict[int, list[Award]]:
    """People with more than one commendation in the round's year, by person id.

    Shown and explained, each with its own ground and issuer; never blocked (U30).
    """
    found: dict[int, list[Award]] = defaultdict(list)
    for award in _standing(round).filter(person__isnull=False):
        found[award.person_id].append(award)
    return {pk: awards for pk, awards in found.items() if len(awards) > 1}


def irregular_awards(round: Round) -> list[Award]:
    """Recipients whom papers of a round name and the records don't carry, not put in order yet (no viewer)."""
    return list(
        Award.objects.filter(
            decision__round=round, state=AwardState.GRANTED, irregular=True, regularised_by=""
        )
        .select_related("decision__document", "person", "unit")
        .order_by("decision", "number")
    )


def recipients_of(decision: AwardDecision) -> list[Award]:
    """All whom a decision names, those taken back and irregular ones included (ask ``get_decision`` first)."""
    return list(decision.awards.select_related("person", "unit", "certificate").order_by("number", "pk"))
