"""The pages opened last come again by name, as long as the viewer may see them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tongket.access.roles import Role
from tongket.organisation.models import Person, RoleAssignment
from tongket.organisation.tests.factories import Office
from tongket.rounds.models import Round
from tongket.site.recent import COOKIE

ClientOf = Callable[[str], Client]
TITLE = "Trang vừa mở"


def box(client: Client) -> str:
    return client.get(reverse("search_box")).content.decode()


@pytest.fixture
def person(office: Office) -> Person:
    return office.members[office.cells[0].pk][0]


def test_pages_of_records_and_of_the_menu_come_again(
    client_of: ClientOf, office: Office, round: Round, person: Person
) -> None:
    client = client_of(Role.CLERK)
    assert TITLE not in box(client)
    client.get(reverse("work:tasks", args=[2021]))
    client.get(person.get_absolute_url())
    page = box(client)
    assert page.index(person.name) < page.index("Nhiệm vụ, năm 2021")
    assert TITLE in client.get("/").content.decode()


def test_no_name_is_kept(client_of: ClientOf, person: Person) -> None:
    client = client_of(Role.CLERK)
    client.get(person.get_absolute_url())
    kept = client.cookies[COOKIE]
    assert not [word for word in person.name.split() if len(word) > 2 and word in kept.value]
    assert (kept["httponly"], kept["samesite"], kept["max-age"]) == (True, "Lax", "")


def test_what_may_no_longer_be_seen_is_left_out(client_of: ClientOf, office: Office, person: Person) -> None:
    client = client_of(Role.CELL_SECRETARY)
    client.get(person.get_absolute_url())
    assert person.name in box(client)
    RoleAssignment.objects.filter(account=office.accounts[Role.CELL_SECRETARY]).update(unit=office.cells[1])
    assert person.name not in box(client)


def test_another_account_in_the_same_browser_sees_nothing_of_it(
    client_of: ClientOf, office: Office, person: Person
) -> None:
    client = client_of(Role.CLERK)
    client.get(person.get_absolute_url())
    client.force_login(
        office.accounts[Role.COMMITTEE_SECRETARY],
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    assert TITLE not in box(client)


def test_a_forged_cookie_is_no_list(client_of: ClientOf, person: Person) -> None:
    client = client_of(Role.CLERK)
    client.cookies[COOKIE] = f'[{1},[["organisation:person",{{"pk":{person.pk}}}]]]:forged'
    assert TITLE not in box(client)


def test_a_page_that_answered_absent_is_not_kept(client_of: ClientOf, office: Office) -> None:
    client = client_of(Role.CLERK)
    client.get(reverse("organisation:person", args=[987654]))
    assert COOKIE not in client.cookies


def test_the_box_leaves_out_the_page_that_it_covers(client_of: ClientOf, person: Person) -> None:
    client = client_of(Role.CLERK)
    client.get(reverse("organisation:units"))
    client.get(person.get_absolute_url())
    over = client.get(
        reverse("search_box"), headers={"Referer": f"http://testserver{person.get_absolute_url()}"}
    )
    assert person.name not in over.content.decode()
    assert "Đơn vị" in over.content.decode()
