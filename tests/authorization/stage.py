"""The seed year with one account per role, once per module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from tests.authorization.cast import COLUMNS, NOBODY, World, make_world
from tests.authorization.things import Things, make_things


@dataclass(frozen=True)
class Stage:
    """The world, the objects of the table in it, and for each column somebody at a browser."""

    world: World
    things: Things
    visitors: dict[str, Client]


@pytest.fixture(scope="module")
def stage(seed_year: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """Who is there, and what the words of the table mean."""
    with django_db_blocker.unblock():
        world = make_world()
        yield Stage(world, make_things(world), {column: visitor(world, column) for column in COLUMNS})


def visitor(world: World, column: str) -> Client:
    """Somebody of this role, looking at the organisation where the role lets choose."""
    client = Client(raise_request_exception=False)
    if column != NOBODY:
        client.force_login(world.accounts[column])
        client.post(reverse("choose_unit"), {"unit": world.organisation.pk})
    return client
