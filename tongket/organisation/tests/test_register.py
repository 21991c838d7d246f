"""Lists of offices written into the register."""

from __future__ import annotations

import datetime as dt

import pytest

from tongket.access.roles import Role
from tongket.common.errors import NotPermitted
from tongket.organisation import actions, queries
from tongket.organisation.imports.people import PersonRow
from tongket.organisation.imports.rows import CommitteeRow, MemberRow, PostRow, UnitRow
from tongket.organisation.models import Person
from tongket.organisation.queries.known import known_of
from tongket.organisation.queries.lists import other_people
from tongket.organisation.tests.factories import Office, make_office

pytestmark = pytest.mark.django_db
DAY = dt.date(2021, 12, 31)
SINCE = dt.date(2020, 6, 15)


def unit_row(
    code: str, name: str, kind: str, parent: str | None = None, covered_by: str | None = None
) -> UnitRow:
    return UnitRow(1, code, name, kind, kind, parent, SINCE, "QĐ 1-QĐ/ĐU", covered_by, None)


def member_row(name: str = "Hồ Thị Đoan Thúy", **changes: object) -> MemberRow:
    values = {
        "row": 8,
        "name": name,
        "birth": dt.date(1973, 11, 5),
        "gender": "female",
        "ethnicity": "Kinh",
        "admitted_on": dt.date(1995, 2, 5),
        "official_on": dt.date(1996, 2, 5),
        "card": "99.012148",
        "cell": "Chi bộ 1",
        "party_posts": (),
        "government_posts": ("Chuyên viên",),
        "work_unit": "Văn phòng Sở",
        "status": "active",
        "decision": None,
        "fee": 58000,
        "number": 7,
    }
    return MemberRow(**(values | changes))


@pytest.fixture
def office() -> Office:
    office = make_office(cells=2)
    rows = [
        unit_row("DB", "Đảng bộ Sở Thử nghiệm", "grassroots_organisation"),
        unit_row("CQ", "Sở Thử nghiệm", "agency"),
        unit_row("DV1", "Văn phòng Sở", "agency", "CQ", "Chi bộ 1"),
        unit_row("CB1", "Chi bộ 1", "cell", "DB"),
    ]
    actions.record_units(office.organisation, actor=office.actor(Role.CLERK), rows=rows, happened_on=DAY)
    return office


def test_office_covered_by_a_cell_is_seen_with_the_cell(office: Office) -> None:
    assert {u.code for u in queries.visible_units(office.actor(Role.CELL_SECRETARY))} == {"CB1", "DV1"}
    assert {u.code for u in queries.subtree(office.organisation)} == {"DB", "CB1", "CB2", "CQ", "DV1"}
    assert [u.code for u in queries.cells_of(office.organisation)] == ["CB1", "CB2"]


def test_units_imported_twice_stay_as_they_are(office: Office) -> None:
    rows = [unit_row("CB1", "Chi bộ 1", "cell", "DB"), unit_row("CB3", "Chi bộ 3", "cell", "DB")]
    actions.record_units(office.organisation, actor=office.actor(Role.CLERK), rows=rows, happened_on=DAY)
    assert [u.code for u in queries.cells_of(office.organisation)] == ["CB1", "CB2", "CB3"]


@pytest.mark.capability(2)
def test_member_comes_with_party_data_cell_posts_and_standing(office: Office) -> None:
    clerk = office.actor(Role.CLERK)
    rows = [
        member_row(party_posts=("Đảng ủy viên", "Bí thư chi bộ")),
        member_row(
            "Quách Thị Ánh Quế", card="99.013233", status="exempt", decision="QĐ 17-QĐ/ĐU ngày 05/3/2020"
        ),
        member_row("Nguyễn Nhật Nhượng", card=None, status="probationary", official_on=None, number=9),
    ]
    actions.record_members(office.organisation, actor=clerk, rows=rows, happened_on=DAY)
    found = {m.person.name: m for m in queries.members_of(office.organisation, DAY)}
    secretary = found["Hồ Thị Đoan Thúy"].person
    assert {(p.title, p.unit.code) for p in secretary.posts.all()} == {
        ("Đảng ủy viên", "DB"),
        ("Bí thư chi bộ", "CB1"),
        ("Chuyên viên", "DV1"),
    }
    exempt = found["Quách Thị Ánh Quế"].person.statuses.all()[0]
    assert (exempt.status, exempt.valid_from) == ("exempt", dt.date(2020, 3, 5))
    assert found["Nguyễn Nhật Nhượng"].person.party.is_probationary(DAY)
    assert found["Nguyễn Nhật Nhượng"].number == 9


