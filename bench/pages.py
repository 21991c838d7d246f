"""`./run bench pages`: every kind of page with 10,000 members in one database, beside an empty Django view.

The year of a fictional organisation (`tests/cases` makes its papers, fixed seed) is lived through the same actions
as the seed year. Then its clerk opens one page of every kind that links lead to, many times, each time beside a
view without middleware that answers nothing; what counts is the 95th percentile of the server's time. The styles
and scripts of each page are weighed as they are sent (gzip), and Chromium tells how much of a page moves while it
is drawn.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.results import write_section

ROOT = Path(__file__).resolve().parent.parent
MEMBERS, CELL_SIZE, ROUNDS = 10_000, 50, 20
CLERK, PASSWORD = "vanphong", "mat-khau-do-luong"
#: The limits of the issue: seconds at the 95th percentile, kilobytes sent, share of the screen that moves.
MOST_SECONDS, MOST_OWN, MOST_VENDORED = 0.150, 40.0, 160.0
WIDTHS = (1366, 390)
ASSET = re.compile(r'<(?:link[^>]+rel="stylesheet"[^>]+href|script[^>]+src)="([^"]+)"')


@dataclass
class PageTimes:
    """One kind of page: where it is and the seconds of each answer."""

    name: str
    path: str
    seconds: list[float] = field(default_factory=list)
    own: float = 0.0
    vendored: float = 0.0
    shift: float = 0.0

    @property
    def p95(self) -> float:
        """Seconds that 95 of 100 answers stay below."""
        return percentile_95(self.seconds)


def percentile_95(values: list[float]) -> float:
    """The 95th percentile of at least two values."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def make_installation(data: Path, members: int) -> None:
    """Live the year of ``members`` people in a fresh installation below ``data``; nothing when it stands."""
    if (data / "ready").exists():
        return
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    _in_own_process(data, "live", str(members))
    (data / "ready").touch()


def live(members: int) -> None:
    """In the process whose settings point at the installation: papers, tables, the year, the clerk's password."""
    import django

    django.setup()
    from django.core.management import call_command

    from tests.cases.generator import Params, make_case
    from tests.cases.writer import write_case
    from tongket.demo.folder import CaseFolder
    from tongket.demo.story import live_year

    sizes = (CELL_SIZE,) * (members // CELL_SIZE)
    with tempfile.TemporaryDirectory() as papers:
        folder = write_case(
            make_case(Params("ten-thousand", sizes=sizes, committee=15)), Path(papers, "case")
        )
        call_command("migrate", verbosity=0)
        live_year(CaseFolder(folder), password=PASSWORD, progress=lambda text: print(text, file=sys.stderr))


def measure(rounds: int) -> tuple[list[PageTimes], list[float]]:
    """Every kind of page of the clerk, and the empty view: seconds of ``rounds`` answers each, interleaved."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client, override_settings

    from tests.sitemap import one_page_a_kind
    from tongket.access.models import Account

    call_command("collectstatic", interactive=False, verbosity=0)
    client = Client()
    client.force_login(Account.objects.get(login=CLERK))

    def fetch(path: str) -> str:
        answer = client.get(path, follow=True)
        page = answer.headers.get("Content-Type", "").startswith("text/html")
        return answer.content.decode() if page and answer.status_code == 200 else ""

    with override_settings(ALLOWED_HOSTS=["testserver"]):
        pages = [PageTimes(name, path) for name, path in one_page_a_kind(fetch)]
        empty: list[float] = []
        for page in pages:
            page.own, page.vendored = _weights(fetch(page.path))
        for _round in range(rounds):
            for page in pages:
                page.seconds.append(_timed(client, page.path))
                with override_settings(MIDDLEWARE=[], ROOT_URLCONF="bench.empty_view"):
                    empty.append(_timed(Client(), "/"))
    return pages, empty


def _timed(client: Any, path: str) -> float:
    start = time.perf_counter()
    client.get(path)
    return time.perf_counter() - start


def _weights(html: str) -> tuple[float, float]:
    """Kilobytes of own and of vendored styles and scripts of the page, compressed."""
    from django.contrib.staticfiles import finders

    own = vendored = 0
    for address in dict.fromkeys(ASSET.findall(html)):
        name = re.sub(
            r"\.[0-9a-f]{12}(\.\w+)$", r"\1", address.split("?")[0].partition("/static/")[2] or address
        )
        found = finders.find(name)
        if found is None:
            raise RuntimeError(f"{address} is no static file")
        size = len(gzip.compress(Path(found).read_bytes(), 9, mtime=0))
        if "/vendor/" in address or address.startswith("vendor/"):
            vendored += size
        else:
            own += size
    return own / 1000, vendored / 1000


@contextmanager
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    from tests.chromium import CHROMIUM, CHROMIUM_OPTIONS

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; })
    .observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""


def watch_shifts(data: Path, pages: list[PageTimes]) -> None:
    """Note the layout shift of each page at a desk's and a phone's width."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongket.site.settings.test")
    django.setup()
    from tests.people import sign_in
    from tests.serving import serve

    with tempfile.TemporaryDirectory() as folder, serve(data, Path(folder)) as server, _browser() as browser:
        for width in WIDTHS:
            context = browser.new_context(base_url=server.url, viewport={"width": width, "height": 900})
            tab = context.new_page()
            tab.set_default_navigation_timeout(120_000)  # a page that is too slow is a figure, not a failure
            sign_in(tab, CLERK, PASSWORD)
            for page in pages:
                tab.goto(page.path, wait_until="networkidle")
                page.shift = max(page.shift, tab.evaluate(SHIFT))
            context.close()


