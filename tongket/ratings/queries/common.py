"""What the readers of this room share."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import get_language

from tongket.organisation.models import Unit
from tongket.organisation.queries import subtree
from tongket.ratings.models import Outcome, Rating
from tongket.ratings.states import DecidingBody
from tongket.reviews.states import Level
from tongket.rounds.models import Round
from tongket.rounds.queries import register_day

LEVELS = [level.value for level in Level]


def language() -> str:
    """The reader's language as the rules know it."""
    return "vi" if (get_language() or "vi").startswith("vi") else "en"


def member_outcomes(round: Round, unit: Unit | None = None) -> QuerySet[Outcome]:
    """Outcomes of the members of a unit and everything below it, in the order of the lists."""
    rows = Outcome.objects.filter(round=round, person__isnull=False)
    if unit is not None and unit.pk != round.unit_id:
        rows = rows.filter(cell__in=subtree(unit, register_day(round)).values("pk"))
    return rows.select_related("person", "cell").order_by("cell__code_key", "position", "pk")


def decided_by_person(round: Round, people: Collection[int]) -> dict[int, Rating]:
    """The committee's ratings of these members, by person id."""
    rows = Rating.objects.filter(round=round, person__in=people, body=DecidingBody.COMMITTEE)
    return {r.person_id: r for r in rows.select_related("document")}


def ratings_of_units(round: Round) -> dict[tuple[int, str], Rating]:
    """Ratings of units by (unit id, body)."""
    rows = Rating.objects.filter(round=round, unit__isnull=False).select_related("document", "unit")
    return {(r.unit_id, r.body): r for r in rows}


def worse(level: str, than: str) -> bool:
    """Whether a level stands below another; False when either is not a level."""
    return level in LEVELS and than in LEVELS and LEVELS.index(level) > LEVELS.index(than)
