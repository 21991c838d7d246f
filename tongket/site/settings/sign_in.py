"""How people sign in: password, second step, passkeys, e-mail, an outside identity provider (OIDC)."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "tongket.access.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
# An address is optional, and of use (forgotten password, notices) only once its owner has confirmed it.
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_MAX_EMAIL_ADDRESSES = 2  # the present one, and the one that is to replace it
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[tongket] "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_REAUTHENTICATION_REQUIRED = True

MFA_ADAPTER = "tongket.access.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "tongket.access.forms.AddKeyForm"}
MFA_TOTP_ISSUER = "tongket"
MFA_TOTP_TOLERANCE = 1  # old phones' clocks are off by more than a few seconds

# Servers in front of this one, as many as add their line to X-Forwarded-For: limits count by the reader's address.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TONGKET_PROXIES", "0"))

#: Without "remember on this device" the machine counts as shared: signed out after so long without a click (U15).
TONGKET_SHARED_PC_MINUTES = int(os.environ.get("TONGKET_SHARED_PC_MINUTES", "15"))
#: On a device of one's own a sign-in lasts as long as a round does.
SESSION_COOKIE_AGE = 120 * 24 * 3600

# An outside identity provider, where the IT of the province runs one; off unless its address is given.
OIDC_ISSUER = os.environ.get("TONGKET_OIDC_ISSUER", "")
#: Accounts are joined by their owners on the account page; with this, also by a claim that equals the login.
TONGKET_OIDC_LOGIN_CLAIM = os.environ.get("TONGKET_OIDC_LOGIN_CLAIM", "")
TONGKET_OIDC = bool(OIDC_ISSUER)
SOCIALACCOUNT_ADAPTER = "tongket.access.adapter.ProviderAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": os.environ.get("TONGKET_OIDC_NAME", "OIDC"),
                "client_id": os.environ.get("TONGKET_OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("TONGKET_OIDC_CLIENT_SECRET", ""),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if TONGKET_OIDC
        else [],
    }
}
#: A form that leads to the provider ends at its address: the policy of contents has to name it.
OIDC_ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(OIDC_ISSUER)) if TONGKET_OIDC else ""
