"""Deadlines' parameters and the papers of a member's file, each with its source and evidence mark."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongket.common.yaml_text import read_yaml

SOURCE = Path(__file__).resolve().parent / "deadlines.yaml"
SEEN, CONFIRMED = "seen", "confirmed"


def _shown(texts: dict[str, str]) -> str:
    return texts["en" if get_language() == "en" else "vi"]


@dataclass(frozen=True)
class Sourced:
    """Anything that stands on a text: what it is called, where it is written, how sure that is."""

    texts: dict[str, str]
    citations: dict[str, str]
    evidence: str
    """How sure the citation is: seen, seen-2, recalled, unsure; ``confirmed`` once the office has answered."""

    @property
    def label(self) -> str:
        return _shown(self.texts)

    @property
    def citation(self) -> str:
        return _shown(self.citations)

    @property
    def confirmed(self) -> bool:
        return self.evidence in (SEEN, CONFIRMED)


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
    return read_yaml(SOURCE.read_text(encoding="utf-8"))


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


def badge_day_after(day: dt.date, days: Sequence[str] | None = None) -> dt.date:
    """The first day of handing over badges ("dd/mm" each, those shipped by default) that is not before ``day``."""
    texts = parameters()["badge_days"].value if days is None else days
    pairs = [tuple(map(int, text.split("/"))) for text in texts]
    candidates = [
        dt.date(year, month, number) for year in (day.year, day.year + 1) for number, month in pairs
    ]
    return min(candidate for candidate in candidates if candidate >= day)


def paper_name(key: str) -> str:
    """The name under which an office answers whether it needs a paper."""
    return f"paper_{key}"


def read_value(name: str, text: str) -> Any:
    """What an office typed as the answer to a parameter, in the parameter's own form.

    Whole numbers for spans, several of them in rising order for years and ages, days "dd/mm" for the badges, the
    word for the day from which membership counts, yes or no for a paper. Raises ``ValueError``.
    """
    text = text.strip()
    if name.startswith(paper_name("")):
        return {"co": True, "khong": False}[text] if text in ("co", "khong") else _refuse(text)
    shipped = parameters()[name].value
    parts = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    if isinstance(shipped, int):
        return _whole(text)
    if name == "badge_days":
        return [_day_of_year(part) for part in parts] or _refuse(text)
    if isinstance(shipped, list):
        return sorted({_whole(part) for part in parts}) or _refuse(text)
    return text if text in COUNTED_FROM else _refuse(text)


#: The days from which years of membership may count.
COUNTED_FROM = ("admitted_on", "official_on")
#: No span, age or number of years is longer.
MOST_YEARS = 130


def _day_of_year(text: str) -> str:
    day, month = text.split("/")
    return dt.date(2000, int(month), int(day)).strftime("%d/%m")


def _whole(text: str) -> int:
    number = int(text)
    return number if 0 < number <= MOST_YEARS else _refuse(text)


def _refuse(text: str) -> Any:
    raise ValueError(text)


def show_value(value: Any) -> str:
    """A parameter's value as an office types it."""
    if isinstance(value, bool):
        return "co" if value else "khong"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


#: Values that are words, as people read them.
WORDS = {
    "admitted_on": _("ngày vào Đảng"),
    "official_on": _("ngày chính thức"),
    "co": _("cần có"),
    "khong": _("không cần"),
}


def in_words(value: Any) -> str:
    """A parameter's value as people read it."""
    text = show_value(value)
    return str(WORDS.get(text, text))
