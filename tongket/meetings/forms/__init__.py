"""Input of the pages of meetings."""

from tongket.meetings.forms.attendance import (
    AbsenceForm,
    AbsenceFormSet,
    CheckInForm,
    ProxyForm,
    absence_rows,
)
from tongket.meetings.forms.cells import CellMeetingForm, PastedMeetingsForm
from tongket.meetings.forms.minutes import (
    ConclusionForm,
    DirectionForm,
    MinutesForm,
    PresenterForm,
    SpeechForm,
    SpeechTimeForm,
)
from tongket.meetings.forms.plan import AgendaItemForm, PlanForm, StepFormSet

__all__ = [
    "AbsenceForm",
    "AbsenceFormSet",
    "AgendaItemForm",
    "CellMeetingForm",
    "CheckInForm",
    "ConclusionForm",
    "DirectionForm",
    "MinutesForm",
    "PastedMeetingsForm",
    "PlanForm",
    "PresenterForm",
    "ProxyForm",
    "SpeechForm",
    "SpeechTimeForm",
    "StepFormSet",
    "absence_rows",
]
