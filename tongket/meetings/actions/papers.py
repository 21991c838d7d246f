"""Printing: which records a paper was made from stands in the notes of use, so that it is known to be stale
when one of them changes."""

from __future__ import annotations

import datetime as dt

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.audit.models import Record
from tongket.meetings.models import Conclusion, Conference, StageEntry
from tongket.meetings.permissions import may_change_conference

#: Role under which a conference notes what a paper was printed from, by paper.
PRINTED = "printed_{paper}"


def note_printing(
    conference: Conference,
    *,
    actor: Actor,
    paper: str,
    conclusion: Conclusion | None = None,
    happened_on: dt.date | None = None,
) -> None:
    """A paper (attendance, minutes, running_order, or the extract of one conclusion) is printed now."""
    with acting(
        "meetings.note_printing",
        actor=actor,
        unit_id=conference.unit_id,
        happened_on=happened_on,
        reason=paper,
    ) as act:
        require(may_change_conference(actor, conference, "print_paper"))
        printed = conclusion or conference
        role = PRINTED.format(paper=paper)
        act.forget_uses(printed, role)
        for source in _sources(conference, paper, conclusion):
            act.use(source, by=printed, role=role, value=str(source))


def _sources(conference: Conference, paper: str, conclusion: Conclusion | None) -> list[Record]:
    if conclusion is not None:
        return [conclusion, *conclusion.directions.all()]
    if paper == "attendance":
        return list(conference.attendance.all())
    if paper == "running_order":
        entries = StageEntry.objects.filter(step__conference=conference).select_related("award", "step")
        return [*conference.steps.all(), *(e.award for e in entries if e.award), *conference.proxies.all()]
    return [
        *conference.agenda.all(),
        *conference.attendance.all(),
        *conference.directions.all(),
        *conference.conclusions.all(),
    ]
