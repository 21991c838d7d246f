"""`explain`: an outcome as a person reads it, never more than its reader may see."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tongket.rules.explain_short import reason_lines
from tongket.rules.explanation import HIDDEN, Condition, Explanation, FactShown, Proposal, Rung
from tongket.rules.model import Clause, Pack
from tongket.rules.outcomes import (
    MET,
    NOT_CONSIDERED,
    NOT_MET,
    OPEN,
    RATED,
    UNDETERMINED,
    Assessment,
    ClauseResult,
    Outcome,
)
from tongket.rules.phrases import cited, phrase, with_unit, write_value
from tongket.rules.reasons import Writer


def explain(
    pack: Pack,
    assessment: Assessment,
    subject: str,
    *,
    lang: str = "vi",
    reader: Collection[str] = ("open",),
    table: str | None = None,
) -> Explanation:
    """Explain one outcome to a reader with these reader classes. KeyError for an unknown subject."""
    outcome = assessment.outcome(subject, table)
    return _Explainer(pack, assessment, outcome, lang, frozenset(reader)).explanation()


class _Explainer:
    def __init__(
        self, pack: Pack, assessment: Assessment, outcome: Outcome, lang: str, reader: frozenset[str]
    ) -> None:
        self.pack = pack
        self.outcome = outcome
        self.lang = lang
        self.reader = reader
        self.columns = pack.facts[outcome.table]
        self.writer = Writer(pack, assessment, outcome, lang)
        self.levels = pack.level_ids

    def explanation(self) -> Explanation:
        outcome, lang = self.outcome, self.lang
        rated = outcome.scope == RATED
        shown = outcome.allowed if outcome.allowed is not None else outcome.level
        target = self._target(shown) if rated else 0
        conditions = self._conditions(target) if rated else self._scope_conditions()
        return Explanation(
            subject=outcome.id,
            lang=lang,
            headline=phrase("headline_allowed" if rated else "headline_scope", lang, self.pack.phrases),
            level=shown,
            level_text=self._level_text(shown),
            sentence=self._sentence(shown, target, conditions),
            ladder=self._ladder(shown) if rated else (),
            target=self.levels[target],
            target_text=self.pack.levels[target].label.get(lang),
            conditions=conditions,
            summary=self._summary(conditions),
            proposals=self._proposals(),
            forms=self.outcome.forms,
            lines=reason_lines(self.pack, outcome, self.writer, lang, self._hidden),
            warnings=self._warnings(),
            suspended=tuple(
                self.writer.fill(self.pack.clauses[name].condition, self.pack.clauses[name])
                for name in outcome.suspended
                if not self._hidden(self.pack.clauses[name])
            ),
            unconfirmed=tuple(self.pack.parameters[path].label.get(lang) for path in outcome.unconfirmed),
            missing=tuple(self._missing()),
        )

    def _level_text(self, level: str) -> str:
        if level in self.levels:
            return self.pack.level(level).label.get(self.lang)
        if level == UNDETERMINED:
            return phrase("level_undetermined", self.lang)
        return phrase(f"scope_{level}", self.lang)

    def _target(self, shown: str) -> int:
        """The level whose conditions are listed: the one above the highest allowed, or the highest."""
        return max(self.levels.index(shown) - 1, 0) if shown in self.levels else 0

    def _clauses(self) -> list[tuple[Clause, ClauseResult]]:
        results = {result.clause: result for result in self.outcome.results}
        return [(clause, results[clause.id]) for clause in self.pack.clauses.values() if clause.id in results]

    def _hidden(self, clause: Clause) -> bool:
        names = clause.facts.get(self.outcome.kind, ())
        return any(self.columns[name].reader not in self.reader for name in names)

    def _conditions(self, target: int) -> tuple[Condition, ...]:
        shown: list[Condition] = []
        lowest: list[Condition] = []
        quotas: list[Condition] = []
        hidden = False
        for clause, result in self._clauses():
            if clause.kind in {"scope", "vote"} and result.status != NOT_MET:
                continue
            if clause.kind == "scope" or not self._concerns(clause, result, target):
                continue
            if self._hidden(clause):
                hidden = True
            elif clause.quota is not None or clause.kind == "vote":
                quotas.append(self._condition(clause, result))
            elif clause.frame:
                shown.extend(self._frame(clause, result, target))
            elif self._is_lowest(clause):
                lowest.append(self._condition(clause, result))
            else:
                shown.append(self._condition(clause, result))
        if lowest:
            shown.append(self._group(lowest))
        if hidden:
            shown.append(self._hidden_condition())
        return (*shown, *quotas)

    def _scope_conditions(self) -> tuple[Condition, ...]:
        found = [(clause, result) for clause, result in self._clauses() if clause.kind == "scope"]
        visible = [self._condition(clause, result) for clause, result in found if not self._hidden(clause)]
        if any(self._hidden(clause) for clause, _ in found):
            visible.append(self._hidden_condition())
        return tuple(visible)

    def _is_lowest(self, clause: Clause) -> bool:
        steps = clause.steps.get(self.outcome.kind, ())
        return bool(steps) and all(step.cap == len(self.levels) - 1 for step in steps)

    def _concerns(self, clause: Clause, result: ClauseResult, target: int) -> bool:
        """Whether the clause can keep somebody from the target level."""
        if clause.frame:
            return target in clause.frame[self.outcome.kind]
        if clause.bound is not None:
            return bool(self.outcome.facts.get(clause.bound.fact)) or result.status == OPEN
        if clause.quota is not None:
            return target <= clause.quota.top
        if clause.kind == "vote":
            return target == 0
        return any(step.cap > target for step in clause.steps.get(self.outcome.kind, ()))

    def _condition(self, clause: Clause, result: ClauseResult) -> Condition:
        status = result.status
        return Condition(
            clause=clause.id,
            text=self.writer.fill(clause.condition, clause),
            status=status,
            status_text=phrase(f"status_{status}", self.lang),
            value=self.writer.value(clause, result),
            reason=self.writer.fill(clause.reason, clause) if status == NOT_MET else "",
            cites=cited(clause.cites),
            confirmed=self._confirmed(clause),
            suspended=clause.suspension.document if clause.suspension else "",
            facts=self._facts(tuple(result.facts)),
        )

    def _confirmed(self, clause: Clause) -> bool:
        used = self.pack.parameters_of(clause, self.outcome.kind)
        return clause.confirmed and all(self.pack.parameters[path].confirmed for path in used)

    def _facts(self, names: Sequence[str]) -> tuple[FactShown, ...]:
        return tuple(
            FactShown(
                name,
                self.columns[name].label.get(self.lang),
                self.outcome.facts[name],
                with_unit(self.columns[name], self.outcome.facts[name], self.lang),
            )
            for name in names
        )

    def _frame(self, clause: Clause, result: ClauseResult, target: int) -> list[Condition]:
        found = []
        for group in self.writer.frame_groups(clause, target):
            reason = group.reason if group.status == NOT_MET else ""
            found.append(
                Condition(
                    clause=clause.id,
                    text=group.text,
                    status=group.status,
                    status_text=phrase(f"status_{group.status}", self.lang),
                    value=group.value,
                    reason=reason,
                    cites=cited(clause.cites),
                    confirmed=self._confirmed(clause),
                    suspended=clause.suspension.document if clause.suspension else "",
                    facts=self._facts(group.facts),
                )
            )
        return found

    def _group(self, lowest: list[Condition]) -> Condition:
        states = [condition.status for condition in lowest]
        status = NOT_MET if NOT_MET in states else OPEN if OPEN in states else MET
        label = self.pack.levels[-1].label.get(self.lang)
        count = states.count(NOT_MET)
        return Condition(
            clause="",
            text=phrase("group_lowest", self.lang, self.pack.phrases, level=label),
            status=status,
            status_text=phrase(f"status_{status}", self.lang),
            value=phrase("group_lowest_value", self.lang, self.pack.phrases, count=count, all=len(states)),
            reason="; ".join(condition.reason for condition in lowest if condition.reason),
            cites=tuple(dict.fromkeys(cite for condition in lowest for cite in condition.cites)),
            confirmed=all(condition.confirmed for condition in lowest),
            suspended="",
            facts=(),
            children=tuple(lowest),
        )

    def _hidden_condition(self) -> Condition:
        """One row for all hidden grounds, met or not, so that nothing can be read from its presence."""
        return Condition(
            clause="",
            text=phrase("hidden", self.lang),
            status=HIDDEN,
            status_text=phrase("status_hidden", self.lang),
            value="",
            reason="",
            cites=(),
            confirmed=True,
            suspended="",
            facts=(),
        )

    def _sentence(self, shown: str, target: int, conditions: Sequence[Condition]) -> str:
        lang, outcome = self.lang, self.outcome
        if outcome.scope in self.writer.scopes:
            clauses = [self.pack.clauses[clause_id] for clause_id in outcome.scope_by]
            reasons = [
                self.writer.fill(clause.reason, clause) for clause in clauses if not self._hidden(clause)
            ]
            if len(reasons) < len(clauses):
                reasons.append(phrase("hidden_reason", lang))
            scope = phrase(f"scope_{outcome.scope}", lang)
            return phrase("sentence_scope", lang, self.pack.phrases, scope=scope, reasons="; ".join(reasons))
        if shown == UNDETERMINED or (outcome.level == UNDETERMINED and outcome.missing):
            return phrase("sentence_open", lang, self.pack.phrases, missing="; ".join(self._missing()))
        if outcome.allowed is None:
            return phrase("sentence_given", lang, self.pack.phrases)
        level = self.pack.levels[target].label.get(lang)
        reasons = list(dict.fromkeys(c.reason for c in conditions if c.status == NOT_MET and c.reason))
        if self.levels.index(shown) <= target:
            key = "sentence_quota" if reasons else "sentence_all_met"
        else:
            key = "sentence_missed"
            binding = [
                clause for clause, result in self._clauses() if clause.binds and result.status == NOT_MET
            ]
            if any(self._hidden(clause) for clause in binding if clause.kind != "scope"):
                reasons.append(phrase("hidden_reason", lang))
        return phrase(key, lang, self.pack.phrases, level=level, reasons="; ".join(reasons))

    def _ladder(self, shown: str) -> tuple[Rung, ...]:
        here = self.levels.index(shown) if shown in self.levels else None
        rungs = []
        for rank, level in enumerate(self.pack.levels):
            state, note = self._rung(rank, here)
            rungs.append(
                Rung(
                    level.id,
                    level.short.get(self.lang),
                    level.label.get(self.lang),
                    state,
                    note,
                    rank == here,
                )
            )
        return tuple(rungs)

    def _rung(self, rank: int, here: int | None) -> tuple[str, str]:
        last = len(self.levels) - 1
        if here is None:
            return UNDETERMINED, phrase("rung_open", self.lang, self.pack.phrases)
        if rank == last:
            return "lowest", phrase(
                "rung_lowest_here" if here == last else "rung_lowest", self.lang, self.pack.phrases
            )
        if rank >= here:
            return "met", phrase("rung_met", self.lang, self.pack.phrases)
        count = sum(
            1
            for condition in self._conditions(rank)
            for part in (condition.children or (condition,))
            if part.status == NOT_MET
        )
        if count == 0:
            return "missed", phrase("rung_hidden", self.lang, self.pack.phrases)
        return "missed", phrase("rung_missed", self.lang, self.pack.phrases, count=count)

    def _summary(self, conditions: Sequence[Condition]) -> str:
        states = [condition.status for condition in conditions]
        waiting = sum(1 for state in states if state in (OPEN, NOT_CONSIDERED, HIDDEN))
        return phrase(
            "summary", self.lang, met=states.count(MET), not_met=states.count(NOT_MET), open=waiting
        )

    def _proposals(self) -> tuple[Proposal, ...]:
        found = []
        for name, fact in self.columns.items():
            if fact.type.words == self.levels and fact.reader in self.reader:
                value = self.outcome.facts[name]
                text = write_value(fact, value, self.lang)
                found.append(
                    Proposal(name, fact.label.get(self.lang), None if value is None else str(value), text)
                )
        return tuple(found)

    def _warnings(self) -> tuple[str, ...]:
        """Clauses not applied that would have counted; those on hidden facts are said of everybody whom they
        concern, met or not, so that nothing can be read from it."""
        lines: dict[str, None] = {}
        for clause_id in (*self.outcome.warnings, *self.outcome.suspended):
            clause = self.pack.clauses[clause_id]
            if self._hidden(clause):
                continue
            condition = self.writer.fill(clause.condition, clause)
            if clause.suspension is not None:
                document, reason = clause.suspension.document, clause.suspension.reason
                text = phrase(
                    "warning_suspended", self.lang, condition=condition, document=document, reason=reason
                )
            elif clause.reminds:
                reason = self.writer.fill(clause.reason, clause)
                text = phrase("warning_reminder", self.lang, condition=condition, reason=reason)
            else:
                text = phrase("warning_unconfirmed", self.lang, condition=condition)
            lines[text] = None
        if any(self._hidden(clause) and not clause.binds for clause, _ in self._clauses()):
            lines[phrase("warning_hidden", self.lang)] = None
        return tuple(lines)

    def _missing(self) -> list[str]:
        found: dict[str, None] = {}
        for name in self.outcome.missing:
            fact = self.columns.get(name)
            if fact is not None and fact.reader not in self.reader:
                found[phrase("hidden", self.lang)] = None
            else:
                found[self.writer.missing(name)] = None
        return list(found)
