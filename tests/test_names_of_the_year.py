"""A rename in the middle of a round: the round keeps the name as of its date, on every page of its year."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.authorization.stage import Stage
from tongket.access.roles import Role
from tongket.organisation.actions import rename_unit
from tongket.organisation.models import Unit

AFTER = dt.date(2022, 1, 20)
EARLIER, LATER = "Chi bộ 1", "Chi bộ Thử Tên Mới"
PAGES = ("ratings:board", "reviews:reviews", "ballots:polls_of_year", "work:tasks", "meetings:cell_meetings")


@pytest.fixture
def renamed(stage: Stage, db: None) -> Unit:
    """A cell of the seed year that carries another name since the January after it."""
    clerk = stage.world.accounts[Role.CLERK].actor()
    cell = Unit.objects.get(name=EARLIER)
    return rename_unit(cell, actor=clerk, name=LATER, on=AFTER, decision="QĐ 3-QĐ/ĐU")


@pytest.mark.capability(1)
@pytest.mark.parametrize("view", PAGES)
def test_pages_of_the_year_keep_the_name_of_the_year(stage: Stage, renamed: Unit, view: str) -> None:
    client: Client = stage.visitors[Role.CLERK.value]
    page = client.get(reverse(view, args=[stage.world.round.year])).content.decode()
    assert EARLIER in page
    assert LATER not in page.split("<main", 1)[1]


@pytest.mark.capability(1)
def test_register_itself_shows_the_name_of_the_day_looked_at(stage: Stage, renamed: Unit) -> None:
    client: Client = stage.visitors[Role.CLERK.value]
    url = reverse("organisation:unit", args=[renamed.pk])
    assert client.get(url).context["page"].name == LATER
    assert client.get(url, {"on": "2021-12-31"}).context["page"].name == EARLIER
