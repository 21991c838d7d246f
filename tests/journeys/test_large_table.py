"""A table of ten thousand rows in a browser: it opens, filters and sorts, and never holds the page for seconds."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.people import sign_in
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.long]

ROWS = 10_000
#: Milliseconds after which people take a page for dead; a single layout of so many rows takes a fifth of it.
FREEZE = 10_000
LONGEST_TASK = """() => new Promise(done => {
  let most = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) most = Math.max(most, e.duration); })
    .observe({type: 'longtask', buffered: true});
  setTimeout(() => done(most), 500);
})"""


def table() -> str:
    """Names, units, days and figures in a table of the house style, in no order."""
    names = ("Ước", "Ánh", "Đạt", "Hòa", "Bảo")
    rows = "".join(
        f"<tr><td class='num'>{n}</td><td>Nguyễn Văn {names[n % 5]} {n}</td><td>Chi bộ {n % 200 + 1}</td>"
        f"<td>{n % 28 + 1:02}/{n % 12 + 1:02}/2021</td><td class='num'>{n % 97}</td><td>tốt</td></tr>"
        for n in (i * 7919 % ROWS for i in range(ROWS))
    )
    heads = "".join(
        f"<th scope='col'>{h}</th>" for h in ("STT", "Họ và tên", "Đơn vị", "Ngày", "Điểm", "Mức")
    )
    return (
        "<div class='tk-table card tk-sticky' role='region' tabindex='0' aria-label='Danh sách'><table class='table' "
        f"data-filter><caption class='visually-hidden'>Danh sách</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


@pytest.fixture
def page(browser: Browser, server: Server) -> Page:
    """The first page with the large table in the place of what it shows."""
    made = browser.new_context(base_url=server.url, viewport={"width": 1366, "height": 900}).new_page()
    sign_in(made, "vanphong")

    def with_table(route: Route) -> None:
        html = route.fetch().text()
        whole = re.sub(r"(<main[^>]*>).*(</main>)", lambda m: m[1] + table() + m[2], html, flags=re.DOTALL)
        route.fulfill(body=whole, content_type="text/html")

    made.route(re.compile(r"/$"), with_table)
    return made


@pytest.mark.capability(95)
def test_ten_thousand_rows_open_filter_and_sort_without_freezing(page: Page) -> None:
    page.goto("/")
    shown = page.locator("tbody tr:visible")
    assert shown.count() == ROWS
    page.get_by_role("searchbox", name="Lọc các dòng này").fill("dat 77")
    expect(page.get_by_role("status").filter(has_text=f"/{ROWS}")).to_be_visible()
    assert all("Đạt 77" in text for text in shown.all_inner_texts())
    page.get_by_role("searchbox", name="Lọc các dòng này").fill("")
    page.get_by_role("button", name="STT").click()
    assert shown.first.inner_text().split()[0] == "0"
    page.get_by_role("button", name="Ngày").click()
    days = page.locator("tbody tr td:nth-child(4)").all_inner_texts()
    assert days == sorted(days, key=lambda day: day.split("/")[::-1])
    assert page.evaluate(LONGEST_TASK) < FREEZE
