"""What the set actions take: one row of a list as read from a file, a page or the story of the demo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from tongket.organisation.models import Person, Unit
from tongket.reviews.states import Entered


@dataclass(frozen=True)
class CivilRatingRow:
    """``rating`` empty: nothing was written in the cell (see ``Blank``)."""

    person: Person
    rating: str
    decided_on: dt.date | None = None
    group: str = ""


@dataclass(frozen=True)
class CollectiveRatingRow:
    """``peer`` is the Party unit of the same level, ``unit`` the office where the register knows it."""

    label: str
    kind: str
    peer: Unit
    rating: str
    unit: Unit | None = None
    decided_on: dt.date | None = None


@dataclass(frozen=True)
class AbsenceRow:
    person: Person
    reason: str
    first_day: dt.date
    last_day: dt.date
    days: int


@dataclass(frozen=True)
class AssessmentRow:
    """Exactly one of ``person`` and ``unit``.

    ``marks``: criterion → mark, without those left empty; ``level`` may be empty.
    """

    body: str
    person: Person | None = None
    unit: Unit | None = None
    level: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)
    happened_on: dt.date | None = None
    entered: str = Entered.IMPORT


@dataclass(frozen=True)
class ResidenceCommentRow:
    person: Person
    place: str
    text: str
    day: dt.date | None = None


@dataclass(frozen=True)
class Recorded:
    """What a set action did: rows new, changed and unchanged, and warnings to show."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return self.created + self.changed + self.unchanged
