"""The year's lists as files, on the seed year: the same rows as on the page, under the same filter."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tongket.access.roles import Role
from tongket.audit.models import ExportLog
from tongket.awards.models import Certificate
from tongket.ballots.models import Poll
from tongket.meetings.models import Conference
from tongket.organisation.models import RoleAssignment
from tongket.ratings.models import Outcome
from tongket.rounds.models import Round
from tongket.work.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(seed_year: None, client: Client) -> Client:
    round = Round.objects.get()
    client.force_login(RoleAssignment.objects.filter(role=Role.CLERK, unit=round.unit).first().account)
    client.post(reverse("choose_unit"), {"unit": round.unit_id})
    return client


def rows(client: Client, url: str, heading: str, **query: str) -> list[tuple[object, ...]]:
    response = client.get(url, query)
    assert response.status_code == 200, response.content.decode()
    found = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
    top = next(n for n, row in enumerate(found) if row[0] == heading)
    return found[top + 1 :]


@pytest.mark.capability(88)
def test_every_list_of_the_year_leaves_whole(clerk: Client) -> None:
    found = Round.objects.get()
    year, unit = found.year, found.unit_id
    conference = Conference.objects.get()
    members = Outcome.objects.filter(round=found, person__isnull=False).count()
    lists = {
        ("work:export_tasks", "Mã"): ([year], Task.objects.filter(year=year).count()),
        ("reviews:export_reviews", "STT"): ([year, unit], members),
        ("ratings:export_board", "STT"): ([year, unit], members),
        ("ballots:export_polls", "Đơn vị"): ([year], Poll.objects.filter(year=year).count()),
        ("awards:export_nominations", "Loại khen thưởng"): ([year], found.nominations.count()),
        ("awards:export_register", "Vào sổ"): (
            [year, unit],
            Certificate.objects.filter(book=unit, year=year).count(),
        ),
        ("meetings:export_attendance", "Số"): ([conference.pk], conference.attendance.count()),
    }
    for (name, heading), (arguments, expected) in lists.items():
        taken = rows(clerk, reverse(name, args=[*arguments, "xlsx"]), heading)
        assert (name, len(taken)) == (name, expected)
    assert ExportLog.objects.count() == len(lists)


def test_filter_of_the_board_narrows_the_file_as_it_narrows_the_page(clerk: Client) -> None:
    found = Round.objects.get()
    url = reverse("ratings:export_board", args=[found.year, found.unit_id, "xlsx"])
    page = clerk.get(reverse("ratings:unit_board", args=[found.year, found.unit_id]), {"loc": "differs"})
    assert len(rows(clerk, url, "STT", loc="differs")) == len(page.context["page"].rows) > 0


def test_codes_on_the_back_of_certificates_never_leave(clerk: Client) -> None:
    found = Round.objects.get()
    url = reverse("awards:export_register", args=[found.year, found.unit_id, "csv"])
    content = clerk.get(url).content.decode("utf-8-sig")
    assert [c.code for c in Certificate.objects.all() if c.code and c.code in content] == []
