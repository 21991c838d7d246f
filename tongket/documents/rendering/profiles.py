"""Form profiles: how a Party or State paper looks, chosen by its date of issue.

The parameters, their evidence and their citations are data in `documents/profiles/*.yaml`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from tongket.common.yaml_text import read_yaml
from tongket.documents.rendering.errors import ProfileValueError, UnknownProfileError

PROFILES_DIR = Path(__file__).resolve().parent.parent / "profiles"
Scheme = Literal["party", "state", "plain"]


@dataclass(frozen=True)
class Parameter:
    """One value of a profile with its evidence (`seen`, `seen-2`, `recalled`, `unsure`, `own`, `office`)."""

    key: str
    value: Any
    evidence: str
    cites: str | None
    choices: tuple[Any, ...] | None = None
    between: tuple[float, float] | None = None

    def accepts(self, value: object) -> bool:
        """Whether an office may set this value."""
        if self.choices is not None:
            return value in self.choices
        if self.between is not None:
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            return is_number and self.between[0] <= value <= self.between[1]
        return type(value) is type(self.value)

    def allowed(self) -> str:
        """The allowed values as text for a message."""
        if self.choices is not None:
            return ", ".join(map(str, self.choices))
        if self.between is not None:
            return f"{self.between[0]} – {self.between[1]}"
        return type(self.value).__name__


@dataclass(frozen=True)
class Profile:
    """A form of papers in force between two dates (`valid_to` exclusive, None: still in force)."""

    id: str
    scheme: Scheme
    label: Mapping[str, str]
    texts: tuple[Mapping[str, Any], ...]
    valid_from: datetime.date
    valid_to: datetime.date | None
    parameters: Mapping[str, Parameter] = field(repr=False)

    def __getitem__(self, key: str) -> Any:
        return self.parameters[key].value

    def values(self) -> dict[str, Any]:
        """Parameter key → value, as the templates take it."""
        return {key: parameter.value for key, parameter in self.parameters.items()}

    def unconfirmed(self) -> list[Parameter]:
        """Parameters that nobody has confirmed: neither read in a source nor set by the office."""
        return [p for p in self.parameters.values() if p.evidence not in ("seen", "own", "office")]

    def with_overrides(self, overrides: Mapping[str, object], *, cites: str) -> Profile:
        """The profile with the office's own values; `cites` is the office's ground for them.

        Raises ProfileValueError for an unknown key or a value outside of the parameter's range.
        """
        parameters = dict(self.parameters)
        for key, value in overrides.items():
            old = parameters.get(key)
            if old is None or not old.accepts(value):
                allowed = old.allowed() if old else ", ".join(parameters)
                raise ProfileValueError(key, value=value, allowed=allowed)
            parameters[key] = Parameter(key, value, "office", cites, old.choices, old.between)
        return Profile(
            self.id, self.scheme, self.label, self.texts, self.valid_from, self.valid_to, parameters
        )


def _parameter(key: str, raw: Mapping[str, Any]) -> Parameter:
    choices, between = raw.get("choices"), raw.get("between")
    return Parameter(
        key,
        raw["value"],
        raw["evidence"],
        raw["cites"],
        tuple(choices) if choices is not None else None,
        (between[0], between[1]) if between is not None else None,
    )


@cache
def profiles() -> Mapping[str, Profile]:
    """All shipped profiles by id."""
    found = {}
    for path in sorted(PROFILES_DIR.glob("*.yaml")):
        raw = read_yaml(path.read_text(encoding="utf-8"))
        found[raw["id"]] = Profile(
            id=raw["id"],
            scheme=raw["scheme"],
            label=raw["label"],
            texts=tuple(raw["texts"]),
            valid_from=raw["valid_from"],
            valid_to=raw["valid_to"],
            parameters={key: _parameter(key, value) for key, value in raw["parameters"].items()},
        )
    return found


def get_profile(profile_id: str) -> Profile:
    """The profile of this id; raises UnknownProfileError."""
    try:
        return profiles()[profile_id]
    except KeyError:
        raise UnknownProfileError(profile_id) from None


def profile_for(scheme: Scheme, issued_on: datetime.date) -> Profile:
    """The profile of a scheme in force on the day a paper is issued; raises UnknownProfileError."""
    for profile in profiles().values():
        begun = profile.scheme == scheme and profile.valid_from <= issued_on
        if begun and (profile.valid_to is None or issued_on < profile.valid_to):
            return profile
    raise UnknownProfileError(f"{scheme} {issued_on:%d/%m/%Y}")
