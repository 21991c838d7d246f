"""``tongket case run``: a case folder lived through in an empty database, and what came out of it."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from tongket.cli.options import reach


def run_case(folder: Path, out: Path, database: str | None) -> int:
    """Live the year of ``folder`` through the actions and write the results to ``out``.

    Without ``database`` a temporary one is made and removed afterwards. Nothing is written when the year
    can't be lived through: the files are read before the database is touched, and the year is one transaction.
    """
    if not os.access(out.parent, os.W_OK) or (out.exists() and not os.access(out, os.W_OK)):
        raise click.BadParameter(f"{out}: không ghi được vào đây / not writable", param_hint="--out")
    if database:
        return _run(folder, out, database)
    with (
        tempfile.TemporaryDirectory(prefix="tongket-case-") as home,
        _environment({"TONGKET_DATA": home, "TONGKET_TEMPORARY": "1"}),
    ):
        return _run(folder, out, f"sqlite:///{home}/case.sqlite3")


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Set variables for a block only: whatever the process starts afterwards must not take them over."""
    before = dict(os.environ)
    os.environ |= values
    try:
        yield
    finally:
        os.environ.clear()
        os.environ |= before


def _run(folder: Path, out: Path, database: str) -> int:
    from tongket.cli.main import start_django

    start_django(database)
    from django.core.management import call_command
    from django.db import connections, transaction

    from tongket.demo.folder import CaseFolder
    from tongket.demo.results import Results
    from tongket.demo.story import live_year

    source = CaseFolder(folder)
    source.read_all()
    reach("default")
    temporary = os.environ.get("TONGKET_TEMPORARY") == "1"
    call_command("migrate", verbosity=0, run_syncdb=temporary)
    try:
        with transaction.atomic():
            year = live_year(source, progress=lambda text: click.echo(text, err=True))
            results = Results(year).everything()
    finally:
        connections.close_all()
    _write(out, json.dumps(results, ensure_ascii=False, indent=1, default=str) + "\n")
    return 0


def _write(out: Path, text: str) -> None:
    """The whole file or none of it."""
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
