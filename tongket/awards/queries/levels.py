"""What this room needs to know of ratings: who is recognised at which level, in which years."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from tongket.audit.models import Record
from tongket.ratings.models import PastLevel, Rating
from tongket.ratings.states import DecidingBody
from tongket.rounds.models import Round


@dataclass(frozen=True)
class YearLevel:
    """The level of one subject in one year, the name it had that year, and the record that says so."""

    year: int
    level: str
    label: str
    decided_on: dt.date | None
    source: Record


def _decided(round: Round, **subjects: Any) -> list[Rating]:
    """Ratings of these subjects that are results, a superior's after the committee's so that it prevails."""
    rows = Rating.objects.results().filter(round=round, **subjects)
    rows = rows.select_related("document", "person", "round", "unit")
    return sorted(rows, key=lambda r: r.body == DecidingBody.SUPERIOR)


def people_levels(round: Round, person_ids: Collection[int] | None = None) -> dict[int, Rating]:
    """The decided rating of each member of a round, or of these, by person id (no viewer: for rooms)."""
    wanted = {"person__isnull": False} if person_ids is None else {"person__in": person_ids}
    return {r.person_id: r for r in _decided(round, **wanted)}


def unit_levels(round: Round) -> dict[int, Rating]:
    """The decided rating of each unit of a round, by unit id (no viewer: for rooms)."""
    return {r.unit_id: r for r in _decided(round, unit__isnull=False)}


def levels_of_years(
    person_ids: Iterable[int], round: Round, years: Iterable[int]
) -> dict[int, dict[int, YearLevel]]:
    """Levels of people by person id and year: this system's decisions, else the evidence of earlier papers.

    A year without either is absent: unknown, never assumed.
    """
    ids, wanted = list(person_ids), set(years)
    found: dict[int, dict[int, YearLevel]] = defaultdict(dict)
    for past in PastLevel.objects.filter(person__in=ids, year__in=wanted):
        found[past.person_id][past.year] = YearLevel(past.year, past.level, past.label, None, past)
    decided = Rating.objects.results().filter(person__in=ids, round__year__in=wanted)
    decided = decided.select_related("round", "document")
    for rating in sorted(decided, key=lambda r: r.body == DecidingBody.SUPERIOR):
        found[rating.person_id][rating.round.year] = YearLevel(
            rating.round.year, rating.level, rating.get_level_display(), rating.decided_on, rating
        )
    return found


def level_words(round: Round, people: QuerySet[Any], years: Sequence[int]) -> dict[tuple[int, int], str]:
    """(Person id, year) → level alone, of however many people (a query of ids): of one year as ``people_levels``, of
    several as ``levels_of_years``."""
    found: dict[tuple[int, int], str] = {}
    decided = Rating.objects.results().filter(person__in=people)
    if len(years) == 1:
        decided = decided.filter(round=round)
    else:
        decided = decided.filter(round__year__in=years)
        past = PastLevel.objects.filter(person__in=people, year__in=years)
        found |= {(row[0], row[1]): row[2] for row in past.values_list("person_id", "year", "level")}
    rows = decided.values_list("person_id", "round__year", "level", "body")
    for person, year, level, _body in sorted(rows, key=lambda row: row[3] == DecidingBody.SUPERIOR):
        found[person, year] = level
    return found
