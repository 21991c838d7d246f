"""What comes out of a judgement: per clause, per subject, per quota, and all of it together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from tongket.rules.expressions import TraceNode, Value
from tongket.rules.expressions.tree import plain

UNDETERMINED = "undetermined"
RATED, NOT_RATED, EXEMPT, OUT = "rated", "not_rated", "exempt", "out"
# states of a clause for one subject
MET, NOT_MET, OPEN, NOT_CONSIDERED = "met", "not_met", "undetermined", "not_considered"


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """One clause for one subject. `cap`: the best level still possible under it, None if it sets no limit."""

    clause: str
    stage: str
    status: str
    cap: str | None
    facts: Mapping[str, Value | None]
    missing: tuple[str, ...]
    tree: tuple[TraceNode, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Plain data for JSON."""
        return {
            "clause": self.clause,
            "stage": self.stage,
            "status": self.status,
            "cap": self.cap,
            "facts": {name: plain(value) for name, value in self.facts.items()},
            "missing": list(self.missing),
            "conditions": [node.to_dict() for node in self.tree],
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules say about one subject; see README.md of this room for every field."""

    id: str
    table: str
    kind: str
    scope: str
    scope_by: tuple[str, ...]
    proposed: str | None
    allowed: str | None
    level: str
    lowered_by: tuple[str, ...]
    warnings: tuple[str, ...]
    suspended: tuple[str, ...]
    forms: tuple[str, ...]
    missing: tuple[str, ...]
    parameters_used: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    shares: Mapping[str, Fraction]
    stages: Mapping[str, str]
    results: tuple[ClauseResult, ...]
    facts: Mapping[str, Value | None] = field(repr=False)

    def result(self, clause: str) -> ClauseResult | None:
        """What this clause said here; None if it was not asked."""
        return next((item for item in self.results if item.clause == clause), None)

    def to_dict(self) -> dict[str, object]:
        """Plain data for JSON, without the facts themselves."""
        return {
            "id": self.id,
            "table": self.table,
            "kind": self.kind,
            "scope": self.scope,
            "scope_by": list(self.scope_by),
            "proposed": self.proposed,
            "allowed": self.allowed,
            "level": self.level,
            "lowered_by": list(self.lowered_by),
            "warnings": list(self.warnings),
            "suspended": list(self.suspended),
            "forms": list(self.forms),
            "missing": list(self.missing),
            "parameters_used": list(self.parameters_used),
            "unconfirmed": list(self.unconfirmed),
            "shares": {level: str(share) for level, share in self.shares.items()},
            "stages": dict(self.stages),
            "trace": [result.to_dict() for result in self.results],
        }


@dataclass(frozen=True, slots=True)
class QuotaOutcome:
    """The equation of one quota in one group, and who is inside it."""

    name: str
    clause: str
    group: str
    stage: str
    share: Fraction | None
    denominator: str
    rounding: str
    at_least_one: bool
    good_or_better: int | None
    rated: int | None
    bound: Fraction | None
    places: int | None
    equation: str
    candidates: tuple[str, ...]
    selected: tuple[str, ...]
    not_chosen: tuple[str, ...]
    border_ties: tuple[str, ...]
    pending: tuple[str, ...]
    votes: Mapping[str, int]
    needed: Mapping[str, int]
    missing: tuple[str, ...]
    binds: bool
    granted_by: str = ""
    reference: tuple[int, int] | None = None

    def to_dict(self) -> dict[str, object]:
        """Plain data for JSON."""
        return {
            "name": self.name,
            "clause": self.clause,
            "group": self.group,
            "stage": self.stage,
            "share": None if self.share is None else str(self.share),
            "denominator": self.denominator,
            "rounding": self.rounding,
            "at_least_one": self.at_least_one,
            "good_or_better": self.good_or_better,
            "rated": self.rated,
            "bound": None if self.bound is None else str(self.bound),
            "places": self.places,
            "equation": self.equation,
            "granted_by": self.granted_by,
            "candidates": list(self.candidates),
            "selected": list(self.selected),
            "not_chosen": list(self.not_chosen),
            "border_ties": list(self.border_ties),
            "pending": list(self.pending),
            "votes": dict(self.votes),
            "needed": dict(self.needed),
            "missing": list(self.missing),
            "binds": self.binds,
        }


@dataclass(frozen=True)
class Assessment:
    """The whole judgement of one set of facts up to a stage."""

    pack: str
    year: int
    fingerprint: str
    until: str
    members: Mapping[str, Outcome]
    units: Mapping[str, Outcome]
    others: Mapping[str, Mapping[str, Outcome]]
    quotas: tuple[QuotaOutcome, ...]
    levels: tuple[str, ...]
    parents: Mapping[str, str]
    member_units: Mapping[str, tuple[str, ...]]

    def tables(self) -> dict[str, Mapping[str, Outcome]]:
        """Outcomes by table."""
        return {"members": self.members, "units": self.units, **self.others}

    def outcome(self, subject: str, table: str | None = None) -> Outcome:
        """The outcome of one subject; KeyError if there is none or the id stands in two tables."""
        found = [
            outcomes[subject]
            for name, outcomes in self.tables().items()
            if subject in outcomes and table in (None, name)
        ]
        if len(found) != 1:
            raise KeyError(subject)
        return found[0]

    def quota(self, name: str, group: str | None = None) -> QuotaOutcome:
        """The quota with this name (and group, if there are several); KeyError otherwise."""
        found = [item for item in self.quotas if item.name == name and group in (None, item.group)]
        if len(found) != 1:
            raise KeyError(f"{name} {group}")
        return found[0]

    def counts(self, unit: str) -> dict[str, int]:
        """Members in and below a unit: all, by scope, and by level."""
        counted = {
            "members": 0,
            EXEMPT: 0,
            OUT: 0,
            NOT_RATED: 0,
            RATED: 0,
            UNDETERMINED: 0,
            **dict.fromkeys(self.levels, 0),
        }
        for member, above in self.member_units.items():
            if unit not in above:
                continue
            outcome = self.members[member]
            counted["members"] += 1
            if outcome.scope == RATED:
                counted[RATED] += 1
                counted[outcome.level] += 1
            else:
                counted[outcome.scope] += 1
        return counted

    def to_dict(self) -> dict[str, object]:
        """Plain data for JSON."""
        return {
            "pack": self.pack,
            "year": self.year,
            "fingerprint": self.fingerprint,
            "until": self.until,
            "outcomes": [item.to_dict() for table in self.tables().values() for item in table.values()],
            "quotas": [quota.to_dict() for quota in self.quotas],
        }
