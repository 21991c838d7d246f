"""The public check of a certificate: number and code, no sign-in."""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongket.awards import queries
from tongket.awards.errors import TooManyChecks
from tongket.awards.forms import CheckForm
from tongket.common.views import public

MOST = 10
MINUTES = 10


def _count(request: HttpRequest) -> None:
    """At most ``MOST`` questions from one address in ``MINUTES`` minutes; the address itself isn't kept."""
    address = hashlib.sha256(request.META.get("REMOTE_ADDR", "").encode()).hexdigest()[:32]
    key = f"awards-check-{address}"
    cache.add(key, 0, timeout=MINUTES * 60)
    try:
        asked = cache.incr(key)
    except ValueError:  # the entry ended between the two lines
        cache.set(key, 1, timeout=MINUTES * 60)
        asked = 1
    if asked > MOST:
        raise TooManyChecks(minutes=MINUTES)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def check_certificate(request: HttpRequest) -> HttpResponse:
    """Is the certificate that I hold right? By POST, so that the code stands in no address or log."""
    form = CheckForm(request.POST or None)
    result = None
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            _count(request)
        except TooManyChecks as error:
            form.add_error(None, error.text())
            status = error.status
        else:
            result = queries.check_certificate(**form.cleaned_data)
    response = render(
        request, "awards/check_certificate.html", {"form": form, "result": result}, status=status
    )
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
