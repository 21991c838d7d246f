"""Who came: at the door, and from the signed list."""

from __future__ import annotations

import pytest

from tongket.access.roles import Role
from tongket.audit.models import Entry
from tongket.awards.tests.factories import make_year
from tongket.common.errors import DomainError, NotPermitted
from tongket.meetings.actions import check_in, close_conference, record_attendance, undo_check_in
from tongket.meetings.queries import attendance_counts, attendance_list
from tongket.meetings.rows import AbsenceRow
from tongket.meetings.tests.factories import make_conference, present_but
from tongket.organisation.models import Person
from tongket.organisation.tests.factories import add_member

pytestmark = pytest.mark.django_db


def test_check_in_by_number_makes_the_person_present() -> None:
    year, conference = make_conference()
    row = check_in(conference, actor=year.clerk, number=2)
    assert (row.person, row.present) == (year.people[1], True)
    counts = attendance_counts(conference)
    assert (counts.summoned, counts.present, counts.unknown) == (3, 1, 2)


def test_check_in_twice_is_refused_with_the_time() -> None:
    year, conference = make_conference()
    check_in(conference, actor=year.clerk, number=2)
    with pytest.raises(DomainError) as refused:
        check_in(conference, actor=year.clerk, number=2)
    assert refused.value.code == "checked_in_twice"


def test_check_in_of_a_number_that_was_not_called_is_refused() -> None:
    year, conference = make_conference()
    with pytest.raises(DomainError) as refused:
        check_in(conference, actor=year.clerk, number=99)
    assert refused.value.code == "unknown_check_in_number"


def test_check_in_is_taken_back() -> None:
    year, conference = make_conference()
    row = check_in(conference, actor=year.clerk, number=1)
    undo_check_in(row, actor=year.clerk)
    assert attendance_counts(conference).present == 0


def test_cell_secretary_checks_in_the_own_cell_only() -> None:
    year = make_year(members=1)
    add_member(year.office, year.office.cells[1], 1)
    _year, conference = make_conference(year)
    secretary = year.office.actor(Role.CELL_SECRETARY)
    check_in(conference, actor=secretary, number=1)
    with pytest.raises(NotPermitted):
        check_in(conference, actor=secretary, number=2)


def test_member_checks_in_oneself_and_nobody_else() -> None:
    year, conference = make_conference()
    Person.objects.filter(pk=year.people[0].pk).update(account=year.office.accounts[Role.MEMBER])
    member = year.office.actor(Role.MEMBER)
    check_in(conference, actor=member, number=1)
    with pytest.raises(NotPermitted):
        check_in(conference, actor=member, number=2)


def test_signed_list_makes_everybody_present_but_those_named() -> None:
    year, conference = make_conference()
    present_but(year, conference, year.people[2])
    counts = attendance_counts(conference)
    assert (counts.present, counts.absent, counts.unknown, counts.problems) == (2, 1, 0, [])


def test_list_entered_afterwards_happened_on_the_day_of_the_conference() -> None:
    year, conference = make_conference()
    present_but(year, conference)
    entry = Entry.objects.get(action="meetings.record_attendance")
    assert entry.happened_on == conference.held_on
    assert entry.recorded_at.date() > conference.held_on


def test_totals_of_the_paper_that_differ_are_kept_and_shown_both() -> None:
    year, conference = make_conference()
    record_attendance(
        conference,
        actor=year.clerk,
        absent=[AbsenceRow(year.people[0], "Ốm")],
        summoned=4,
        present=2,
    )
    counts = attendance_counts(conference)
    assert (counts.received_summoned, counts.summoned) == (4, 3)
    assert counts.problems == ["Triệu tập: theo báo cáo 4, theo danh sách 3"]


def test_absence_of_somebody_who_was_not_called_is_refused() -> None:
    year, conference = make_conference()
    stranger = add_member(year.office, year.office.cells[1], 5)
    with pytest.raises(DomainError) as refused:
        record_attendance(conference, actor=year.clerk, absent=[AbsenceRow(stranger, "x")])
    assert refused.value.code == "not_summoned"


@pytest.mark.parametrize("role", ["cell_secretary", "member", "auditor", "other_clerk"])
def test_signed_list_is_recorded_by_the_office_only(role: str) -> None:
    year, conference = make_conference()
    with pytest.raises(NotPermitted):
        record_attendance(conference, actor=year.office.actor(role), absent=[])


def test_reason_of_absence_is_not_for_every_member() -> None:
    year, conference = make_conference()
    present_but(year, conference, year.people[2], reason="Ốm, có đơn xin phép")

    def reasons(role: str) -> set[str | None]:
        groups = attendance_list(year.office.actor(role), conference, "absent")
        return {line.reason for group in groups for line in group.lines}

    assert reasons(Role.CLERK) == reasons(Role.CELL_SECRETARY) == {"Ốm, có đơn xin phép"}
    assert reasons(Role.MEMBER) == set()


def test_closed_conference_takes_no_check_in() -> None:
    year, conference = make_conference()
    present_but(year, conference, year.people[0])
    close_conference(conference, actor=year.clerk)
    with pytest.raises(DomainError) as refused:
        check_in(conference, actor=year.clerk, number=1)
    assert refused.value.code == "wrong_state"
