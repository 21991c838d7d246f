"""Objects of the room of personal data for the table of pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.authorization.cast import World
from tongket.access.roles import Role
from tongket.organisation.actions.consents import give_consent
from tongket.privacy.actions import ask_correction, place_hold

Arguments = dict[str, Any]


def corrections(world: World) -> dict[str, Arguments]:
    """What the own person and one of another cell asked to correct, both written down by the office."""
    clerk, day = world.accounts[Role.CLERK].actor(), dt.date(world.round.year, 6, 1)
    return {
        word: {
            "pk": ask_correction(
                person,
                actor=clerk,
                datum="Ngày sinh",
                wanted="Sửa theo giấy khai sinh",
                proof="Giấy khai sinh",
                paper="Đơn 01",
                asked_on=day,
            ).pk
        }
        for word, person in (("myself", world.myself), ("stranger", world.stranger))
    }


def consents(world: World) -> dict[str, Arguments]:
    """What both agreed to, from signed papers."""
    clerk, day = world.accounts[Role.CLERK].actor(), dt.date(world.round.year, 6, 1)
    return {
        word: {
            "pk": give_consent(
                person, actor=clerk, unit=cell, purpose="story", on=day, document="Phiếu 01"
            ).pk
        }
        for word, person, cell in (
            ("myself", world.myself, world.own_cell),
            ("stranger", world.stranger, world.other_cell),
        )
    }


def holds(world: World) -> dict[str, Arguments]:
    """What keeps the data of somebody of another cell."""
    hold = place_hold(
        world.stranger,
        actor=world.accounts[Role.CLERK].actor(),
        ground="archive",
        document="Văn bản 01",
        since=dt.date(world.round.year, 1, 1),
    )
    return {"stranger": {"pk": hold.pk}}
