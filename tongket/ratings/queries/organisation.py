"""The organisation's own rating: what it proposed, what the superior decided, by which figures."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.common.errors import Missing
from tongket.ratings.models import Outcome, Rating, SuperiorQuota
from tongket.ratings.permissions import may_see_subject
from tongket.ratings.queries.common import language, ratings_of_units
from tongket.ratings.states import DecidingBody
from tongket.rounds.models import ClauseSuspension, Round
from tongket.rounds.rule_book import outdated, suspended_clauses


@dataclass(frozen=True)
class UnitRow:
    """One unit with what the rules allow and what was decided."""

    outcome: Outcome
    rating: Rating | None


@dataclass(frozen=True)
class OrganisationPage:
    """Everything that the page of the organisation's rating shows."""

    round: Round
    outcome: Outcome | None
    proposal: Rating | None
    decision: Rating | None
    figures: SuperiorQuota | None
    units: list[UnitRow]
    suspended: list[tuple[str, ClauseSuspension]]
    outdated: list[str]


def organisation(viewer: Actor, round: Round) -> OrganisationPage:
    """The rating of the organisation and of the units below it; ``Missing`` for who may not see it."""
    if not may_see_subject(viewer, round.unit).allowed:
        raise Missing(thing=_("xếp loại của tổ chức"))
    ratings = ratings_of_units(round)
    outcomes = list(
        Outcome.objects.filter(round=round, unit__isnull=False)
        .select_related("unit", "cell", "round")
        .order_by("unit__code_key")
    )
    own = next((o for o in outcomes if o.unit_id == round.unit_id), None)
    return OrganisationPage(
        round=round,
        outcome=own,
        proposal=ratings.get((round.unit_id, DecidingBody.COMMITTEE)),
        decision=ratings.get((round.unit_id, DecidingBody.SUPERIOR)),
        figures=SuperiorQuota.objects.filter(round=round).select_related("document").first(),
        units=[
            UnitRow(o, ratings.get((o.unit_id, DecidingBody.COMMITTEE)))
            for o in outcomes
            if o.unit_id != round.unit_id
        ],
        suspended=suspended_clauses(round, language()),
        outdated=outdated(round, language()),
    )
