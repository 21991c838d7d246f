"""The page of a job: how far it is, then where its result is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from tongket.jobs import actions
from tongket.jobs.models import Job, JobState
from tongket.jobs.queries import get_job


def _context(job: Job) -> dict[str, object]:
    language = "en" if get_language() == "en" else "vi"
    return {"job": job, "error": job.error.get(language, "")}


@require_GET
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """The job's page; a finished one leads on to its result."""
    found = get_job(request.actor, pk)
    if found.state == JobState.DONE and found.lands_on:
        return redirect(found.lands_on)
    return render(request, "jobs/job.html", _context(found))


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress alone, asked for every two seconds while the page is open."""
    found = get_job(request.actor, pk)
    if found.is_over:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = found.lands_on if found.state == JobState.DONE else found.get_absolute_url()
        return response
    return render(request, "jobs/_progress.html", _context(found))


@require_POST
def stop_job(request: HttpRequest, pk: int) -> HttpResponse:
    """End the work before anything is written."""
    found = get_job(request.actor, pk)
    actions.stop_job(found, actor=request.actor)
    return redirect(found)
