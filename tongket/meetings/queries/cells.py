"""What is read of cell meetings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum

from tongket.access.decisions import Actor
from tongket.meetings.models import CellMeeting
from tongket.meetings.permissions import visible_cell_meetings
from tongket.meetings.states import MeetingKind
from tongket.organisation.models import Unit, UnitClosure

DOUBTFUL = ~Q(due=F("present") + F("absent")) | Q(excused__gt=F("absent"))


@dataclass(frozen=True)
class MeetingTotals:
    """A cell's year: meetings of either kind, attendance over all of them, and how many rows don't add up."""

    monthly: int = 0
    thematic: int = 0
    due: int = 0
    present: int = 0
    absent: int = 0
    excused: int = 0
    doubtful: int = 0

    @property
    def meetings(self) -> int:
        return self.monthly + self.thematic


def meeting_totals(cell_ids: Iterable[int], year: int) -> dict[int, MeetingTotals]:
    """Totals of a year per cell, every id with an answer (for other rooms, no viewer; one query)."""
    ids = list(cell_ids)
    found = _totals(CellMeeting.objects.filter(unit__in=ids, year=year))
    return {pk: found.get(pk, MeetingTotals()) for pk in ids}


def _totals(rows: QuerySet[CellMeeting]) -> dict[int, MeetingTotals]:
    grouped = (
        rows.order_by()
        .values("unit_id")
        .annotate(
            monthly=Count("pk", filter=Q(kind=MeetingKind.MONTHLY)),
            thematic=Count("pk", filter=Q(kind=MeetingKind.THEMATIC)),
            sum_due=Sum("due"),
            sum_present=Sum("present"),
            sum_absent=Sum("absent"),
            sum_excused=Sum("excused"),
            doubtful=Count("pk", filter=DOUBTFUL),
        )
    )
    return {
        row["unit_id"]: MeetingTotals(
            monthly=row["monthly"],
            thematic=row["thematic"],
            due=row["sum_due"],
            present=row["sum_present"],
            absent=row["sum_absent"],
            excused=row["sum_excused"],
            doubtful=row["doubtful"],
        )
        for row in grouped
    }


@dataclass(frozen=True)
class CellYear:
    """One line of the overview: a cell with its totals."""

    unit: Unit
    totals: MeetingTotals


def cell_meeting_list(
    viewer: Actor, unit: Unit | None, year: int, kind: str = ""
) -> tuple[QuerySet[CellMeeting], list[CellYear], dict[str, int]]:
    """A year's meetings that the viewer may see at the unit and below it, with totals per cell and counts by
    kind ('' for all)."""
    rows = visible_cell_meetings(viewer).filter(year=year)
    if unit is not None:
        rows = rows.filter(unit__in=UnitClosure.objects.filter(ancestor=unit).values("descendant"))
    totals = _totals(rows)
    units = {u.pk: u for u in Unit.objects.filter(pk__in=totals).order_by("code_key")}
    counts = {
        MeetingKind.MONTHLY: sum(t.monthly for t in totals.values()),
        MeetingKind.THEMATIC: sum(t.thematic for t in totals.values()),
    }
    counts[""] = sum(counts.values())
    if kind:
        rows = rows.filter(kind=MeetingKind(kind))
    return rows, [CellYear(u, totals[pk]) for pk, u in units.items()], counts
