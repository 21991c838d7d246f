"""Cell meetings: one line each, kept as received."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tongket.access.roles import Role
from tongket.common.errors import DomainError, NotPermitted
from tongket.meetings.actions import record_cell_meetings
from tongket.meetings.models import CellMeeting
from tongket.meetings.queries import MeetingTotals, meeting_totals
from tongket.meetings.rows import CellMeetingRow
from tongket.organisation.models import Unit
from tongket.organisation.tests.factories import Office, make_office

pytestmark = pytest.mark.django_db
YEAR = 2021


@pytest.fixture
def office() -> Office:
    return make_office()


def row(
    cell: Unit, month: int = 1, kind: str = "monthly", present: int = 13, topic: str = "Thường kỳ"
) -> CellMeetingRow:
    return CellMeetingRow(
        unit=cell,
        kind=kind,
        held_on=dt.date(2021, month, 2),
        due=14,
        present=present,
        absent=1,
        excused=1,
        topic=topic,
        minutes_number=f"{month:02d}-BB/CB",
    )


def record(office: Office, *rows: CellMeetingRow, role: str = Role.CLERK) -> list[CellMeeting]:
    return record_cell_meetings(office.organisation, actor=office.actor(role), year=YEAR, rows=rows)


def test_totals_of_a_cell_count_both_kinds_and_their_attendance(office: Office) -> None:
    first, second = office.cells
    record(office, row(first, 1), row(first, 2), row(first, 3, kind="thematic"))
    assert meeting_totals([first.pk, second.pk], YEAR) == {
        first.pk: MeetingTotals(monthly=2, thematic=1, due=42, present=39, absent=3, excused=3),
        second.pk: MeetingTotals(),
    }


def test_counts_that_do_not_add_up_are_kept_and_marked(office: Office) -> None:
    (kept,) = record(office, row(office.cells[0], present=11))
    assert not kept.adds_up
    assert meeting_totals([office.cells[0].pk], YEAR)[office.cells[0].pk].doubtful == 1


def test_same_list_twice_makes_no_double(office: Office) -> None:
    record(office, row(office.cells[0]))
    (again,) = record(office, row(office.cells[0], present=12))
    assert CellMeeting.objects.get() == again
    assert again.version == 2


def test_meeting_without_a_topic_is_refused(office: Office) -> None:
    with pytest.raises(DomainError) as refused:
        record(office, row(office.cells[0], topic=" "))
    assert refused.value.code == "meeting_without_topic"


def test_secretary_records_the_own_cell_and_no_other(office: Office) -> None:
    secretary = office.actor(Role.CELL_SECRETARY)
    record_cell_meetings(office.cells[0], actor=secretary, year=YEAR, rows=[row(office.cells[0])])
    with pytest.raises(NotPermitted):
        record_cell_meetings(office.cells[1], actor=secretary, year=YEAR, rows=[row(office.cells[1])])
    with pytest.raises(DomainError) as refused:
        record_cell_meetings(office.cells[0], actor=secretary, year=YEAR, rows=[row(office.cells[1])])
    assert refused.value.code == "meeting_outside_unit"


@pytest.mark.parametrize("number", [1, 3, 50])
def test_list_takes_a_constant_number_of_queries(office: Office, client: Client, number: int) -> None:
    record(office, *(row(office.cells[0], topic=f"buổi {n}") for n in range(number)))
    client.force_login(office.accounts[Role.CLERK])
    url = reverse("meetings:cell_meetings", args=[YEAR])
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    assert len([q for q in queries.captured_queries if "meetings_cellmeeting" in q["sql"]]) == 3


def test_meetings_pasted_from_a_table_are_recorded(office: Office, client: Client) -> None:
    client.force_login(office.accounts[Role.CELL_SECRETARY])
    lines = (
        "Thường kỳ\t02/01/2021\t14\t14\t0\t0\t01-BB/CB\tRà soát chương trình công tác\n"
        "chuyên đề\t24/12/2021\t14\t13\t1\t1\t16-BB/CB\tTrách nhiệm nêu gương\n"
    )
    form = {"form": "pasted", "many-unit": office.cells[0].pk, "many-lines": lines}
    answer = client.post(reverse("meetings:record_cell_meetings", args=[YEAR]), form)
    assert answer.status_code == 302
    totals = meeting_totals([office.cells[0].pk], YEAR)[office.cells[0].pk]
    assert (totals.monthly, totals.thematic, totals.due, totals.present) == (1, 1, 28, 27)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Thường kỳ\t02/01/2021\t14", "Dòng 1 có 3 cột"),
        ("Bất thường\t02/01/2021\t14\t14\t0\t0\t\tx", "không phải Thường kỳ hay Chuyên đề"),
        ("Thường kỳ\t31/02/2021\t14\t14\t0\t0\t\tx", "không phải ngày"),
        ("Thường kỳ\t02/01/2021\t14,5\t14\t0\t0\t\tx", "không phải số đếm"),
    ],
)
def test_wrong_line_is_named_and_nothing_written(
    office: Office, client: Client, line: str, said: str
) -> None:
    client.force_login(office.accounts[Role.CLERK])
    form = {"form": "pasted", "many-unit": office.cells[0].pk, "many-lines": line}
    answer = client.post(reverse("meetings:record_cell_meetings", args=[YEAR]), form)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not CellMeeting.objects.exists()


def test_one_meeting_is_recorded_in_the_form_and_opened(office: Office, client: Client) -> None:
    client.force_login(office.accounts[Role.CLERK])
    form = {
        "form": "one",
        "unit": office.cells[0].pk,
        "kind": "monthly",
        "held_on": "02/01/2021",
        "due": "14",
        "present": "13",
        "absent": "1",
        "excused": "0",
        "topic": "Rà soát chương trình công tác",
    }
    answer = client.post(reverse("meetings:record_cell_meetings", args=[YEAR]), form)
    assert answer.status_code == 302
    page = client.get(CellMeeting.objects.get().get_absolute_url())
    assert "Rà soát chương trình công tác" in page.content.decode()


def test_meeting_of_another_organisation_is_as_if_absent(office: Office, client: Client) -> None:
    (meeting,) = record(office, row(office.cells[0]))
    client.force_login(office.accounts["other_clerk"])
    assert client.get(meeting.get_absolute_url()).status_code == 404
