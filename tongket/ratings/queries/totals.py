"""Counts per unit, and levels over the years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tongket.access.decisions import Actor
from tongket.organisation.models import Person
from tongket.organisation.permissions import units_where
from tongket.ratings.models import Outcome, PastLevel, Rating
from tongket.ratings.queries.common import LEVELS, decided_by_person
from tongket.ratings.states import DecidingBody, RatingState, Scope
from tongket.rounds.models import Round
from tongket.rounds.queries import register_day

COUNTED = ("members", Scope.EXEMPT.value, Scope.NOT_RATED.value, "rated", *LEVELS, "undetermined", "decided")


def totals(viewer: Actor, round: Round) -> dict[str, dict[str, int]]:
    """Members by scope and level: code of each cell that the viewer may see, and of the round's unit.

    The level is the decided one, else the computed one (``decided`` says how many are decided). The round's
    unit is left out for a viewer who may not see all of it.
    """
    rows = Outcome.objects.filter(round=round, person__isnull=False).select_related("cell")
    visible = set(
        units_where(viewer, "ratings.see_ratings", on=register_day(round)).values_list("pk", flat=True)
    )
    decided = decided_by_person(round)
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COUNTED, 0))
    for outcome in rows.defer("facts", "results").order_by("cell__code_key", "position"):
        codes = [outcome.cell.code] if outcome.cell_id in visible else []
        if round.unit_id in visible:
            codes.append(round.unit.code)
        for code in dict.fromkeys(codes):
            _count(found[code], outcome, decided.get(outcome.person_id))
    return dict(found)


def _count(counts: dict[str, int], outcome: Outcome, rating: Rating | None) -> None:
    counts["members"] += 1
    if outcome.scope in (Scope.EXEMPT, Scope.NOT_RATED):
        counts[outcome.scope] += 1
        return
    if outcome.scope == Scope.RATED:
        counts["rated"] += 1
    level = outcome.level
    if rating is not None and rating.counts:
        level = rating.level
        counts["decided"] += 1
    counts[level if level in LEVELS else "undetermined"] += 1


def past_levels(person_ids: Iterable[int], upto: int) -> dict[int, dict[int, str]]:
    """Person id → year → level, up to a year, from decisions and from evidence of earlier years.

    A decision recorded here stands before evidence typed in (no viewer: for other rooms).
    """
    ids = list(person_ids)
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for past in PastLevel.objects.filter(person__in=ids, year__lte=upto):
        found[past.person_id][past.year] = past.level
    decided = Rating.objects.filter(
        person__in=ids,
        round__year__lte=upto,
        body=DecidingBody.COMMITTEE,
        state=RatingState.DECIDED,
        irregular=False,
    )
    for person, year, level in decided.values_list("person_id", "round__year", "level"):
        found[person][year] = level
    return dict(found)


def years_excellent(person_ids: Iterable[int], upto: int, n: int) -> set[int]:
    """Ids of those at the best level in each of the ``n`` years that end with ``upto`` (no viewer)."""
    years = range(upto - n + 1, upto + 1)
    levels = past_levels(person_ids, upto)
    return {pk for pk, by_year in levels.items() if all(by_year.get(y) == LEVELS[0] for y in years)}


def history_of_person(person: Person) -> list[PastLevel]:
    """The levels of earlier years that were typed in, oldest first (the caller checked the viewer)."""
    return list(PastLevel.objects.filter(person=person).order_by("year"))
