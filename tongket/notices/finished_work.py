"""Long work that ended is told to who started it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongket.jobs.models import Job, JobState
from tongket.notices.kinds import Due, NoticeKind, Params, Source, register_kind, register_source
from tongket.notices.states import Way

KIND = "jobs.finished"
#: What ended longer ago was told, or is no news.
LATEST = dt.timedelta(days=2)


def words(params: Params) -> str:
    """'Một việc chạy nền đã xong.'"""
    if params["done"]:
        return gettext("Một việc chạy nền đã xong, kết quả ở trang của việc đó.")
    return gettext("Một việc chạy nền không xong, chưa có gì được ghi.")


def find(now: dt.datetime) -> Iterable[Due]:
    """Work that ended in the last days."""
    ended = Job.objects.filter(
        state__in=[JobState.DONE, JobState.FAILED], finished_at__gte=now - LATEST, account_id__isnull=False
    )
    return [
        Due(
            account_id=job.account_id,
            key=f"{KIND}:{job.pk}",
            kind=KIND,
            at=job.finished_at,
            params={"done": job.state == JobState.DONE},
            url=job.get_absolute_url(),
        )
        for job in ended
    ]


def register() -> None:
    """Called once, when the application starts."""
    register_kind(NoticeKind(KIND, _("Việc chạy nền đã kết thúc"), words, Way.INBOX))
    register_source(Source(KIND, find, dt.timedelta(seconds=30)))
