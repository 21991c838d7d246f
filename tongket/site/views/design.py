"""Every component of the house style on one page, for those who build pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongket.site import samples


@require_GET
def design_system(request: HttpRequest) -> HttpResponse:
    """Staff only; for others the page does not exist."""
    if not request.user.is_staff:
        raise Http404
    return render(request, "design_system.html", samples.everything())
