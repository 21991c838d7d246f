"""Plain rows in which meetings come in from a sheet, a plan or a form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from tongket.meetings.states import Only
from tongket.organisation.models import Person, Unit


@dataclass(frozen=True)
class CellMeetingRow:
    """One meeting of one cell as its list has it; counts are as written, also when they don't add up."""

    unit: Unit
    kind: str
    held_on: dt.date
    due: int
    present: int
    absent: int
    excused: int
    topic: str
    minutes_number: str = ""


@dataclass(frozen=True)
class AgendaRow:
    number: int
    starts_at: dt.time
    ends_at: dt.time
    item: str
    in_charge: str


@dataclass(frozen=True)
class GuestRow:
    name: str
    post: str = ""


@dataclass(frozen=True)
class StepRow:
    """One group on stage: kind of award in the catalogue's words, and which part of its recipients."""

    number: int
    kind: str
    handed_over_by: str
    only: str = Only.ALL


@dataclass(frozen=True)
class PhotoRow:
    caption: str
    file: str | None = None


@dataclass(frozen=True)
class ConferencePlan:
    """All that is known before the day. ``summoned`` None: every member of the organisation on that day who
    is neither exempt nor suspended."""

    title: str
    held_on: dt.date
    place: str
    agenda: Sequence[AgendaRow]
    guests: Sequence[GuestRow] = ()
    steps: Sequence[StepRow] = ()
    photos: Sequence[PhotoRow] = ()
    summoned: Sequence[Person] | None = None
    chaired_by: str = ""
    minutes_by: str = ""


@dataclass(frozen=True)
class AbsenceRow:
    person: Person
    reason: str = ""


@dataclass(frozen=True)
class SpeechRow:
    """One speech; ``item`` is the number of its item, None: the last one in the speaker's charge, if any."""

    number: int
    speaker: str
    minutes: int
    minutes_taken: int | None = None
    item: int | None = None


@dataclass(frozen=True)
class DirectionRow:
    """What speech ``speech`` (its number) asked for."""

    key: str
    speech: int
    text: str


@dataclass(frozen=True)
class ConclusionRow:
    """One conclusion; ``directions`` are keys of the conference's directions."""

    key: str
    text: str
    target: str
    in_charge: Unit | None
    due_on: dt.date | None
    directions: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class MinutesRow:
    """What was recorded for one item of the agenda; times are None where nobody wrote them down."""

    number: int
    text: str = ""
    started_at: dt.time | None = None
    ended_at: dt.time | None = None


@dataclass(frozen=True)
class ProxyRow:
    recipient: Person
    received_by: Person
