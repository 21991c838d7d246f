"""Starting and stopping long work, and taking up work that was lost when the worker died."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tongket.access.decisions import ALLOWED, Actor, Decision, require
from tongket.audit.journal import acting
from tongket.common.errors import WrongState
from tongket.jobs.errors import WorkBroke
from tongket.jobs.models import Job, JobState
from tongket.jobs.runner import run_job, texts_of

MOST_ATTEMPTS = 3


def start_job(
    kind: str,
    *,
    actor: Actor,
    payload: Mapping[str, Any],
    text: str,
    unit_id: int | None = None,
    total: int = 1,
    begun_at: str = "",
) -> Job:
    """Put work into the queue; whether the actor may do it is decided by the action that the work calls."""
    with acting("jobs.start_job", actor=actor, unit_id=unit_id) as act:
        require(ALLOWED)
        job = act.create(
            Job,
            kind=kind,
            payload=dict(payload),
            text=text,
            account_id=actor.account_id,
            unit_id=unit_id,
            total=total,
            begun_at=begun_at,
        )
        transaction.on_commit(partial(run_job.enqueue, job.pk))
        return job


def stop_job(job: Job, *, actor: Actor) -> Job:
    """End a piece of work before it has written anything; refused when it is over.

    Work that runs ends at its next step; one that has come to its writing ends as done.
    """
    with acting("jobs.stop_job", actor=actor, unit_id=job.unit_id) as act:
        own = job.account_id is not None and job.account_id == actor.account_id
        require(Decision(own, _("Chỉ người bắt đầu việc này được dừng việc.")))
        job = Job.objects.select_for_update().get(pk=job.pk)
        if job.is_over:
            raise WrongState(thing=job, state=job.get_state_display(), act=_("dừng"))
        if job.state == JobState.QUEUED:
            return act.update(job, stop=True, state=JobState.STOPPED, finished_at=timezone.now())
        return act.update(job, stop=True)


def requeue_lost_jobs(*, actor: Actor) -> int:
    """Called when the worker starts: what is still marked as running was lost with the last worker.

    Returns how many were queued again; after three attempts a job is given up as failed.
    """
    with acting("jobs.requeue_lost_jobs", actor=actor) as act:
        require(ALLOWED)
        queued = 0
        for job in Job.objects.select_for_update().filter(state__in=[JobState.RUNNING, JobState.QUEUED]):
            if job.stop:
                act.update(job, state=JobState.STOPPED)
                continue
            if job.attempts >= MOST_ATTEMPTS:
                act.update(job, state=JobState.FAILED, error=texts_of(WorkBroke(work=job.text)))
                continue
            act.update(job, state=JobState.QUEUED)
            transaction.on_commit(partial(run_job.enqueue, job.pk))
            queued += 1
        return queued
