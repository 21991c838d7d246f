"""Settings whose loss would cost data."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from threading import Barrier, Thread

from tests.serving import environment

SCRIPT = """
import sys, django
from threading import Barrier, Thread
django.setup()
from django.db import connection, transaction
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.core.management import call_command
call_command("migrate", verbosity=0)
together, failed = Barrier(4), []
def read_then_write(number):
    together.wait()
    for turn in range(25):
        try:
            with transaction.atomic():
                Session.objects.count()
                Session.objects.create(session_key=f"{number}-{turn}", expire_date=timezone.now())
        except Exception as error:
            failed.append(error)
    connection.close()
threads = [Thread(target=read_then_write, args=(n,)) for n in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(Session.objects.count(), len(failed))
"""


def test_concurrent_read_then_write_loses_nothing_on_sqlite(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment(tmp_path), capture_output=True, text=True, check=True
    )
    assert result.stdout.split() == ["100", "0"]


def test_sqlite_without_immediate_transactions_does_lose_writes(tmp_path: Path) -> None:
    """The test above can fail: the same load with SQLite's own default mode is refused in part."""
    path = tmp_path / "deferred.sqlite3"
    with sqlite3.connect(path) as setup:
        setup.execute("PRAGMA journal_mode=WAL")
        setup.execute("CREATE TABLE t (n)")
    together, failed = Barrier(2), []

    def read_then_write() -> None:
        connection = sqlite3.connect(path, timeout=20, isolation_level=None)
        connection.execute("BEGIN DEFERRED")
        connection.execute("SELECT count(*) FROM t").fetchone()
        together.wait()
        try:
            connection.execute("INSERT INTO t VALUES (1)")
            connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            failed.append(str(error))
        connection.close()

    threads = [Thread(target=read_then_write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == ["database is locked"]
