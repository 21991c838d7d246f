"""Strange names, the end of a session, a double click, two at once: nothing is lost, broken or done twice."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.people import check_page, sign_in
from tests.serving import Server

pytestmark = pytest.mark.browser

ADD = "/danh-sach/nguoi/moi/"
LONG = ("Nguyễn Phước Bảo Quý " * 10).strip()[:198] + "Ẫm"
STRANGE = [LONG, "Ân", "Lê Thị 🌸 Ánh", "محمد صالح", "=1+1 <b>Đậm</b>", "H’Hên Niê Kđăm"]


@pytest.fixture
def context(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=server.url, java_script_enabled=False)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """The clerk at a browser without JavaScript."""
    made = context.new_page()
    made.set_default_timeout(10_000)
    sign_in(made, "vanphong")
    return made


@pytest.fixture
def reader(browser: Browser, server: Server) -> Iterator[Page]:
    """The same clerk at another, with JavaScript, on a phone."""
    made = browser.new_context(base_url=server.url, viewport={"width": 390, "height": 844})
    other = made.new_page()
    sign_in(other, "vanphong")
    yield other
    made.close()


def fill_guest(page: Page, name: str) -> None:
    page.goto(ADD)
    page.get_by_label("Họ và tên").fill(name)
    page.get_by_label("Chức vụ").fill("Khách mời")
    page.get_by_role("main").get_by_label("Đơn vị", exact=True).select_option(index=1)
    page.get_by_label("Từ ngày").fill("01/12/2021")


def send(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name="Thêm người ngoài Đảng, khách mời").click()


def people_called(server: Server, name: str) -> int:
    with closing(sqlite3.connect(server.data / "tongket.sqlite3")) as database:
        found = database.execute("SELECT count(*) FROM organisation_person WHERE name = ?", [name])
        return int(found.fetchone()[0])


def test_strange_names_are_kept_as_written_and_break_no_page(page: Page, reader: Page) -> None:
    for name in STRANGE:
        fill_guest(page, name)
        send(page)
        assert "/moi/" not in page.url, page.inner_text("main")
        reader.goto(page.url)
        assert " ".join(name.split()) in " ".join(reader.inner_text("main").split())
        check_page(reader)
    reader.goto("/danh-sach/nguoi/")
    check_page(reader)


def form_of(page: Page, name: str) -> dict[str, str]:
    """What the browser would send for a guest of that name."""
    page.goto(ADD)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content())
    assert token is not None
    return {
        "csrfmiddlewaretoken": token[1],
        "name": name,
        "title": "Khách mời",
        "unit": page.locator("#id_unit option").nth(1).get_attribute("value") or "",
        "valid_from": "01/12/2021",
        "system": page.locator("#id_system").input_value(),
    }


def test_a_name_that_is_too_long_is_refused_at_its_field_and_the_rest_stays(page: Page) -> None:
    answer = page.request.post(ADD, form=form_of(page, "Ẫ" * 500))
    assert answer.status == 422
    assert 'id="id_name_error"' in answer.text()
    assert 'value="Khách mời"' in answer.text()


def test_what_was_typed_when_the_session_ended_is_recorded_after_signing_in(
    page: Page, server: Server
) -> None:
    fill_guest(page, "Trịnh Thị Giữ Lại")
    with closing(sqlite3.connect(server.data / "tongket.sqlite3")) as database:
        database.execute("DELETE FROM django_session")
        database.commit()
    send(page)
    assert "/dang-nhap/" in page.url
    assert "Giữ" not in page.url
    assert people_called(server, "Trịnh Thị Giữ Lại") == 0
    page.get_by_label("Tên đăng nhập").fill("vanphong")
    page.get_by_label("Mật khẩu", exact=True).fill("tongket-minh-hoa")
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    assert "Trịnh Thị Giữ Lại" in page.inner_text("main")
    page.get_by_role("button", name="Gửi lại").click()
    assert people_called(server, "Trịnh Thị Giữ Lại") == 1


def test_back_and_send_again_or_two_clicks_record_once(page: Page, server: Server) -> None:
    form = form_of(page, "Phùng Văn Một Lần")
    answers = [page.request.post(ADD, form=form, max_redirects=0) for _turn in range(2)]
    assert [a.status for a in answers] == [302, 302]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert people_called(server, "Phùng Văn Một Lần") == 1
