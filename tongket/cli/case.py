"""``tongket case run``: a case folder lived through in an empty database, and what came out of it."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import click


def run_case(folder: Path, out: Path, database: str | None) -> int:
    """Live the year of ``folder`` through the actions and write the results to ``out``.

    Without ``database`` a temporary one is made and removed afterwards. Nothing is written when the year
    can't be lived through.
    """
    if database:
        return _run(folder, out, database)
    with tempfile.TemporaryDirectory(prefix="tongket-case-") as home:
        os.environ["TONGKET_DATA"] = home
        return _run(folder, out, f"sqlite:///{home}/case.sqlite3")


def _run(folder: Path, out: Path, database: str) -> int:
    from tongket.cli.main import start_django

    start_django(database)
    from django.core.management import call_command
    from django.db import connections

    from tongket.demo.folder import CaseFolder
    from tongket.demo.results import Results
    from tongket.demo.story import live_year

    call_command("migrate", verbosity=0)
    try:
        year = live_year(CaseFolder(folder), progress=lambda text: click.echo(text, err=True))
        results = Results(year).everything()
    finally:
        connections.close_all()
    text = json.dumps(results, ensure_ascii=False, indent=1, default=str)
    out.write_text(text + "\n", encoding="utf-8")
    return 0
