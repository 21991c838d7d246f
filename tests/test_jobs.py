"""Long work: done once, told when it fails, taken up again when the worker died."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from tongket.access.decisions import SYSTEM, Actor
from tongket.access.roles import Role
from tongket.common.errors import Missing
from tongket.jobs import kinds
from tongket.jobs.actions import requeue_lost_jobs, start_job
from tongket.jobs.kinds import Report, register_work
from tongket.jobs.models import Job, JobState
from tongket.jobs.queries import get_job
from tongket.jobs.runner import run_job
from tongket.organisation.tests.factories import make_office

pytestmark = pytest.mark.django_db
DONE: list[Mapping[str, Any]] = []


@pytest.fixture(autouse=True)
def works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_WORK", {})
    DONE.clear()

    def work(payload: Mapping[str, Any], actor: Actor, report: Report) -> str:
        report(1, 2)
        DONE.append(payload)
        return "/xong/"

    def refuse(payload: Mapping[str, Any], actor: Actor, report: Report) -> str:
        raise Missing(thing="x")

    def fall(payload: Mapping[str, Any], actor: Actor, report: Report) -> str:
        return "" + payload["absent"]

    for name, function in (("work", work), ("refuse", refuse), ("fall", fall)):
        register_work(name, function)


@pytest.fixture
def clerk() -> Actor:
    return make_office(cells=1).actor(Role.CLERK)


def start(kind: str, actor: Actor, capture: DjangoCaptureOnCommitCallbacks) -> Job:
    with capture(execute=True):
        job = start_job(kind, actor=actor, payload={"n": 1}, text="Ghi 300 dòng", total=2)
    job.refresh_from_db()
    return job


def test_work_is_done_and_leads_to_its_result(
    clerk: Actor, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job = start("work", clerk, django_capture_on_commit_callbacks)
    assert (job.state, job.done, job.total, job.lands_on) == (JobState.DONE, 2, 2, "/xong/")
    assert DONE == [{"n": 1}]


def test_refusal_is_told_in_both_languages(
    clerk: Actor, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job = start("refuse", clerk, django_capture_on_commit_callbacks)
    assert job.state == JobState.FAILED
    assert job.error["vi"].startswith("Không tìm thấy x.")
    assert job.error["en"].startswith("x was not found.")


def test_broken_work_says_that_nothing_was_written(
    clerk: Actor, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job = start("fall", clerk, django_capture_on_commit_callbacks)
    assert job.state == JobState.FAILED
    assert "chưa có gì được ghi" in job.error["vi"]


def test_finished_work_is_not_done_again(
    clerk: Actor, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job = start("work", clerk, django_capture_on_commit_callbacks)
    run_job.call(job.pk)
    assert len(DONE) == 1


def test_work_lost_with_its_worker_is_taken_up_again(
    clerk: Actor, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job = start_job("work", actor=clerk, payload={"n": 1}, text="Ghi", total=2)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=1)
    with django_capture_on_commit_callbacks(execute=True):
        assert requeue_lost_jobs(actor=SYSTEM) == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)


def test_work_that_killed_three_workers_is_given_up(clerk: Actor) -> None:
    job = start_job("work", actor=clerk, payload={"n": 1}, text="Ghi", total=2)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=3)
    assert requeue_lost_jobs(actor=SYSTEM) == 0
    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_only_who_started_the_work_sees_it(clerk: Actor) -> None:
    job = start_job("work", actor=clerk, payload={}, text="Ghi")
    assert get_job(clerk, job.pk) == job
    with pytest.raises(Missing):
        get_job(Actor(account_id=987654), job.pk)
