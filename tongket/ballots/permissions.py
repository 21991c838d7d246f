"""Who puts questions to a vote, enters counts, corrects and closes them, and who reads them."""

from __future__ import annotations

from tongket.access.decisions import Actor, Decision
from tongket.access.roles import Role, declare
from tongket.ballots.models import Poll
from tongket.ballots.states import TRANSITIONS
from tongket.organisation.models import Unit
from tongket.organisation.permissions import OFFICE, READERS, may

declare(
    "ballots",
    {
        "see_polls": (*READERS, Role.CELL_SECRETARY),
        "export_polls": (*OFFICE, Role.CELL_SECRETARY),
        "open_paper_poll": (*OFFICE, Role.CELL_SECRETARY),
        "enter_paper_count": (*OFFICE, Role.CELL_SECRETARY),
        "correct_paper_count": OFFICE,
        **{t.act: t.roles for t in TRANSITIONS},
    },
    own_body=(
        "open_paper_poll",
        "enter_paper_count",
        "correct_paper_count",
        *(t.act for t in TRANSITIONS),
    ),
)


def may_see_polls(viewer: Actor, unit: Unit) -> Decision:
    return may(viewer, "ballots.see_polls", unit)


def may_open_paper_poll(actor: Actor, unit: Unit) -> Decision:
    return may(actor, "ballots.open_paper_poll", unit)


def may_enter_paper_count(actor: Actor, poll: Poll) -> Decision:
    return may(actor, "ballots.enter_paper_count", poll.unit)


def may_correct_paper_count(actor: Actor, poll: Poll) -> Decision:
    return may(actor, "ballots.correct_paper_count", poll.unit)


def may_close_poll(actor: Actor, poll: Poll) -> Decision:
    return may(actor, "ballots.close_poll", poll.unit)


def may_reopen_poll(actor: Actor, poll: Poll) -> Decision:
    return may(actor, "ballots.reopen_poll", poll.unit)
