"""`./run bench register`: pages of a register of a whole country, as each officer sees them at a date, on SQLite.

The register (52,000 organisations, 230,000 cells, 1 million people) lies in a temporary folder and is used again by
the next run. Measured are the queries behind a page of 50 and the page itself, in this process, after one warm-up.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.register_data import MOVED, Size, Tree, fill

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- register: begin -->", "<!-- register: end -->"
#: The limit of the issue for the first page of what an officer may see.
LIMIT = 0.050
ROUNDS = 15
TODAY = dt.date(2026, 11, 25)
BEFORE_THE_MOVE = MOVED - dt.timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """One thing measured for one officer; seconds."""

    what: str
    officer: str
    median: float
    worst: float
    work: float
    """Processor time of the median round: what the machine's other processes don't add to."""
    limited: bool


def _database(size: Size) -> Path:
    """The folder of the filled installation, made where there is none for this schema."""
    import hashlib

    parts = [ROOT / "tongket/organisation/migrations/0001_initial.py", ROOT / "bench/register_data.py"]
    schema = hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"tongket-bench-register-{size.name}-{schema}"


def _prepare(folder: Path, size: Size) -> float:
    """Point Django at the installation, filling it first where it is new; returns the seconds of the filling."""
    fresh = not (folder / "filled").exists()
    folder.mkdir(exist_ok=True)
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {
        "TONGKET_DATA": str(folder),
        "TONGKET_SECRET_KEY": "only-for-measuring",
        "DJANGO_SETTINGS_MODULE": "tongket.site.settings",
        "TONGKET_HOSTS": "testserver",
    }
    import django

    django.setup()
    if not fresh:
        return 0.0
    from django.core.management import call_command
    from django.db import connection

    start = time.perf_counter()
    path = str(connection.settings_dict["NAME"])
    Path(path).unlink(missing_ok=True)
    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("collectstatic", verbosity=0, interactive=False, skip_checks=True)
    connection.close()
    fill(path, size)
    _officers(Tree(size))
    (folder / "filled").touch()
    return time.perf_counter() - start


def _officers(tree: Tree) -> None:
    from tongket.access.models import Account
    from tongket.organisation.models import RoleAssignment

    places = {
        "chi-bo": ("cell_secretary", tree.cells[len(tree.cells) // 2]),
        "dang-bo": ("clerk", tree.organisations[len(tree.organisations) // 2]),
        "tinh": ("superior_officer", 1),
    }
    for login, (role, unit) in places.items():
        account = Account.objects.create(login=login, display_name=login)
        RoleAssignment.objects.create(
            account=account, role=role, unit_id=unit, valid_from=dt.date(2010, 1, 1)
        )


OFFICERS = {"cell's": "chi-bo", "organisation's": "dang-bo", "province's": "tinh"}


def _timed(run: Callable[[], Any]) -> tuple[float, float, float]:
    """Median and longest of the rounds after one warm-up, and the median of their processor time."""
    run()
    taken, worked = [], []
    for _ in range(ROUNDS):
        start, work = time.perf_counter(), time.process_time()
        run()
        taken.append(time.perf_counter() - start)
        worked.append(time.process_time() - work)
    return statistics.median(taken), max(taken), statistics.median(worked)


def _measures() -> list[Line]:
    from django.test import Client
    from django.urls import reverse

    from tongket.access.models import Account
    from tongket.organisation.paging import Turn
    from tongket.organisation.queries.lists import MemberFilter, member_counts, member_page

    lines = []
    for officer, login in OFFICERS.items():
        account = Account.objects.get(login=login)
        actor = account.actor()

        def page(
            day: dt.date = TODAY,
            wanted: MemberFilter = MemberFilter(),  # noqa: B008 - frozen
            turn: Turn = Turn(),  # noqa: B008 - frozen
            actor: Any = actor,
        ) -> Any:
            return member_page(actor, day, wanted, turn)

        first = page()
        if not first.rows:
            raise RuntimeError(f"{login} sees nobody")
        after = Turn(first.after)
        tasks: list[tuple[str, Callable[[], Any], bool]] = [
            ("first 50 today", page, True),
            ("first 50 before the move", lambda page=page: page(BEFORE_THE_MOVE), True),
            ("next 50", lambda page=page, after=after: page(turn=after), True),
            (
                "first 50 on probation",
                lambda page=page: page(wanted=MemberFilter(standing="probationary")),
                False,
            ),
            ("first 50 named “uoc van”", lambda page=page: page(wanted=MemberFilter(words="uoc van")), False),
            ("numbers beside the filters", lambda actor=actor: member_counts(actor, TODAY), False),
        ]
        client = Client()
        client.force_login(account)
        for name in ("organisation:people", "organisation:units"):
            url = reverse(name)
            tasks.append((f"whole page {url}", lambda client=client, url=url: _asked(client, url), False))
        for what, run, limited in tasks:
            median, worst, work = _timed(run)
            lines.append(Line(what, officer, median, worst, work, limited))
    return lines


def _asked(client: Any, url: str) -> None:
    status = client.get(url).status_code
    if status != 200:
        raise RuntimeError(f"{url} answered {status}")


def _plan() -> list[str]:
    """How SQLite finds the first page of the province's officer."""
    from django.db import connection

    from tongket.organisation.queries.lists import below

    rows = below([1], TODAY).order_by("place", "number", "pk").values_list("pk", flat=True)[:51]
    sql, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
        return [row[3] for row in cursor.fetchall()]


def _report(lines: list[Line], plan: list[str], size: Size, filled: float, megabytes: float) -> str:
    table = ["| Officer | What | Median | Longest | Processor | Limit |", "|---|---|---|---|---|---|"]
    table += [
        f"| {x.officer} | {x.what} | {x.median * 1000:.1f} ms | {x.worst * 1000:.1f} ms | {x.work * 1000:.1f} ms "
        f"| {f'{LIMIT * 1000:.0f} ms' if x.limited else '–'} |"
        for x in lines
    ]
    filling = f"filled in {filled:.0f} s" if filled else "filled by an earlier run"
    return "\n".join(
        [
            f"{size.organisations:,} organisations, {size.cells:,} cells, {size.people:,} people; "
            f"{megabytes:,.0f} MB, {filling}.",
            f"Command: `./run bench register`. Python {platform.python_version()}, SQLite "
            f"{sqlite3.sqlite_version}, {os.cpu_count()} cores; load average at the end "
            f"{os.getloadavg()[0]:.1f}. {ROUNDS} rounds after one warm-up.",
            "",
            *table,
            "",
            "How the province's first page is found (EXPLAIN QUERY PLAN):",
            "",
            *[f"    {step}" for step in plan],
            "",
        ]
    )


def _write(text: str) -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    before, rest = document.split(BEGIN, 1)
    _old, after = rest.split(END, 1)
    DOCUMENT.write_text(f"{before}{BEGIN}\n{text}{END}{after}", encoding="utf-8")


def register(size: Size) -> int:
    """Fill, measure, print; at full size write the table down. 1 when a limit is not kept or rows are sorted."""
    folder = _database(size)
    filled = _prepare(folder, size)
    from django.db import connection

    lines, plan = _measures(), _plan()
    path = Path(connection.settings_dict["NAME"])
    text = _report(lines, plan, size, filled, path.stat().st_size / 1e6)
    sys.stdout.write(text)
    if size == Size():
        _write(text)
    slow = [x for x in lines if x.limited and x.median > LIMIT]
    sorts = [step for step in plan if "TEMP B-TREE FOR ORDER BY" in step]
    return 1 if slow or sorts else 0
