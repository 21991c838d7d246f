"""The background worker of an installation: the queue of long work, and beside it the clock of notices."""

from __future__ import annotations

from django.core.management import call_command

from tongket.notices import loop

#: A letter that is being handed over is finished before the worker ends.
STOP_SECONDS = 15


def work() -> None:
    """Work until told to stop (SIGTERM, SIGINT)."""
    clock, stop = loop.start()
    try:
        call_command("db_worker", queue_name="*", reload=False, verbosity=0)
    finally:
        stop.set()
        clock.join(STOP_SECONDS)
