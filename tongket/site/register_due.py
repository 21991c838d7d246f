"""What falls due in the register, among the things that wait on the first page.

The register lies below the rounds, so it does not know what a step or a waiting act is: here both are joined.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.common.dates import add_months, today
from tongket.organisation.models import Unit
from tongket.organisation.queries.deadlines import DeadlineKind, deadlines
from tongket.rounds.models import Round
from tongket.rounds.steps import DueAct, StepState

#: How long before its day a deadline waits on the first page. Birthdays are on their own page only.
MONTHS_BEFORE = 2
KINDS = (DeadlineKind.PROBATION, DeadlineKind.TEMPORARY, DeadlineKind.BADGE)


def step_state(_viewer: Actor, _round: Round, _units: list[Unit]) -> Iterable[StepState]:
    """The register carries no step of the year."""
    return ()


def due_acts(viewer: Actor, round: Round) -> list[DueAct]:
    """One act for each kind of deadline that is near or overdue today, with how many members and the first day."""
    day = today()
    near = add_months(day, MONTHS_BEFORE)
    found = [
        d for d in deadlines(viewer, round.unit, day) if d.kind in KINDS and (d.on is None or d.on <= near)
    ]
    acts = []
    for kind in KINDS:
        rows = [d for d in found if d.kind == kind]
        if not rows:
            continue
        acts.append(
            DueAct(
                key=f"organisation.{kind.value}",
                title=kind.label,
                detail=_("%(n)s đảng viên") % {"n": len(rows)},
                due_on=rows[0].on,
                url=f"{reverse('organisation:deadlines')}?loai={kind.value}",
                button=_("Xem danh sách"),
            )
        )
    return acts
