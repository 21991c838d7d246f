"""kill -9 between "taken" and "sent": the letter is unknown, and no later worker sends it a second time."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from tests.serving import run_script

PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tongket.notices.tests.factories import letter_to
letter_to()
"""
#: One round of the loop of the background worker, as it is when a worker starts.
WORK = """
import django; django.setup()
from django.utils import timezone
from tongket.notices.loop import Clock
from tongket.notices.post import mark_lost
mark_lost(timezone.now())
Clock().tick(timezone.now())
"""
#: The same worker, before a mail server upon whose answer it is killed.
DIE = WORK.replace(
    "django.setup()\n",
    'django.setup()\nfrom django.conf import settings\nsettings.EMAIL_BACKEND = "tests.deadly_mail.EmailBackend"\n',
)
LOOK = """
import django, json; django.setup()
from tongket.notices.models import Letter
letter = Letter.objects.get()
print(json.dumps([letter.state, str(letter.get_state_display()), letter.attempts]))
"""


def letters(data: Path) -> int:
    """How many letters the mail server has."""
    return sum(f.read_text(encoding="utf-8").count("Subject:") for f in (data / "mail").glob("*"))


@pytest.mark.long  # four processes, each with a start of its own
def test_a_worker_killed_while_sending_leaves_unknown_and_nothing_is_sent_twice(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    assert run_script(PREPARE, data).returncode == 0
    killed = run_script(DIE, data)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert letters(data) == 1
    for _worker in range(2):
        next_worker = run_script(WORK, data)
        assert next_worker.returncode == 0, next_worker.stderr
    assert json.loads(run_script(LOOK, data).stdout) == ["unknown", "Chưa rõ đã gửi hay chưa", 1]
    assert letters(data) == 1
