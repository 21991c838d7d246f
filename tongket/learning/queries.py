"""What is read of sessions of study."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from tongket.access.decisions import Actor
from tongket.learning.models import StudySession
from tongket.learning.permissions import visible_sessions
from tongket.organisation.models import Unit, UnitClosure


@dataclass(frozen=True)
class StudyTotals:
    """Sessions of a year with how many were due and present; ``doubtful`` are rows whose counts disagree."""

    sessions: int
    due: int
    present: int
    doubtful: int


def _below(unit: Unit) -> Q:
    return Q(unit__in=UnitClosure.objects.filter(ancestor=unit).values("descendant"))


def _totals(rows: QuerySet[StudySession]) -> StudyTotals:
    sums = rows.order_by().aggregate(due=Coalesce(Sum("due"), 0), present=Coalesce(Sum("present"), 0))
    return StudyTotals(sessions=rows.count(), doubtful=rows.filter(present__gt=F("due")).count(), **sums)


def study_totals(unit: Unit, year: int) -> StudyTotals:
    """Figures of the unit and everything below it (for other rooms and reports, no viewer)."""
    return _totals(StudySession.objects.filter(_below(unit), year=year))


def session_list(viewer: Actor, unit: Unit | None, year: int) -> tuple[QuerySet[StudySession], StudyTotals]:
    """A year's sessions that the viewer may see at the unit and below it, with their totals."""
    rows = visible_sessions(viewer).filter(year=year)
    if unit is not None:
        rows = rows.filter(_below(unit))
    return rows, _totals(rows)