def _in_own_process(data: Path, *arguments: str) -> str:
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    environment = kept | {
        "TONGKET_DATA": str(data),
        "TONGKET_SECRET_KEY": "only-for-tests",
        "DJANGO_SETTINGS_MODULE": "tongket.site.settings",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "bench.pages", *arguments]
    return subprocess.run(
        command, env=environment, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ).stdout


def table(pages: list[PageTimes], empty: list[float], members: int, rounds: int) -> str:
    """The result as Markdown, slowest page first."""
    nothing = percentile_95(empty)
    slow = [p for p in pages if p.p95 > MOST_SECONDS]
    heavy = [p for p in pages if p.own > MOST_OWN or p.vendored > MOST_VENDORED]
    moving = [p for p in pages if p.shift > 0]
    lines = [
        f"{members:,} members; {len(pages)} kinds of pages, {rounds} answers each, interleaved with an empty view.",
        f"Command: `./run bench pages --members {members} --rounds {rounds}`. "
        f"Load average at the end {os.getloadavg()[0]:.1f}.",
        f"Above {MOST_SECONDS * 1000:.0f} ms at the 95th percentile: {len(slow)}. Heavier than {MOST_OWN:.0f} KB own "
        f"or {MOST_VENDORED:.0f} KB vendored: {len(heavy)}. Pages that move while drawn: {len(moving)}.",
        "",
        "| Page | 95th percentile | To an empty view | Own CSS + JS | Vendored | Layout shift |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {p.name} | {p.p95 * 1000:.0f} ms | {p.p95 / nothing:.0f} | {p.own:.1f} KB | {p.vendored:.1f} KB "
        f"| {p.shift:.3f} |"
        for p in sorted(pages, key=lambda p: -p.p95)
    ]
    return "\n".join(lines)


def pages(members: int, rounds: int, data: Path | None) -> int:
    """Measure, write the section, print it; 1 when a limit is not kept.

    ``data`` keeps the installation for further runs; without it one is made and thrown away.
    """
    with tempfile.TemporaryDirectory() as folder:
        home = data or Path(folder, "installation")
        make_installation(home, members)
        found = json.loads(_in_own_process(home, "measure", str(rounds)).splitlines()[-1])
        timed = [PageTimes(**page) for page in found["pages"]]
        watch_shifts(home, timed)
    text = table(timed, found["empty"], members, rounds)
    write_section("pages", text)
    print(text)
    kept = all(
        p.p95 <= MOST_SECONDS and p.own <= MOST_OWN and p.vendored <= MOST_VENDORED and p.shift == 0
        for p in timed
    )
    return 0 if kept else 1


if __name__ == "__main__":
    if sys.argv[1] == "live":
        live(int(sys.argv[2]))
    else:
        measured, empty_times = measure(int(sys.argv[2]))
        print(json.dumps({"pages": [asdict(page) for page in measured], "empty": empty_times}))
