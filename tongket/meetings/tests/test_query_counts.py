"""Pages of a conference ask the database the same number of questions for 1, 3 and 50 people."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tongket.access.roles import Role
from tongket.awards.tests.factories import decide, make_year
from tongket.meetings.actions import arrange_presentation, record_conclusions
from tongket.meetings.rows import AgendaRow
from tongket.meetings.tests.factories import GUEST, YEAR, conclusion_row, make_conference, with_directions

pytestmark = pytest.mark.django_db

QUESTIONS = {
    "conference": 13,
    "run_of_show": 8,
    "attendance": 4,
    "record_attendance": 2,
    "speeches": 5,
    "presentation": 9,
    "minutes": 2,
    "conclusions": 7,
}


def agenda_of(number: int) -> list[AgendaRow]:
    times = [dt.time(8 + n // 12, 5 * (n % 12)) for n in range(number + 1)]
    return [AgendaRow(n + 1, times[n], times[n + 1], f"mục {n + 1}", GUEST) for n in range(number)]


@pytest.mark.parametrize("number", [1, 3, 50])
def test_pages_of_a_conference_take_a_constant_number_of_queries(client: Client, number: int) -> None:
    year = make_year(members=number)
    decide(year)
    _year, conference = make_conference(year, agenda=agenda_of(number))
    arrange_presentation(conference, actor=year.clerk)
    with_directions(year, conference)
    rows = [conclusion_row(year.cell, key=f"k{n}", text=f"Kết luận số {n}") for n in range(number)]
    record_conclusions(conference, actor=year.clerk, rows=rows)
    client.force_login(year.office.accounts[Role.CLERK])
    client.get(reverse("meetings:conferences", args=[YEAR]))
    asked = {}
    for name in QUESTIONS:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"meetings:{name}", args=[conference.pk])).status_code == 200
        asked[name] = len(
            [q for q in queries.captured_queries if '"meetings_' in q["sql"] or '"work_' in q["sql"]]
        )
    assert asked == QUESTIONS
