"""Every kind of page, at a desk and on a phone: readable for everybody, whole, and without errors."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.people import check_page, sign_in, watch
from tests.serving import Server
from tests.sitemap import pages_for

WIDTHS = (1366, 390)
CLERK = "vanphong"
OTHERS = (
    "dtm.uyen",
    "dtd.khue",
    "nd.nhuong",
    "tc.khiem",
    "kv.nhuong",
    "bientap",
    "kiemtra",
    "kiemtoan",
    "quantri",
)


def show_whole(page: Page, width: int) -> None:
    """The page at a width and as high as it is, so that the bar at the bottom covers nothing."""
    page.set_viewport_size({"width": width, "height": 900})
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(height, 900)})


def _faults(browser: Browser, server: Server, login: str) -> list[str]:
    """What is wrong on any kind of page that the person of ``login`` can reach, at either size."""
    context = browser.new_context(base_url=server.url, locale="vi-VN")
    page = context.new_page()
    faults = watch(page)
    sign_in(page, login)
    for name, path in pages_for(page):
        page.goto(path)
        for width in WIDTHS:
            show_whole(page, width)
            try:
                check_page(page)
            except AssertionError as fault:
                faults.append(f"{name} at {width} px: {fault}")
    context.close()
    return faults


@pytest.mark.browser
@pytest.mark.capability(99)
def test_every_kind_of_page_of_the_clerk_is_accessible_and_whole_at_desk_and_phone(
    browser: Browser, server: Server
) -> None:
    faults = _faults(browser, server, CLERK)
    assert not faults, "\n\n".join(faults)


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("login", OTHERS)
def test_every_kind_of_page_of_each_role_is_accessible_and_whole_at_desk_and_phone(
    browser: Browser, server: Server, login: str
) -> None:
    faults = _faults(browser, server, login)
    assert not faults, "\n\n".join(faults)
