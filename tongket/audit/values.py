"""Values as the journal holds them: personal ones sealed with the key of the person they are about."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

NONCE_BYTES = 12


def sealed(plain: Any, person: int, key: bytes) -> dict[str, Any]:
    """A plain value that only the person's key opens again."""
    nonce = os.urandom(NONCE_BYTES)
    content = nonce + AESGCM(key).encrypt(nonce, json.dumps(plain).encode(), None)
    return {"sealed": base64.b64encode(content).decode("ascii"), "person": person}


def is_sealed(value: Any) -> bool:
    """Whether a value of the journal is a sealed one."""
    return isinstance(value, dict) and "sealed" in value


def unsealed(value: Mapping[str, Any], key: bytes) -> Any:
    """The plain value of a sealed one."""
    content = base64.b64decode(value["sealed"])
    return json.loads(AESGCM(key).decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], None))


def python_value(field: models.Field[Any, Any], plain: Any) -> Any:
    """A plain value of the journal as the field has it in Python; related records stand as ids.

    Raises ValidationError for what is none of the field's values.
    """
    if plain is None or field.is_relation:
        return plain
    return base64.b64decode(plain) if isinstance(field, models.BinaryField) else field.to_python(plain)
