"""What the state of a conference lets be done."""

from __future__ import annotations

import datetime as dt

from tongket.common.dates import today
from tongket.common.errors import WrongState
from tongket.meetings.models import Conference
from tongket.meetings.states import TRANSITIONS, ConferenceState, Transition


def day_of(conference: Conference, happened_on: dt.date | None) -> dt.date:
    """The day of an act at the conference: as given, else the conference's own day (today while it is ahead).

    What is entered from paper afterwards happened on the day of the conference, not on the day of typing.
    """
    return happened_on or min(conference.held_on, today())


def require_not_closed(conference: Conference, act: str) -> None:
    """A closed conference is only read; it is reopened by an act of its own."""
    if conference.state == ConferenceState.CLOSED:
        raise WrongState(thing=conference.title, state=conference.get_state_display(), act=act)


def transition(conference: Conference, act: str, label: str) -> Transition:
    """The move ``act`` from the present state, else ``WrongState``."""
    for move in TRANSITIONS:
        if move.act == act and conference.state in move.sources:
            return move
    raise WrongState(thing=conference.title, state=conference.get_state_display(), act=label)
