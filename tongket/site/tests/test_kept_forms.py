"""The session ends in the middle of a form: nothing typed is lost, and nobody else sees it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tongket.access.roles import Role
from tongket.organisation.tests.factories import Office
from tongket.rounds.models import Round
from tongket.site import kept_forms
from tongket.site.sessions import LAST_CLICK

ClientOf = Callable[[str], Client]
PASSWORD = "mat-khau-thu-2021"
TYPED = {"rooms": ["work", "learning"], "vocabulary": "party", "version": "0"}


def end_session(client: Client) -> None:
    """The session is gone on the server, the browser still has its cookies."""
    Session.objects.filter(pk=client.session.session_key).delete()


def sign_in(client: Client, login: str, to: str) -> str:
    response = client.post(reverse("account_login"), {"login": login, "password": PASSWORD, "next": to})
    assert response.status_code == 302, response.content.decode()[:2000]
    return response.url


def test_what_was_typed_comes_back_after_signing_in_and_is_sent_to_where_it_belongs(
    office: Office, client: Client
) -> None:
    sign_in(client, "clerk", "/")
    url = reverse("office:change_profile")
    client.get(url)
    end_session(client)
    refused = client.post(url, TYPED)
    assert refused.url == f"{reverse('account_login')}?next={reverse('kept_form')}"
    assert "Phần vừa nhập được giữ lại" in client.get(refused.url).content.decode()
    assert sign_in(client, "clerk", reverse("kept_form")) == reverse("kept_form")
    page = client.get(reverse("kept_form")).content.decode()
    assert f'action="{url}"' in page
    assert "learning" in page
    kept = client.get(reverse("kept_form")).context["kept"]
    again = client.post(url, {**TYPED, kept_forms.MARK: kept.key})
    assert again.status_code == 302
    assert client.get(reverse("kept_form")).context["kept"] is None


def test_somebody_else_at_the_same_machine_does_not_see_it(office: Office, client: Client) -> None:
    sign_in(client, "clerk", "/")
    client.get("/")
    end_session(client)
    client.post(reverse("office:change_profile"), TYPED)
    sign_in(client, "committee_secretary", "/")
    assert client.get(reverse("kept_form")).context["kept"] is None


def test_it_lies_encrypted_and_passwords_are_not_kept(office: Office, client: Client) -> None:
    client.post(reverse("office:change_profile"), {"note": "riêng tư", "password1": "bi-mat-2021"})
    assert "riêng tư" not in str(client.session[kept_forms.SESSION_KEY])
    assert "riêng tư" not in client.session[kept_forms.SESSION_KEY]["form"]
    sign_in(client, "clerk", "/")
    page = client.get(reverse("kept_form")).content.decode()
    assert "riêng tư" in page
    assert "bi-mat-2021" not in page


def test_a_chosen_file_can_not_be_kept_and_the_page_says_so(office: Office, client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.post(reverse("office:change_profile"), {"note": "a", "file": SimpleUploadedFile("a.pdf", b"x")})
    sign_in(client, "clerk", "/")
    assert "chọn tệp lần nữa" in client.get(reverse("kept_form")).content.decode()


def test_it_is_dropped_on_request(office: Office, client: Client) -> None:
    client.post(reverse("office:change_profile"), TYPED)
    sign_in(client, "clerk", "/")
    client.post(reverse("kept_form"))
    assert client.get(reverse("kept_form")).context["kept"] is None


def test_no_personal_data_stand_in_the_address(office: Office, client: Client) -> None:
    response = client.post(reverse("office:change_profile"), {"name": "Ho Thi Doan Thuy"})
    assert "Thuy" not in response.url


def test_a_form_of_an_earlier_sign_in_is_kept_when_it_comes_from_our_own_page(office: Office) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.accounts[Role.CLERK])
    url = reverse("office:change_profile")
    response = client.post(url, TYPED, headers={"origin": "http://testserver"})
    assert (response.status_code, response.url) == (302, reverse("kept_form"))
    strange = client.post(url, TYPED, headers={"origin": "http://elsewhere.example"})
    assert strange.status_code == 403


def test_a_shared_machine_signs_out_after_some_minutes_without_a_click(
    client_of: ClientOf, office: Office, round: Round, settings: Settings
) -> None:
    settings.TONGKET_SHARED_PC_MINUTES = 15
    client = client_of(Role.CLERK)
    session = client.session
    session.set_expiry(0)
    session[LAST_CLICK] = session.get(LAST_CLICK, 0)
    session.save()
    response = client.get("/")
    assert response.url.startswith(reverse("account_login"))
    assert "Đã tự đăng xuất vì 15 phút" in client.get(response.url).content.decode()


@pytest.mark.parametrize("remembered", [True, False])
def test_a_click_keeps_the_session(
    client_of: ClientOf, office: Office, round: Round, remembered: bool
) -> None:
    client = client_of(Role.CLERK)
    session = client.session
    session.set_expiry(3600 if remembered else 0)
    session.save()
    assert client.get("/").status_code == 200
    assert client.get("/").status_code == 200
    assert (LAST_CLICK in client.session) is not remembered
