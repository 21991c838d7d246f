"""One form acts once: a double click, a reload or the back button doesn't record a second time.

Every page that is made gives its forms a mark of its own (the CSRF token is masked anew each time), so that the
same mark with the same content is the same form, sent again. JavaScript prevents most of these before they are
sent; here they are caught for everybody.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from tongket.access.models import SubmittedForm

TOKEN = "csrfmiddlewaretoken"
KEPT = dt.timedelta(hours=1)
#: How long the second of two clicks waits for what the first comes to.
LONGEST_WAIT, PAUSE = 20.0, 0.05
#: Choosing what is looked at records nothing: it may be done again from an old page.
HARMLESS = ("/don-vi", "/nam", "/ngon-ngu")


def _key_of(request: HttpRequest) -> str:
    digest = hashlib.sha256(request.get_full_path().encode())
    for name, values in sorted(request.POST.lists()):
        digest.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        digest.update(repr((name, [(f.name, f.size) for f in files])).encode())
    return salted_hmac(
        "submitted form", f"{request.user.pk} {digest.hexdigest()}", algorithm="sha256"
    ).hexdigest()


class OnceMiddleware:
    """Lets the first of equal forms through, and leads the others to where it led."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        counts = request.method == "POST" and request.user.is_authenticated and not request.htmx
        if not counts or TOKEN not in request.POST or request.path in HARMLESS:
            return self.get_response(request)
        key = _key_of(request)
        SubmittedForm._default_manager.filter(at__lt=timezone.now() - KEPT).delete()
        while not SubmittedForm._default_manager.get_or_create(key=key)[1]:
            led_to = _wait_for(key)
            if led_to:
                messages.info(
                    request,
                    _(
                        "Biểu mẫu này đã gửi rồi, nên không ghi lần hai. Muốn ghi lần nữa: mở lại trang rồi gửi."
                    ),
                )
                return HttpResponseRedirect(led_to)
        return self._first(request, key)

    def _first(self, request: HttpRequest, key: str) -> HttpResponse:
        """Do what the form asks; one that was refused may be sent again."""
        sent = SubmittedForm._default_manager.filter(key=key)
        try:
            response = self.get_response(request)
        except BaseException:
            sent.delete()
            raise
        if response.status_code in (302, 303):
            sent.update(led_to=response.headers["Location"])
        else:
            sent.delete()
        return response


def _wait_for(key: str) -> str:
    """Where the first of two equal forms led; empty when it was refused, so that this one takes its place."""
    until = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < until:
        led_to = SubmittedForm._default_manager.filter(key=key).values_list("led_to", flat=True).first()
        if led_to is None:
            return ""
        if led_to:
            return str(led_to)
        time.sleep(PAUSE)
    return "/"
