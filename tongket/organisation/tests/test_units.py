"""The tree of units over time."""

from __future__ import annotations

import datetime as dt

import pytest

from tongket.access.decisions import SYSTEM, Actor
from tongket.access.roles import Role
from tongket.common.errors import NotPermitted
from tongket.organisation import actions, queries
from tongket.organisation.errors import CodeTaken, MoveUnderItself, WrongPeriod
from tongket.organisation.permissions import may, units_where
from tongket.organisation.states import UnitKind
from tongket.organisation.tests.factories import START, make_office

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
MOVED = dt.date(2021, 7, 1)


@pytest.mark.capability(1)
def test_move_and_rename_leave_yesterdays_view_as_it_was() -> None:
    office = make_office(cells=2)
    clerk = office.admin.actor()
    cell = office.cells[1]
    other = queries.subtree(office.superior).get(code="DB2")
    actions.rename_unit(cell, actor=clerk, name="Chi bộ Văn phòng", on=MOVED, decision="QĐ 12-QĐ/ĐU")
    actions.move_unit(cell, actor=clerk, parent=other, on=MOVED, decision="QĐ 13-QĐ/ĐUK")

    before = {u.code: u.name_then for u in queries.subtree(office.organisation, MOVED - DAY)}
    after = {u.code: u.name_then for u in queries.subtree(office.organisation, MOVED)}
    assert before == {"DB": "Đảng bộ Sở Thử nghiệm", "CB1": "Chi bộ 1", "CB2": "Chi bộ 2"}
    assert after == {"DB": "Đảng bộ Sở Thử nghiệm", "CB1": "Chi bộ 1"}
    assert {u.code: u.name_then for u in queries.subtree(other, MOVED)}["CB2"] == "Chi bộ Văn phòng"
    assert [u.code for u in queries.ancestors(cell, MOVED - DAY)] == ["DB", "CT"]
    assert [u.code for u in queries.ancestors(cell, MOVED)] == ["DB2", "CT"]


def test_move_under_own_child_is_refused() -> None:
    office = make_office()
    with pytest.raises(MoveUnderItself):
        actions.move_unit(office.organisation, actor=office.admin.actor(), parent=office.cells[0], on=MOVED)


def test_move_back_before_the_last_move_is_refused() -> None:
    office = make_office()
    other = queries.subtree(office.superior).get(code="DB2")
    actions.move_unit(office.cells[0], actor=office.admin.actor(), parent=other, on=MOVED)
    with pytest.raises(WrongPeriod):
        actions.move_unit(office.cells[0], actor=office.admin.actor(), parent=office.organisation, on=MOVED)


def test_code_in_use_is_refused_naming_its_unit() -> None:
    office = make_office()
    with pytest.raises(CodeTaken, match="Chi bộ 1"):
        actions.create_unit(
            "CB1",
            actor=office.admin.actor(),
            name="Chi bộ mới",
            kind=UnitKind.CELL,
            valid_from=START,
            parent=office.organisation,
        )


def test_dissolved_unit_is_gone_from_that_day_on() -> None:
    office = make_office(cells=2)
    actions.dissolve_unit(office.cells[1], actor=office.admin.actor(), on=MOVED, decision="QĐ 20-QĐ/ĐU")
    assert [u.code for u in queries.cells_of(office.organisation, MOVED - DAY)] == ["CB1", "CB2"]
    assert [u.code for u in queries.cells_of(office.organisation, MOVED)] == ["CB1"]


def test_role_holds_for_the_subtree_and_nowhere_else() -> None:
    office = make_office(cells=2)
    secretary = office.actor(Role.CELL_SECRETARY)
    seen = units_where(secretary, "organisation.see_people")
    assert [u.code for u in seen] == ["CB1"]
    assert may(secretary, "organisation.see_people", office.cells[0]).allowed
    assert not may(secretary, "organisation.see_people", office.cells[1]).allowed
    assert not may(secretary, "organisation.change_people", office.cells[0]).allowed


def test_undeclared_act_is_denied_to_everyone() -> None:
    office = make_office()
    assert not may(office.actor(Role.CLERK), "organisation.unheard_of", office.organisation).allowed


def test_system_is_locked_out_once_somebody_holds_a_role() -> None:
    office = make_office()
    with pytest.raises(NotPermitted):
        actions.rename_unit(office.organisation, actor=SYSTEM, name="X", on=MOVED)
    with pytest.raises(NotPermitted):
        actions.rename_unit(office.organisation, actor=Actor(account_id=987654), name="X", on=MOVED)
