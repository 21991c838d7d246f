"""An office, its round of 2021, and clients signed in as its people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tongket.access.roles import Role
from tongket.organisation.tests.factories import Office, make_office
from tongket.rounds.actions import create_round
from tongket.rounds.models import Round


@pytest.fixture
def office(db: None) -> Office:
    """Two cells of three members each."""
    return make_office(cells=2, members=3)


@pytest.fixture
def round(office: Office) -> Round:
    """The round of 2021 at the organisation."""
    return create_round(office.organisation, actor=office.actor(Role.CLERK), year=2021, title="Đợt năm 2021")


@pytest.fixture
def client_of(office: Office) -> Callable[[str], Client]:
    """A client signed in with the account of a role."""

    def sign_in(role: str) -> Client:
        client = Client()
        client.force_login(
            office.accounts[role], backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return sign_in
