"""The office answers what no source settles: each answer with its citation, for the unit and what lies below it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tongket.access.roles import Role
from tongket.common.errors import Missing, NotPermitted
from tongket.organisation import actions
from tongket.organisation.parameters import parameters, read_value, required_papers, show_value
from tongket.organisation.queries.deadlines import add_working_days, deadlines
from tongket.organisation.queries.parameters import papers_at, parameters_at
from tongket.organisation.tests.factories import Office, make_office

pytestmark = pytest.mark.django_db
DAY = dt.date(2021, 12, 1)
CITATION = "Công văn 12-CV/BTC ngày 03/3/2021"


@pytest.fixture
def office() -> Office:
    return make_office(cells=1)


def confirm(office: Office, name: str, value: object, role: str = Role.CLERK) -> None:
    actions.confirm_parameter(
        office.organisation,
        actor=office.actor(role),
        name=name,
        value=value,
        citation=CITATION,
        confirmed_on=DAY,
    )


@pytest.mark.capability(3)
def test_confirmed_value_moves_the_deadline_and_shows_its_citation(client: Client, office: Office) -> None:
    client.force_login(office.accounts[Role.CLERK])
    clerk = office.actor(Role.CLERK)
    actions.add_member(
        "Lê Dự Bị", actor=clerk, unit=office.cells[0], birth=dt.date(1990, 1, 1),
        admitted_on=dt.date(2021, 2, 1), valid_from=dt.date(2021, 2, 1),
    )  # fmt: skip
    [before] = deadlines(clerk, office.organisation, DAY, "probation")
    assert (before.on, before.parameter.confirmed) == (dt.date(2022, 2, 1), False)

    given = {"value": "18", "citation": CITATION, "confirmed_on": "01/12/2021"}
    client.post(reverse("organisation:confirm_parameter", args=["probation_months"]), given)
    [after] = deadlines(clerk, office.organisation, DAY, "probation")
    assert (after.on, after.parameter.confirmed) == (dt.date(2022, 8, 1), True)
    page = client.get(reverse("organisation:parameters")).content.decode()
    assert CITATION in page

    client.post(reverse("organisation:withdraw_parameter", args=["probation_months"]), {"reason": "Ghi nhầm"})
    assert parameters_at(office.organisation.pk)["probation_months"].value == 12


def test_answer_holds_below_the_unit_and_not_beside_it(office: Office) -> None:
    confirm(office, "ages", [55])
    assert parameters_at(office.cells[0].pk)["ages"].value == [55]
    assert parameters_at(office.superior.pk)["ages"] == parameters()["ages"]


@pytest.mark.capability(4)
def test_paper_that_the_office_does_not_need_is_not_missing(office: Office) -> None:
    confirm(office, "paper_member_sheet", False)
    keys = [paper.key for paper in papers_at(office.cells[0].pk)]
    assert "member_sheet" not in keys
    assert len(keys) == len(required_papers()) - 1


@pytest.mark.capability(9)
def test_cell_secretary_does_not_answer_for_the_office(office: Office) -> None:
    with pytest.raises(NotPermitted):
        confirm(office, "ages", [55], Role.CELL_SECRETARY)
    with pytest.raises(Missing):
        confirm(office, "no_such_thing", 1)


@pytest.mark.parametrize("text", ["mười hai", "0", "-1", "9999", ""])
def test_value_of_another_form_is_refused_on_the_page(client: Client, office: Office, text: str) -> None:
    client.force_login(office.accounts[Role.CLERK])
    given = {"value": text, "citation": CITATION, "confirmed_on": "01/12/2021"}
    url = reverse("organisation:confirm_parameter", args=["probation_months"])
    response = client.post(url, given)
    assert response.status_code == 422
    assert parameters_at(office.organisation.pk)["probation_months"].value == 12


@pytest.mark.parametrize("name", sorted(parameters()))
def test_what_is_shown_of_a_value_is_read_back_as_the_value(name: str) -> None:
    value = parameters()[name].value
    assert read_value(name, show_value(value)) == value


def test_working_days_leave_out_saturdays_and_sundays() -> None:
    friday = dt.date(2021, 12, 3)
    assert add_working_days(friday, 1) == dt.date(2021, 12, 6)
    assert add_working_days(friday, 10) == dt.date(2021, 12, 17)
    assert add_working_days(dt.date(2021, 12, 4), 1) == dt.date(2021, 12, 6)


@pytest.mark.capability(3)
def test_transfer_out_waits_for_the_other_side_and_is_settled_by_its_answer(office: Office) -> None:
    clerk, cell = office.actor(Role.CLERK), office.cells[0]
    person = actions.add_member(
        "Ngô Chuyển Đi", actor=clerk, unit=cell, birth=dt.date(1990, 1, 1),
        admitted_on=dt.date(2015, 2, 1), valid_from=dt.date(2015, 2, 1),
    )  # fmt: skip
    left = actions.transfer_out(
        person, actor=clerk, on=dt.date(2021, 11, 1), left_to="Đảng ủy Xã Xa", leave_paper="GT 7"
    )
    [due] = deadlines(clerk, office.organisation, DAY)
    assert (due.kind.value, due.person, due.on) == ("transfer", person, add_working_days(left.valid_to, 60))
    actions.confirm_transfer(left, actor=clerk, received_on=dt.date(2021, 11, 20))
    assert deadlines(clerk, office.organisation, DAY) == []
