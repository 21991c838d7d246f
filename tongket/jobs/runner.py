"""What the background worker does with a job."""

from __future__ import annotations

import logging

from django.db.models import F
from django.utils import timezone, translation
from django_tasks import task

from tongket.access.decisions import Actor, Channel
from tongket.common.errors import DomainError
from tongket.jobs.errors import WorkBroke, WorkStopped
from tongket.jobs.kinds import work_of
from tongket.jobs.models import Job, JobState

log = logging.getLogger(__name__)


def texts_of(error: DomainError) -> dict[str, str]:
    """The text of a refusal in every language, for whoever reads it later."""
    texts = {}
    for language in ("vi", "en"):
        with translation.override(language):
            texts[language] = error.text()
    return texts


@task()
def run_job(job_id: int) -> None:
    """Claim the job, do its work, and write down how it ended. A job that is not waiting is left alone."""
    now = timezone.now()
    claimed = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING, attempts=F("attempts") + 1, heartbeat_at=now
    )
    if not claimed:
        return
    job = Job.objects.get(pk=job_id)

    def report(done: int, total: int) -> None:
        wanted = Job.objects.filter(pk=job_id, stop=False)
        if not wanted.update(done=done, total=total, heartbeat_at=timezone.now()):
            raise WorkStopped(work=job.text)

    actor = Actor(account_id=job.account_id, channel=Channel.JOB)
    end = {"state": JobState.DONE, "done": F("total"), "error": {}}
    try:
        end["lands_on"] = work_of(job.kind)(job.payload, actor, report)
    except WorkStopped:
        end = {"state": JobState.STOPPED, "error": {}}
    except DomainError as error:
        end = {"state": JobState.FAILED, "error": texts_of(error)}
    except Exception:  # the worker's last frame: the person is told, the log has the details
        log.exception("job %s of kind %s broke", job.pk, job.kind)
        end = {"state": JobState.FAILED, "error": texts_of(WorkBroke(work=job.text))}
    Job.objects.filter(pk=job_id).update(finished_at=timezone.now(), **end)
