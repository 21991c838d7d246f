"""What the written papers of a case must at least say, so that a year can be lived from them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

#: Places that may not be missing, by file; ``[]`` stands for every entry of a list.
REQUIRED = {
    "layer": (
        "year",
        "superior",
        "quotas.organisations",
        "dates.civil_ratings",
        "dates.committee",
        "dates.superior",
        "dates.conference",
    ),
    "conference": (
        "title",
        "date",
        "place",
        "agenda[].number",
        "agenda[].from",
        "agenda[].to",
        "agenda[].item",
        "agenda[].in_charge",
        "attendance.summoned",
        "attendance.present",
        "attendance.absent[].name",
        "attendance.absent[].birth",
        "award_presentation[].number",
        "award_presentation[].awards",
        "award_presentation[].handed_over_by",
        "conclusions[].key",
        "conclusions[].text",
        "conclusions[].target",
        "conclusions[].in_charge",
        "conclusions[].due",
    ),
    "awards": (
        "superior.name",
        "superior.organisations",
        "superior.good_or_better",
        "submission.number",
        "submission.date",
        "submission.organisation_proposed",
        "decisions[].number",
        "decisions[].by",
        "decisions[].date",
        "decisions[].signer",
        "decisions[].subject",
        "decisions[].covers",
        "history[].name",
        "history[].birth",
    ),
}


def missing_places(name: str, paper: Any) -> list[str]:
    """The required places that the paper of that name lacks: 'agenda[2].from'; a list may be empty or absent."""
    return list(dict.fromkeys(place for path in REQUIRED[name] for place in _missing(paper, path, "")))


def _missing(value: Any, path: str, at: str) -> Iterator[str]:
    step, _, rest = path.partition(".")
    key = step.removesuffix("[]")
    place = f"{at}.{key}" if at else key
    if not isinstance(value, dict):
        yield at or key
    elif step.endswith("[]"):
        entries = value.get(key) or []
        if not isinstance(entries, list):
            yield place
            return
        for number, entry in enumerate(entries, start=1):
            yield from _missing(entry, rest, f"{place}[{number}]")
    elif value.get(key) is None:
        yield place
    elif rest:
        yield from _missing(value[key], rest, place)
