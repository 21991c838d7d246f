"""The people of the seed year in the browser, and what every page that they open must satisfy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Response

from tongket.site.settings import TONGKET_DEMO_PASSWORD as DEMO_PASSWORD

AXE = Path(__file__).resolve().parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

__all__ = ["DEMO_PASSWORD", "check_page", "sign_in", "watch"]


def sign_in(page: Page, login: str, password: str = DEMO_PASSWORD) -> None:
    """Sign in on the sign-in page as a person would."""
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/")


def watch(page: Page) -> list[str]:
    """Collect what must not happen on any page: console errors, scripts' errors, server errors."""
    trouble: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            trouble.append(f"{page.url}: {message.text}")

    def answered(response: Response) -> None:
        if response.status >= 500:
            trouble.append(f"{response.url}: {response.status}")

    page.on("console", heard)
    page.on("pageerror", lambda error: trouble.append(f"{page.url}: {error}"))
    page.on("response", answered)
    return trouble


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds on the page, in short."""
    if not page.evaluate("typeof window.axe !== 'undefined'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    return [
        {"id": v["id"], "nodes": [n["html"][:160] for n in v["nodes"][:3]], "help": v["help"]}
        for v in found["violations"]
    ]


def check_page(page: Page) -> None:
    """No violation of WCAG 2.2 A/AA, nothing scrolls sideways, no raw key or placeholder is shown."""
    found = violations(page)
    assert not found, f"{page.url}\n{json.dumps(found, ensure_ascii=False, indent=1)}"
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{page.url} scrolls {overflow} px sideways"
    text = page.inner_text("body")
    for raw in ("%(", "{{", "{%", "None", "undefined", "NaN"):
        assert raw not in text, f"{page.url} shows {raw!r}"
