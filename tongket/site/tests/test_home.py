"""The first page: the year as steps × units, what waits, what changed; each sees the own part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tongket.access.decisions import Actor
from tongket.access.roles import Role
from tongket.common.dates import today
from tongket.organisation.actions import create_unit, issue_account, rename_unit
from tongket.organisation.models import Unit
from tongket.organisation.states import UnitKind
from tongket.organisation.tests.factories import START, Office, add_member
from tongket.rounds.actions import set_due
from tongket.rounds.models import Round
from tongket.rounds.steps import DueAct, State, Step, StepState
from tongket.site import home

ClientOf = Callable[[str], Client]


class Reporting:
    """A room as the home page sees it, with given answers."""

    def __init__(self, states: Sequence[StepState] = (), acts: Sequence[DueAct] = ()) -> None:
        self.states, self.acts = list(states), list(acts)

    def step_state(self, viewer: Actor, round: Round, units: list[Unit]) -> list[StepState]:
        return self.states

    def due_acts(self, viewer: Actor, round: Round) -> list[DueAct]:
        return self.acts


@pytest.mark.capability(87)
def test_the_year_is_a_line_of_steps_in_their_order_with_one_row_a_cell(
    office: Office, round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = office.cells
    monkeypatch.setattr(
        home,
        "ROOMS",
        (
            Reporting([StepState(Step.COMMITTEE, 0, 1, State.NOT_STARTED, unit_id=None)]),
            Reporting(
                [
                    StepState(Step.SELF_REVIEWS, 3, 3, State.DONE, unit_id=first.pk),
                    StepState(Step.SELF_REVIEWS, 1, 3, State.IN_PROGRESS, unit_id=second.pk),
                ]
            ),
        ),
    )
    year = home.year_line(office.actor(Role.CLERK), round, office.organisation)
    assert [c.key for c in year.columns] == ["self_reviews", "committee"]
    assert [c.mark for c in year.columns] == ["now", "now"]
    assert [r.unit for r in year.rows] == [first, second]
    assert [r.cells[0].text for r in year.rows] == ["3/3", "1/3"]
    assert [r.cells[1].text for r in year.rows] == ["–", "–"]
    assert year.columns[0].total == home.Cell("current", "4/6", "", now=True)


def test_a_late_step_says_since_when(office: Office, round: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    set_due(round, actor=office.actor(Role.CLERK), due={Step.CELL_BALLOTS: dt.date(2021, 12, 17)})
    state = StepState(Step.CELL_BALLOTS, 1, 2, State.OVERDUE)
    monkeypatch.setattr(home, "ROOMS", (Reporting([state]),))
    column = home.year_line(office.actor(Role.CLERK), round, office.organisation).columns[0]
    assert (column.mark, column.note) == ("late", "quá hạn 17/12/2021")


def test_a_deadline_ahead_says_how_many_days_are_left(
    office: Office, round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = today() + dt.timedelta(days=2)
    set_due(round, actor=office.actor(Role.CLERK), due={Step.COMMITTEE: due})
    monkeypatch.setattr(home, "ROOMS", (Reporting([StepState(Step.COMMITTEE, 1, 2, State.IN_PROGRESS)]),))
    column = home.year_line(office.actor(Role.CLERK), round, office.organisation).columns[0]
    assert column.note == f"{due:%d/%m} · còn 2 ngày"


def test_what_waits_is_sorted_by_deadline_undated_last(
    office: Office, round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, soon = today() - dt.timedelta(days=3), today() + dt.timedelta(days=1)
    acts = [DueAct("c", "Ba"), DueAct("b", "Hai", due_on=soon), DueAct("a", "Một", due_on=late)]
    monkeypatch.setattr(home, "ROOMS", (Reporting(acts=acts),))
    found = home.waiting(office.actor(Role.CLERK), round)
    assert [w.act.title for w in found] == ["Một", "Hai", "Ba"]
    assert [w.due for w in found] == ["Quá hạn 3 ngày", f"Hạn {soon:%d/%m/%Y}", "Chưa đặt hạn"]
    assert [w.late for w in found] == [True, False, False]


def test_each_act_that_waits_is_a_button_that_names_it(
    client_of: ClientOf, office: Office, round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = DueAct("a", "Biên bản Chi bộ 2 không khớp", url="/bo-phieu/1/", button="Mở biên bản")
    monkeypatch.setattr(home, "ROOMS", (Reporting(acts=[act]),))
    page = client_of(Role.CLERK).get("/").content.decode()
    assert '<a class="btn btn-primary" href="/bo-phieu/1/"><span>Mở biên bản</span></a>' in page


def test_a_cell_secretary_sees_the_own_cell_only(client_of: ClientOf, office: Office, round: Round) -> None:
    response = client_of(Role.CELL_SECRETARY).get("/")
    assert [row.unit for row in response.context["year"].rows] == [office.cells[0]]


def test_the_superiors_officer_sees_the_round_below(
    client_of: ClientOf, office: Office, round: Round
) -> None:
    response = client_of(Role.SUPERIOR_OFFICER).get("/")
    assert response.context["round"] == round
    assert [row.unit for row in response.context["year"].rows] == office.cells


@pytest.mark.parametrize("role", [r.value for r in Role])
def test_the_first_page_opens_for_every_role(
    client_of: ClientOf, office: Office, round: Round, role: str
) -> None:
    assert client_of(role).get("/").status_code == 200


def test_without_a_round_the_page_says_what_comes_next(client_of: ClientOf, office: Office) -> None:
    page = client_of(Role.CLERK).get("/").content.decode()
    assert "chưa có đợt kiểm điểm, xếp loại" in page


def test_an_account_without_a_role_is_told_whom_to_ask(office: Office) -> None:
    account = issue_account(
        "khong-vai-tro",
        actor=office.admin.actor(),
        unit=office.superior,
        display_name="Chưa có",
        password=None,
    )
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Tài khoản chưa được giao vai trò nào" in client.get("/").content.decode()


def test_what_others_changed_since_the_last_visit_is_told(
    client_of: ClientOf, office: Office, round: Round
) -> None:
    client_of(Role.COMMITTEE_SECRETARY).get("/")
    cell = office.cells[0]
    rename_unit(cell, actor=office.actor(Role.CLERK), name="Chi bộ Một", on=dt.date(2021, 6, 1))
    changes = client_of(Role.COMMITTEE_SECRETARY).get("/").context["changes"]
    assert [(c.text, c.who, c.unit, c.times) for c in changes] == [
        ("Đổi tên đơn vị", "clerk", "Chi bộ Một", 1)
    ]


def test_own_acts_are_no_news(client_of: ClientOf, office: Office, round: Round) -> None:
    client_of(Role.CLERK).get("/")
    rename_unit(office.cells[0], actor=office.actor(Role.CLERK), name="Chi bộ Một", on=dt.date(2021, 6, 1))
    assert client_of(Role.CLERK).get("/").context["changes"] == []


def test_a_member_hears_nothing_of_the_offices_acts(
    client_of: ClientOf, office: Office, round: Round
) -> None:
    assert client_of(Role.MEMBER).get("/").context["changes"] == []


def test_the_first_page_asks_the_database_equally_often_for_few_and_many_cells(
    client_of: ClientOf, office: Office, round: Round
) -> None:
    client = client_of(Role.CLERK)
    client.get("/")
    asked: dict[int, int] = {}
    for total in (2, 3, 50):
        for number in range(len(office.cells) + 1, total + 1):
            add_cell(office, number)
        with CaptureQueriesContext(connection) as captured:
            response = client.get("/")
        asked[len(response.context["year"].rows)] = len(captured)
    assert list(asked) == [2, 3, 50]
    assert len(set(asked.values())) == 1, asked


def add_cell(office: Office, number: int) -> None:
    """One more cell with one member."""
    cell = create_unit(
        f"CB{number}",
        actor=office.admin.actor(),
        name=f"Chi bộ {number}",
        kind=UnitKind.CELL,
        valid_from=START,
        parent=office.organisation,
    )
    office.cells.append(cell)
    add_member(office, cell)
