"""Options of the whole suite."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# Playwright's loop stays open in a worker that had a browser; our code is synchronous all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# A busy machine is no failure: time is measured by benchmarks, never by tests.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also the slow tests: kills, fuzzing, every role")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    long, kept = [], []
    for item in items:
        (long if item.get_closest_marker("long") else kept).append(item)
    items[:] = kept
    if long:
        config.hook.pytest_deselected(items=long)
