"""Sessions of study: recorded as received, counted, shown to the unit."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tongket.access.roles import Role
from tongket.common.errors import DomainError, NotPermitted
from tongket.learning.actions import SessionRow, record_sessions
from tongket.learning.models import StudySession
from tongket.learning.queries import StudyTotals, study_totals
from tongket.organisation.models import Unit
from tongket.organisation.tests.factories import Office, make_office

pytestmark = pytest.mark.django_db
YEAR = 2021


@pytest.fixture
def office() -> Office:
    return make_office()


def row(cell: Unit, topic: str = "Học tập chuyên đề", due: int = 14, present: int = 13) -> SessionRow:
    return SessionRow(unit=cell, held_on=dt.date(2021, 3, 27), topic=topic, due=due, present=present)


def record(office: Office, *rows: SessionRow, role: str = Role.CLERK) -> list[StudySession]:
    return record_sessions(office.organisation, actor=office.actor(role), year=YEAR, rows=rows)


def test_sessions_are_counted_over_the_cells(office: Office) -> None:
    record(office, row(office.cells[0]), row(office.cells[1], due=20, present=20))
    assert study_totals(office.organisation, YEAR) == StudyTotals(sessions=2, due=34, present=33, doubtful=0)


def test_more_present_than_due_is_kept_as_received_and_marked(office: Office) -> None:
    (kept,) = record(office, row(office.cells[0], due=14, present=15))
    assert not kept.adds_up
    assert study_totals(office.organisation, YEAR) == StudyTotals(sessions=1, due=14, present=15, doubtful=1)


def test_same_list_twice_makes_no_double(office: Office) -> None:
    record(office, row(office.cells[0]))
    (again,) = record(office, row(office.cells[0], present=14))
    assert StudySession.objects.get() == again
    assert (again.present, again.version) == (14, 2)


def test_session_without_topic_is_refused(office: Office) -> None:
    with pytest.raises(DomainError) as refused:
        record(office, row(office.cells[0], topic=" "))
    assert refused.value.code == "session_without_topic"


def test_session_of_a_cell_elsewhere_is_refused(office: Office) -> None:
    with pytest.raises(DomainError) as refused:
        record_sessions(
            office.cells[0], actor=office.actor(Role.CLERK), year=YEAR, rows=[row(office.cells[1])]
        )
    assert refused.value.code == "session_outside_unit"


@pytest.mark.parametrize("role", ["member", "auditor", "inspection", "other_clerk"])
def test_recording_is_denied_to_readers(office: Office, role: str) -> None:
    with pytest.raises(NotPermitted):
        record(office, row(office.cells[0]), role=role)


@pytest.mark.parametrize("number", [1, 3, 50])
def test_list_takes_a_constant_number_of_queries(office: Office, client: Client, number: int) -> None:
    record(office, *(row(office.cells[0], topic=f"chuyên đề {n}") for n in range(number)))
    client.force_login(office.accounts[Role.CLERK])
    url = reverse("learning:sessions", args=[YEAR])
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    assert len([q for q in queries.captured_queries if "learning_studysession" in q["sql"]]) == 5


def test_session_is_recorded_and_opened_in_the_pages(office: Office, client: Client) -> None:
    client.force_login(office.accounts[Role.CELL_SECRETARY])
    form = {
        "unit": office.cells[0].pk,
        "held_on": "15/05/2021",
        "topic": "Chuyên đề toàn khóa",
        "due": "14",
        "present": "15",
    }
    answer = client.post(reverse("learning:record_session", args=[YEAR]), form)
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    assert "Chuyên đề toàn khóa" in page.content.decode()
    assert "Không khớp" in page.content.decode()


def test_member_reads_the_own_units_sessions_and_not_anothers(office: Office, client: Client) -> None:
    (session,) = record(office, row(office.cells[0]))
    client.force_login(office.accounts[Role.MEMBER])
    assert client.get(session.get_absolute_url()).status_code == 200
    client.force_login(office.accounts["other_clerk"])
    assert client.get(session.get_absolute_url()).status_code == 404


def test_form_is_hidden_from_those_who_may_not_record(office: Office, client: Client) -> None:
    client.force_login(office.accounts[Role.MEMBER])
    assert client.get(reverse("learning:record_session", args=[YEAR])).status_code == 404
