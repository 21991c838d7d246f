"""Settings of an installation. Everything that differs between offices comes from the environment."""

import os
import secrets
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from tongket.site.settings.databases import database
from tongket.site.settings.sign_in import *  # noqa: F403
from tongket.site.settings.sign_in import OIDC_ORIGIN

PACKAGE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(os.environ.get("TONGKET_DATA", PACKAGE_DIR.parent / "var")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    """The installation's secret: from the environment, else made once and kept beside the data."""
    if key := os.environ.get("TONGKET_SECRET_KEY"):
        return key
    path = DATA_DIR / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


SECRET_KEY = _secret_key()
DEBUG = os.environ.get("TONGKET_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("TONGKET_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("TONGKET_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "tongket.audit",
    "tongket.access",
    "tongket.jobs",
    "tongket.imports",
    "tongket.notices",
    "tongket.organisation",
    "tongket.documents",
    "tongket.rounds",
    "tongket.work",
    "tongket.oversight",
    "tongket.learning",
    "tongket.reviews",
    "tongket.ballots",
    "tongket.ratings",
    "tongket.awards",
    "tongket.meetings",
    "tongket.sheets",
    "tongket.privacy",
    "tongket.portal",
    "tongket.office",
    "tongket.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tongket.site.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tongket.site.sessions.SharedMachineMiddleware",
    "tongket.site.repeats.OnceMiddleware",
    "tongket.site.middleware.SignInRequiredMiddleware",
    "tongket.organisation.middleware.NamesOfTheYearMiddleware",
    "tongket.site.middleware.ViewerMiddleware",
    "tongket.site.middleware.DomainErrorMiddleware",
    "tongket.site.reading.ReadJournalMiddleware",
    "tongket.site.recent.RecentPagesMiddleware",
]

CSRF_FAILURE_VIEW = "tongket.site.views.frame.stale_form"

#: A training copy beside the real installation: another colour, TẬP HUẤN on every paper, no letter leaves it. The
#: mark lies in the folder itself, so that such a copy can never be served as the real thing (U22).
TRAINING_MARK = DATA_DIR / "training-copy"
TONGKET_TRAINING = TRAINING_MARK.exists() or os.environ.get("TONGKET_TRAINING") == "1"
if TONGKET_TRAINING:
    # Both installations often run on one machine: signing in to one must not sign out of the other.
    SESSION_COOKIE_NAME = "tongket-training-session"
    CSRF_COOKIE_NAME = "tongket-training-csrf"

# A demonstration: the sign-in page lists its accounts with their common password. Never where people work.
TONGKET_DEMO = os.environ.get("TONGKET_DEMO") == "1"
TONGKET_DEMO_PASSWORD = os.environ.get("TONGKET_DEMO_PASSWORD", "tongket-minh-hoa")

# Optional parts that every new office of this installation has from the start; by default none (U23).
TONGKET_FIRST_ROOMS = [r for r in os.environ.get("TONGKET_FIRST_ROOMS", "").split(",") if r]

ROOT_URLCONF = "tongket.site.urls"
WSGI_APPLICATION = "tongket.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE_DIR / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tongket.site.context.chrome",
            ],
        },
    },
]

_OWN_DATABASE = f"sqlite:///{DATA_DIR / 'tongket.sqlite3'}"
DATABASES = {"default": database(os.environ.get("DATABASE_URL", _OWN_DATABASE))}
if (rebuilt_from := os.environ.get("TONGKET_JOURNAL")) is not None:
    # Rebuilding fills the default database from the journal of another one (`tongket journal rebuild`).
    DATABASES["journal"] = database(rebuilt_from or _OWN_DATABASE)
if os.environ.get("TONGKET_TEMPORARY") == "1":
    # A database that is thrown away after the command needs tables, not their history.
    MIGRATION_MODULES = {app.rpartition(".")[2]: None for app in INSTALLED_APPS} | {
        "django_tasks_database": None
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counts of attempts to sign in are kept for all server processes together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
    }
}

# Letters go through the office's mail server when one is named; else they lie as files beside the data.
EMAIL_HOST = "" if TONGKET_TRAINING else os.environ.get("TONGKET_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("TONGKET_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("TONGKET_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TONGKET_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("TONGKET_SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("TONGKET_MAIL_FROM", "tongket@localhost")
#: Notices go out as letters only where a mail server is named; in a demonstration they lie as files.
TONGKET_SENDS_MAIL = bool(EMAIL_HOST) or TONGKET_DEMO
#: Address under which people open this installation, for links in letters; without it letters carry none.
TONGKET_URL = os.environ.get("TONGKET_URL", "")

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "tongket-language"
# Packages that are no Django apps keep their English texts here.
LOCALE_PATHS = [PACKAGE_DIR / "common" / "locale", PACKAGE_DIR / "demo" / "locale"]
TIME_ZONE = os.environ.get("TONGKET_TIME_ZONE", "Asia/Ho_Chi_Minh")
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "files"

# No inline script or style anywhere: what a page may load is its own origin and nothing else.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'", *([OIDC_ORIGIN] if OIDC_ORIGIN else [])],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING"}},
}
