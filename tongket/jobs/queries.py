"""Jobs of the one who started them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor
from tongket.common.errors import Missing
from tongket.jobs.models import Job


def get_job(viewer: Actor, pk: int) -> Job:
    """A job that the viewer started, else ``Missing``."""
    job = Job.objects.filter(pk=pk, account_id=viewer.account_id).first()
    if job is None or viewer.account_id is None:
        raise Missing(thing=_("việc này"))
    return job
