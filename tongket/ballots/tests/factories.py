"""Polls and counts for tests, made through the room's own actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tongket.access.decisions import Actor
from tongket.access.roles import Role
from tongket.ballots import actions
from tongket.ballots.actions import CorrectedMinutes, Line, Teller, VoteRule
from tongket.ballots.conversion import Votes
from tongket.ballots.models import PaperCount, Poll
from tongket.ballots.protocol import Counts
from tongket.ballots.states import NUMBERS
from tongket.organisation.models import Unit
from tongket.organisation.tests.factories import Office, make_office

HELD = dt.date(2021, 12, 17)
WRITTEN = dt.date(2021, 12, 20)
MAJORITY = VoteRule(base="entitled", threshold="1/2", strict=True)
LEVELS = ("excellent", "good", "fair", "failed", "abstain")
TELLERS = (Teller("Trần Văn Ước", "Tổ trưởng"), Teller("H'Ơn Êban", "Thư ký"))
MINUTES = CorrectedMinutes(number="02-BB/CB", on=WRITTEN, signers=["Trần Văn Ước", "H'Ơn Êban"])


@dataclass
class World:
    """An office, its clerk, and its first cell."""

    office: Office
    clerk: Actor
    cell: Unit

    def actor(self, role: str) -> Actor:
        return self.office.actor(role)


def make_world() -> World:
    """An office of two cells without members."""
    office = make_office(cells=2)
    return World(office, office.actor(Role.CLERK), office.cells[0])


def open_poll(world: World, names: Sequence[str] = ("Trần Văn Ước", "Y Ăn Niê"), **changes: Any) -> Poll:
    """A poll on levels at the first cell, unless changed."""
    details: dict[str, Any] = {
        "year": 2021,
        "purpose": "test.levels",
        "title": "Biểu quyết mức xếp loại đảng viên năm 2021",
        "kind": "levels",
        "rule": MAJORITY,
        "lines": [Line(name) for name in names],
        "held_on": HELD,
        "roll_size": 20,
    }
    unit = changes.pop("unit", world.cell)
    actor = changes.pop("actor", world.clerk)
    return actions.open_paper_poll(unit, actor=actor, **{**details, **changes})


def open_choice(world: World, names: Sequence[str], places: int, **changes: Any) -> Poll:
    """A poll that chooses ``places`` of the names."""
    details = {
        "kind": "choose",
        "places": places,
        "title": "Chọn đảng viên xuất sắc",
        "purpose": "test.choice",
    }
    return open_poll(world, names, **{**details, **changes})


def numbers(valid: int = 19, **changes: int | None) -> Counts:
    """20 entitled, present, issued and returned, one invalid, unless changed."""
    full = dict.fromkeys(NUMBERS, 20) | {"valid": valid, "invalid": 20 - valid}
    return Counts(**{**full, **changes})


def level_votes(poll: Poll, *lines: Sequence[int | None]) -> dict[int, Votes]:
    """Votes by line, each in the order excellent, good, fair, failed, blank."""
    options = poll.options.all()
    return {o.pk: Votes(dict(zip(LEVELS, row, strict=True))) for o, row in zip(options, lines, strict=True)}


def yes_votes(poll: Poll, *yes: int | None) -> dict[int, Votes]:
    """Votes by line for a poll that chooses."""
    return {o.pk: Votes({"yes": number}) for o, number in zip(poll.options.all(), yes, strict=True)}


RIGHT = ((0, 17, 1, 0, 1), (19, 0, 0, 0, 0))
WRONG = ((0, 16, 1, 0, 1), (19, 0, 0, 0, 0))


def enter(world: World, poll: Poll, votes: dict[int, Votes] | None = None, **changes: Any) -> PaperCount:
    """A count of the poll, by default one that adds up."""
    details = {"actor": world.clerk, "happened_on": HELD, "counts": numbers(), "tellers": TELLERS}
    return actions.enter_paper_count(
        poll, votes=level_votes(poll, *RIGHT) if votes is None else votes, **{**details, **changes}
    )


def enter_wrong(world: World, poll: Poll) -> PaperCount:
    """A count whose first line adds up to 18 of 19 valid ballots."""
    return enter(world, poll, level_votes(poll, *WRONG))
