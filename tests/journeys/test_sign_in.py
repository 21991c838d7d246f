"""Signing in as people do: passkey, second step, lost phone, other devices, forgotten password."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, BrowserContext, Page

from tests.people import DEMO_PASSWORD, check_page, watch
from tests.serving import Server

pytestmark = pytest.mark.browser


def address(server: Server) -> str:
    """The server's address by name: browsers give passkeys to names only, and over http to localhost alone."""
    return server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def context(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=address(server), viewport={"width": 1366, "height": 900})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which nothing may go wrong."""
    made = context.new_page()
    trouble = watch(made)
    yield made
    assert not trouble, trouble


def write_password(page: Page, login: str, password: str = DEMO_PASSWORD) -> None:
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def sign_out(page: Page) -> None:
    page.locator(".tk-account > summary").click()
    page.get_by_role("button", name="Đăng xuất").click()


def confirm(page: Page) -> None:
    """The password once more, where the act asks for it."""
    if "/xac-nhan/" in page.url:
        page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
        page.get_by_role("button", name="Tiếp tục").click()


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def letters(server: Server) -> str:
    """All letters that the installation has written."""
    folder = Path(server.data) / "mail"
    return "\n".join(
        p.read_text(encoding="utf-8") for p in sorted(folder.glob("*"), key=lambda p: p.stat().st_mtime)
    )


@pytest.mark.capability(85)
def test_a_passkey_is_added_and_signs_in_without_a_password(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    write_password(page, "dtm.uyen")
    page.goto("/tai-khoan/")
    page.get_by_role("link", name="Thêm khóa").click()
    confirm(page)
    check_page(page)
    page.get_by_label("Tên của khóa").fill("Điện thoại của Uyên")
    page.get_by_role("button", name="Thêm khóa").click()
    page.wait_for_url(re.compile("/hai-buoc/ma-du-phong/|/khoa/$"))
    page.goto("/tai-khoan/khoa/")
    check_page(page)
    assert page.get_by_role("rowheader", name="Điện thoại của Uyên").is_visible()
    sign_out(page)
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.wait_for_url("**/")
    assert page.locator(".tk-account > summary").inner_text() == "Đoàn Thị Mỹ Uyên"


def test_a_passkey_that_is_not_there_is_said_on_the_page(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    page.goto("/tai-khoan/dang-nhap/")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('none', 'NotAllowedError')); }"
    )
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.get_by_text("Chưa dùng được khóa").wait_for()


@pytest.mark.capability(85)
def test_with_an_authenticator_app_the_password_alone_signs_nobody_in(page: Page) -> None:
    write_password(page, "nd.nhuong")
    page.goto("/tai-khoan/hai-buoc/ung-dung/bat/")
    confirm(page)
    check_page(page)
    secret = page.locator("code").inner_text()
    page.get_by_label("Mã 6 số").fill(code_of(secret))
    page.get_by_role("button", name="Bật ứng dụng").click()
    page.wait_for_url("**/ma-du-phong/")
    check_page(page)
    spare = page.locator(".tk-codes code").first.inner_text()
    sign_out(page)
    write_password(page, "nd.nhuong")
    page.wait_for_url("**/hai-buoc/ma/**")
    check_page(page)
    page.goto("/")
    assert "/hai-buoc/ma/" in page.url
    page.get_by_label("Mã", exact=True).fill(spare)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/")
    page.goto("/tai-khoan/hai-buoc/ma-du-phong/")
    confirm(page)
    assert spare not in page.inner_text("main")


def test_signing_out_everywhere_else_ends_the_other_session(
    page: Page, browser: Browser, server: Server
) -> None:
    write_password(page, "kiemtoan")
    page.wait_for_url("**/")
    elsewhere = browser.new_context(base_url=address(server))
    other = elsewhere.new_page()
    write_password(other, "kiemtoan")
    other.wait_for_url("**/")
    page.goto("/tai-khoan/phien/")
    check_page(page)
    page.get_by_role("button", name="Đăng xuất 1 nơi khác").click()
    page.get_by_text("Đã đăng xuất các nơi khác").wait_for()
    other.goto("/")
    assert "/dang-nhap/" in other.url
    page.goto("/")
    assert page.url.endswith("/")
    elsewhere.close()


def test_a_forgotten_password_is_set_anew_by_a_code_in_a_letter(page: Page, server: Server) -> None:
    write_password(page, "bientap")
    page.goto("/tai-khoan/thu-dien-tu/")
    confirm(page)
    check_page(page)
    page.get_by_label("Địa chỉ mới").fill("bientap@congthongtin.example")
    page.get_by_role("button", name="Ghi địa chỉ và gửi thư xác nhận").click()
    confirm(page)
    page.get_by_text("Đã gửi thư tới bientap@congthongtin.example").wait_for()
    link = re.findall(r"http://\S+/thu-dien-tu/\S+", letters(server))[-1]
    page.goto(link)
    check_page(page)
    page.get_by_role("button", name="Đúng, xác nhận").click()
    page.goto("/tai-khoan/thu-dien-tu/")
    assert page.get_by_text("đã xác nhận").first.is_visible()
    sign_out(page)
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_role("link", name="Quên mật khẩu").click()
    check_page(page)
    page.get_by_label("Thư điện tử").fill("bientap@congthongtin.example")
    page.get_by_role("button", name="Gửi mã").click()
    page.wait_for_url("**/quen/ma/")
    check_page(page)
    assert "bientap" not in page.url
    code = re.findall(r"^([A-Z0-9]{3,}(?:-[A-Z0-9]+)*)$", letters(server), re.MULTILINE)[-1]
    page.get_by_label("Mã").fill(code)
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url("**/quen/moi/")
    check_page(page)
    page.get_by_label("Mật khẩu mới", exact=True).fill("mat-khau-moi-cua-bientap")
    page.get_by_label("Mật khẩu mới, ghi lần nữa").fill("mat-khau-moi-cua-bientap")
    page.get_by_role("button", name="Đặt mật khẩu").click()
    write_password(page, "bientap", "mat-khau-moi-cua-bientap")
    page.wait_for_url("**/")


PAGES = (
    "/tai-khoan/",
    "/tai-khoan/mat-khau/",
    "/tai-khoan/thu-dien-tu/",
    "/tai-khoan/phien/",
    "/tai-khoan/khoa/",
    "/tai-khoan/khoa/them/",
    "/tai-khoan/hai-buoc/",
    "/tai-khoan/hai-buoc/ung-dung/bat/",
    "/gui-lai",
    "/van-phong/phan-viec",
)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_of_the_account_is_accessible_at_both_widths_and_in_both_languages(
    page: Page, server: Server, language: str
) -> None:
    write_password(page, "vanphong")
    page.wait_for_url("**/")
    page.context.add_cookies([{"name": "tongket-language", "value": language, "url": address(server)}])
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for path in PAGES:
            page.goto(path)
            if "/xac-nhan/" in page.url:
                check_page(page)
                page.locator("input[type=password]").fill(DEMO_PASSWORD)
                page.locator("main form button[type=submit]").first.click()
            check_page(page)
            assert page.locator("html").get_attribute("lang") == language
            if language == "en":
                assert "Tài khoản" not in page.inner_text("main"), path
