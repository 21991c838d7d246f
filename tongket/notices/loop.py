"""The clock of the background worker: what falls due is planned, given and sent, for as long as the worker runs.

The queue of long work has no jobs that come back by themselves, so this loop asks the table of due acts.
"""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass, field
from threading import Event, Thread

from django.db import close_old_connections
from django.utils import timezone

from tongket.access.decisions import Actor, Channel
from tongket.notices.actions import fire_reminders, plan_reminders
from tongket.notices.kinds import sources
from tongket.notices.models import Reminder
from tongket.notices.post import LOST_AFTER, mark_lost, send_waiting
from tongket.notices.states import ReminderState

log = logging.getLogger(__name__)

WORKER = Actor(account_id=None, channel=Channel.JOB, label="system")
SECONDS = 20


@dataclass
class Clock:
    """When each source was asked last, by this worker."""

    asked: dict[str, dt.datetime] = field(default_factory=dict)

    def tick(self, now: dt.datetime) -> None:
        """One round: plan what is due to be planned, give what has come, send what waits."""
        mark_lost(now - LOST_AFTER)
        ripe = Reminder.objects.filter(state=ReminderState.WAITING, at__lte=now)
        giving = set(ripe.values_list("source", flat=True).distinct())
        for source in sources():
            last = self.asked.get(source.name)
            if last is None or now - last >= source.every or source.name in giving:
                plan_reminders(source, actor=WORKER, now=now)
                self.asked[source.name] = now
        fire_reminders(actor=WORKER, now=now)
        send_waiting(now)


def run(stop: Event) -> None:
    """Tick until told to stop. What an earlier worker had taken and not finished is unknown from now on."""
    clock = Clock()
    mark_lost(timezone.now())
    while not stop.is_set():
        close_old_connections()
        try:
            clock.tick(timezone.now())
        except (
            Exception
        ):  # the thread's last frame: a broken round is told in the log, and the next one tries again
            log.exception("a round of notices broke")
        stop.wait(SECONDS)
    close_old_connections()


def start() -> tuple[Thread, Event]:
    """Run the loop beside the queue of long work; set the event, then join the thread, to end it."""
    stop = Event()
    thread = Thread(target=run, args=(stop,), name="notices", daemon=True)
    thread.start()
    return thread, stop
