"""Whose level changes between two judgements, and why, as a person reads it: never more than the reader may see."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

from tongket.rules.compare import Change, Comparison
from tongket.rules.explain_short import reason_of
from tongket.rules.model import Clause, Pack
from tongket.rules.outcomes import UNDETERMINED, Assessment, Outcome
from tongket.rules.phrases import phrase
from tongket.rules.reasons import Writer

LEVEL, ALLOWED = "level", "allowed"


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One subject that comes out differently, in one language.

    `moved` says what the two words are about: the level itself, or the highest level whose conditions are met.
    `because` are the clauses that hold it only afterwards and `reasons` their sentences; `no_longer` and
    `gone_reasons` those of before. Clauses on facts hidden from the reader are left out of both lists of ids.
    """

    id: str
    table: str
    kind: str
    name: str
    moved: str
    before: str
    after: str
    before_text: str
    after_text: str
    because: tuple[str, ...]
    reasons: tuple[str, ...]
    no_longer: tuple[str, ...]
    gone_reasons: tuple[str, ...]

    def lines(self, lang: str) -> tuple[str, ...]:
        """The change as lines of text."""
        said = [
            phrase(
                f"change_{self.moved}", lang, name=self.name, before=self.before_text, after=self.after_text
            )
        ]
        if self.reasons:
            said.append(f"    {phrase('change_why', lang, reasons='; '.join(self.reasons))}.")
        if self.gone_reasons:
            said.append(f"    {phrase('change_no_longer', lang, reasons='; '.join(self.gone_reasons))}.")
        return tuple(said)

    def to_dict(self) -> dict[str, object]:
        """Plain data for JSON and templates."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many subjects of a kind come out at a level, before and after."""

    kind: str
    kind_text: str
    level: str
    level_text: str
    before: int
    after: int


def explain_changes(
    first: Pack,
    second: Pack,
    comparison: Comparison,
    *,
    lang: str = "vi",
    reader: Collection[str] = ("open",),
) -> tuple[ChangeShown, ...]:
    """The changes of a comparison with their reasons; `first` judged before, `second` after."""
    sides = (
        _Side(first, comparison.before, lang, frozenset(reader)),
        _Side(second, comparison.after, lang, frozenset(reader)),
    )
    return tuple(_shown(change, *sides, lang) for change in comparison.changes)


def count_levels(
    first: Pack, second: Pack, comparison: Comparison, *, lang: str = "vi"
) -> tuple[LevelCount, ...]:
    """Numbers by kind of subject and level (or scope) on both sides, levels of the second pack first."""
    numbers: dict[tuple[str, str], list[int]] = {}
    for place, assessment in enumerate((comparison.before, comparison.after)):
        for outcomes in assessment.tables().values():
            for outcome in outcomes.values():
                numbers.setdefault((outcome.kind, outcome.level), [0, 0])[place] += 1
    kinds = {**first.kinds, **second.kinds}
    order = [*second.level_ids, *(level for level in first.level_ids if level not in second.level_ids)]
    found = sorted(
        numbers,
        key=lambda key: (
            list(kinds).index(key[0]),
            order.index(key[1]) if key[1] in order else len(order),
            key[1],
        ),
    )
    return tuple(
        LevelCount(
            kind,
            kinds[kind].label.get(lang),
            level,
            level_text(second if level in second.level_ids else first, level, lang),
            *numbers[kind, level],
        )
        for kind, level in found
    )


def level_text(pack: Pack, word: str | None, lang: str) -> str:
    """A level by its short name, a scope or an open level in words."""
    if word in pack.level_ids:
        return pack.level(str(word)).short.get(lang)
    if word is None:
        return "–"
    return phrase("level_undetermined" if word == UNDETERMINED else f"scope_{word}", lang)


