"""Options of the whole suite."""

from __future__ import annotations

import pytest


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
