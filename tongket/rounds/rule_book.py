"""The rules of a round as a person looks them up: clauses, parameters, what nobody has confirmed yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tongket.common.dates import format_day
from tongket.rounds.models import ClauseSuspension, ConfirmedClause, ConfirmedParameter, Round, RoundLayer
from tongket.rounds.packs import pack_for
from tongket.rounds.states import LAYER_ORDER
from tongket.rules import Pack
from tongket.rules.model import Clause, LegalText, Parameter
from tongket.rules.phrases import cited, phrase, write_parameter
from tongket.rules.show import clause_rules
from tongket.rules.texts import outdated_texts
from tongket.rules.words import filled_text

ALL, UNCONFIRMED, SUSPENDED = "all", "unconfirmed", "suspended"


@dataclass(frozen=True)
class ClauseRow:
    """One clause as it holds for the round, in words."""

    id: str
    kind: str
    stage: str
    effect: str
    condition: str
    reason: str
    subjects: str
    rules: list[str]
    cites: str
    evidence: str
    dates: str
    confirmed: bool
    suspension: ClauseSuspension | None
    confirmation: ConfirmedClause | None
    parameters: list[str]


@dataclass(frozen=True)
class ParameterRow:
    """One value, as people write it and as a layer writes it, with who set it."""

    path: str
    label: str
    form: str
    value: str
    written: object
    cites: str
    evidence: str
    confirmed: bool
    set_by: str
    answer: ConfirmedParameter | None


@dataclass(frozen=True)
class TextRow:
    """A legal text that the pack carries out, with its time in force."""

    id: str
    title: str
    since: str
    until: str
    expired: bool
    replaced_by: str


@dataclass(frozen=True)
class Tier:
    """One tier of layers, the upper first: whose it is, and the texts adopted there."""

    label: str
    layers: list[RoundLayer]


@dataclass(frozen=True)
class RuleBook:
    """Everything the page of the rules shows, in one language."""

    title: str
    years: str
    texts: list[TextRow]
    tiers: list[Tier]
    answers: list[ConfirmedParameter]
    clauses: list[ClauseRow]
    parameters: list[ParameterRow]
    stages: list[str]
    outdated: list[str]
    fingerprint: str
    waiting: frozenset[str]

    @property
    def unconfirmed(self) -> list[ParameterRow]:
        return [p for p in self.parameters if p.path in self.waiting]

    @property
    def unconfirmed_clauses(self) -> list[ClauseRow]:
        return [c for c in self.clauses if c.id in self.waiting]

    @property
    def suspended(self) -> list[ClauseRow]:
        return [c for c in self.clauses if c.suspension]

    def clauses_of(self, wanted: str) -> list[ClauseRow]:
        """The clauses that a filter of the page leaves."""
        return {UNCONFIRMED: self.unconfirmed_clauses, SUSPENDED: self.suspended}.get(wanted, self.clauses)

    def parameters_of(self, wanted: str) -> list[ParameterRow]:
        """The parameters that a filter of the page leaves."""
        return {UNCONFIRMED: self.unconfirmed, SUSPENDED: []}.get(wanted, self.parameters)


def rule_book(round: Round, lang: str) -> RuleBook:
    """The rules of a round in a language (no viewer: the caller has asked ``may_see_rules``)."""
    pack = pack_for(round)
    suspended = {s.clause: s for s in round.suspensions.all()}
    confirmed = {c.clause: c for c in round.confirmed_clauses.all()}
    answers = {a.path: a for a in round.confirmed_parameters.all()}
    layers = list(round.layers.all())
    return RuleBook(
        title=pack.title.get(lang),
        years=pack.years,
        texts=[_text(text, pack, lang) for text in pack.texts],
        tiers=[Tier(str(level.label), [x for x in layers if x.level == level]) for level in LAYER_ORDER],
        answers=list(answers.values()),
        clauses=[
            _clause(pack, c, suspended.get(c.id), confirmed.get(c.id), lang) for c in pack.clauses.values()
        ],
        parameters=[_parameter(pack, p, answers.get(p.path), lang) for p in pack.parameters.values()],
        stages=[stage.label.get(lang) for stage in pack.stages],
        outdated=outdated(round, lang),
        fingerprint=pack.fingerprint,
        waiting=frozenset(pack.unconfirmed),
    )


def outdated(round: Round, lang: str) -> list[str]:
    """Sentences on texts cited for the round that were not in force in its year (no viewer: for other pages)."""
    return [found.sentence(lang) for found in outdated_texts(pack_for(round))]


def suspended_clauses(round: Round, lang: str) -> list[tuple[str, ClauseSuspension]]:
    """Clauses put aside for the round, as (condition, with whose document) (no viewer: for other pages)."""
    pack = pack_for(round)
    return [
        (_condition(pack, pack.clauses[s.clause], lang), s)
        for s in round.suspensions.all()
        if s.clause in pack.clauses
    ]


def clause_conditions(round: Round, clauses: Iterable[str], lang: str) -> dict[str, str]:
    """Clause → its condition in words (no viewer: for other pages)."""
    pack = pack_for(round)
    return {name: _condition(pack, pack.clauses[name], lang) for name in clauses if name in pack.clauses}


def _condition(pack: Pack, clause: Clause, lang: str) -> str:
    return filled_text(pack, clause.condition, lang, _table(pack, clause))


def _table(pack: Pack, clause: Clause) -> str:
    return pack.kinds[clause.subjects[0]].table


def _text(text: LegalText, pack: Pack, lang: str) -> TextRow:
    return TextRow(
        id=text.id,
        title=text.title.get(lang),
        since=format_day(text.valid_from),
        until=format_day(text.valid_until) if text.valid_until else "",
        expired=text in pack.expired,
        replaced_by=text.replaced_by,
    )


def _clause(
    pack: Pack,
    clause: Clause,
    suspension: ClauseSuspension | None,
    confirmation: ConfirmedClause | None,
    lang: str,
) -> ClauseRow:
    stages = dict.fromkeys(clause.stage.values())
    return ClauseRow(
        id=clause.id,
        kind=clause.kind,
        stage="; ".join(stage.label.get(lang) for stage in pack.stages if stage.id in stages),
        effect=clause.effect.get(lang),
        condition=_condition(pack, clause, lang),
        reason=filled_text(pack, clause.reason, lang, _table(pack, clause)),
        subjects=", ".join(pack.kinds[kind].label.get(lang) for kind in clause.subjects),
        rules=clause_rules(pack, clause, lang),
        cites="; ".join(cited(clause.cites)),
        evidence=phrase(f"show_evidence_{clause.evidence}", lang),
        dates=_dates(clause, lang),
        confirmed=clause.confirmed,
        suspension=suspension,
        confirmation=confirmation,
        parameters=list(clause.parameters),
    )


def _dates(clause: Clause, lang: str) -> str:
    since = format_day(clause.valid_from)
    if clause.valid_until is None:
        return phrase("show_from", lang, day=since)
    return phrase("show_from_until", lang, day=since, until=format_day(clause.valid_until))


def _value(pack: Pack, parameter: Parameter, lang: str) -> str:
    if parameter.form == "level":
        return pack.level(str(parameter.written)).label.get(lang)
    if parameter.form == "order":
        return "; ".join(stage.label.get(lang) for stage in pack.stages)
    return write_parameter(parameter, lang)


def _parameter(
    pack: Pack, parameter: Parameter, answer: ConfirmedParameter | None, lang: str
) -> ParameterRow:
    return ParameterRow(
        path=parameter.path,
        label=parameter.label.get(lang),
        form=parameter.form,
        value=_value(pack, parameter, lang),
        written=parameter.written,
        cites="; ".join(cited(parameter.cites)),
        evidence=phrase(f"show_evidence_{parameter.evidence}", lang),
        confirmed=parameter.confirmed,
        set_by="" if parameter.set_by == pack.name else parameter.set_by,
        answer=answer,
    )
