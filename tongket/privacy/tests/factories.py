"""A member who left long ago, with records in several rooms, and an office that confirmed every term."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tongket.access.decisions import Actor
from tongket.access.roles import Role
from tongket.organisation import actions as register
from tongket.organisation.models import Membership, Person, Unit
from tongket.organisation.states import PostSystem
from tongket.organisation.tests.factories import Office, add_member, make_office
from tongket.privacy.actions import confirm_term
from tongket.privacy.catalogue import terms

LEFT = dt.date(1998, 7, 1)
NAME = "Vừ A Lềnh Páo"
PAPER = "Quyết định 12-QĐ/ĐU"


@dataclass
class World:
    """The office, its clerk, a cell, and who left it."""

    office: Office
    clerk: Actor
    cell: Unit
    gone: Person
    member: Person


def make_world() -> World:
    """One cell with a member, and one who was a member until ``LEFT``."""
    office = make_office(cells=1, members=1)
    clerk, cell = office.actor(Role.CLERK), office.cells[0]
    gone = add_member(office, cell, 7, NAME)
    register.hold_post(
        gone,
        actor=clerk,
        unit=cell,
        title="Phó bí thư chi bộ",
        system=PostSystem.PARTY,
        valid_from=LEFT - dt.timedelta(days=900),
        valid_to=LEFT,
    )
    Membership.objects.filter(person=gone).update(valid_from=LEFT - dt.timedelta(days=900), valid_to=LEFT)
    return World(office, clerk, cell, gone, office.members[cell.pk][0])


def confirm_all(world: World, years: int = 5) -> None:
    """The organisation's office confirms the term of every kind."""
    for kind in terms():
        confirm_term(
            world.office.organisation,
            actor=world.clerk,
            kind=kind,
            years=years,
            citation="Bảng thời hạn bảo quản số 9",
            on=dt.date(2021, 1, 5),
        )
