"""The catalogue of titles and forms as data: two schemes, dated entries, each with citation and evidence.

Read from ``catalogue.yaml`` beside this file. Nothing of it lies in the database: an award keeps the key and
the form, and finds its entry by the date of its decision.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from tongket.awards.errors import UnknownKind
from tongket.common.dates import format_day
from tongket.common.yaml_text import read_yaml

PATH = Path(__file__).with_name("catalogue.yaml")
SCHEMES = ("party", "state")
SUBJECTS = ("individual", "collective", "organisation")
EVIDENCE = ("seen", "seen-2", "recalled", "unsure")
DECIDED_BY = (
    "own_committee",
    "direct_superior_standing_committee",
    "provincial_standing_committee",
    "head_of_agency",
    "provincial_chair",
)
_REQUIRED = {
    "key", "scheme", "subject", "form", "rhythm", "decided_by", "label", "short", "standard", "citation",
    "requires", "multiple", "valid_from", "cites", "evidence",
}  # fmt: skip
_OPTIONAL = {"valid_to", "asks_achievement"}


class CatalogueFault(ValueError):
    """The catalogue file is wrong: says which entry and what about it."""


@dataclass(frozen=True)
class Words:
    """A text in both languages."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "vi").startswith("en") else self.vi


@dataclass(frozen=True)
class Form:
    """A form of commendation, and whether a paper is handed over with it."""

    key: str
    label: Words
    paper: bool


@dataclass(frozen=True)
class Kind:
    """One thing that may be given to one sort of subject by one body, while the entry holds."""

    key: str
    scheme: str
    subject: str
    form: Form
    rhythm: str
    decided_by: str
    label: Words
    short: Words
    standard: str | None
    citation: Words
    asks_achievement: bool
    requires: Mapping[str, Any]
    multiple: Decimal | None
    valid_from: dt.date
    valid_to: dt.date | None
    cites_text: str
    cites_place: str
    evidence: str

    @property
    def confirmed(self) -> bool:
        """Whether the entry was read in a source; otherwise it is shown as unconfirmed."""
        return self.evidence == "seen"

    @property
    def for_individuals(self) -> bool:
        return self.subject == "individual"

    @property
    def is_exemplar(self) -> bool:
        return self.form.key == "exemplar"

    @property
    def by_superior(self) -> bool:
        """Whether a body above the organisation decides."""
        return self.decided_by not in ("own_committee", "head_of_agency")

    def holds_on(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def _exactly(value: Any, keys: set[str], place: str) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != keys:
        raise CatalogueFault(f"{place}: needs {sorted(keys)}, found {value!r}")
    return value


def _words(value: Any, place: str) -> Words:
    given = _exactly(value, {"vi", "en"}, place)
    return Words(given["vi"], given["en"])


def _kind(raw: dict[str, Any], forms: Mapping[str, Form], standards: Mapping[str, Any]) -> Kind:
    place = str(raw.get("key"))
    if missing := _REQUIRED - set(raw):
        raise CatalogueFault(f"{place}: missing {sorted(missing)}")
    if unknown := set(raw) - _REQUIRED - _OPTIONAL:
        raise CatalogueFault(f"{place}: unknown {sorted(unknown)}")
    checks = [("scheme", SCHEMES), ("subject", SUBJECTS), ("evidence", EVIDENCE), ("decided_by", DECIDED_BY)]
    for name, allowed in checks:
        if raw[name] not in allowed:
            raise CatalogueFault(f"{place}.{name}: {raw[name]!r} is none of {allowed}")
    if raw["form"] not in forms:
        raise CatalogueFault(f"{place}.form: unknown form {raw['form']!r}")
    if raw["standard"] is not None and raw["standard"] not in standards:
        raise CatalogueFault(f"{place}.standard: unknown standard {raw['standard']!r}")
    cites = _exactly(raw["cites"], {"text", "place"}, f"{place}.cites")
    return Kind(
        key=raw["key"],
        scheme=raw["scheme"],
        subject=raw["subject"],
        form=forms[raw["form"]],
        rhythm=raw["rhythm"],
        decided_by=raw["decided_by"],
        label=_words(raw["label"], f"{place}.label"),
        short=_words(raw["short"], f"{place}.short"),
        standard=raw["standard"],
        citation=_words(raw["citation"], f"{place}.citation"),
        asks_achievement=raw.get("asks_achievement", False),
        requires=raw["requires"],
        multiple=None if raw["multiple"] is None else Decimal(raw["multiple"]),
        valid_from=raw["valid_from"],
        valid_to=raw.get("valid_to"),
        cites_text=cites["text"],
        cites_place=cites["place"],
        evidence=raw["evidence"],
    )


@dataclass(frozen=True)
class Catalogue:
    """All entries, in the order of the file."""

    forms: Mapping[str, Form]
    standards: Mapping[str, list[dict[str, Any]]]
    kinds: tuple[Kind, ...]


def read(text: str) -> Catalogue:
    """The catalogue in a YAML text; ``CatalogueFault`` names what is wrong with it."""
    raw = read_yaml(text)
    forms = {}
    for key, value in raw["forms"].items():
        given = _exactly(value, {"vi", "en", "paper"}, f"forms.{key}")
        forms[key] = Form(key, Words(given["vi"], given["en"]), given["paper"])
    for name, rows in raw["standards"].items():
        for row in rows:
            _exactly(row, {"from", "to", "vi", "en"}, f"standards.{name}")
    kinds = tuple(_kind(entry, forms, raw["standards"]) for entry in raw["kinds"])
    for i, one in enumerate(kinds):
        for other in kinds[i + 1 :]:
            if one.key == other.key and (one.holds_on(other.valid_from) or other.holds_on(one.valid_from)):
                raise CatalogueFault(
                    f"{one.key}: two entries hold on {max(one.valid_from, other.valid_from)}"
                )
    return Catalogue(forms, raw["standards"], kinds)


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue."""
    return read(PATH.read_text(encoding="utf-8"))


def kinds_on(day: dt.date, *, scheme: str | None = None) -> list[Kind]:
    """The entries that hold at a day, of one scheme or of both."""
    return [k for k in catalogue().kinds if k.holds_on(day) and scheme in (None, k.scheme)]


def kind(key: str, day: dt.date) -> Kind:
    """The entry of a key that holds at a day; ``UnknownKind`` when none does."""
    known = kinds_on(day)
    for each in known:
        if each.key == key:
            return each
    raise UnknownKind(kind=key, day=format_day(day), known=", ".join(str(k.label) for k in known))


def standard_label(standard: str, year: int) -> Words:
    """The name of a standard as it was in the year rewarded."""
    for row in catalogue().standards[standard]:
        if row["from"] <= year and (row["to"] is None or year < row["to"]):
            return Words(row["vi"], row["en"])
    raise CatalogueFault(f"standard {standard} has no label for {year}")


def citation(
    entry: Kind,
    year: int,
    *,
    achievement: str = "",
    first: int | None = None,
    last: int | None = None,
    language: str = "vi",
) -> str:
    """What the certificate says for a year (papers are Vietnamese unless asked otherwise)."""
    label = standard_label(entry.standard, year) if entry.standard else Words("", "")
    text = getattr(entry.citation, language)
    return text.format(
        standard=getattr(label, language),
        year=year,
        achievement=achievement,
        first=first or "",
        last=last or year,
    )


def short_label(entry: Kind, year: int, *, first: int | None = None, last: int | None = None) -> str:
    """The entry in a table's cell, in the reader's language."""
    return str(entry.short).format(year=year, first=first or "", last=last or year)