def test_same_list_once_more_is_unchanged_everywhere(office: Office) -> None:
    clerk = office.actor(Role.CLERK)
    row = member_row()
    actions.record_members(office.organisation, actor=clerk, rows=[row], happened_on=DAY)
    known = known_of(office.organisation, DAY).people
    assert [r.__dict__ | {"row": 8, "civil_rating": None} for r in known.values()] == [row.__dict__]
    person = Person.objects.get(name=row.name)
    actions.record_members(office.organisation, actor=clerk, rows=[row], happened_on=DAY)
    again = Person.objects.get(pk=person.pk)
    assert (again.version, again.posts.count(), again.memberships.count()) == (person.version, 1, 1)


def test_other_tone_placement_is_the_same_person(office: Office) -> None:
    clerk = office.actor(Role.CLERK)
    actions.record_members(
        office.organisation, actor=clerk, rows=[member_row("Lý Thị Thu Thủy")], happened_on=DAY
    )
    actions.record_members(
        office.organisation, actor=clerk, rows=[member_row("Lý Thị Thu Thuỷ")], happened_on=DAY
    )
    assert queries.members_of(office.organisation, DAY).count() == 1


def test_other_cell_in_the_list_is_a_transfer_of_that_day(office: Office) -> None:
    clerk = office.actor(Role.CLERK)
    actions.record_members(
        office.organisation, actor=clerk, rows=[member_row()], happened_on=dt.date(2020, 12, 31)
    )
    actions.record_members(
        office.organisation, actor=clerk, rows=[member_row(cell="Chi bộ 2")], happened_on=DAY
    )
    before = queries.members_of(office.organisation, DAY - dt.timedelta(days=1))[0]
    assert (before.unit.code, queries.members_of(office.organisation, DAY)[0].unit.code) == ("CB1", "CB2")


def test_posts_and_committee_join_what_the_register_holds(office: Office) -> None:
    clerk = office.actor(Role.CLERK)
    name, birth = "Đinh Thị Diệu Khuê", dt.date(1984, 12, 6)
    post = PostRow(1, name, birth, "Bí thư Đảng ủy", "party", "DB", True, SINCE, None)
    actions.record_posts(office.organisation, actor=clerk, rows=[post], happened_on=DAY)
    row = CommitteeRow(1, 1, name, birth, "Chi bộ 1", ("Bí thư Đảng ủy",))
    actions.record_committee(office.organisation, actor=clerk, rows=[row], happened_on=DAY)
    committee = queries.committee_of(office.organisation, DAY)
    assert [(p.person.name, p.title, p.is_head, p.valid_from) for p in committee] == [
        (name, "Bí thư Đảng ủy", True, SINCE)
    ]


def test_clerk_of_another_organisation_may_not_write_here(office: Office) -> None:
    with pytest.raises(NotPermitted):
        actions.record_members(
            office.organisation, actor=office.actor("other_clerk"), rows=[member_row()], happened_on=DAY
        )
    assert not Person.objects.filter(name="Hồ Thị Đoan Thúy").exists()


def test_person_needs_no_party_data(office: Office) -> None:
    clerk = office.actor(Role.CLERK)
    rows = [
        PersonRow(1, 1, "Khổng Viết Nhượng", None, "male", ("Bí thư",), "Đảng ủy Khối", None),
        PersonRow(2, 2, "Lê Thị Khách", dt.date(1990, 1, 2), None, ("Kế toán",), "Văn phòng Sở", None),
    ]
    actions.record_people(office.organisation, actor=clerk, rows=rows, happened_on=DAY)
    actions.record_people(office.organisation, actor=clerk, rows=rows, happened_on=DAY)
    found = {
        p.name: [(post.title, post.unit.code) for post in p.posts.all()] for p in other_people(clerk, DAY)
    }
    assert found == {
        "Khổng Viết Nhượng": [("Bí thư, Đảng ủy Khối", "DB")],
        "Lê Thị Khách": [("Kế toán", "DV1")],
    }
    assert queries.members_of(office.organisation, DAY).count() == 0
