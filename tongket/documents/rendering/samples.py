"""Sample data of every paper: for the preview of a template and for tests. All people are fictional."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from tongket.common.yaml_text import read_yaml
from tongket.documents.rendering.papers import get_paper

SAMPLES_DIR = Path(__file__).resolve().parent.parent / "samples"


@cache
def _loaded(name: str) -> dict[str, Any]:
    return read_yaml((SAMPLES_DIR / f"{name}.yaml").read_text(encoding="utf-8"))


def sample(name: str) -> dict[str, Any]:
    """A fresh copy of the sample data of a paper; raises UnknownTemplateError."""
    return deepcopy(_loaded(get_paper(name).name))
