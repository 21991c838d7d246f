"""Texts that lie encrypted beside the data: only this installation's secret opens them."""

from __future__ import annotations

import base64
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@cache
def _box(purpose: str, secrets: tuple[str, ...]) -> MultiFernet:
    def key(secret: str) -> bytes:
        derived = HKDF(SHA256(), length=32, salt=None, info=f"tongket {purpose}".encode())
        return base64.urlsafe_b64encode(derived.derive(secret.encode()))

    return MultiFernet([Fernet(key(secret)) for secret in secrets])


def _secrets() -> tuple[str, ...]:
    return settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS


def seal(text: str, purpose: str) -> str:
    """The text encrypted; ``purpose`` keeps one use's texts from being opened as another's."""
    return _box(purpose, _secrets()).encrypt(text.encode()).decode("ascii")


def unseal(sealed: str, purpose: str) -> str | None:
    """What ``seal`` was given; None when the installation's secret (or an earlier one) does not open it."""
    try:
        return _box(purpose, _secrets()).decrypt(sealed.encode("ascii")).decode()
    except (InvalidToken, UnicodeEncodeError):
        return None
