"""Starting long work, and taking up work that was lost when the worker died."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction

from tongket.access.decisions import ALLOWED, Actor, require
from tongket.audit.journal import acting
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
        )
        transaction.on_commit(partial(run_job.enqueue, job.pk))
        return job


def requeue_lost_jobs(*, actor: Actor) -> int:
    """Called when the worker starts: what is still marked as running was lost with the last worker.

    Returns how many were queued again; after three attempts a job is given up as failed.
    """
    with acting("jobs.requeue_lost_jobs", actor=actor) as act:
        require(ALLOWED)
        queued = 0
        for job in Job.objects.select_for_update().filter(state__in=[JobState.RUNNING, JobState.QUEUED]):
            if job.attempts >= MOST_ATTEMPTS:
                act.update(job, state=JobState.FAILED, error=texts_of(WorkBroke(work=job.text)))
                continue
            act.update(job, state=JobState.QUEUED)
            transaction.on_commit(partial(run_job.enqueue, job.pk))
            queued += 1
        return queued
