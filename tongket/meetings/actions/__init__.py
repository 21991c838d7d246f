"""What changes meetings and conferences."""

from tongket.meetings.actions.attendance import check_in, record_attendance, undo_check_in
from tongket.meetings.actions.cells import record_cell_meetings
from tongket.meetings.actions.conclusions import record_conclusions
from tongket.meetings.actions.minutes import (
    record_all_minutes,
    record_minutes,
    record_speech_time,
    record_speeches,
)
from tongket.meetings.actions.papers import note_printing
from tongket.meetings.actions.plan import change_agenda_item, plan_conference, record_photos
from tongket.meetings.actions.presentation import (
    arrange_presentation,
    change_presenter,
    finish_step,
    move_entry,
    record_proxies,
    reopen_step,
)
from tongket.meetings.actions.running import (
    advance_agenda,
    close_conference,
    reopen_conference,
    start_conference,
    take_back,
)

__all__ = [
    "advance_agenda",
    "arrange_presentation",
    "change_agenda_item",
    "change_presenter",
    "check_in",
    "close_conference",
    "finish_step",
    "move_entry",
    "note_printing",
    "plan_conference",
    "record_all_minutes",
    "record_attendance",
    "record_cell_meetings",
    "record_conclusions",
    "record_minutes",
    "record_photos",
    "record_proxies",
    "record_speech_time",
    "record_speeches",
    "reopen_conference",
    "reopen_step",
    "start_conference",
    "take_back",
    "undo_check_in",
]
