"""The frame of every page: security header, switchers, refusals, health."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tongket.access.roles import Role
from tongket.organisation.tests.factories import Office
from tongket.rounds.actions import create_round
from tongket.rounds.models import Round

ClientOf = Callable[[str], Client]


@pytest.mark.parametrize("path", ["/tai-khoan/dang-nhap/", "/suc-khoe", "/khong-co"])
def test_no_page_may_run_inline_scripts_or_styles(db: None, client: Client, path: str) -> None:
    policy = client.get(path).headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/", "/tai-khoan/dang-nhap/", "/tai-khoan/mat-khau/"])
def test_pages_hold_no_inline_script_or_style(client_of: ClientOf, office: Office, path: str) -> None:
    page = client_of(Role.AUDITOR).get(path, follow=True).content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<script") == page.count("<script src=")


def test_health_answers_without_sign_in(db: None, client: Client) -> None:
    response = client.get(reverse("health"))
    assert (response.status_code, response.content) == (200, b"ok")


def test_an_unknown_address_is_a_page_in_the_house_style(db: None, client: Client) -> None:
    response = client.get("/khong-co-trang-nay")
    assert response.status_code == 404
    assert "Không tìm thấy trang" in response.content.decode()


def test_the_chosen_unit_stays_chosen(client_of: ClientOf, office: Office, round: Round) -> None:
    client = client_of(Role.CLERK)
    cell = office.cells[1]
    assert client.post(reverse("choose_unit"), {"unit": cell.pk}).url == "/"
    page = client.get("/").content.decode()
    assert f'<option value="{cell.pk}" selected>{cell.name}</option>' in page


def test_a_unit_that_is_not_visible_is_not_chosen(client_of: ClientOf, office: Office, round: Round) -> None:
    client = client_of(Role.CELL_SECRETARY)
    client.post(reverse("choose_unit"), {"unit": office.cells[1].pk})
    response = client.get("/")
    assert response.wsgi_request.scope.unit == office.cells[0]
    assert office.cells[1].name not in response.content.decode()


@pytest.mark.parametrize("value", ["", "abc", "99999999", "-1", "²"])
def test_a_unit_that_is_none_changes_nothing(client_of: ClientOf, office: Office, value: str) -> None:
    client = client_of(Role.CLERK)
    client.post(reverse("choose_unit"), {"unit": value})
    assert client.get("/").wsgi_request.scope.unit == office.organisation


def test_the_chosen_year_stays_chosen(client_of: ClientOf, office: Office, round: Round) -> None:
    create_round(office.organisation, actor=office.actor(Role.CLERK), year=2022, title="Đợt năm 2022")
    client = client_of(Role.CLERK)
    assert client.get("/").wsgi_request.scope.year == 2022
    client.post(reverse("choose_year"), {"year": "2021"})
    assert client.get("/").wsgi_request.scope.year == 2021


def test_a_year_without_a_round_is_not_chosen(client_of: ClientOf, office: Office, round: Round) -> None:
    client = client_of(Role.CLERK)
    client.post(reverse("choose_year"), {"year": "1999"})
    assert client.get("/").wsgi_request.scope.year == 2021


def test_switchers_need_a_form(client_of: ClientOf, office: Office) -> None:
    client = client_of(Role.CLERK)
    for name in ("choose_unit", "choose_year", "choose_language"):
        assert client.get(reverse(name)).status_code == 405


def test_a_form_without_its_protection_says_what_to_do(office: Office) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("choose_language"), {"language": "en"})
    assert response.status_code == 403
    assert "phần đã nhập còn đó" in response.content.decode()


def test_signing_out_takes_a_form_and_ends_the_session(client_of: ClientOf, office: Office) -> None:
    client = client_of(Role.CLERK)
    assert client.get(reverse("account_logout")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get("/").status_code == 302


def test_the_menu_shows_only_what_the_viewer_may_open(
    client_of: ClientOf, office: Office, round: Round
) -> None:
    for role in (Role.CLERK, Role.EDITOR, Role.MEMBER):
        client = client_of(role)
        menu = client.get("/").context["menu"]
        for entry in menu:
            assert client.get(entry.url).status_code == 200, (role, entry.url)
            for link in entry.links:
                assert client.get(link.url).status_code == 200, (role, link.url)
