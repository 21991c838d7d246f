"""Short ways to write polls in tests; every number can be overridden."""

from typing import Any

RULE = {"base": "entitled", "threshold": "1/2", "strict": True, "tie": "further_ballot"}


def rule(**changes: Any) -> dict[str, Any]:
    """A rule: more than half of those entitled, unless changed."""
    return {**RULE, **changes}


def counts(number: int = 9, **changes: Any) -> dict[str, Any]:
    """A roll of `number`, everybody present, every ballot valid, unless changed."""
    full = {
        "entitled": number,
        "official_members": number,
        "present": number,
        "issued": number,
        "returned": number,
        "valid": number,
        "invalid": 0,
    }
    return {**full, **changes}


def option(option_id: str, votes: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A line of the ballot with its votes by key."""
    return {
        "id": option_id,
        "name": f"Người {option_id}",
        "valid": None,
        "invalid": None,
        "counts": votes,
        **changes,
    }


def poll(kind: str, options: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """A poll of `kind`; `choose` has one place unless changed."""
    places = 1 if kind == "choose" else None
    whole = {
        "id": "P1",
        "title": "Phiếu",
        "kind": kind,
        "places": places,
        "rule": rule(),
        "counts": counts(),
        "options": options,
    }
    return {**whole, **changes}


def choose(votes: dict[str, Any], *, places: int | None, number: int = 9, **changes: Any) -> dict[str, Any]:
    """A poll that chooses `places` of the names in `votes` (name → yes votes)."""
    options = [option(name, {"yes": yes}) for name, yes in votes.items()]
    return poll("choose", options, places=places, **{"counts": counts(number), **changes})
