"""Every page of the site map at both widths as pictures: ``./run screens [FOLDER]``."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

from tests.chromium import CHROMIUM, CHROMIUM_OPTIONS
from tests.people import DEMO_PASSWORD, sign_in
from tests.serving import demo_database, serve
from tests.sitemap import pages_for

WIDTHS = {1366: 900, 390: 844}


def main(arguments: list[str]) -> int:
    """Write the pictures; names are page and width."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongket.site.settings.test")
    django.setup()
    target = Path(arguments[0] if arguments else "screens")
    target.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        prepared = demo_database(Path(folder))
        with serve(prepared, Path(folder, "served")) as server:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
            for width, height in WIDTHS.items():
                context = browser.new_context(
                    viewport={"width": width, "height": height}, base_url=server.url
                )
                page = context.new_page()
                sign_in(page, "vanphong", DEMO_PASSWORD)
                for name, path in pages_for(page):
                    page.goto(path)
                    page.screenshot(path=target / f"{name.replace(':', '-')}-{width}.png", full_page=True)
                context.close()
            browser.close()
    print(f"{len(list(target.glob('*.png')))} pictures in {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
