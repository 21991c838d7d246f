"""Small acts of the frame: language, unit, year; whether the installation answers; pages of refusal."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongket.common.views import public
from tongket.site import kept_forms

YEAR_SECONDS = 365 * 24 * 3600


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page the form stood on, when that is one of ours."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return HttpResponseRedirect(wanted)
    return redirect("home")


@public
@require_GET
def site_icon(request: HttpRequest) -> HttpResponse:
    """The icon where browsers look for it beside papers, which can't name one."""
    return redirect(static("site/tongket.svg"))


@public
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the reader's language in a cookie; open to everyone, since sign-in has it too."""
    response = _back(request)
    language = request.POST.get("language")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=YEAR_SECONDS,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response


@require_POST
def choose_unit(request: HttpRequest) -> HttpResponse:
    """Look at another unit. An id the viewer may not see is ignored by the scope."""
    value = request.POST.get("unit", "")
    if value.isdecimal():
        request.session["unit"] = int(value)
    return redirect("home")


@require_POST
def choose_year(request: HttpRequest) -> HttpResponse:
    """Look at another year; one without a round is ignored by the scope."""
    value = request.POST.get("year", "")
    if value.isdecimal():
        request.session["year"] = int(value)
    return redirect("home")


@public
@never_cache
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Answers 'ok' when the server and its database do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Absent and not visible look the same."""
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's own refusals."""
    return render(request, "403.html", status=403)


@require_http_methods(["GET", "POST"])
def kept_form(request: HttpRequest) -> HttpResponse:
    """What was typed before the session ended: sent again to where it belongs, or dropped."""
    if request.method == "POST":
        kept_forms.forget(request)
        return redirect("home")
    return render(request, "kept_form.html", {"kept": kept_forms.kept_form(request), "mark": kept_forms.MARK})


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's protection ran out (signed in anew, cookies removed): what was typed is kept when it came from
    one of our own pages, and sent again from there."""
    match = request.resolver_match
    if match is not None and match.view_name == "account_login":
        return redirect("account_login")
    origin = f"{request.scheme}://{request.get_host()}"
    is_open = match is None or getattr(match.func, "is_public", False)
    if not is_open and request.headers.get("Origin") == origin and kept_forms.keep(request):
        return redirect("kept_form")
    return render(request, "stale_form.html", {"login_url": reverse("account_login")}, status=403)
