"""Preparing a conference."""

from __future__ import annotations

import datetime as dt

import pytest

from tongket.access.roles import Role
from tongket.awards.errors import UnknownKind
from tongket.awards.tests.factories import make_year
from tongket.common.errors import DomainError, NotPermitted, Stale
from tongket.meetings.actions import change_agenda_item, plan_conference, record_photos
from tongket.meetings.models import Conference
from tongket.meetings.queries import conference_figures
from tongket.meetings.rows import AgendaRow, PhotoRow, StepRow
from tongket.meetings.tests.factories import HELD_ON, YEAR, agenda, make_conference, plan, time
from tongket.organisation.actions import set_status
from tongket.organisation.tests.factories import START, add_member

pytestmark = pytest.mark.django_db


def test_conference_calls_every_member_but_exempt_and_suspended_ones() -> None:
    year = make_year(members=4)
    clerk, cell = year.clerk, year.cell
    for person, status in zip(year.people, ("exempt", "suspended", "temporary_elsewhere"), strict=False):
        set_status(person, actor=clerk, unit=cell, status=status, valid_from=START)
    _year, conference = make_conference(year)
    called = [row.person for row in conference.attendance.select_related("person")]
    assert called == year.people[2:]


def test_check_in_numbers_run_through_the_cells_and_their_lists() -> None:
    year = make_year(members=2)
    other = add_member(year.office, year.office.cells[1], 1)
    _year, conference = make_conference(year)
    numbered = [(row.number, row.person) for row in conference.attendance.select_related("person")]
    assert numbered == [(1, year.people[0]), (2, year.people[1]), (3, other)]


def test_people_may_be_called_by_name_instead() -> None:
    year = make_year(members=3)
    _year, conference = make_conference(year, summoned=[year.people[2], year.people[0]])
    assert [row.person for row in conference.attendance.select_related("person")] == [
        year.people[0],
        year.people[2],
    ]


def test_name_in_charge_is_bound_to_a_person_only_when_one_carries_it() -> None:
    year = make_year(members=1)
    add_member(year.office, year.cell, 7, name="Lý Thiện Luyện")
    twins = [add_member(year.office, year.cell, n, name="Nguyễn Thị Thu Hoà") for n in (8, 9)]
    assert len(twins) == 2
    rows = [
        AgendaRow(1, time("08:00"), time("08:10"), "Khai mạc", "Lý Thiện Luyện"),
        AgendaRow(2, time("08:10"), time("08:20"), "Tham luận", "Nguyễn Thị Thu Hòa"),
    ]
    _year, conference = make_conference(year, agenda=rows)
    first, second = conference.agenda.select_related("person")
    assert (str(first.person), second.person) == ("Lý Thiện Luyện", None)


def test_figures_of_the_agenda_are_its_items_minutes_and_end() -> None:
    _year, conference = make_conference()
    figures = conference_figures(conference)
    assert (figures.agenda_items, figures.minutes, figures.ends) == (3, 80, dt.time(9, 20))
    assert (figures.presentation_steps, figures.directions, figures.tasks_of_next_year) == (1, 0, ())


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "agenda_empty"),
        ([AgendaRow(1, time("09:00"), time("09:00"), "a", "b")], "agenda_item_takes_no_time"),
        (
            [
                AgendaRow(1, time("08:00"), time("08:30"), "a", "b"),
                AgendaRow(2, time("08:20"), time("08:40"), "c", "d"),
            ],
            "agenda_overlaps",
        ),
        (
            [
                AgendaRow(1, time("08:00"), time("08:30"), "a", "b"),
                AgendaRow(1, time("08:30"), time("08:40"), "c", "d"),
            ],
            "number_twice",
        ),
    ],
)
def test_faulty_agenda_is_refused_and_nothing_written(rows: list[AgendaRow], code: str) -> None:
    with pytest.raises(DomainError) as refused:
        make_conference(agenda=rows)
    assert refused.value.code == code
    assert not Conference.objects.exists()


def test_same_conference_twice_is_refused() -> None:
    year, _conference = make_conference()
    with pytest.raises(DomainError) as refused:
        make_conference(year)
    assert refused.value.code == "conference_already_planned"


def test_step_of_an_award_that_the_catalogue_does_not_know_is_refused() -> None:
    with pytest.raises(UnknownKind):
        make_conference(steps=[StepRow(1, "no_such_award", "Lý Thiện Luyện")])


@pytest.mark.parametrize("role", ["cell_secretary", "member", "auditor", "superior_officer", "other_clerk"])
def test_planning_is_denied_to_others_than_the_office(role: str) -> None:
    year = make_year()
    with pytest.raises(NotPermitted):
        plan_conference(year.office.organisation, actor=year.office.actor(role), year=YEAR, plan=plan())


def test_agenda_item_is_moved_and_may_not_overlap() -> None:
    year, conference = make_conference()
    item = conference.agenda.get(number=3)
    later = AgendaRow(3, time("09:05"), time("09:30"), "Phát biểu chỉ đạo", "Lý Thiện Luyện")
    changed = change_agenda_item(item, actor=year.clerk, row=later, expected_version=1)
    assert (changed.starts_at, changed.version) == (time("09:05"), 2)
    with pytest.raises(DomainError) as refused:
        change_agenda_item(
            item,
            actor=year.clerk,
            row=AgendaRow(3, time("08:30"), time("09:30"), "x", "y"),
            expected_version=2,
        )
    assert refused.value.code == "agenda_overlaps"


def test_agenda_item_of_an_old_version_is_stale() -> None:
    year, conference = make_conference()
    item = conference.agenda.get(number=1)
    with pytest.raises(Stale):
        change_agenda_item(item, actor=year.clerk, row=agenda()[0], expected_version=5)


def test_photos_are_replaced_in_order() -> None:
    year, conference = make_conference()
    record_photos(conference, actor=year.clerk, rows=[PhotoRow("một", "1.jpg"), PhotoRow("hai")])
    assert list(conference.photos.values_list("number", "caption", "file")) == [
        (1, "một", "1.jpg"),
        (2, "hai", None),
    ]


def test_clerk_may_plan_in_one_clerk_mode() -> None:
    year = make_year()
    made = plan_conference(
        year.office.organisation,
        actor=year.office.actor(Role.CLERK),
        year=YEAR,
        plan=plan(),
        happened_on=HELD_ON,
    )
    assert made.state == "planned"
