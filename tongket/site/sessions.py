"""How long a sign-in lasts: on a shared machine until nobody has clicked for some minutes (U15)."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

LAST_CLICK = "last_click"
#: The moment of the last click is written down at most this often: most pages then write nothing.
NOTED_EVERY = 60


class SharedMachineMiddleware:
    """Signs out whoever did not ask to be remembered on this device and has not clicked for a while."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.session.get_expire_at_browser_close():
            now, minutes = int(time.time()), settings.TONGKET_SHARED_PC_MINUTES
            last = request.session.get(LAST_CLICK, now)
            if now - last > minutes * 60:
                request.signed_out_account = request.user.pk
                logout(request)
                messages.info(
                    request,
                    ngettext(
                        "Đã tự đăng xuất vì %(minutes)s phút không thao tác.",
                        "Đã tự đăng xuất vì %(minutes)s phút không thao tác.",
                        minutes,
                    )
                    % {"minutes": minutes},
                )
            elif now - last >= NOTED_EVERY or LAST_CLICK not in request.session:
                request.session[LAST_CLICK] = now
        return self.get_response(request)
