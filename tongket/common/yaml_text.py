"""YAML read safely, by the fast reader where it is built in."""

from __future__ import annotations

from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str) -> Any:
    """The plain values of a YAML text. Raises yaml.YAMLError with the place of a fault."""
    return yaml.load(text, Loader=_LOADER)
