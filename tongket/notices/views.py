"""The inbox, how one is told, and for the office what was sent."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongket.common.dates import today
from tongket.common.errors import DomainError
from tongket.notices import actions, queries
from tongket.notices.states import Way

ROWS = 30
#: How far back the office looks.
DAYS = 60


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """The viewer's notices, the unread ones or all."""
    unread = request.GET.get("xem") != "tat-ca"
    waiting = queries.unread_count(request.actor)
    rows = Paginator(queries.inbox(request.actor, unread=unread), ROWS).get_page(request.GET.get("page"))
    tabs = [
        {"text": _("Chưa đọc"), "url": "?", "active": unread, "count": waiting},
        {"text": _("Tất cả"), "url": "?xem=tat-ca", "active": not unread},
    ]
    return render(
        request, "notices/inbox.html", {"page": rows, "tabs": tabs, "waiting": waiting, "unread": unread}
    )


@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """To the thing that the notice is about; from then on it counts as read."""
    notice = actions.open_notice(queries.get_notice(request.actor, pk), actor=request.actor)
    inside = url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if inside and request.POST.get("den") else "notices:inbox")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Everything in the inbox counts as read."""
    count = actions.read_all(actor=request.actor)
    text = ngettext("Đã đánh dấu %(n)s thông báo là đã đọc.", "Đã đánh dấu %(n)s thông báo là đã đọc.", count)
    messages.success(request, text % {"n": count})
    return redirect("notices:inbox")


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """How each kind of notice reaches the viewer."""
    error = ""
    rows = queries.choices(request.actor)
    if request.method == "POST":
        try:
            actions.set_preferences(
                {row.kind: request.POST.get(row.kind, row.way) for row in rows}, actor=request.actor
            )
        except DomainError as refusal:
            error = refusal.text()
        else:
            messages.success(request, _("Đã ghi cách nhận thông báo."))
            return redirect("notices:preferences")
    context = {
        "rows": rows,
        "ways": Way.choices,
        "has_address": queries.has_address(request.actor),
        "sends_mail": settings.TONGKET_SENDS_MAIL,
        "error": error,
    }
    return render(request, "notices/preferences.html", context, status=409 if error else 200)


@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """What was sent at the viewer's units and to how many, what is unknown or failed, what will be reminded of."""
    since = today() - dt.timedelta(days=DAYS)
    page = Paginator(queries.sent(request.actor, since), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "since": since,
        "unsettled": list(queries.unsettled(request.actor)[:ROWS]),
        "coming": queries.coming(request.actor)[:ROWS],
        "sends_mail": settings.TONGKET_SENDS_MAIL,
    }
    return render(request, "notices/sent.html", context)


@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send once more what failed or is unknown."""
    actions.send_again(queries.get_unsettled(request.actor, pk), actor=request.actor)
    messages.success(request, _("Thư sẽ được gửi lại trong ít phút."))
    return redirect("notices:sent")
