"""How sign-in behaves here."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tongket.access.models import Account
from tongket.common.sealed import seal, unseal

logger = logging.getLogger(__name__)
SECOND_STEP = "second step of sign-in"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are given by the office: nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context_: dict[str, Any]) -> None:
        """Send a letter; when the mail server does not take it, say so instead of losing the act it tells of."""
        try:
            super().send_mail(template_prefix, email, context_)
        except (SMTPException, OSError) as error:
            logger.warning("a letter was not sent: %s", type(error).__name__)
            messages.error(
                context.request, _("Máy chủ thư không nhận, nên thư chưa gửi được. Báo cho quản trị viên.")
            )


class SecondStepAdapter(DefaultMFAAdapter):
    """The keys of the second step lie encrypted in the database: a copy of it signs nobody in."""

    def encrypt(self, text: str) -> str:
        return seal(text, SECOND_STEP)

    def decrypt(self, encrypted_text: str) -> str:
        opened = unseal(encrypted_text, SECOND_STEP)
        # A restored database without its secret: no code fits, rather than every page failing.
        return "" if opened is None else opened


class ProviderAdapter(DefaultSocialAccountAdapter):
    """An outside identity opens an account that the office has given; it never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Join the identity with the account of the same login, where IT has set which claim holds the login."""
        claim = settings.TONGKET_OIDC_LOGIN_CLAIM
        if not claim or sociallogin.is_existing or request.user.is_authenticated:
            return
        told: dict[str, Any] = sociallogin.account.extra_data
        login = (told.get("userinfo") or told.get("id_token") or told).get(claim)
        account = Account.objects.filter(login=login, is_active=True).first() if login else None
        if account is not None:
            sociallogin.connect(request, account)
