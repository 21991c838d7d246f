"""Everybody reads the own inbox; the office sees what was sent at its units.

This room lies below the units, so what "its units" are is told by the room that knows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tongket.access.decisions import ALLOWED, Actor, Decision
from tongket.access.roles import Role, declare
from tongket.notices.models import Letter, Notice

declare(
    "notices",
    {
        "see_sent": (Role.CLERK, Role.COMMITTEE_SECRETARY, Role.ADMINISTRATOR),
        "send_again": (Role.CLERK, Role.COMMITTEE_SECRETARY, Role.ADMINISTRATOR),
    },
)

#: Ids of the units at which an actor may do 'room.action'.
UnitIds = Callable[[Actor, str], Iterable[int]]
_UNIT_IDS: list[UnitIds] = []


def declare_units(units: UnitIds) -> None:
    """The room of the units says at which of them somebody may do an act."""
    _UNIT_IDS[:] = [units]


def unit_ids(actor: Actor, action: str) -> Iterable[int]:
    """The units at which the actor may do one of this room's acts."""
    return _UNIT_IDS[0](actor, f"notices.{action}")


def may_read(actor: Actor, notice: Notice) -> Decision:
    """Only whom it was written to."""
    return ALLOWED if notice.account_id == actor.account_id else Decision(False)


def may_send_again(actor: Actor, letter: Letter) -> Decision:
    """The office of a unit that one of the letter's notices is about."""
    about = letter.notices.filter(unit_id__in=unit_ids(actor, "send_again"))
    return ALLOWED if about.exists() else Decision(False)
