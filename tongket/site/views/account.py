"""The page of one's own account: how one signs in, and where one is signed in."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@require_GET
def my_account(request: HttpRequest) -> HttpResponse:
    """What the account signs in with, in one list; each row leads to the page that changes it."""
    kinds = Authenticator.Type
    held = list(Authenticator._default_manager.filter(user=request.user))
    recovery = next((a for a in held if a.type == kinds.RECOVERY_CODES), None)
    context = {
        "address": EmailAddress._default_manager.get_primary(request.user),
        "has_app": any(a.type == kinds.TOTP for a in held),
        "keys": sum(a.type == kinds.WEBAUTHN for a in held),
        "codes": len(recovery.wrap().get_unused_codes()) if recovery else 0,
        "sessions": len(UserSession._default_manager.purge_and_list(request.user)),
        "has_provider": settings.TONGKET_OIDC,
    }
    return render(request, "account/my_account.html", context)
