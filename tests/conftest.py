"""Fixtures across rooms: nothing leaves the machine, the seed year once per module, real browsers."""

from __future__ import annotations

import os
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker

from tests.authorization.stage import stage as stage
from tests.chromium import CHROMIUM, CHROMIUM_OPTIONS
from tests.serving import Server, demo_database, serve


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data folder of a freshly prepared demo installation; made once for all workers, never changed."""
    own = tmp_path_factory.getbasetemp()
    # Parallel workers have folders of their own in one of the run; without them the folder above outlives the run.
    return demo_database(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="module")
def server(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real server on a copy of the demo installation, one per module."""
    with serve(demo_data, tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="module")
def empty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real server on an installation without any data, one per module."""
    with serve(None, tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="module")
def seed_year(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The demo installation's data in the test database, for in-process tests of a module.

    On SQLite they are copied from the prepared installation; elsewhere the year is lived through once more.
    Tests change them inside their own transactions only.
    """
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            prepared: Path = request.getfixturevalue("demo_data")
            connection.ensure_connection()
            with sqlite3.connect(prepared / "tongket.sqlite3") as source:
                source.backup(connection.connection)
        else:
            from tongket.demo.prepare import load

            load()
        yield
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def nothing_leaves_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection to anywhere but this machine fails the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1",
            "::1",
            "localhost",
        ):
            raise AssertionError(f"a test tried to reach {address[0]}; use a local double instead")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
