"""Every act works by plain forms: the whole year of one clerk with JavaScript off."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.test_one_clerk import live_the_year
from tests.serving import Server


@pytest.mark.browser
@pytest.mark.long  # the same year as with JavaScript, about a minute and a half
@pytest.mark.capability(123)
def test_the_whole_year_is_lived_with_javascript_off(
    empty_server: Server, browser: Browser, tmp_path: Path
) -> None:
    chapters = live_the_year(empty_server, browser, tmp_path, scripts=False)
    assert [c.pages > 0 for c in chapters] == [True] * 6
