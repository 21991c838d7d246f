"""Terms of keeping, purposes with their grounds and masters of data, as ``catalogue.yaml`` has them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from tongket.common.yaml_text import read_yaml

SOURCE = Path(__file__).resolve().parent / "catalogue.yaml"
SEEN = "seen"
#: When a term starts: with the person's leaving, or with the year of the record.
LEFT, RECORD = "left", "record"
CONSENT = "consent"


@dataclass(frozen=True)
class Words:
    """A text in both languages; printed in the reader's."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.en if get_language() == "en" else self.vi


@dataclass(frozen=True)
class Sourced:
    """Anything that stands on a text: its name, where it is written, how sure that is."""

    label: Words
    citation: Words
    evidence: str

    @property
    def confirmed(self) -> bool:
        return self.evidence == SEEN


@dataclass(frozen=True)
class Parameter(Sourced):
    """A single value."""

    value: Any


@dataclass(frozen=True)
class Term(Sourced):
    """How long records of a kind are kept: full years after the start, without end for None."""

    key: str
    years: int | None
    starts: str


@dataclass(frozen=True)
class Purpose(Sourced):
    """What data are processed for, and by which right."""

    key: str
    ground: str
    data: Words
    sensitive: bool
    recipients: Words
    term: str

    @property
    def by_consent(self) -> bool:
        return self.ground == CONSENT


@dataclass(frozen=True)
class Master:
    """Where a datum has its home, how it comes here, what goes back; ``page`` is where it is entered."""

    datum: Words
    master: Words
    brings: Words
    gives: Words
    page: str


def _words(content: dict[str, str]) -> Words:
    return Words(content["vi"], content["en"])


@lru_cache(maxsize=1)
def _content() -> dict[str, Any]:
    return read_yaml(SOURCE.read_text(encoding="utf-8"))


def _sourced(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "label": _words(entry["label"]),
        "citation": _words(entry["citation"]),
        "evidence": entry["evidence"],
    }


@lru_cache(maxsize=1)
def parameters() -> dict[str, Parameter]:
    """Every single value by name."""
    return {k: Parameter(**_sourced(e), value=e["value"]) for k, e in _content()["parameters"].items()}


@lru_cache(maxsize=1)
def terms() -> dict[str, Term]:
    """The terms as shipped, by kind of record, in the order of the file."""
    return {
        key: Term(**_sourced(e), key=key, years=e["years"], starts=e["starts"])
        for key, e in _content()["terms"].items()
    }


@lru_cache(maxsize=1)
def purposes() -> tuple[Purpose, ...]:
    """The register of processing."""
    return tuple(
        Purpose(
            **_sourced(e),
            key=e["key"],
            ground=e["ground"],
            data=_words(e["data"]),
            sensitive=e["sensitive"],
            recipients=_words(e["recipients"]),
            term=e["term"],
        )
        for e in _content()["purposes"]
    )


@lru_cache(maxsize=1)
def masters() -> tuple[Master, ...]:
    """Who keeps which datum."""
    return tuple(
        Master(**{name: _words(e[name]) for name in ("datum", "master", "brings", "gives")}, page=e["page"])
        for e in _content()["masters"]
    )
