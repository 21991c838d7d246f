"""Deadlines of the register wait on the first page."""

from __future__ import annotations

import datetime as dt

import pytest

from tongket.access.roles import Role
from tongket.common.dates import add_months, today
from tongket.organisation import actions
from tongket.organisation.tests.factories import make_office
from tongket.rounds.actions import create_round
from tongket.site.register_due import due_acts


@pytest.mark.django_db
@pytest.mark.capability(3)
def test_end_of_probation_waits_two_months_before_its_day() -> None:
    office = make_office(cells=1)
    clerk, cell = office.actor(Role.CLERK), office.cells[0]
    round = create_round(office.organisation, actor=clerk, year=2021, title="Đợt thử")
    for name, months in (("Lê Gần", 11), ("Lê Xa", 8)):
        person = actions.add_person(name, actor=clerk, unit=cell, birth=dt.date(1999, 1, 1))
        actions.set_party(person, actor=clerk, unit=cell, admitted_on=add_months(today(), -months))
        actions.join_unit(person, actor=clerk, unit=cell, valid_from=add_months(today(), -months))
    acts = due_acts(clerk, round)
    assert [(a.key, a.detail, a.due_on) for a in acts] == [
        ("organisation.probation", "1 đảng viên", add_months(add_months(today(), -11), 12))
    ]
    assert due_acts(office.actor(Role.MEMBER), round) == []
