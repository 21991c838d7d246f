"""`show_pack`: the pack with its layers as a document that a lawyer reads (Markdown)."""

from __future__ import annotations

import datetime

from tongket.rules.expressions.tree import Node
from tongket.rules.model import Clause, FactDef, LegalText, Pack, Parameter, QuotaRule, Text
from tongket.rules.phrases import phrase, write_parameter, write_value
from tongket.rules.texts import outdated_texts
from tongket.rules.words import filled_text, in_words


def show_pack(pack: Pack, *, lang: str = "vi") -> str:
    """The pack as a document: what is open first, then texts, levels, stages, clauses, parameters, facts.

    Every clause is written in words for every kind of subject, with its dates, citations and evidence.
    """
    return "\n".join(_Document(pack, lang).lines()) + "\n"


def clause_rules(pack: Pack, clause: Clause, lang: str) -> list[str]:
    """What a clause asks, in words: a line per condition, naming the kinds of subject that it does not ask alike."""
    return _Document(pack, lang).rule(clause)


class _Document:
    def __init__(self, pack: Pack, lang: str) -> None:
        self.pack = pack
        self.lang = lang

    def lines(self) -> list[str]:
        pack, lang = self.pack, self.lang
        lines = [f"# {pack.title.get(lang)}", "", f"{self.t('show_year')}: {pack.year}"]
        lines += [f"{self.t('show_layers')}: {'; '.join(pack.layers) or self.t('none')}"]
        lines += [f"> {found.sentence(lang)}" for found in outdated_texts(pack)]
        lines += ["", f"## {self.t('show_open')}", "", *self.open_items()]
        suspended = [clause for clause in pack.clauses.values() if clause.suspension is not None]
        if suspended:
            lines += ["", f"## {self.t('show_suspended')}", ""]
            lines += [f"- {self.suspension(clause)}" for clause in suspended]
        lines += ["", f"## {self.t('show_texts')}", ""]
        lines += [self.text(text) for text in pack.texts]
        lines += ["", f"## {self.t('show_levels')}", ""]
        lines += [
            f"{n}. {level.label.get(lang)} ({level.short.get(lang)})"
            for n, level in enumerate(pack.levels, 1)
        ]
        lines += ["", f"## {self.t('show_stages')}", ""]
        lines += [f"{n}. {stage.label.get(lang)}" for n, stage in enumerate(pack.stages, 1)]
        lines += ["", f"## {self.t('show_clauses')}", ""]
        for clause in pack.clauses.values():
            lines += [*self.clause(clause), ""]
        lines += [f"## {self.t('show_parameters')}", ""]
        lines += [self.parameter(parameter) for parameter in pack.parameters.values()]
        for table, columns in pack.facts.items():
            lines += ["", f"## {self.t('show_facts')}: {table}", ""]
            lines += [self.fact(fact) for fact in columns.values()]
        return lines

    def t(self, key: str, **values: object) -> str:
        return phrase(key, self.lang, None, **values)

    def filled(self, text: Text, clause: Clause) -> str:
        return filled_text(self.pack, text, self.lang, self.pack.kinds[clause.subjects[0]].table)

    def open_items(self) -> list[str]:
        """Clauses and values that nobody has confirmed."""
        pack = self.pack
        items = [
            f"- {self.filled(c.condition, c)} (`{c.id}`)" for c in pack.clauses.values() if not c.confirmed
        ]
        items += [
            f"- {parameter.label.get(self.lang)} (`{path}`): {write_parameter(parameter, self.lang)}"
            for path, parameter in pack.parameters.items()
            if not parameter.confirmed
        ]
        return items or [self.t("show_open_none")]

    def text(self, text: LegalText) -> str:
        until = _day(text.valid_until) if text.valid_until else "…"
        line = f"- {text.id}: {text.title.get(self.lang)} ({_day(text.valid_from)} – {until})"
        return f"{line} — **{self.t('show_expired')}**" if text in self.pack.expired else line

    def clause(self, clause: Clause) -> list[str]:
        pack, lang = self.pack, self.lang
        lines = [f"### {self.filled(clause.condition, clause)}", ""]
        kinds = ", ".join(pack.kinds[kind].label.get(lang) for kind in clause.subjects)
        lines.append(f"- {self.t('show_subjects')}: {kinds}")
        stages = dict.fromkeys(clause.stage[kind] for kind in clause.subjects if kind in clause.stage)
        named = [stage.label.get(lang) for stage in pack.stages if stage.id in stages]
        if named:
            lines.append(f"- {self.t('show_stage')}: {'; '.join(named)}")
        lines.append(f"- {self.t('show_effect')}: {clause.effect.get(lang)}")
        lines += [f"- {line}" for line in self.rule(clause)]
        lines.append(f"- {self.t('show_reason')}: {self.filled(clause.reason, clause)}")
        cites = "; ".join(f"{cite} ({cite.layer})" if cite.layer else str(cite) for cite in clause.cites)
        lines.append(
            f"- {self.t('show_cites')}: {cites}; {self.evidence(clause.evidence)}; {self.dates(clause)}"
        )
        if not clause.confirmed:
            lines.append(f"- **{self.t('unconfirmed')}**")
        if clause.suspension is not None:
            lines.append(f"- **{self.suspension(clause)}**")
        lines.append(f"- `{clause.id}` · {clause.file}:{clause.line}")
        return lines

    def rule(self, clause: Clause) -> list[str]:
        """What the clause asks, in words; kinds of subject that are asked the same stand in one line."""
        said: dict[str, list[str]] = {}
        for kind in clause.subjects:
            for line in self._asked(clause, kind):
                said.setdefault(line, []).append(self.pack.kinds[kind].label.get(self.lang))
        everybody = len(clause.subjects)
        return [
            line if len(kinds) == everybody else f"{', '.join(kinds)}: {line[0].lower()}{line[1:]}"
            for line, kinds in said.items()
        ]

    def _asked(self, clause: Clause, kind: str) -> list[str]:
        pack, table = self.pack, self.pack.kinds[kind].table
        lines = []
        for step in clause.steps.get(kind, ()):
            words = in_words(pack, table, step.node, self.lang)
            if clause.kind == "scope":
                lines.append(f"{self.t('show_rule_scope')}: {words}")
            elif step.fires_when:
                level = pack.levels[step.cap].label.get(self.lang)
                lines.append(f"{self.t('show_rule_caps', level=level)}: {words}")
            else:
                level = pack.levels[step.cap - 1].label.get(self.lang)
                lines.append(f"{self.t('show_rule_requires', level=level)}: {words}")
        aside: Node | None = clause.aside.get(kind)
        if aside is not None:
            lines.append(f"{self.t('show_rule_scope')}: {in_words(pack, table, aside, self.lang)}")
        if clause.bound is not None:
            fact = pack.facts[table][clause.bound.fact].label.get(self.lang)
            lines.append(self.t("show_rule_bound", fact=fact))
        if clause.quota is not None:
            lines += self.quota(clause.quota)
        return lines

    def quota(self, rule: QuotaRule) -> list[str]:
        """The ceiling with the values of its parameters, and how those inside it are chosen."""
        values = {
            key: self.value(f"{rule.settings}.{name}")
            for key, name in (
                ("share", "share"),
                ("denominator", "denominator"),
                ("rounding", "rounding"),
                ("one", "at_least_one"),
                ("group", "group"),
            )
        }
        top = self.pack.levels[rule.top].label.get(self.lang)
        lines = [self.t("show_rule_quota", top=top, **values)]
        if rule.by == "choice":
            return [*lines, self.t("show_rule_choice")]
        return [*lines, self.t("show_rule_ballot", majority=self.value(f"{rule.vote}.majority"))]

    def value(self, path: str) -> str:
        parameter = self.pack.parameters.get(path)
        return "…" if parameter is None else write_parameter(parameter, self.lang)

    def dates(self, clause: Clause) -> str:
        if clause.valid_until is None:
            return self.t("show_from", day=_day(clause.valid_from))
        return self.t("show_from_until", day=_day(clause.valid_from), until=_day(clause.valid_until))

    def evidence(self, mark: str) -> str:
        return f"{self.t('show_evidence')}: {self.t(f'show_evidence_{mark}')}"

    def suspension(self, clause: Clause) -> str:
        assert clause.suspension is not None, "asked for suspended clauses only"
        document, reason = clause.suspension.document, clause.suspension.reason
        condition = self.filled(clause.condition, clause)
        return self.t("warning_suspended", condition=condition, document=document, reason=reason)

    def parameter(self, parameter: Parameter) -> str:
        cites = "; ".join(map(str, parameter.cites)) or self.t("none")
        mark = "" if parameter.confirmed else f" — **{self.t('unconfirmed')}**"
        by = (
            "" if parameter.set_by == self.pack.name else f"; {self.t('show_set_by', layer=parameter.set_by)}"
        )
        value = write_parameter(parameter, self.lang)
        return (
            f"- {parameter.label.get(self.lang)} (`{parameter.path}`): {value}. {self.t('show_cites')}: {cites}; "
            f"{self.evidence(parameter.evidence)}{by}{mark}"
        )

    def fact(self, fact: FactDef) -> str:
        words = [f"{word} = {text.get(self.lang)}" for word, text in fact.words.items()]
        values = f" ({'; '.join(words)})" if words else f" ({fact.form})"
        empty = f"{self.t('show_empty')}: {fact.empty.get(self.lang)}"
        line = f"- `{fact.name}`{values}: {fact.label.get(self.lang)}; {empty}"
        if fact.without_column is not None:
            line += f"; {self.t('show_without')}: {write_value(fact, fact.without_column, self.lang)}"
        return line if fact.reader == "open" else f"{line}; {self.t('show_reader')}: {fact.reader}"


def _day(day: datetime.date) -> str:
    return day.strftime("%d/%m/%Y")
