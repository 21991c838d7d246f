"""Trying out what would change, without changing anything: the trial is written down, its result is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.organisation.models import Person, Unit
from tongket.ratings.errors import FactsRefused, NothingToTry, NotOpenToTry, ValueRefused
from tongket.ratings.facts import gather
from tongket.ratings.models import Trial
from tongket.ratings.permissions import may_act, reader_classes
from tongket.rounds.errors import InLanguage
from tongket.rounds.models import Round
from tongket.rules import Comparison, FactsError, Pack, RuleError, what_if
from tongket.rules.compare import open_parameters


@dataclass(frozen=True)
class Tried:
    """What came out of a trial, with the reader classes of whoever made it."""

    pack: Pack
    comparison: Comparison
    readers: frozenset[str]


def try_changes(
    round: Round,
    *,
    actor: Actor,
    subject: Person | Unit | None = None,
    facts: Mapping[str, Any] | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> Tried:
    """Judge the round as it is and with other facts of one subject, or other values of the rules.

    Nothing but the note of the trial is stored. Refused for facts and values behind grounds that the actor may
    not see (``NotOpenToTry``), with nothing to try, and where the engine refuses a value.
    """
    with acting("ratings.try_changes", actor=actor, unit_id=round.unit_id) as act:
        require(may_act(actor, round, "try_changes"))
        facts, parameters = facts or {}, parameters or {}
        if not facts and not parameters:
            raise NothingToTry()
        gathered = gather(round)
        pack, readers = gathered.pack, reader_classes(actor, round.unit)
        table = "members" if isinstance(subject, Person) else "units"
        _require_open(pack, table, facts, parameters, readers)
        changes: dict[str, dict[str, dict[str, Any]]] = {}
        if subject is not None:
            key = str(subject.pk) if isinstance(subject, Person) else subject.code
            changes = {table: {key: dict(facts)}}
        comparison = _compared(pack, gathered.tables(), changes, parameters)
        act.create(
            Trial,
            round=round,
            person=subject if isinstance(subject, Person) else None,
            unit=subject if isinstance(subject, Unit) else None,
            facts=sorted(facts),
            parameters={path: str(value) for path, value in parameters.items()},
            changed=len(comparison.changes),
        )
        return Tried(pack, comparison, readers)


def _require_open(
    pack: Pack, table: str, facts: Mapping[str, Any], parameters: Mapping[str, Any], readers: frozenset[str]
) -> None:
    columns = pack.facts[table]
    for name in facts:
        if name in columns and columns[name].reader not in readers:
            raise NotOpenToTry(what=InLanguage(columns[name].label.vi, columns[name].label.en))
    open_paths = open_parameters(pack, readers)
    for path in parameters:
        if path in pack.parameters and path not in open_paths:
            label = pack.parameters[path].label
            raise NotOpenToTry(what=InLanguage(label.vi, label.en))


def _compared(
    pack: Pack,
    tables: dict[str, list[dict[str, Any]]],
    changes: dict[str, dict[str, dict[str, Any]]],
    parameters: Mapping[str, Any],
) -> Comparison:
    try:
        return what_if(pack, tables, changes=changes, parameters=parameters)
    except FactsError as error:
        texts = ("; ".join(fault.text(lang) for fault in error.faults[:10]) for lang in ("vi", "en"))
        raise FactsRefused(count=len(error.faults), faults=InLanguage(*texts)) from error
    except RuleError as error:
        raise ValueRefused(fault=InLanguage(error.text("vi"), error.text("en"))) from error
