"""Settings of the test suite: own folder, fast hashing, no manifest of static files, mail in memory."""

import tempfile
from pathlib import Path

from tongket.site.settings import *  # noqa: F403
from tongket.site.settings import STORAGES

# The package's own settings were read before this line, so that what lies in a folder is set anew here.
DATA_DIR = Path(tempfile.mkdtemp(prefix="tongket-test-"))
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir()
MEDIA_ROOT = DATA_DIR / "files"
SECRET_KEY = "only-for-tests"

DEBUG = False
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TONGKET_SENDS_MAIL = True
TONGKET_URL = "https://tongket.example"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Tests of a room find it open; what a new office starts with has tests of its own.
TONGKET_FIRST_ROOMS = [
    "work",
    "civil_ratings",
    "learning",
    "oversight",
    "cell_meetings",
    "deadlines",
    "exemplars",
    "portal",
]
