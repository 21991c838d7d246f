"""The pack of rules of a round: the central texts of its year with the round's own layers on top."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

import yaml
from django.utils.translation import get_language

from tongket.common.yaml_text import read_yaml
from tongket.rounds.errors import LayerRefused
from tongket.rounds.models import Round
from tongket.rules import LayerSource, Pack, RuleError, Suspension, list_packs, load_pack

Layers = tuple[tuple[str, str], ...]
Suspensions = tuple[tuple[str, str, str, str], ...]


def _nested(path: str, value: Any) -> dict[str, Any]:
    *outer, last = path.split(".")
    node: dict[str, Any] = {last: value}
    for key in reversed(outer):
        node = {key: node}
    return node


def layers_of(round: Round) -> Layers:
    """(name, text) of every layer, the upper first; what the office confirmed comes last, as own answers."""
    layers = [(layer.title, layer.content) for layer in round.layers.all()]
    for answer in round.confirmed_parameters.all():
        text = yaml.safe_dump(
            {
                "year": round.year,
                "rules": {"local_layer": {"title": answer.citation}},
                **_nested(answer.path, answer.value),
            },
            allow_unicode=True,
            sort_keys=False,
        )
        layers.append((answer.citation, text))
    for confirmed in round.confirmed_clauses.all():
        said = {"effect": confirmed.effect, "cites": confirmed.citation}
        text = yaml.safe_dump(
            {
                "year": round.year,
                "rules": {"local_layer": {"title": confirmed.citation}},
                "clauses": {confirmed.clause: said},
            },
            allow_unicode=True,
            sort_keys=False,
        )
        layers.append((confirmed.citation, text))
    return tuple(layers)


def suspensions_of(round: Round) -> Suspensions:
    """(clause, document, reason, by) of every clause put aside for the round."""
    return tuple((s.clause, s.document_number, s.reason, s.suspended_by) for s in round.suspensions.all())


@lru_cache(maxsize=64)
def _load(name: str, year: int, layers: Layers, suspensions: Suspensions, facts_year: int | None) -> Pack:
    return load_pack(
        name,
        year,
        [LayerSource(title, text) for title, text in layers],
        suspensions=[Suspension(*s) for s in suspensions],
        facts_year=facts_year,
    )


def load(
    name: str,
    year: int,
    layers: Layers = (),
    suspensions: Suspensions = (),
    *,
    facts_year: int | None = None,
) -> Pack:
    """A pack by content (cached); ``LayerRefused`` when the engine finds a fault, with its place.

    ``facts_year``: the facts are of another year than the rules, to compare regulations.
    """
    try:
        return _load(name, year, layers, suspensions, facts_year)
    except RuleError as error:
        raise LayerRefused(fault_vi=error.text("vi"), fault_en=error.text("en")) from error


def pack_for(round: Round) -> Pack:
    """The pack that holds for the round: central texts, layers, confirmed parameters, suspended clauses."""
    return load(round.pack_name, round.year, layers_of(round), suspensions_of(round))


def fitting_packs(round: Round) -> list[tuple[str, int]]:
    """Every version of the round's pack as (years, a year of it), the oldest first."""
    found = []
    for name, first, last in list_packs():
        if name == round.pack_name:
            year = last or first
            found.append((load(name, year).years, year))
    return found


def criteria(pack: Pack, table: str) -> dict[str, str]:
    """Criteria of a table's subjects: name without prefix → label in the reader's language."""
    lang = "vi" if (get_language() or "vi").startswith("vi") else "en"
    return {
        name.removeprefix("marks_"): fact.label.get(lang)
        for name, fact in pack.facts.get(table, {}).items()
        if fact.criterion
    }


def dates_of(round: Round) -> dict[str, dt.date]:
    """The dates that the round's layers state (``committee``, ``superior`` …), the lowest wins."""
    found: dict[str, dt.date] = {}
    for _title, text in layers_of(round):
        found |= _stated_dates(text)
    return found


@lru_cache(maxsize=64)
def _stated_dates(text: str) -> dict[str, dt.date]:
    stated = (read_yaml(text) or {}).get("dates") or {}
    return {str(key): day for key, day in stated.items() if isinstance(day, dt.date)}
