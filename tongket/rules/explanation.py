"""What an explanation consists of, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from tongket.rules.explain_short import ReasonLine
from tongket.rules.expressions import Value
from tongket.rules.phrases import phrase

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
    lines: tuple[ReasonLine, ...]
    warnings: tuple[str, ...]
    suspended: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    missing: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Plain data for JSON and templates; fact values as text."""
        data = asdict(self)
        _texts_only(data["conditions"])
        return data

    def short(self) -> str:
        """The level, one line per clause that keeps it where it is (else the sentence), and the warnings."""
        reasons = [line.text() for line in self.lines] or [self.sentence]
        return "\n".join((f"{self.headline}: {self.level_text}", *reasons, *self.warnings))

    def full(self) -> str:
        """Everything: the answer, the ladder, each condition with value and citation, who proposed what."""
        told = [f"{self.headline}: {self.level_text}", self.sentence]
        if self.ladder:
            told += ["", f"{phrase('full_ladder', self.lang)}:"]
            told += [self._rung(rung) for rung in self.ladder]
        title = phrase("full_conditions", self.lang, level=self.target_text)
        told += ["", f"{title if self.ladder else phrase('full_scope', self.lang)}: {self.summary}"]
        for condition in self.conditions:
            told.append(_condition_line(condition, self.lang))
            told += ["    " + _condition_line(child, self.lang) for child in condition.children]
        if self.proposals:
            told += ["", f"{phrase('full_proposals', self.lang)}:"]
            told += [f"{proposal.label}: {proposal.text}" for proposal in self.proposals]
        told += ["", *self.warnings] if self.warnings else []
        if self.unconfirmed:
            told += ["", phrase("full_unconfirmed", self.lang, names="; ".join(self.unconfirmed))]
        return "\n".join(told)

    def _rung(self, rung: Rung) -> str:
        here = f" ← {phrase('full_here', self.lang)}" if rung.here else ""
        return f"{rung.label}: {rung.note}{here}"


def _condition_line(condition: Condition, lang: str) -> str:
    shown = f"[{condition.status_text}] {condition.text}" + (
        f": {condition.value}" if condition.value else ""
    )
    marks = [] if condition.confirmed else [phrase("unconfirmed", lang)]
    if condition.suspended:
        marks.append(phrase("full_suspended", lang, document=condition.suspended))
    cites = f" — {'; '.join(condition.cites)}" if condition.cites else ""
    return shown + cites + (f" ({'; '.join(marks)})" if marks else "")


def _texts_only(conditions: Sequence[dict[str, object]]) -> None:
    for condition in conditions:
        for fact in condition["facts"]:  # type: ignore[attr-defined]
            fact["value"] = fact["text"]
        _texts_only(condition["children"])  # type: ignore[arg-type]
