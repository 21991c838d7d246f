"""One line for every clause that keeps a subject below what was proposed, or outside the rating."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tongket.rules.model import Clause, Pack
from tongket.rules.outcomes import NOT_MET, RATED, Outcome
from tongket.rules.phrases import cited, phrase
from tongket.rules.reasons import Writer


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """Why a level is not reached: the sentence with its citation. `clause` is empty for hidden grounds."""

    clause: str
    reason: str
    sentence: str
    cites: tuple[str, ...]

    def text(self) -> str:
        """The sentence with its citation in brackets."""
        return f"{self.sentence} ({'; '.join(self.cites)})." if self.cites else f"{self.sentence}."


def reason_lines(
    pack: Pack, outcome: Outcome, writer: Writer, lang: str, hidden: Callable[[Clause], bool]
) -> tuple[ReasonLine, ...]:
    """A line per clause in the order of the pack; all hidden grounds together are one line in the same words."""
    rated = outcome.scope == RATED
    names = outcome.lowered_by if rated else outcome.scope_by
    lines: list[ReasonLine] = []
    concealed = False
    for name in names:
        clause = pack.clauses[name]
        if hidden(clause):
            concealed = True
            continue
        reason = reason_of(clause, outcome, pack, writer)
        lines.append(
            ReasonLine(name, reason, _sentence(clause, reason, outcome, pack, lang), cited(clause.cites))
        )
    if concealed:
        reason = phrase("hidden_reason", lang)
        lines.append(ReasonLine("", reason, _sentence(None, reason, outcome, pack, lang), ()))
    return tuple(lines)


def missed_rank(clause: Clause | None, outcome: Outcome, pack: Pack) -> int:
    """The best level that is out of reach: by this clause, or by all of them together (None)."""
    levels = pack.level_ids
    result = outcome.result(clause.id) if clause is not None else None
    reached = result.cap if result is not None and result.cap else outcome.level
    return max(levels.index(reached) - 1, 0) if reached in levels else 0


def reason_of(clause: Clause, outcome: Outcome, pack: Pack, writer: Writer) -> str:
    """Why the clause is not met here; for criteria the marks that fall short of the missed level."""
    if clause.frame and outcome.kind in clause.frame:
        rank = missed_rank(clause, outcome, pack)
        if rank in clause.frame[outcome.kind]:
            groups = writer.frame_groups(clause, rank)
            found = [group.reason for group in groups if group.status == NOT_MET and group.reason]
            if found:
                return "; ".join(found)
    return writer.fill(clause.reason, clause)


def _sentence(clause: Clause | None, reason: str, outcome: Outcome, pack: Pack, lang: str) -> str:
    if outcome.scope != RATED:
        return phrase("line_scope", lang, scope=phrase(f"scope_{outcome.scope}", lang), reason=reason)
    level = pack.levels[missed_rank(clause, outcome, pack)].label.get(lang)
    return phrase("line_missed", lang, level=level, reason=reason)
