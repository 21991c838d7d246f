"""Small worlds for tests of all rooms: an office with cells, people and accounts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from tongket.access.decisions import SYSTEM, Actor
from tongket.access.models import Account
from tongket.access.roles import Role
from tongket.organisation import actions
from tongket.organisation.models import Person, Unit
from tongket.organisation.states import PostSystem, UnitKind

START = dt.date(2015, 1, 1)
NAMES = ["Trần Văn Ước", "Lê Thị Ánh Ửng", "H'Ơn Êban", "Đỗ Đạt", "Nguyễn Thị Thu Hòa", "Y Ăn Niê"]


@dataclass
class Office:
    """A superior organisation, an organisation with cells, and who holds which role there."""

    superior: Unit
    organisation: Unit
    cells: list[Unit]
    admin: Account
    accounts: dict[str, Account] = field(default_factory=dict)
    members: dict[int, list[Person]] = field(default_factory=dict)

    def actor(self, role: str) -> Actor:
        return self.accounts[role].actor()


def make_account(office: Office, login: str, role: str, unit: Unit, person: Person | None = None) -> Account:
    """An account that holds a role for a unit since the office's start."""
    admin = office.admin.actor()
    account = actions.issue_account(
        login, actor=admin, unit=unit, display_name=login, password="mat-khau-thu-2021", person=person
    )
    actions.grant_role(account, actor=admin, role=role, unit=unit, valid_from=START)
    return account


def make_office(cells: int = 2, members: int = 0) -> Office:
    """An office with ``members`` people in each cell and one account per role (keys are the roles' values;
    'other_clerk' is the clerk of another organisation beside this one)."""
    superior, admin = actions.set_up(
        "CT",
        actor=SYSTEM,
        unit_name="Đảng bộ Khối thử nghiệm",
        unit_kind=UnitKind.SUPERIOR_ORGANISATION,
        valid_from=START,
        login="admin",
        display_name="Quản trị",
        password="mat-khau-thu-2021",
    )
    act = admin.actor()
    organisation = actions.create_unit(
        "DB",
        actor=act,
        name="Đảng bộ Sở Thử nghiệm",
        kind=UnitKind.GRASSROOTS_ORGANISATION,
        valid_from=START,
        parent=superior,
    )
    other = actions.create_unit(
        "DB2",
        actor=act,
        name="Đảng bộ Sở Khác",
        kind=UnitKind.GRASSROOTS_ORGANISATION,
        valid_from=START,
        parent=superior,
    )
    office = Office(
        superior=superior,
        organisation=organisation,
        cells=[
            actions.create_unit(
                f"CB{n}",
                actor=act,
                name=f"Chi bộ {n}",
                kind=UnitKind.CELL,
                valid_from=START,
                parent=organisation,
            )
            for n in range(1, cells + 1)
        ],
        admin=admin,
    )
    for role in Role:
        unit = {Role.SUPERIOR_OFFICER: superior, Role.CELL_SECRETARY: office.cells[0]}.get(role, organisation)
        if role is not Role.ADMINISTRATOR:
            office.accounts[role.value] = make_account(office, role.value, role, unit)
    office.accounts[Role.ADMINISTRATOR.value] = admin
    office.accounts["other_clerk"] = make_account(office, "other_clerk", Role.CLERK, other)
    for cell in office.cells:
        office.members[cell.pk] = [add_member(office, cell, n) for n in range(1, members + 1)]
    return office


def add_member(office: Office, cell: Unit, number: int = 1, name: str | None = None) -> Person:
    """One more official member of a cell."""
    clerk = office.actor(Role.CLERK)
    person = actions.add_person(
        name or f"{NAMES[number % len(NAMES)]} {cell.code} {number}",
        actor=clerk,
        unit=cell,
        birth=dt.date(1970 + number % 20, 1 + number % 12, 1 + number % 28),
    )
    actions.set_party(
        person,
        actor=clerk,
        unit=cell,
        admitted_on=dt.date(2010, 1, 1),
        official_on=dt.date(2011, 1, 1),
        card=f"99.{cell.pk:03d}{number:03d}",
    )
    actions.join_unit(person, actor=clerk, unit=cell, valid_from=START, number=number)
    return person


def head_of(office: Office, person: Person, unit: Unit, title: str = "Bí thư chi bộ") -> None:
    """The person heads the unit since the office's start."""
    actions.hold_post(
        person,
        actor=office.actor(Role.CLERK),
        unit=unit,
        title=title,
        system=PostSystem.PARTY,
        valid_from=START,
        is_head=True,
    )