class _Side:
    """One of the two judgements, with what its reader may be told of it."""

    def __init__(self, pack: Pack, assessment: Assessment, lang: str, reader: frozenset[str]) -> None:
        self.pack = pack
        self.assessment = assessment
        self.lang = lang
        self.reader = reader

    def outcome(self, change: Change) -> Outcome:
        return self.assessment.outcome(change.id, change.table)

    def reasons(self, outcome: Outcome, names: Sequence[str]) -> tuple[str, ...]:
        """Reasons of these clauses; all hidden ones are one sentence, always the same."""
        writer = Writer(self.pack, self.assessment, outcome, self.lang)
        found: dict[str, None] = {}
        concealed = False
        for name in names:
            clause = self.pack.clauses[name]
            if self._hidden(clause, outcome):
                concealed = True
                continue
            found[reason_of(clause, outcome, self.pack, writer)] = None
        if concealed:
            found[phrase("hidden_reason", self.lang)] = None
        return tuple(found)

    def visible(self, outcome: Outcome, names: Sequence[str]) -> tuple[str, ...]:
        """Those of the clauses that the reader may know of."""
        return tuple(name for name in names if not self._hidden(self.pack.clauses[name], outcome))

    def about(self, moved: str, names: Sequence[str]) -> tuple[str, ...]:
        """The clauses that bear on what moved: no quota on the highest level whose conditions are met."""
        clauses = self.pack.clauses
        after_quota = [name for name in names if clauses[name].quota or clauses[name].kind == "vote"]
        return tuple(name for name in names if moved == LEVEL or name not in after_quota)

    def capping(self, outcome: Outcome, level: str | None) -> tuple[str, ...]:
        """Clauses that keep the subject below a level, whatever was proposed."""
        levels = self.pack.level_ids
        if level not in levels:
            return ()
        return tuple(
            result.clause
            for result in outcome.results
            if result.cap in levels
            and levels.index(str(result.cap)) > levels.index(str(level))
            and self.pack.clauses[result.clause].binds
        )

    def missing(self, outcome: Outcome) -> tuple[str, ...]:
        """What is not yet known, hidden facts by the uniform sentence."""
        writer = Writer(self.pack, self.assessment, outcome, self.lang)
        columns = self.pack.facts[outcome.table]
        found: dict[str, None] = {}
        for name in outcome.missing:
            fact = columns.get(name)
            hidden = fact is not None and fact.reader not in self.reader
            found[phrase("hidden", self.lang) if hidden else writer.missing(name)] = None
        return (phrase("change_missing", self.lang, missing=", ".join(found)),) if found else ()

    def _hidden(self, clause: Clause, outcome: Outcome) -> bool:
        columns = self.pack.facts[outcome.table]
        return any(columns[name].reader not in self.reader for name in clause.facts.get(outcome.kind, ()))


def _shown(change: Change, first: _Side, second: _Side, lang: str) -> ChangeShown:
    old, new = first.outcome(change), second.outcome(change)
    moved = LEVEL if old.level != new.level else ALLOWED
    before, after = change.level if moved == LEVEL else change.allowed
    reasons = (*second.reasons(new, second.about(moved, change.because)), *second.missing(new))
    gone = first.reasons(old, first.about(moved, change.no_longer))
    if not reasons and not gone:
        reasons = second.reasons(new, second.capping(new, before))
        gone = first.reasons(old, first.capping(old, after))
    if not reasons and not gone:
        gone = first.missing(old)
    if not reasons and not gone:
        reasons = second.reasons(new, (*new.lowered_by, *new.scope_by)) or (
            phrase("change_by_superior", lang),
        )
    return ChangeShown(
        id=change.id,
        table=change.table,
        kind=new.kind,
        name=str(new.facts.get("name") or change.id),
        moved=moved,
        before=str(before or ""),
        after=str(after or ""),
        before_text=level_text(first.pack, before, lang),
        after_text=level_text(second.pack, after, lang),
        because=second.visible(new, change.because),
        reasons=reasons,
        no_longer=first.visible(old, change.no_longer),
        gone_reasons=gone,
    )
