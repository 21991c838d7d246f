"""What happens around every page: language, sign-in, who is looking, and refusals as pages."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from tongket.access.decisions import Actor, Channel
from tongket.common.errors import DomainError, Missing
from tongket.common.memo import keeping_answers
from tongket.common.vocabulary import speaking
from tongket.site import kept_forms
from tongket.site.openings import opens
from tongket.site.scope import Scope

Handler = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """The language is the reader's choice (cookie), else Vietnamese: the browser's wish is not asked,
    since office PCs are mostly installed in English."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


#: Pages of sign-in itself; every other one of django-allauth is for whoever is signed in.
PAGES_OF_SIGN_IN = frozenset(
    {
        "account_login",
        "account_reauthenticate",
        "account_reset_password",
        "account_confirm_password_reset_code",
        "account_complete_password_reset",
        "account_password_reset_completed",
        "account_confirm_email",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "openid_connect_login",
        "openid_connect_callback",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
        "socialaccount_signup",
    }
)


class SignInRequiredMiddleware:
    """Closed by default: a view is open only when it is marked ``public`` or belongs to sign-in itself."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        kept_forms.mark_browser(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        if request.user.is_authenticated:
            if request.method == "POST" and request.POST.get(kept_forms.MARK):
                kept_forms.forget(request)
            return None
        if getattr(view, "is_public", False):
            return None
        if resolve(request.path_info).url_name in PAGES_OF_SIGN_IN:
            return None
        return _to_sign_in(request)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back; a form that was sent is kept, so that nothing typed is lost."""
    wanted = request.get_full_path()
    if request.method == "POST":
        wanted = reverse("kept_form") if kept_forms.keep(request) else reverse("home")
    response = redirect_to_login(wanted)
    if request.htmx:
        # A part of a page can't hold the sign-in page: the browser goes there as a whole.
        return HttpResponseClientRedirect(response.url)
    return response


def _answers_of(request: HttpRequest) -> AbstractContextManager[None]:
    """A page that only reads asks the database each question once."""
    return keeping_answers() if request.method in ("GET", "HEAD") else nullcontext()


class ViewerMiddleware:
    """Puts ``request.actor`` and ``request.scope`` (the unit and year being looked at) on the request."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.actor = request.user.actor(Channel.PAGE)
        else:
            request.actor = Actor(account_id=None)
        request.scope = Scope(request)
        if not request.user.is_authenticated:
            return self.get_response(request)
        with speaking(request.scope.profile.vocabulary), _answers_of(request):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Refuse before anything is read whoever holds nowhere the right that opens the page."""
        if getattr(view, "is_public", False) or opens(request.scope, request.resolver_match.view_name):
            return None
        return refused(request, Missing(thing=_("trang này")))


def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The page of a refusal: its reason and what to do."""
    return render(request, "refused.html", {"error": error}, status=error.status)


class DomainErrorMiddleware:
    """A refusal that a view did not handle becomes a page with its reason and advice."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refused(request, error) if isinstance(error, DomainError) else None
