"""kill -9 in the middle of an import: nothing is there of it, and the next start takes it up again."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import ROOT, environment, run_script

pytestmark = pytest.mark.long  # whole processes, each with a start of its own
ROWS = 320
CASE = ROOT / "tongket" / "demo" / "department-2021"

PREPARE = f"""
import django; django.setup()
from django.core.management import call_command
from django.test import Client
from django.test.utils import setup_test_environment
call_command("migrate", verbosity=0)
setup_test_environment()
from tests.test_import_pages import confirm, row, upload, workbook
from tongket.access.roles import Role
from tongket.organisation.tests.factories import make_office
clerk = Client()
clerk.force_login(make_office(cells=2).accounts[Role.CLERK])
assert confirm(clerk, upload(clerk, workbook(*(row(n) for n in range(1, {ROWS + 1}))))) == 302
"""
#: What a worker does that starts: it takes up what was lost, and works.
WORK = """
import django; django.setup()
from tongket.access.decisions import SYSTEM
from tongket.jobs.actions import requeue_lost_jobs
from tongket.jobs.models import Job
from tongket.jobs.runner import run_job
requeue_lost_jobs(actor=SYSTEM)
run_job.call(Job.objects.get().pk)
"""
#: Where the worker is killed: while the rows are prepared, and in the transaction that writes them all.
DEATHS = {
    "preparing": """
import os, signal
from tongket.imports import actions
confirm_batch = actions.confirm_batch
def dying(batch, *, progress, **values):
    def report(done, total):
        progress(done, total)
        if done >= 100:
            os.kill(os.getpid(), signal.SIGKILL)
    return confirm_batch(batch, progress=report, **values)
actions.confirm_batch = dying
""",
    "writing": """
import os, signal
from tongket.audit.staging import Stage
def dying(self, *arguments):
    os.kill(os.getpid(), signal.SIGKILL)
Stage._write_entry = dying
""",
}
LOOK = """
import django, json; django.setup()
from tongket.audit.models import Entry
from tongket.jobs.models import Job
from tongket.organisation.models import Membership, PartyRecord, Person
people = Person.objects.filter(party__isnull=False).count()
print(json.dumps([people, Membership.objects.count(), PartyRecord.objects.count(), Job.objects.get().state]))
"""


@pytest.mark.capability(6)
@pytest.mark.parametrize("death", DEATHS)
def test_import_killed_in_the_middle_left_nothing_and_is_done_once_after_the_next_start(
    death: str, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    prepared = run_script(PREPARE, data)
    assert prepared.returncode == 0, prepared.stderr
    killed = run_script(WORK.replace("django.setup()\n", "django.setup()\n" + DEATHS[death], 1), data)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert json.loads(run_script(LOOK, data).stdout) == [0, 0, 0, "running"]
    for _start in range(2):
        started = run_script(WORK, data)
        assert started.returncode == 0, started.stderr
        assert json.loads(run_script(LOOK, data).stdout) == [ROWS, ROWS, ROWS, "done"]


@pytest.mark.capability(6)
def test_case_killed_in_the_middle_left_nothing_and_runs_whole_the_next_time(tmp_path: Path) -> None:
    out = tmp_path / "result.json"
    command = [sys.executable, "-m", "tongket.cli", "case", "run", str(CASE), "--out", str(out)]
    command += ["--database", f"sqlite:///{tmp_path / 'case.sqlite3'}"]
    with subprocess.Popen(
        command, env=environment(tmp_path), cwd=ROOT, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("Bỏ phiếu"):
                process.kill()
                break
    assert process.returncode == -signal.SIGKILL
    assert list(tmp_path.glob("*.json")) == []
    again = subprocess.run(command, env=environment(tmp_path), cwd=ROOT, capture_output=True, text=True)
    assert again.returncode == 0, again.stderr
    assert json.loads(out.read_text(encoding="utf-8"))
