"""Search, pages opened lately and notices by keyboard alone, with and without scripts, readable for everybody."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.people import check_page, sign_in, watch
from tests.serving import ROOT, Server, environment

pytestmark = pytest.mark.browser
CLERK, SECRETARY = "vanphong", "dtm.uyen"
NAME = "Đoàn Thị Mỹ Uyên"
WIDTHS = (1366, 390)

#: The clerk is told of three things; of one letter nobody knows whether it was sent.
TELL = """
import django; django.setup()
from django.utils import timezone
from tongket.access.decisions import SYSTEM
from tongket.access.models import Account
from tongket.notices.actions import notify
from tongket.notices.models import Letter, Notice
from tongket.rounds.models import Round
clerk, unit = Account.objects.get(login="vanphong"), Round.objects.get().unit_id
for key in ("1", "2", "3"):
    notify("documents.submitted", actor=SYSTEM, accounts=[clerk.pk], key=key, url="/van-ban/nam/2021/", unit_id=unit)
letter = Letter.objects.create(account=clerk, key="1", at=timezone.now(), taken_at=timezone.now(), state="unknown")
Notice.objects.filter(key="1").update(letter=letter)
"""


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """The clerk's browser; any error of a page fails the test."""
    context = browser.new_context(base_url=server.url, viewport={"width": 1366, "height": 900})
    opened = context.new_page()
    sign_in(opened, CLERK)
    faults = watch(opened)
    yield opened
    context.close()
    assert not faults, faults


def box(page: Page) -> None:
    expect(page.locator("#tim-nhanh input[type=search]")).to_be_focused()


def test_a_person_is_found_and_opened_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    box(page)
    page.keyboard.type("uyen doan")
    hit = page.locator("#tim-nhanh .tk-found a").first
    expect(hit).to_contain_text(NAME)
    expect(hit.locator("mark")).to_have_text(["Đoàn", "Uyên"])
    page.keyboard.press("ArrowDown")
    expect(hit).to_be_focused()
    page.keyboard.press("ArrowUp")
    box(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/danh-sach/nguoi/\d+/$"))
    expect(page.locator("h1")).to_contain_text(NAME)
    page.goto("/danh-sach/don-vi/")
    page.keyboard.press("Control+k")
    box(page)
    expect(page.locator("#tim-nhanh .tk-found a").first).to_contain_text(NAME)
    page.keyboard.press("Escape")
    expect(page.locator("#tim-nhanh")).to_be_hidden()


def test_enter_leads_to_the_page_of_search_and_back_again(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Control+k")
    box(page)
    page.keyboard.type("chi bo 2")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/tim$"))
    link = page.locator("main .tk-found a", has_text="Chi bộ 2").first
    link.click()
    expect(page.locator("h1")).to_contain_text("Chi bộ 2")
    page.go_back()
    expect(page.locator("main .tk-found a", has_text="Chi bộ 2").first).to_be_visible()


def test_a_slash_in_a_field_is_a_slash_and_the_key_can_be_switched_off(page: Page) -> None:
    page.goto("/tim")
    field = page.locator("main input[type=search]")
    field.press("/")
    expect(field).to_have_value("/")
    expect(page.locator("#tim-nhanh")).to_be_hidden()
    page.get_by_role("button", name="Tắt phím /").click()
    page.goto("/")
    page.keyboard.press("/")
    expect(page.locator("#tim-nhanh")).to_be_hidden()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_box_with_answers_is_readable_for_everybody(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/")
    page.keyboard.press("Control+k")
    box(page)
    check_page(page)
    page.keyboard.type("nguyen")
    expect(page.locator("#tim-nhanh mark").first).to_be_visible()
    check_page(page)


def test_search_works_without_scripts(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, SECRETARY)
    page.get_by_role("link", name="Tìm", exact=True).click()
    page.locator("main input[type=search]").fill("doan uyen")
    page.locator("main form[role=search] button").click()
    expect(page.locator("main .tk-found a").first).to_contain_text(NAME)
    assert page.url == f"{server.url}/tim"
    context.close()


def test_notices_are_read_by_keyboard_and_the_office_sees_what_was_sent(page: Page, server: Server) -> None:
    subprocess.run([sys.executable, "-c", TELL], env=environment(server.data), cwd=ROOT, check=True)
    for path in ("/thong-bao/", "/thong-bao/da-gui/", "/thong-bao/cach-nhan/"):
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 1600})
            check_page(page)
    page.goto("/thong-bao/da-gui/")
    expect(page.get_by_text("Chưa rõ đã gửi hay chưa")).to_be_visible()
    page.goto("/")
    bell = page.locator("a[href='/thong-bao/']")
    expect(bell).to_contain_text("3")
    bell.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name=re.compile("^Mở")).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/van-ban/nam/2021/$"))
    expect(page.locator("a[href='/thong-bao/'] strong")).to_have_text("2")
