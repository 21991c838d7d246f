"""Settings of the test suite: fast hashing, no manifest of static files, mail in memory."""

import os
import tempfile

os.environ.setdefault("TONGKET_DATA", tempfile.mkdtemp(prefix="tongket-test-"))
os.environ.setdefault("TONGKET_SECRET_KEY", "only-for-tests")

from tongket.site.settings import *  # noqa: F403
from tongket.site.settings import STORAGES

DEBUG = False
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
ACCOUNT_RATE_LIMITS = False
