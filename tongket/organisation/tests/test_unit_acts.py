"""Merging, splitting and dissolving units by a decision; one holder of a post; dates in order."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tongket.access.roles import Role
from tongket.audit.models import Entry
from tongket.common.errors import Missing, NotPermitted
from tongket.organisation import actions, queries
from tongket.organisation.errors import (
    AlreadyCovered,
    DatesContradict,
    MoveUnderItself,
    NotAnOffice,
    NothingToMerge,
    OneHolderOnly,
    StillInUse,
)
from tongket.organisation.models import Membership, Unit, UnitCoverage
from tongket.organisation.states import MemberStatus, PostSystem
from tongket.organisation.tests.factories import START, Office, head_of, make_office

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


def do(client: Client, act: str, unit: Unit, given: dict[str, object]) -> HttpResponse:
    """Fill the act's page, look at what it will do, confirm."""
    url = reverse(f"organisation:{act}", args=[unit.pk])
    looked = client.post(url, given)
    assert looked.status_code == 200, looked.content.decode()
    return client.post(url, given | {"confirm": looked.context["seen"]})


@pytest.mark.capability(1)
def test_acts_are_done_on_the_page_and_a_refusal_keeps_what_was_typed(client: Client, office: Office) -> None:
    client.force_login(office.accounts[Role.CLERK])
    first, second = office.cells
    given = {"on": "01/07/2021", "decision": DECISION}
    response = client.post(reverse("organisation:dissolve_unit", args=[second.pk]), given)
    assert response.status_code == 422
    assert DECISION in response.content.decode()
    person = office.members[first.pk][0]
    do(client, "split_unit", first, given | {"code": "CB3", "name": "Chi bộ 3", "people": [person.pk]})
    do(client, "merge_units", second, given | {"into": first.pk})
    assert cells(office, ON) == {"CB1": 3, "CB3": 1}
    fresh = Unit.objects.get(code="CB3")
    do(client, "merge_units", fresh, {"on": "01/08/2021", "decision": DECISION, "into": first.pk})
    assert cells(office, dt.date(2021, 8, 1)) == {"CB1": 4}


@pytest.mark.capability(1)
def test_page_tells_what_an_act_will_do_before_anything_is_written(client: Client, office: Office) -> None:
    client.force_login(office.accounts[Role.CLERK])
    first, second = office.cells
    before = Entry.objects.count()
    given = {"on": "01/07/2021", "decision": DECISION, "into": first.pk}
    looked = client.post(reverse("organisation:merge_units", args=[second.pk]), given)
    told = " ".join(looked.context["told"])
    assert "2 đảng viên sinh hoạt tại Chi bộ 1." in told
    assert "Chi bộ 2 không còn hoạt động từ ngày 01/07/2021" in told
    assert Entry.objects.count() == before
    assert cells(office, ON) == {"CB1": 2, "CB2": 2}


def test_what_was_changed_after_looking_is_looked_at_again(client: Client, office: Office) -> None:
    client.force_login(office.accounts[Role.CLERK])
    cell = office.cells[0]
    url = reverse("organisation:rename_unit", args=[cell.pk])
    given = {"name": "Chi bộ Một", "on": "01/07/2021", "decision": DECISION, "expected_version": cell.version}
    seen = client.post(url, given).context["seen"]
    again = client.post(url, given | {"name": "Chi bộ Hai", "confirm": seen})
    assert again.context["told"]
    assert queries.name_on(cell, ON) == "Chi bộ 1"


def test_rename_of_a_unit_that_was_changed_meanwhile_is_refused(client: Client, office: Office) -> None:
    client.force_login(office.accounts[Role.CLERK])
    cell = office.cells[0]
    given = {"name": "Chi bộ Một", "on": "01/07/2021", "decision": DECISION, "expected_version": cell.version}
    actions.rename_unit(
        cell, actor=office.actor(Role.CLERK), name="Chi bộ Khác", on=BEFORE, decision=DECISION
    )
    response = client.post(reverse("organisation:rename_unit", args=[cell.pk]), given)
    assert response.status_code == 422
    assert "đã được sửa sau khi bạn mở" in response.content.decode()


