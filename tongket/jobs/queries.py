"""Jobs of the one who started them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor
from tongket.common.errors import Missing
from tongket.jobs.models import Job, JobState


def get_job(viewer: Actor, pk: int) -> Job:
    """A job that the viewer started, else ``Missing``."""
    job = Job.objects.filter(pk=pk, account_id=viewer.account_id).first()
    if job is None or viewer.account_id is None:
        raise Missing(thing=_("việc này"))
    return job


def running_job(viewer: Actor, kind: str, **payload: object) -> Job | None:
    """The viewer's own work of a kind for a thing that is waiting or running now."""
    running = Job.objects.filter(
        kind=kind, account_id=viewer.account_id, state__in=[JobState.QUEUED, JobState.RUNNING]
    )
    return running.filter(**{f"payload__{name}": value for name, value in payload.items()}).first()
