"""Merging, splitting and dissolving units by a decision; one holder of a post; dates in order."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tongket.access.roles import Role
from tongket.common.errors import Missing, NotPermitted
from tongket.organisation import actions, queries
from tongket.organisation.errors import DatesContradict, NothingToMerge, OneHolderOnly, StillInUse
from tongket.organisation.models import Membership, Unit
from tongket.organisation.states import MemberStatus, PostSystem
from tongket.organisation.tests.factories import Office, head_of, make_office

pytestmark = pytest.mark.django_db
ON = dt.date(2021, 7, 1)
BEFORE = dt.date(2021, 6, 30)
DECISION = "QĐ 30-QĐ/ĐU ngày 25/6/2021"


@pytest.fixture
def office() -> Office:
    return make_office(cells=2, members=2)


def cells(office: Office, on: dt.date) -> dict[str, int]:
    return {
        u.code: Membership.objects.filter(unit=u, valid_from__lte=on).exclude(valid_to__lte=on).count()
        for u in queries.cells_of(office.organisation, on)
    }


@pytest.mark.capability(1)
def test_merged_cell_hands_its_members_over_on_the_day_and_yesterday_stays(office: Office) -> None:
    first, second = office.cells
    actions.merge_units(second, actor=office.actor(Role.CLERK), into=first, on=ON, decision=DECISION)
    assert cells(office, BEFORE) == {"CB1": 2, "CB2": 2}
    assert cells(office, ON) == {"CB1": 4}
    assert set(Membership.objects.filter(valid_from=ON).values_list("paper", flat=True)) == {DECISION}


@pytest.mark.capability(1)
def test_split_cell_gives_the_chosen_members_a_cell_of_their_own(office: Office) -> None:
    cell = office.cells[0]
    chosen = office.members[cell.pk][:1]
    fresh = actions.split_unit(
        cell,
        actor=office.actor(Role.CLERK),
        code="CB3",
        name="Chi bộ 3",
        people=chosen,
        on=ON,
        decision=DECISION,
    )
    assert (fresh.established_by, fresh.kind, queries.parent_of(fresh, ON)) == (
        DECISION,
        cell.kind,
        office.organisation,
    )
    assert cells(office, BEFORE) == {"CB1": 2, "CB2": 2}
    assert cells(office, ON) == {"CB1": 1, "CB2": 2, "CB3": 1}


def test_people_of_another_cell_are_not_split_off(office: Office) -> None:
    with pytest.raises(Missing):
        actions.split_unit(
            office.cells[0], actor=office.actor(Role.CLERK), code="CB3", name="Chi bộ 3",
            people=office.members[office.cells[1].pk], on=ON, decision=DECISION,
        )  # fmt: skip
    assert not Unit.objects.filter(code="CB3").exists()


def test_unit_with_members_or_units_is_not_dissolved(office: Office) -> None:
    clerk = office.actor(Role.CLERK)
    with pytest.raises(StillInUse, match="2 đảng viên"):
        actions.dissolve_unit(office.cells[0], actor=clerk, on=ON, decision=DECISION)
    with pytest.raises(StillInUse, match="2 đơn vị trực thuộc"):
        actions.dissolve_unit(office.organisation, actor=clerk, on=ON, decision=DECISION)


def test_unit_is_not_merged_into_its_own_part_nor_into_another_kind(office: Office) -> None:
    clerk = office.actor(Role.CLERK)
    for unit, into in ((office.organisation, office.cells[0]), (office.cells[0], office.cells[0])):
        with pytest.raises(NothingToMerge):
            actions.merge_units(unit, actor=clerk, into=into, on=ON, decision=DECISION)


@pytest.mark.capability(9)
def test_cell_secretary_may_not_change_units(office: Office) -> None:
    first, second = office.cells
    actor = office.actor(Role.CELL_SECRETARY)
    with pytest.raises(NotPermitted):
        actions.merge_units(second, actor=actor, into=first, on=ON, decision=DECISION)
    with pytest.raises(NotPermitted):
        actions.split_unit(first, actor=actor, code="X", name="X", people=[], on=ON, decision=DECISION)


@pytest.mark.capability(1)
def test_acts_are_done_on_the_page_and_a_refusal_keeps_what_was_typed(client: Client, office: Office) -> None:
    client.force_login(office.accounts[Role.CLERK])
    first, second = office.cells
    given = {"on": "01/07/2021", "decision": DECISION}
    response = client.post(reverse("organisation:dissolve_unit", args=[second.pk]), given)
    assert response.status_code == 422
    assert DECISION in response.content.decode()
    person = office.members[first.pk][0]
    split = {"code": "CB3", "name": "Chi bộ 3", "people": [person.pk]}
    client.post(reverse("organisation:split_unit", args=[first.pk]), given | split)
    client.post(reverse("organisation:merge_units", args=[second.pk]), given | {"into": first.pk})
    assert cells(office, ON) == {"CB1": 3, "CB3": 1}
    fresh = Unit.objects.get(code="CB3")
    later = {"on": "01/08/2021", "decision": DECISION}
    client.post(reverse("organisation:merge_units", args=[fresh.pk]), later | {"into": first.pk})
    assert cells(office, dt.date(2021, 8, 1)) == {"CB1": 4}


def test_second_head_with_one_title_is_refused_naming_the_first(office: Office) -> None:
    cell = office.cells[0]
    first, second = office.members[cell.pk]
    head_of(office, first, cell)
    with pytest.raises(OneHolderOnly, match=first.name):
        head_of(office, second, cell)
    head_of(office, second, office.cells[1])


def test_dates_that_contradict_are_refused(office: Office) -> None:
    clerk, cell = office.actor(Role.CLERK), office.cells[0]
    person = office.members[cell.pk][0]
    day, earlier = dt.date(2010, 1, 1), dt.date(2009, 1, 1)
    with pytest.raises(DatesContradict, match="01/01/2009"):
        actions.set_party(person, actor=clerk, unit=cell, admitted_on=day, official_on=earlier)
    with pytest.raises(DatesContradict):
        actions.set_party(person, actor=clerk, unit=cell, admitted_on=dt.date(1960, 1, 1))
    with pytest.raises(DatesContradict):
        actions.set_status(
            person, actor=clerk, unit=cell, status=MemberStatus.EXEMPT, valid_from=day, valid_to=earlier
        )
    with pytest.raises(DatesContradict):
        actions.hold_post(
            person,
            actor=clerk,
            unit=cell,
            title="Chi ủy viên",
            system=PostSystem.PARTY,
            valid_from=day,
            valid_to=earlier,
        )
