"""Deadlines' parameters and the papers of a member's file, each with its source and evidence mark."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

SOURCE = Path(__file__).resolve().parent / "deadlines.yaml"
SEEN = "seen"


def _shown(texts: dict[str, str]) -> str:
    return texts["en" if get_language() == "en" else "vi"]


@dataclass(frozen=True)
class Sourced:
    """Anything that stands on a text: what it is called, where it is written, how sure that is."""

    texts: dict[str, str]
    citations: dict[str, str]
    evidence: str

    @property
    def label(self) -> str:
        return _shown(self.texts)

    @property
    def citation(self) -> str:
        return _shown(self.citations)

    @property
    def confirmed(self) -> bool:
        return self.evidence == SEEN


@dataclass(frozen=True)
class Parameter(Sourced):
    """One parameter of deadlines."""

    value: Any


@dataclass(frozen=True)
class RequiredPaper(Sourced):
    """A paper that members of the kinds ``of`` must have in their file. ``known_from`` names the record that
    proves it too: 'card' or 'status_decision'; empty when only the list of papers does."""

    key: str
    of: frozenset[str]
    known_from: str


@lru_cache(maxsize=1)
def _content() -> dict[str, Any]:
    return yaml.safe_load(SOURCE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def parameters() -> dict[str, Parameter]:
    """Every parameter by name."""
    return {
        name: Parameter(entry["label"], entry["citation"], entry["evidence"], entry["value"])
        for name, entry in _content()["parameters"].items()
    }


@lru_cache(maxsize=1)
def required_papers() -> tuple[RequiredPaper, ...]:
    """The papers of a member's file, in the order in which they are filed."""
    return tuple(
        RequiredPaper(
            entry["label"],
            entry["citation"],
            entry["evidence"],
            entry["key"],
            frozenset(entry["of"]),
            entry.get("from", ""),
        )
        for entry in _content()["papers"]
    )


def badge_day_after(day: dt.date) -> dt.date:
    """The first day of handing over badges that is not before ``day``."""
    days = [tuple(map(int, text.split("/"))) for text in parameters()["badge_days"].value]
    candidates = [dt.date(year, month, number) for year in (day.year, day.year + 1) for number, month in days]
    return min(candidate for candidate in candidates if candidate >= day)
