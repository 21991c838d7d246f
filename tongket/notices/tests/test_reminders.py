"""The table of due acts: planned from what sources name, given once, called off when it is no longer named."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from tongket.audit.models import Entry
from tongket.notices import kinds
from tongket.notices.actions import fire_reminders, plan_reminders
from tongket.notices.finished_work import KIND
from tongket.notices.kinds import Due, Source
from tongket.notices.loop import WORKER, Clock
from tongket.notices.models import Notice, Reminder
from tongket.notices.states import ReminderState
from tongket.notices.tests.factories import make_account

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = dt.timedelta(days=1)


class Calendar:
    """A source whose dues the test changes."""

    def __init__(self) -> None:
        self.account = make_account("a")
        self.dues: dict[str, dt.datetime] = {}
        self.asked = 0
        self.source = Source("test", self.find, dt.timedelta(hours=6))

    def find(self, now: dt.datetime) -> list[Due]:
        self.asked += 1
        return [Due(self.account.pk, key, KIND, at, {"done": True}) for key, at in self.dues.items()]

    def plan(self) -> int:
        return plan_reminders(self.source, actor=WORKER, now=NOW)

    def state(self, key: str) -> str:
        return Reminder.objects.get(key=key).state


@pytest.fixture
def calendar(db: None, monkeypatch: pytest.MonkeyPatch) -> Calendar:
    found = Calendar()
    monkeypatch.setattr(kinds, "_SOURCES", {"test": found.source})
    return found


def test_a_reminder_is_given_when_its_moment_has_come_and_only_once(calendar: Calendar) -> None:
    calendar.dues = {"k": NOW + DAY}
    calendar.plan()
    assert fire_reminders(actor=WORKER, now=NOW) == 0
    assert fire_reminders(actor=WORKER, now=NOW + DAY) == 1
    calendar.plan()
    assert fire_reminders(actor=WORKER, now=NOW + DAY) == 0
    assert Notice.objects.count() == 1


def test_a_deadline_that_moved_moves_its_reminder(calendar: Calendar) -> None:
    calendar.dues = {"k": NOW}
    calendar.plan()
    calendar.dues = {"k": NOW + DAY}
    calendar.plan()
    assert fire_reminders(actor=WORKER, now=NOW) == 0


def test_what_was_done_meanwhile_is_called_off_and_what_waits_again_is_reminded_of(
    calendar: Calendar,
) -> None:
    calendar.dues = {"k": NOW}
    calendar.plan()
    calendar.dues = {}
    calendar.plan()
    assert calendar.state("k") == ReminderState.CALLED_OFF
    assert fire_reminders(actor=WORKER, now=NOW) == 0
    calendar.dues = {"k": NOW}
    calendar.plan()
    assert fire_reminders(actor=WORKER, now=NOW) == 1


def test_a_plan_that_changes_nothing_writes_nothing(calendar: Calendar) -> None:
    calendar.dues = {"k": NOW + DAY}
    assert calendar.plan() == 1
    entries = Entry.objects.count()
    assert calendar.plan() == 0
    assert Entry.objects.count() == entries


def test_the_source_is_asked_once_more_right_before_its_reminder_is_given(calendar: Calendar) -> None:
    calendar.dues = {"k": NOW + DAY}
    clock = Clock()
    clock.tick(NOW)
    clock.tick(NOW + dt.timedelta(hours=1))
    assert calendar.asked == 1
    calendar.dues = {}
    clock.tick(NOW + DAY)
    assert calendar.state("k") == ReminderState.CALLED_OFF
    assert not Notice.objects.exists()


def test_giving_and_noting_that_it_was_given_are_one(
    calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar.dues = {"k": NOW}
    calendar.plan()

    def die(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("tongket.audit.journal.Act.update", die)
        with pytest.raises(KeyboardInterrupt):
            fire_reminders(actor=WORKER, now=NOW)
    assert not Notice.objects.exists()
    assert fire_reminders(actor=WORKER, now=NOW) == 1
