"""Sign-in: closed by default, in both languages, demo accounts only in a demonstration."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from pytest_django import Settings

from tongket.organisation.tests.factories import Office

PASSWORD = "mat-khau-thu-2021"


def open_names() -> set[str]:
    """Names of the site's own views that answer without sign-in."""
    patterns = [p for p in get_resolver().url_patterns if isinstance(p, URLPattern)]
    return {p.name for p in patterns if getattr(p.callback, "is_public", False)}


def test_only_language_and_health_of_the_frame_are_open() -> None:
    assert open_names() == {"choose_language", "health", "site_icon"}


@pytest.mark.parametrize("path", ["/", "/he-thong-thiet-ke", "/ho-so/organisation.Person/1", "/don-vi"])
def test_a_page_asks_for_sign_in_and_comes_back_to_it(db: None, client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next={path}"


def test_signing_in_with_login_and_password_opens_the_first_page(office: Office, client: Client) -> None:
    response = client.post(reverse("account_login"), {"login": "clerk", "password": PASSWORD})
    assert (response.status_code, response.url) == (302, "/")
    assert client.get("/").status_code == 200


def test_a_wrong_password_keeps_the_login_and_says_so(office: Office, client: Client) -> None:
    page = client.post(reverse("account_login"), {"login": "clerk", "password": "sai-mat-khau"})
    assert page.status_code == 200
    assert 'value="clerk"' in page.content.decode()
    assert 'role="alert"' in page.content.decode()


def test_a_password_is_changed_by_who_knows_the_present_one(office: Office, client: Client) -> None:
    client.post(reverse("account_login"), {"login": "clerk", "password": PASSWORD})
    new = "mot-mat-khau-khac-2022"
    url = reverse("account_change_password")
    refused = client.post(url, {"oldpassword": "sai", "password1": new, "password2": new})
    assert "Ghi mật khẩu đang dùng" in refused.content.decode()
    done = client.post(url, {"oldpassword": PASSWORD, "password1": new, "password2": new}, follow=True)
    assert "Đã đổi mật khẩu" in done.content.decode()
    client.post(reverse("account_logout"))
    again = client.post(reverse("account_login"), {"login": "clerk", "password": new})
    assert again.status_code == 302


def test_an_account_without_a_password_sets_one(office: Office, client: Client) -> None:
    account = office.accounts["clerk"]
    account.set_unusable_password()
    account.save()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("account_change_password"), follow=True)
    assert page.redirect_chain == [(reverse("account_set_password"), 302)]
    assert "<h1>Đặt mật khẩu</h1>" in page.content.decode()


def test_two_step_sign_in_has_its_page(office: Office, client: Client) -> None:
    client.force_login(
        office.accounts["clerk"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    page = client.get(reverse("mfa_index")).content.decode()
    assert "Ứng dụng xác thực" in page
    assert "Two-Factor" not in page


def test_nobody_signs_up_by_themselves(db: None, client: Client) -> None:
    assert client.get(reverse("account_signup")).status_code == 302


@pytest.mark.capability(85)
def test_an_empty_installation_leads_to_setting_up_and_not_to_signing_in(db: None, client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert reverse("organisation:set_up_office") in page
    assert 'name="login"' not in page


def test_the_sign_in_page_speaks_vietnamese_and_switches_to_english(office: Office, client: Client) -> None:
    login = reverse("account_login")
    first = client.get(login).content.decode()
    assert '<html lang="vi">' in first
    assert "<h1>Đăng nhập</h1>" in first
    switched = client.post(reverse("choose_language"), {"language": "en", "next": login})
    assert (switched.status_code, switched.url) == (302, login)
    assert switched.cookies["tongket-language"].value == "en"
    second = client.get(login).content.decode()
    assert '<html lang="en">' in second
    assert "<h1>Sign in</h1>" in second


def test_the_language_of_the_browser_is_not_asked(db: None, client: Client) -> None:
    page = client.get(reverse("account_login"), headers={"accept-language": "en"})
    assert '<html lang="vi">' in page.content.decode()


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_the_language_switch_leads_nowhere_else(db: None, client: Client, wanted: str) -> None:
    response = client.post(reverse("choose_language"), {"language": "en", "next": wanted})
    assert response.url == "/"


def test_an_unknown_language_sets_no_cookie(db: None, client: Client) -> None:
    response = client.post(reverse("choose_language"), {"language": "xx", "next": "/"})
    assert "tongket-language" not in response.cookies


def test_demo_accounts_stand_on_the_sign_in_page_of_a_demonstration(
    office: Office, client: Client, settings: Settings
) -> None:
    settings.TONGKET_DEMO = True
    settings.TONGKET_DEMO_PASSWORD = "mat-khau-minh-hoa"
    page = client.get(reverse("account_login")).content.decode()
    assert "mat-khau-minh-hoa" in page
    assert "<code>cell_secretary</code>" in page
    assert "Bí thư chi bộ" in page


def test_demo_accounts_are_listed_nowhere_else(office: Office, client: Client, settings: Settings) -> None:
    settings.TONGKET_DEMO = False
    page = client.get(reverse("account_login")).content.decode()
    assert "cell_secretary" not in page
    assert settings.TONGKET_DEMO_PASSWORD not in page
