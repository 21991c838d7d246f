"""What an article of a summing-up conference can tell, with the records behind each value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tongket.audit.models import Record
from tongket.awards.models import Award, Exemplar
from tongket.awards.queries import awards_by_kind, exemplars_of
from tongket.awards.queries.levels import unit_levels
from tongket.meetings.models import (
    Attendance,
    CellMeeting,
    Conclusion,
    Conference,
    Direction,
    Guest,
    Photo,
    Speech,
)
from tongket.meetings.queries import conclusions_of, guests_of, speeches_of
from tongket.organisation.models import Post, Unit
from tongket.organisation.queries import cells_of, heads
from tongket.portal.errors import NothingToTell
from tongket.ratings.models import Rating
from tongket.reviews.states import Level
from tongket.rounds.models import Round
from tongket.work.models import Task


@dataclass(frozen=True)
class Facts:
    """Everything of the year that the article draws on; lists are in the order of the papers."""

    conference: Conference
    round: Round
    organisation: Unit
    cells: list[Unit]
    head: Post | None
    guests: list[Guest]
    present: list[Attendance]
    speeches: list[Speech]
    directions: list[Direction]
    conclusions: list[Conclusion]
    photos: list[Photo]
    awards: dict[str, list[Award]]
    exemplars: list[Exemplar]
    organisation_rating: Rating | None
    cells_recognised: list[Rating]
    meetings: list[CellMeeting]
    tasks: list[Task]

    @property
    def next_year(self) -> int:
        return self.conference.year + 1

    @property
    def commended(self) -> list[Award]:
        """All organisations in the superior's decision, when ours is among them; else nothing."""
        named = self.awards.get("organisation", [])
        ours = [a for a in named if a.unit_id == self.organisation.pk]
        return [a for a in named if ours and a.decision_id == ours[0].decision_id]

    @property
    def organisation_is_excellent(self) -> bool:
        return self.organisation_rating is not None and self.organisation_rating.level == Level.EXCELLENT


def round_of(conference: Conference) -> Round:
    """The round that the conference sums up; ``NothingToTell`` when there is none."""
    found = Round.objects.filter(unit=conference.unit, year=conference.year).select_related("unit").first()
    if found is None:
        raise NothingToTell(year=conference.year, unit=conference.unit)
    return found


def gather(conference: Conference) -> Facts:
    """Read everything once (no viewer: the article is checked for what it may tell)."""
    round = round_of(conference)
    unit = round.unit
    day = conference.held_on
    cells = list(cells_of(unit, day))
    levels = unit_levels(round)
    speeches = speeches_of(conference)
    return Facts(
        conference=conference,
        round=round,
        organisation=unit,
        cells=cells,
        head=heads([unit], day).first(),
        guests=guests_of(conference),
        present=list(conference.attendance.filter(present=True).select_related("person")),
        speeches=speeches,
        directions=[d for s in speeches for d in s.directions.all()],
        conclusions=conclusions_of(conference),
        photos=list(conference.photos.all()),
        awards=awards_by_kind(round),
        exemplars=exemplars_of(round),
        organisation_rating=levels.get(unit.pk),
        cells_recognised=[
            levels[c.pk] for c in cells if c.pk in levels and levels[c.pk].level == Level.EXCELLENT
        ],
        meetings=list(CellMeeting.objects.filter(unit__in=cells, year=round.year)),
        tasks=list(Task.objects.filter(unit__isnull=False, cell__in=[unit, *cells], year=round.year)),
    )


def article_facts(conference: Conference) -> dict[str, dt.date | int | None]:
    """The lead figures of the conference's article: ``date``, ``organisation_is_one_of`` (null when the
    organisation is not among those commended), ``superior_individuals``, ``exemplars``, ``cells_recognised``,
    ``members_excellent``, ``directive_05``.
    """
    facts = gather(conference)
    return {
        "date": conference.held_on,
        "organisation_is_one_of": len(facts.commended) or None,
        "superior_individuals": len(facts.awards.get("superior_individuals", [])),
        "exemplars": len(facts.exemplars),
        "cells_recognised": len(facts.cells_recognised),
        "members_excellent": len(facts.awards.get("members_excellent", [])),
        "directive_05": len(facts.awards.get("directive_05", [])),
    }


def sources_text(records: list[Record], limit: int = 3) -> str:
    """The first few records in words, and how many more there are."""
    names = list(dict.fromkeys(str(r) for r in records))
    shown = ", ".join(names[:limit])
    return f"{shown} … ({len(names)})" if len(names) > limit else shown
