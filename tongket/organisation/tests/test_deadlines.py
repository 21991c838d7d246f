"""Deadlines and missing papers follow from what the register holds."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tongket.access.roles import Role
from tongket.common.dates import add_months, add_years, today
from tongket.common.errors import Missing, NotPermitted
from tongket.organisation import actions
from tongket.organisation.actions.papers import PaperRow
from tongket.organisation.models import Person, PersonPaper
from tongket.organisation.parameters import badge_day_after, parameters, required_papers
from tongket.organisation.queries.deadlines import deadlines
from tongket.organisation.queries.papers import file_of, file_rows
from tongket.organisation.states import MemberStatus
from tongket.organisation.tests.factories import Office, make_office

pytestmark = pytest.mark.django_db
DAY = dt.date(2021, 12, 5)


@pytest.fixture
def office() -> Office:
    return make_office(cells=2)


def member(
    office: Office, name: str, birth: dt.date, admitted: dt.date, official: dt.date | None, cell: int = 0
) -> Person:
    clerk, unit = office.actor(Role.CLERK), office.cells[cell]
    person = actions.add_person(name, actor=clerk, unit=unit, birth=birth)
    actions.set_party(person, actor=clerk, unit=unit, admitted_on=admitted, official_on=official)
    actions.join_unit(person, actor=clerk, unit=unit, valid_from=max(admitted, dt.date(2015, 1, 1)))
    return person


def due(office: Office, kind: str = "", role: str = Role.CLERK) -> list[tuple[str, str, dt.date | None]]:
    found = deadlines(office.actor(role), office.organisation, DAY, kind)
    return [(d.kind.value, d.person.name, d.on) for d in found]


@pytest.mark.capability(3)
def test_probation_badge_and_age_fall_due_from_dates_alone(office: Office) -> None:
    member(office, "Lê Dự Bị", dt.date(1999, 3, 1), dt.date(2021, 2, 28), None)
    member(office, "Trần Quá Hạn", dt.date(1998, 3, 1), dt.date(2020, 9, 1), None)
    member(office, "Đỗ Ba Mươi", dt.date(1962, 1, 1), dt.date(1992, 2, 3), dt.date(1993, 2, 3))
    member(office, "Ngô Chưa Tới", dt.date(1980, 6, 1), dt.date(2005, 1, 1), dt.date(2006, 1, 1))
    assert due(office) == [
        ("probation", "Trần Quá Hạn", dt.date(2021, 9, 1)),
        ("age", "Đỗ Ba Mươi", dt.date(2022, 1, 1)),
        ("badge", "Đỗ Ba Mươi", dt.date(2022, 2, 3)),
        ("probation", "Lê Dự Bị", dt.date(2022, 2, 28)),
    ]


@pytest.mark.capability(3)
def test_temporary_activities_fall_due_on_the_day_of_the_paper(office: Office) -> None:
    clerk, cell = office.actor(Role.CLERK), office.cells[0]
    away = member(office, "Hồ Tạm Chuyển", dt.date(1980, 1, 1), dt.date(2005, 1, 1), dt.date(2006, 1, 1))
    actions.set_status(
        away,
        actor=clerk,
        unit=cell,
        status=MemberStatus.TEMPORARY_ELSEWHERE,
        valid_from=dt.date(2021, 6, 1),
        valid_to=dt.date(2022, 6, 1),
        decision="GT 12",
    )
    assert due(office, "temporary") == [("temporary", "Hồ Tạm Chuyển", dt.date(2022, 6, 1))]


def test_member_made_official_no_longer_falls_due(office: Office) -> None:
    person = member(office, "Lê Dự Bị", dt.date(1999, 3, 1), dt.date(2021, 2, 28), None)
    actions.set_party(
        person, actor=office.actor(Role.CLERK), unit=office.cells[0],
        admitted_on=dt.date(2021, 2, 28), official_on=dt.date(2022, 2, 28),
    )  # fmt: skip
    assert due(office) == []


@pytest.mark.capability(9)
def test_cell_secretary_sees_deadlines_of_the_own_cell_only_and_a_member_none(office: Office) -> None:
    member(office, "Lê Dự Bị", dt.date(1999, 3, 1), dt.date(2021, 2, 28), None)
    member(office, "Ngô Dự Bị", dt.date(1999, 3, 1), dt.date(2021, 2, 27), None, cell=1)
    assert [name for _kind, name, _on in due(office, role=Role.CELL_SECRETARY)] == ["Lê Dự Bị"]
    assert due(office, role=Role.MEMBER) == []


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (dt.date(2020, 2, 29), 12, dt.date(2021, 2, 28)),
        (dt.date(2021, 8, 31), 1, dt.date(2021, 9, 30)),
        (dt.date(2021, 12, 31), 2, dt.date(2022, 2, 28)),
        (dt.date(2021, 3, 31), -1, dt.date(2021, 2, 28)),
        (dt.date(2021, 1, 15), -13, dt.date(2019, 12, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(
    day: dt.date, months: int, expected: dt.date
) -> None:
    assert add_months(day, months) == expected


def test_badges_are_handed_over_on_the_next_of_their_days() -> None:
    assert badge_day_after(dt.date(2021, 11, 8)) == dt.date(2022, 2, 3)
    assert badge_day_after(dt.date(2021, 5, 19)) == dt.date(2021, 5, 19)


def test_what_was_not_read_in_its_source_is_not_confirmed() -> None:
    assert {name for name, p in parameters().items() if p.confirmed} == {"badge_years", "badge_days"}
    assert all(p.citation and p.label for p in (*parameters().values(), *required_papers()))


def missing(office: Office, person: Person) -> list[str]:
    rows = file_rows(office.actor(Role.CLERK), office.organisation, DAY)
    return [p.key for m in rows if m.person == person for p in file_of(m, DAY).missing]


@pytest.mark.capability(4)
def test_file_needs_papers_by_kind_of_member_and_the_missing_are_named(office: Office) -> None:
    young = member(office, "Lê Dự Bị", dt.date(1999, 3, 1), dt.date(2021, 2, 28), None)
    old = member(office, "Đỗ Đạt", dt.date(1962, 1, 1), dt.date(1992, 2, 3), dt.date(1993, 2, 3))
    common = ["application", "applicant_history", "admission_decision"]
    assert missing(office, young) == [*common, "member_history", "member_sheet"]
    assert missing(office, old) == [*common, "official_decision", "member_history", "member_sheet", "card"]
    actions.set_party(
        old, actor=office.actor(Role.CLERK), unit=office.cells[0],
        admitted_on=dt.date(1992, 2, 3), official_on=dt.date(1993, 2, 3), card="99.000001",
    )  # fmt: skip
    rows = [PaperRow(old, "application"), PaperRow(old, "member_history", reference="Tủ 2, ngăn 3")]
    actions.record_papers(office.organisation, actor=office.actor(Role.CLERK), rows=rows, happened_on=DAY)
    assert missing(office, old) == [
        "applicant_history",
        "admission_decision",
        "official_decision",
        "member_sheet",
    ]
    rows = [PaperRow(old, "application", there=False)]
    actions.record_papers(office.organisation, actor=office.actor(Role.CLERK), rows=rows, happened_on=DAY)
    assert "application" in missing(office, old)


def test_papers_of_strangers_and_unknown_papers_are_refused(office: Office) -> None:
    person = member(office, "Đỗ Đạt", dt.date(1962, 1, 1), dt.date(1992, 2, 3), None)
    clerk = office.actor(Role.CLERK)
    with pytest.raises(Missing):
        actions.record_papers(office.cells[1], actor=clerk, rows=[PaperRow(person, "card")], happened_on=DAY)
    with pytest.raises(Missing):
        actions.record_papers(office.cells[0], actor=clerk, rows=[PaperRow(person, "x")], happened_on=DAY)
    with pytest.raises(NotPermitted):
        actions.record_papers(
            office.cells[0], actor=office.actor(Role.CELL_SECRETARY),
            rows=[PaperRow(person, "card")], happened_on=DAY,
        )  # fmt: skip
    assert not PersonPaper.objects.exists()


@pytest.mark.capability(4)
def test_ticks_of_the_table_are_written_and_the_page_lists_who_lacks_what(
    client: Client, office: Office
) -> None:
    person = member(office, "Đỗ Đạt", dt.date(1962, 1, 1), dt.date(1992, 2, 3), dt.date(1993, 2, 3))
    client.force_login(office.accounts[Role.CLERK])
    cell = f"{person.pk}-application"
    client.post(
        reverse("organisation:record_papers"), {"shown": [cell, f"{person.pk}-card"], "there": [cell]}
    )
    assert list(PersonPaper.objects.values_list("paper", flat=True)) == ["application"]
    pages = {
        key: client.get(reverse("organisation:papers"), {"thieu": key}).content.decode()
        for key in ("application", "card")
    }
    assert ("Đỗ Đạt" in pages["application"], "Đỗ Đạt" in pages["card"]) == (False, True)
    client.post(reverse("organisation:record_papers"), {"shown": [cell]})
    assert not PersonPaper.objects.exists()


@pytest.mark.capability(3)
def test_page_shows_the_deadline_its_ground_and_that_it_is_not_confirmed(
    client: Client, office: Office
) -> None:
    member(office, "Lê Dự Bị", dt.date(1999, 3, 1), add_months(today(), -11), None)
    client.force_login(office.accounts[Role.CLERK])
    page = client.get(reverse("organisation:deadlines"), {"loai": "probation"}).content.decode()
    assert "Lê Dự Bị" in page
    assert "Đủ 12 tháng dự bị" in page
    assert "Điều lệ Đảng, Điều 5" in page
    assert "chưa được cơ quan xác nhận căn cứ" in page


@pytest.mark.capability(95)
@pytest.mark.parametrize("page", ["organisation:deadlines", "organisation:papers"])
def test_queries_of_the_pages_do_not_grow(client: Client, office: Office, page: str) -> None:
    client.force_login(office.accounts[Role.CLERK])
    client.get(reverse(page))
    counts = []
    for number in (1, 3, 50):
        for n in range(number):
            member(office, f"Lê Thị {number} {n}", add_years(today(), -60), add_months(today(), -6), None)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(page))
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts
