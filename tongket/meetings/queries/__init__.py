"""What is read of meetings. Who may see a conference is asked first: ``permissions.get_conference``."""

from tongket.meetings.queries.cells import CellYear, MeetingTotals, cell_meeting_list, meeting_totals
from tongket.meetings.queries.conference import (
    AttendanceCounts,
    AttendanceGroup,
    ConferenceFigures,
    agenda_of,
    attendance_counts,
    attendance_list,
    conclusions_of,
    conference_figures,
    conference_list,
    conference_of,
    guests_of,
    last_years_conclusions,
    speeches_of,
)
from tongket.meetings.queries.live import LiveAgenda, LiveItem, clock, live_agenda
from tongket.meetings.queries.people import people_called, people_to_call
from tongket.meetings.queries.stage import (
    ProblemKind,
    StageProblem,
    StageStep,
    awards_not_on_stage,
    running_order,
    stage_order,
    stage_problems,
)
from tongket.meetings.queries.steps import due_acts, step_state

__all__ = [
    "AttendanceCounts",
    "AttendanceGroup",
    "CellYear",
    "ConferenceFigures",
    "LiveAgenda",
    "LiveItem",
    "MeetingTotals",
    "ProblemKind",
    "StageProblem",
    "StageStep",
    "agenda_of",
    "attendance_counts",
    "attendance_list",
    "awards_not_on_stage",
    "cell_meeting_list",
    "clock",
    "conclusions_of",
    "conference_figures",
    "conference_list",
    "conference_of",
    "due_acts",
    "guests_of",
    "last_years_conclusions",
    "live_agenda",
    "meeting_totals",
    "people_called",
    "people_to_call",
    "running_order",
    "speeches_of",
    "stage_order",
    "stage_problems",
    "step_state",
]
