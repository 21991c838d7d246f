"""The small script of the entry grid, in a real browser: same sums as the server, no number to mend them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

from tongket.ballots.tests.factories import make_world, open_choice, open_poll


@pytest.fixture
def grid(live_server: Any, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The entry page of a poll, opened by the office's clerk."""
    world = make_world()
    poll = open_choice(world, ["A", "B"], places=1) if request.param == "choose" else open_poll(world)
    client = Client()
    client.force_login(world.office.accounts["clerk"])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context()
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(live_server.url + reverse("ballots:enter_paper_count", args=[poll.pk]))
    yield page
    assert faults == []
    context.close()


def type_numbers(page: Page, **numbers: int) -> None:
    for name, number in numbers.items():
        page.fill(f"input[name={name}]", str(number))


def sums_of(page: Page) -> list[str]:
    """Each sum of the panel as one line of words, with its verdict."""
    rows = page.locator("#doi-chieu tr[data-sum]")
    return [" ".join(rows.nth(index).inner_text().split()) for index in range(rows.count())]


@pytest.mark.browser
@pytest.mark.capability(46)
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("grid", ["levels"], indirect=True)
def test_sums_follow_what_is_typed(grid: Page) -> None:
    type_numbers(grid, entitled=20, present=19, issued=19, returned=18, valid=17, invalid=1)
    assert sums_of(grid) == [
        "Triệu tập 20 = có mặt 19 + vắng 1 Khớp",
        "Có mặt 19 = phát ra 19 + không phát 0 Khớp",
        "Phát ra 19 = thu về 18 + không thu về 1 Khớp",
        "Thu về 18 = hợp lệ 17 + không hợp lệ 1 Khớp",
    ]
    type_numbers(grid, valid=19)
    assert sums_of(grid)[3] == "Thu về 18 ≠ hợp lệ 19 + không hợp lệ 1 Không khớp"
    line = grid.locator("tr[data-line]").first
    line.locator("input").nth(1).fill("18")
    assert " ".join(line.inner_text().split()).endswith("18 / 19 Không khớp")
    line.locator("input").nth(4).fill("1")
    assert " ".join(line.inner_text().split()).endswith("19 / 19 Khớp")


@pytest.mark.browser
@pytest.mark.capability(47)
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("grid", ["choose"], indirect=True)
def test_marks_beyond_the_places_are_seen_while_typing(grid: Page) -> None:
    type_numbers(grid, valid=9)
    for line in grid.locator("tr[data-line] input").all():
        line.fill("5")
    assert sums_of(grid)[-1] == "Hợp lệ 9 × 1 < cộng các dòng 10 Không khớp"
    grid.locator("tr[data-line] input").last.fill("4")
    assert sums_of(grid)[-1] == "Hợp lệ 9 × 1 ≥ cộng các dòng 9 Khớp"