@pytest.mark.capability(1)
def test_move_under_its_own_part_is_refused_on_the_page_with_the_reason(
    client: Client, office: Office
) -> None:
    client.force_login(office.accounts[Role.CLERK])
    given = {"parent": office.cells[0].pk, "on": "01/07/2021", "decision": DECISION}
    response = client.post(reverse("organisation:move_unit", args=[office.organisation.pk]), given)
    assert response.status_code == 422
    assert "thuộc chính Đảng bộ Sở Thử nghiệm" in response.content.decode()


def test_circle_that_would_close_only_later_is_refused_too(office: Office) -> None:
    act = office.admin.actor()
    first, second = office.cells
    later = dt.date(2022, 1, 1)
    actions.move_unit(second, actor=act, parent=first, on=later, decision=DECISION)
    with pytest.raises(MoveUnderItself):
        actions.move_unit(first, actor=act, parent=second, on=ON, decision=DECISION)


@pytest.mark.capability(1)
def test_unit_is_set_up_corrected_and_gets_its_offices_on_pages(client: Client, office: Office) -> None:
    client.force_login(office.admin)
    founded = {"valid_from": "01/07/2021", "established_by": DECISION}
    do(
        client,
        "create_unit",
        office.organisation,
        founded | {"code": "CB9", "name": "Chi bộ 9", "kind": "cell"},
    )
    do(
        client,
        "create_unit",
        office.organisation,
        founded | {"code": "P9", "name": "Phòng 9", "kind": "agency"},
    )
    cell, room = Unit.objects.get(code="CB9"), Unit.objects.get(code="P9")
    do(
        client, "change_unit", cell,
        {"code": "CB.09", "kind": "cell", "reason": "Ghi nhầm mã", "expected_version": cell.version},
    )  # fmt: skip
    do(client, "cover_office", cell, {"office": room.pk, "valid_from": "01/08/2021", "decision": DECISION})
    page = client.get(reverse("organisation:unit", args=[cell.pk])).content.decode()
    assert "CB.09" in page
    assert "Phòng 9" in page
    assert room in queries.subtree(cell, dt.date(2021, 8, 1))
    row = UnitCoverage.objects.get(party_unit=cell)
    url = reverse("organisation:uncover_office", args=[cell.pk, row.pk])
    given = {"on": "01/10/2021", "decision": DECISION}
    client.post(url, given | {"confirm": client.post(url, given).context["seen"]})
    assert room not in queries.subtree(cell, dt.date(2021, 10, 1))
    assert room in queries.subtree(cell, dt.date(2021, 9, 30))


def test_office_is_not_covered_twice_nor_a_party_unit_as_an_office(office: Office) -> None:
    act = office.admin.actor()
    room = actions.create_unit("P9", actor=act, name="Phòng 9", kind="agency", valid_from=START)
    actions.cover_office(office.cells[0], actor=act, office=room, valid_from=ON)
    with pytest.raises(AlreadyCovered):
        actions.cover_office(office.cells[0], actor=act, office=room, valid_from=ON)
    with pytest.raises(NotAnOffice):
        actions.cover_office(office.cells[0], actor=act, office=office.cells[1], valid_from=ON)


def test_offices_of_a_merged_cell_are_covered_by_the_one_that_takes_it_in(office: Office) -> None:
    act = office.admin.actor()
    first, second = office.cells
    room = actions.create_unit("P9", actor=act, name="Phòng 9", kind="agency", valid_from=START)
    actions.cover_office(second, actor=act, office=room, valid_from=START)
    actions.merge_units(second, actor=act, into=first, on=ON, decision=DECISION)
    assert room in queries.subtree(second, BEFORE)
    assert room in queries.subtree(first, ON)
    assert room not in queries.subtree(first, BEFORE)


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
