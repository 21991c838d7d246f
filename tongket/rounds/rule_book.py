"""The rules of a round as a person looks them up: clauses, parameters, what nobody has confirmed yet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tongket.rounds.models import ClauseSuspension, ConfirmedParameter, Round, RoundLayer
from tongket.rounds.packs import pack_for
from tongket.rules import Pack
from tongket.rules.checks import PLACEHOLDER
from tongket.rules.model import Clause, LegalText, Parameter, Text
from tongket.rules.phrases import cited, write_parameter


@dataclass(frozen=True)
class ClauseRow:
    """One clause as it holds for the round."""

    id: str
    effect: str
    condition: str
    cites: str
    confirmed: bool
    suspension: ClauseSuspension | None


@dataclass(frozen=True)
class ParameterRow:
    """One value, as people write it and as a layer writes it, with who set it."""

    path: str
    label: str
    value: str
    written: object
    cites: str
    confirmed: bool
    set_by: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class TextRow:
    """A legal text that the pack carries out, and whether it is out of force by now."""

    id: str
    title: str
    expired: bool
    replaced_by: str


@dataclass(frozen=True)
class RuleBook:
    """Everything the page of the rules shows, in one language."""

    title: str
    years: str
    texts: list[TextRow]
    layers: list[RoundLayer]
    answers: list[ConfirmedParameter]
    clauses: list[ClauseRow]
    parameters: list[ParameterRow]
    stages: list[str]
    fingerprint: str

    @property
    def unconfirmed(self) -> list[ParameterRow]:
        return [p for p in self.parameters if not p.confirmed]

    @property
    def unconfirmed_clauses(self) -> list[ClauseRow]:
        return [c for c in self.clauses if not c.confirmed]


def rule_book(round: Round, lang: str) -> RuleBook:
    """The rules of a round in a language (no viewer: the caller has asked ``may_see_rules``)."""
    pack = pack_for(round)
    suspended = {s.clause: s for s in round.suspensions.all()}
    return RuleBook(
        title=pack.title.get(lang),
        years=pack.years,
        texts=[_text(text, pack, lang) for text in pack.texts],
        layers=list(round.layers.all()),
        answers=list(round.confirmed_parameters.all()),
        clauses=[_clause(pack, c, suspended.get(c.id), lang) for c in pack.clauses.values()],
        parameters=[_parameter(pack, p, lang) for p in pack.parameters.values()],
        stages=[stage.label.get(lang) for stage in pack.stages],
        fingerprint=pack.fingerprint,
    )


def _text(text: LegalText, pack: Pack, lang: str) -> TextRow:
    return TextRow(text.id, text.title.get(lang), text in pack.expired, text.replaced_by)


def _filled(pack: Pack, text: Text, lang: str) -> str:
    """A text of the pack with its values; what differs from subject to subject stands as "…"."""

    def place(match: re.Match[str]) -> str:
        name = match[1].removeprefix("parameter:")
        if name in pack.parameters:
            return write_parameter(pack.parameters[name], lang)
        if name == "year":
            return str(pack.year)
        return pack.levels[0].label.get(lang) if name == "level" else "…"

    return PLACEHOLDER.sub(place, text.get(lang))


def _clause(pack: Pack, clause: Clause, suspension: ClauseSuspension | None, lang: str) -> ClauseRow:
    return ClauseRow(
        id=clause.id,
        effect=_filled(pack, clause.effect, lang),
        condition=_filled(pack, clause.condition, lang),
        cites="; ".join(cited(clause.cites)),
        confirmed=clause.confirmed,
        suspension=suspension,
    )


def _value(pack: Pack, parameter: Parameter, lang: str) -> str:
    if parameter.form == "level":
        return pack.level(str(parameter.written)).label.get(lang)
    if parameter.form == "order":
        return "; ".join(stage.label.get(lang) for stage in pack.stages)
    return write_parameter(parameter, lang)


def _parameter(pack: Pack, parameter: Parameter, lang: str) -> ParameterRow:
    return ParameterRow(
        path=parameter.path,
        label=parameter.label.get(lang),
        value=_value(pack, parameter, lang),
        written=parameter.written,
        cites="; ".join(cited(parameter.cites)),
        confirmed=parameter.confirmed,
        set_by=parameter.set_by,
        choices=tuple(parameter.choices),
    )
