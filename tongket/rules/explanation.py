"""What an explanation consists of, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from tongket.rules.expressions import Value

HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class FactShown:
    name: str
    label: str
    value: Value | None
    text: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a level. `clause` is empty for the row that stands for all hidden grounds."""

    clause: str
    text: str
    status: str
    status_text: str
    value: str
    reason: str
    cites: tuple[str, ...]
    confirmed: bool
    suspended: str
    facts: tuple[FactShown, ...]
    children: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of the ladder: state is met, missed, undetermined or lowest."""

    level: str
    short: str
    label: str
    state: str
    note: str
    here: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    name: str
    label: str
    level: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """See the picture of the explanation page: every part of it stands here in one language."""

    subject: str
    lang: str
    headline: str
    level: str
    level_text: str
    sentence: str
    ladder: tuple[Rung, ...]
    target: str
    target_text: str
    conditions: tuple[Condition, ...]
    summary: str
    proposals: tuple[Proposal, ...]
    forms: tuple[str, ...]
    warnings: tuple[str, ...]
    missing: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Plain data for JSON and templates; fact values as text."""
        data = asdict(self)
        _texts_only(data["conditions"])
        return data

    def short(self) -> str:
        """The headline, the sentence and the warnings, one line each."""
        return "\n".join((f"{self.headline}: {self.level_text}", self.sentence, *self.warnings))


def _texts_only(conditions: Sequence[dict[str, object]]) -> None:
    for condition in conditions:
        for fact in condition["facts"]:  # type: ignore[attr-defined]
            fact["value"] = fact["text"]
        _texts_only(condition["children"])  # type: ignore[arg-type]
