"""Two people change the same record: the second is told who and what, and loses nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tongket.access.roles import Role
from tongket.common.errors import Stale, StaleText
from tongket.office.actions import change_profile
from tongket.organisation.actions import change_person
from tongket.organisation.tests.factories import Office, make_office


@pytest.fixture
def office(db: None) -> Office:
    return make_office(cells=1, members=1)


def test_the_second_is_told_who_changed_what_and_when(office: Office) -> None:
    person = next(iter(office.members.values()))[0]
    first, clerk = person.name, office.actor(Role.CLERK)
    change_person(
        person, actor=clerk, unit=office.cells[0], expected_version=person.version, name="Lê Thị Ánh Ửng"
    )
    with pytest.raises(Stale) as refused:
        change_person(person, actor=clerk, unit=office.cells[0], expected_version=1, name="Lê Ửng")
    told = refused.value.text()
    assert f"“{first}” → “Lê Thị Ánh Ửng”" in told
    assert "clerk" in told
    assert isinstance(told, StaleText)
    assert told.found == person.version


def test_the_seconds_form_keeps_what_was_typed_and_is_sent_again_knowingly(office: Office) -> None:
    client = Client()
    client.force_login(office.accounts[Role.CLERK])
    actor = office.actor(Role.ADMINISTRATOR)
    change_profile(office.organisation, actor=actor, rooms=["learning"])
    url = reverse("office:change_profile")
    change_profile(office.organisation, actor=actor, rooms=["learning", "portal"])
    typed = {"rooms": ["work"], "vocabulary": "party", "version": "1"}
    refused = client.post(url, typed)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "đã được sửa sau khi bạn mở (Quản trị, " in page
    assert '<input type="hidden" name="version" value="2"' in page
    assert client.post(url, typed | {"version": "2"}).status_code == 302
