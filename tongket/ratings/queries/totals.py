"""Counts per unit, and levels over the years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, OuterRef, Subquery

from tongket.access.decisions import Actor
from tongket.organisation.models import Person
from tongket.organisation.permissions import units_where
from tongket.ratings.models import Outcome, PastLevel, Rating
from tongket.ratings.queries.common import LEVELS
from tongket.ratings.states import DecidingBody, Scope
from tongket.rounds.models import Round
from tongket.rounds.queries import register_day

COUNTED = ("members", Scope.EXEMPT.value, Scope.NOT_RATED.value, "rated", *LEVELS, "undetermined", "decided")


def totals(viewer: Actor, round: Round) -> dict[str, dict[str, int]]:
    """Members by scope and level: code of each cell that the viewer may see, and of the round's unit.

    The level is the decided one, else the computed one (``decided`` says how many are decided). The round's
    unit is left out for a viewer who may not see all of it.
    """
    visible = set(
        units_where(viewer, "ratings.see_ratings", on=register_day(round)).values_list("pk", flat=True)
    )
    decided = Rating.objects.results().filter(
        round=round, person=OuterRef("person"), body=DecidingBody.COMMITTEE
    )
    rows = (
        Outcome.objects.filter(round=round, person__isnull=False)
        .annotate(decided=Subquery(decided.values("level")[:1]))
        .values_list("cell_id", "cell__code", "scope", "level", "decided")
        .annotate(number=Count("pk"))
        .order_by("cell__code_key")
    )
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COUNTED, 0))
    for cell, code, scope, level, by_committee, number in rows:
        codes = [code] if cell in visible else []
        if round.unit_id in visible:
            codes.append(round.unit.code)
        for each in dict.fromkeys(codes):
            _count(found[each], scope, level, by_committee, number)
    return dict(found)


def _count(counts: dict[str, int], scope: str, level: str, by_committee: str | None, number: int) -> None:
    counts["members"] += number
    if scope in (Scope.EXEMPT, Scope.NOT_RATED):
        counts[scope] += number
        return
    if scope == Scope.RATED:
        counts["rated"] += number
    if by_committee is not None:
        level = by_committee
        counts["decided"] += number
    counts[level if level in LEVELS else "undetermined"] += number


def past_levels(person_ids: Iterable[int], upto: int) -> dict[int, dict[int, str]]:
    """Person id → year → level, up to a year, from decisions and from evidence of earlier years.

    A decision recorded here stands before evidence typed in (no viewer: for other rooms).
    """
    ids = list(person_ids)
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for past in PastLevel.objects.filter(person__in=ids, year__lte=upto):
        found[past.person_id][past.year] = past.level
    decided = Rating.objects.results().filter(
        person__in=ids, round__year__lte=upto, body=DecidingBody.COMMITTEE
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
