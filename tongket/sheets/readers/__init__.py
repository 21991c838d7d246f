"""Kinds of import for the sheets of a year: one Excel sheet per step, filled by one clerk (U1). No Django.

    from tongket.sheets.readers import register_kinds
    register_kinds()            # tasks, civil_ratings, reviews, counts, oversight, activities, history, conference

Each kind gives typed rows through :func:`tongket.imports.preview.check`; what is known (cells, offices, people)
is a :class:`tongket.organisation.imports.Known`.
"""

from tongket.imports.kinds import register_kind
from tongket.sheets.readers.activities import ACTIVITIES
from tongket.sheets.readers.civil_ratings import CIVIL_RATINGS
from tongket.sheets.readers.conference import CONFERENCE
from tongket.sheets.readers.counts import COUNTS
from tongket.sheets.readers.history import HISTORY
from tongket.sheets.readers.oversight import OVERSIGHT
from tongket.sheets.readers.reviews import REVIEWS
from tongket.sheets.readers.tasks import TASKS

ALL = (TASKS, CIVIL_RATINGS, REVIEWS, COUNTS, OVERSIGHT, ACTIVITIES, HISTORY, CONFERENCE)

__all__ = [
    "ACTIVITIES",
    "ALL",
    "CIVIL_RATINGS",
    "CONFERENCE",
    "COUNTS",
    "HISTORY",
    "OVERSIGHT",
    "REVIEWS",
    "TASKS",
    "register_kinds",
]


def register_kinds() -> None:
    """Registers the kinds of the year's steps; doing it again is harmless."""
    for kind in ALL:
        register_kind(kind)
