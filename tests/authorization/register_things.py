"""The register's objects that pages are about."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.authorization.cast import World
from tongket.access.roles import Role
from tongket.organisation.actions import (
    add_person,
    cover_office,
    create_unit,
    grant_role,
    hand_over_role,
    hold_post,
    issue_account,
    merge_people,
    set_status,
)
from tongket.organisation.models import RoleAssignment

Arguments = dict[str, Any]


def by_word(**rows: Any) -> dict[str, Arguments]:
    """Word → the address of the record it means."""
    return {word: {"pk": row.pk} for word, row in rows.items()}


def units(world: World) -> dict[str, Arguments]:
    return by_word(
        superior=world.superior,
        organisation=world.organisation,
        own_cell=world.own_cell,
        other_cell=world.other_cell,
    )


def people(world: World) -> dict[str, Arguments]:
    return by_word(myself=world.myself, colleague=world.colleague, stranger=world.stranger)


def merges(world: World) -> dict[str, Arguments]:
    """Two records of a fictional person at the own cell, joined."""
    clerk = world.accounts[Role.CLERK].actor()
    twice = []
    for _record in range(2):
        person = add_person("Trùng Văn Thử", actor=clerk, unit=world.own_cell)
        hold_post(
            person,
            actor=clerk,
            unit=world.own_cell,
            title="Khách",
            system="government",
            valid_from=dt.date(world.round.year, 1, 1),
        )
        twice.append(person)
    merge = merge_people(twice[0], actor=clerk, absorbed=twice[1], reason="Nhập hai lần")
    return by_word(organisation=merge)


def roles(world: World) -> dict[str, Arguments]:
    held = RoleAssignment.objects.filter(unit=world.organisation, role=Role.CLERK)
    return by_word(
        clerks=held.exclude(account=world.accounts[Role.CLERK]).first(),
        own_secretary=RoleAssignment.objects.get(account=world.accounts[Role.CELL_SECRETARY]),
    )


def hand_overs(world: World) -> dict[str, Arguments]:
    """The editor's post passes to a fictional successor."""
    admin = RoleAssignment.objects.filter(role=Role.ADMINISTRATOR).first().account.actor()
    year_starts = dt.date(world.round.year, 1, 1)
    giver, taker = (
        issue_account(
            f"ban-giao-{n}", actor=admin, unit=world.organisation, display_name=f"Bên {n}", password=None
        )
        for n in (1, 2)
    )
    held = grant_role(giver, actor=admin, role=Role.EDITOR, unit=world.organisation, valid_from=year_starts)
    done = hand_over_role(
        held,
        actor=admin,
        account=taker,
        on=dt.date(world.round.year, 6, 1),
        decision="Phân công số 3",
        open_work=[],
    )
    return by_word(organisation=done)


def posts(world: World) -> dict[str, Arguments]:
    clerk = world.accounts[Role.CLERK].actor()
    since = dt.date(world.round.year, 1, 1)
    people = {"colleague": (world.colleague, world.own_cell), "stranger": (world.stranger, world.other_cell)}
    return {
        word: {
            "pk": hold_post(
                person, actor=clerk, unit=cell, title="Chi ủy viên thử", system="party", valid_from=since
            ).pk
        }
        for word, (person, cell) in people.items()
    }


def standings(world: World) -> dict[str, Arguments]:
    """Standings of days long past: they leave the year as it is."""
    clerk = world.accounts[Role.CLERK].actor()
    first, last = dt.date(world.round.year - 9, 1, 1), dt.date(world.round.year - 9, 2, 1)
    people = {"colleague": (world.colleague, world.own_cell), "stranger": (world.stranger, world.other_cell)}
    return {
        word: {
            "pk": set_status(
                person, actor=clerk, unit=cell, status="temporary_elsewhere", valid_from=first, valid_to=last
            ).pk
        }
        for word, (person, cell) in people.items()
    }


def memberships(world: World) -> dict[str, Arguments]:
    return {
        word: {"pk": person.memberships.get(valid_to__isnull=True).pk}
        for word, person in (("colleague", world.colleague), ("stranger", world.stranger))
    }


def coverages(world: World) -> dict[str, Arguments]:
    """An office that the organisation covers."""
    clerk = world.accounts[Role.CLERK].actor()
    since = dt.date(world.round.year, 1, 1)
    room = create_unit(
        "PHONGTHU", actor=world.accounts[Role.ADMINISTRATOR].actor(), name="Phòng Thử", kind="agency",
        valid_from=since,
    )  # fmt: skip
    row = cover_office(world.organisation, actor=clerk, office=room, valid_from=since, decision="9-QĐ/ĐU")
    return {"organisation": {"pk": world.organisation.pk, "coverage": row.pk}}
