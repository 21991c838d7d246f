"""Sentences of an explanation: placeholders of the pack's texts filled with what this subject has."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tongket.rules.checks import PLACEHOLDER
from tongket.rules.expressions import Value
from tongket.rules.expressions.tree import Compare, Const, Logic, Node, Param, fact_names, parts
from tongket.rules.model import Clause, Pack, Text
from tongket.rules.outcomes import (
    EXEMPT,
    MET,
    NOT_CONSIDERED,
    NOT_MET,
    NOT_RATED,
    OPEN,
    OUT,
    Assessment,
    ClauseResult,
    Outcome,
)
from tongket.rules.phrases import phrase, with_unit, write_fraction, write_parameter, write_value


@dataclass(frozen=True, slots=True)
class FrameGroup:
    """Marks of one group of criteria against what a level asks."""

    text: str
    status: str
    value: str
    reason: str
    facts: tuple[str, ...]


class Writer:
    """Texts about one outcome in one language."""

    scopes = (EXEMPT, OUT, NOT_RATED)

    def __init__(self, pack: Pack, assessment: Assessment, outcome: Outcome, lang: str) -> None:
        self.pack = pack
        self.assessment = assessment
        self.outcome = outcome
        self.lang = lang
        self.columns = pack.facts[outcome.table]

    def fill(self, text: Text, clause: Clause) -> str:
        """A text of the pack with its placeholders filled."""
        return PLACEHOLDER.sub(lambda match: self._place(match[1], clause), text.get(self.lang))

    def _place(self, name: str, clause: Clause) -> str:
        if name == "year":
            return str(self.pack.year)
        if name == "level":
            return self.pack.levels[0].label.get(self.lang)
        if name == "units":
            return self._units(clause)
        if name.startswith("parameter:"):
            return write_parameter(self.pack.parameters[name[10:]], self.lang)
        if name.startswith("share:"):
            share = self.outcome.shares.get(name[6:])
            return phrase("unknown", self.lang) if share is None else _share(share, self.lang)
        return write_value(self.columns[name], self.outcome.facts[name], self.lang)

    def _units(self, clause: Clause) -> str:
        named = self.outcome.facts.get(clause.bound.fact) if clause.bound is not None else None
        found = []
        for unit_id in named if isinstance(named, tuple) else ():
            unit = self.assessment.units.get(unit_id)
            if unit is not None:
                found.append(f"{self.name_of(unit_id)} – {self._short(unit.level)}")
        return ", ".join(found) if found else phrase("none", self.lang)

    def _short(self, level: str) -> str:
        if level in self.pack.level_ids:
            return self.pack.level(level).short.get(self.lang)
        key = f"scope_{level}" if level in self.scopes else "level_undetermined"
        return phrase(key, self.lang)

    def name_of(self, subject: str) -> str:
        """The name of a subject, or its id where no name is known."""
        for outcomes in self.assessment.tables().values():
            if subject in outcomes:
                return str(outcomes[subject].facts.get("name") or subject)
        return subject

    def value(self, clause: Clause, result: ClauseResult) -> str:
        """What stands at the right of a condition: the facts it looked at, shortly."""
        if clause.quota is not None or clause.kind == "vote":
            keys = {MET: "quota_chosen", NOT_MET: "quota_not_chosen", OPEN: "quota_waiting"}
            return phrase(keys.get(result.status, f"status_{NOT_CONSIDERED}"), self.lang)
        if clause.bound is not None:
            return self._units(clause)
        if clause.children is not None:
            steps = clause.steps[self.outcome.kind]
            asked = [word for step in steps for word in _words(step.node)]
            level = next((word for word in asked if word in self.outcome.shares), None)
            if level is not None:
                return _share(self.outcome.shares[level], self.lang)
            return phrase("unknown", self.lang)
        shown = [(self.columns[name], value) for name, value in result.facts.items()]
        numbers = [value for _, value in shown if isinstance(value, int) and not isinstance(value, bool)]
        if len(shown) == 2 and len(numbers) == 2:
            return f"{min(numbers)}/{max(numbers)}"
        return "; ".join(with_unit(fact, value, self.lang) for fact, value in shown)

    def frame_groups(self, clause: Clause, rank: int) -> list[FrameGroup]:
        """The groups of criteria that a level asks, with the marks that fall short."""
        groups = []
        for name, step in clause.frame[self.outcome.kind][rank].items():
            mark = _mark(step.node)
            names = fact_names(step.node)
            fact = self.columns[names[0]]
            values = {item: self.outcome.facts[item] for item in names}
            words = fact.type.words
            short = [
                item for item, value in values.items() if value is not None and _below(value, mark, words)
            ]
            unknown = [item for item, value in values.items() if value is None]
            status = NOT_MET if short else OPEN if unknown else MET
            top = "_top" if words.index(mark) == 0 else ""
            label = fact.words[mark].get(self.lang)
            reached = len(names) - len(short) - len(unknown)
            single = write_value(fact, values[names[0]], self.lang)
            many = phrase("frame_value", self.lang, count=reached, all=len(names))
            groups.append(
                FrameGroup(
                    text=phrase(f"frame_{name}{top}", self.lang, mark=label),
                    status=status,
                    value=single if len(names) == 1 else many,
                    reason=phrase(
                        f"frame_reason_{name}",
                        self.lang,
                        mark=label,
                        marks=", ".join(map(self._marked, short)),
                    ),
                    facts=names,
                )
            )
        return groups

    def _marked(self, name: str) -> str:
        fact = self.columns[name]
        return f"{fact.label.get(self.lang)} – {write_value(fact, self.outcome.facts[name], self.lang)}"

    def missing(self, name: str) -> str:
        """A missing fact in words."""
        if name.startswith("level:"):
            return phrase("missing_level", self.lang, name=self.name_of(name[6:]))
        if name.startswith("history:"):
            return phrase("missing_history", self.lang, year=name[8:])
        if name in {"children", "further_ballot", "events"}:
            return phrase(f"missing_{name}", self.lang)
        fact = self.columns.get(name)
        return fact.label.get(self.lang) if fact is not None else name


def _share(share: Fraction, lang: str) -> str:
    percent = write_fraction(share * 100, lang).rpartition("≈ ")[2]
    return f"{share} ({percent}%)" if share.denominator != 1 else f"{percent}%"


def _words(node: Node) -> list[str]:
    own = [node.value] if isinstance(node, Const | Param) and isinstance(node.value, str) else []
    return [*own, *(found for part in parts(node) for found in _words(part))]


def _mark(node: Node) -> str:
    assert isinstance(node, Logic), "frames compile to one `and` per group"
    first = node.parts[0]
    assert isinstance(first, Compare), "frames compare a mark with a constant"
    assert isinstance(first.right, Const), "frames compare a mark with a constant"
    return str(first.right.value)


def _below(value: Value, mark: str, words: tuple[str, ...]) -> bool:
    return words.index(str(value)) > words.index(mark)
