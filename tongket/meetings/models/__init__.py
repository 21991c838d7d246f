"""Meetings of cells, and the conference that sums up the year."""

from tongket.meetings.models.cells import CellMeeting
from tongket.meetings.models.conference import (
    AgendaItem,
    Attendance,
    Conclusion,
    Conference,
    Direction,
    Guest,
    Photo,
    Speech,
)
from tongket.meetings.models.presentation import PresentationStep, Proxy, StageEntry

__all__ = [
    "AgendaItem",
    "Attendance",
    "CellMeeting",
    "Conclusion",
    "Conference",
    "Direction",
    "Guest",
    "Photo",
    "PresentationStep",
    "Proxy",
    "Speech",
    "StageEntry",
]
