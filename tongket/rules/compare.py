"""What would change: another fact, another parameter, another pack on the same facts. Nothing is stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tongket.rules.assess import assess
from tongket.rules.errors import FactFault, FactsError
from tongket.rules.facts import Facts
from tongket.rules.layers import LayerSource
from tongket.rules.loader import load_pack
from tongket.rules.model import Clause, Pack
from tongket.rules.outcomes import Assessment

FactChanges = Mapping[str, Mapping[str, Mapping[str, object]]]


@dataclass(frozen=True, slots=True)
class Change:
    """One subject that comes out differently. `because` are clauses that hold it down only now, `no_longer`
    those that did before."""

    id: str
    table: str
    scope: tuple[str, str]
    allowed: tuple[str | None, str | None]
    level: tuple[str, str]
    because: tuple[str, ...]
    no_longer: tuple[str, ...]
    missing: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Plain data for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two judgements side by side: changed subjects, and quotas whose places differ (name, group, before, after)."""

    before: Assessment
    after: Assessment
    changes: tuple[Change, ...]
    quotas: tuple[tuple[str, str, int | None, int | None], ...]


def compare(before: Assessment, after: Assessment) -> Comparison:
    """Subjects and quotas that differ between two judgements of the same subjects."""
    changes = []
    for table, outcomes in after.tables().items():
        old_outcomes = before.tables().get(table, {})
        for subject, new in outcomes.items():
            old = old_outcomes.get(subject)
            if old is None or (old.scope, old.allowed, old.level) == (new.scope, new.allowed, new.level):
                continue
            changes.append(
                Change(
                    id=subject,
                    table=table,
                    scope=(old.scope, new.scope),
                    allowed=(old.allowed, new.allowed),
                    level=(old.level, new.level),
                    because=_only_in((*new.lowered_by, *new.scope_by), (*old.lowered_by, *old.scope_by)),
                    no_longer=_only_in((*old.lowered_by, *old.scope_by), (*new.lowered_by, *new.scope_by)),
                    missing=new.missing,
                )
            )
    places = {(quota.name, quota.group): quota.places for quota in before.quotas}
    quotas = tuple(
        (quota.name, quota.group, places[quota.name, quota.group], quota.places)
        for quota in after.quotas
        if (quota.name, quota.group) in places and places[quota.name, quota.group] != quota.places
    )
    return Comparison(before, after, tuple(changes), quotas)


def _only_in(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in first if name not in second)


def what_if(
    pack: Pack,
    facts: Facts,
    *,
    changes: FactChanges | None = None,
    parameters: Mapping[str, object] | None = None,
) -> Comparison:
    """Judge as it is and with some facts (table, id, column) or parameters (path, as written) changed.

    Raises FactsError for a subject that is not there, RuleError for an unknown parameter or a wrong value.
    """
    tried = _with_parameters(pack, parameters) if parameters else pack
    return compare(assess(pack, facts), assess(tried, _with_facts(facts, changes or {})))


def diff_packs(first: Pack, second: Pack, facts: Facts) -> Comparison:
    """The same facts under two packs, or under one pack with other layers or another year.

    Each pack is given the tables and columns that it declares; what only the other one asks for is left out, what
    neither knows is a fault (FactsError).
    """
    return compare(assess(first, fit(first, second, facts)), assess(second, fit(second, first, facts)))


def fit(pack: Pack, other: Pack, facts: Facts) -> Facts:
    """The facts without the tables and columns that the other pack alone declares."""
    return {
        table: [
            {
                name: value
                for name, value in row.items()
                if name in pack.facts[table] or name not in other.facts.get(table, ())
            }
            for row in rows
        ]
        for table, rows in facts.items()
        if table in pack.facts or table not in other.facts
    }


def open_parameters(pack: Pack, reader: Collection[str]) -> tuple[str, ...]:
    """Parameters that a reader may try out: none on which a clause about hidden facts rests.

    Else trying "one day of sick leave" would tell who was ill.
    """
    closed = {
        path for clause in pack.clauses.values() if _hides(pack, clause, reader) for path in clause.parameters
    }
    return tuple(path for path in pack.parameters if path not in closed)


def _hides(pack: Pack, clause: Clause, reader: Collection[str]) -> bool:
    return any(
        pack.facts[pack.kinds[kind].table][name].reader not in reader
        for kind, names in clause.facts.items()
        for name in names
    )


def _with_parameters(pack: Pack, parameters: Mapping[str, object]) -> Pack:
    sources = [source for source in pack.sources if isinstance(source, Path | LayerSource)]
    return load_pack(
        pack.name,
        pack.year,
        sources,
        suspensions=pack.suspensions,
        as_of=pack.as_of,
        root=Path(pack.root),
        trial=parameters,
    )


def _with_facts(facts: Facts, changes: FactChanges) -> Facts:
    faults = [
        FactFault(table, 0, "id", "unknown_subject", subject)
        for table, subjects in changes.items()
        for subject in subjects
        if not any(str(row.get("id")) == subject for row in facts.get(table, ()))
    ]
    if faults:
        raise FactsError(faults)
    return {
        table: [{**row, **changes.get(table, {}).get(str(row.get("id")), {})} for row in rows]
        for table, rows in facts.items()
    }
