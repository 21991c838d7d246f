"""The subjects under judgement: what is known of each so far, and who stands below whom."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from tongket.rules.expressions import TraceNode, Unknown, Value, evaluate, trace
from tongket.rules.facts import TypedRow
from tongket.rules.model import FINAL, Children, Clause, Kind, Pack
from tongket.rules.outcomes import RATED, UNDETERMINED, ClauseResult

Range = tuple[int, int]


@dataclass(slots=True)
class Subject:
    """One member or unit. Ranks count from 0 = best; a range is (best possible, worst possible)."""

    id: str
    table: str
    kind: Kind
    facts: TypedRow
    last: int
    proposed: int | None = None
    scope: str = RATED
    scope_by: tuple[str, ...] = ()
    caps: Range = (0, 0)
    quota_caps: Range = (0, 0)
    limits: dict[str, int] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)
    open: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    results: list[ClauseResult] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    suspended: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    stages: dict[str, Range] = field(default_factory=dict)

    @property
    def range(self) -> Range:
        """Best and worst level that the subject may come out with, as far as judged."""
        low, high = (0, self.last) if self.proposed is None else (self.proposed, self.proposed)
        return max(low, self.caps[0], self.quota_caps[0]), max(high, self.caps[1], self.quota_caps[1])

    def add(self, result: ClauseResult) -> None:
        """Keep what a clause said."""
        self.results.append(result)

    def shown(self, clause: Clause) -> dict[str, Value | None]:
        """The facts that a clause reads, with their values here."""
        return {name: self.facts[name] for name in clause.facts[self.kind.id]}

    def limit(
        self, clause: Clause, best: int, worst: int, missing: Sequence[str], *, quota: bool = False
    ) -> None:
        """Take a clause's ceiling into account; clauses that do not bind are only remembered."""
        self.limits[clause.id] = best
        if not clause.binds:
            return
        if quota:
            self.quota_caps = max(self.quota_caps[0], best), max(self.quota_caps[1], worst)
        else:
            self.caps = max(self.caps[0], best), max(self.caps[1], worst)
        if worst > best:
            self.open.append((worst, tuple(missing)))

    def word(self, bounds: Range, levels: Sequence[str]) -> str:
        """A range as a level, or undetermined, or the scope of those who are not rated."""
        if self.scope != RATED:
            return self.scope
        return levels[bounds[0]] if bounds[0] == bounds[1] else UNDETERMINED

    def level_word(self, levels: Sequence[str]) -> str:
        """The level as far as judged; collects what is missing when it is open."""
        best, worst = self.range
        self._collect(best)
        return levels[best] if best == worst else UNDETERMINED

    def allowed_word(self, levels: Sequence[str]) -> str:
        """The highest level before the quota; collects what is missing when it is open."""
        best, worst = self.caps
        if best != worst:
            self._collect(best)
        return levels[best] if best == worst else UNDETERMINED

    def _collect(self, best: int) -> None:
        for worst, names in self.open:
            if worst > best:
                self.missing.update(dict.fromkeys(names))

    def lowered(self, pack: Pack) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Clauses whose ceiling is below the proposal: binding ones, unconfirmed ones, suspended ones."""
        binding: list[str] = []
        warnings, suspended = list(self.warnings), list(self.suspended)
        for clause in pack.clauses.values():
            if self.proposed is None or self.limits.get(clause.id, 0) <= self.proposed:
                continue
            target = binding if clause.binds else suspended if clause.suspension else warnings
            target.append(clause.id)
        return tuple(binding), tuple(warnings), tuple(suspended)


class Rows:
    """All subjects of an assessment, with the links between them."""

    def __init__(
        self, pack: Pack, tables: Mapping[str, dict[str, TypedRow] | list[TypedRow]], *, traced: bool = False
    ) -> None:
        self.pack = pack
        self.subjects: list[Subject] = []
        self.by_kind: dict[str, list[Subject]] = {}
        self.by_id: dict[tuple[str, str], Subject] = {}
        self._below: dict[tuple[str, str], dict[str, list[Subject]]] = {}
        self.parents: dict[str, str] = {}
        self.traced = traced
        self.history: dict[tuple[str, str, int], TypedRow] = {}
        past = tables.get("history", [])
        for row in past if isinstance(past, list) else ():
            year = row["year"]
            if isinstance(year, int):
                self.history[str(row["subject"]), str(row["scheme"]), year] = row
        self.events: dict[str, list[TypedRow]] = {}
        happened = tables.get("events", [])
        for row in happened if isinstance(happened, list) else ():
            self.events.setdefault(str(row["subject"]), []).append(row)
        self.tables = tables
        units = tables.get("units")
        self.units: Mapping[str, TypedRow] = units if isinstance(units, dict) else {}
        levels = pack.level_ids
        for table, rows in tables.items():
            for row_id, facts in rows.items() if isinstance(rows, dict) else ():
                if table == "units" and facts.get("parent") is not None:
                    self.parents[row_id] = str(facts["parent"])
                kind = pack.kind_of(table, facts)
                if kind is not None:
                    self._enter(Subject(row_id, table, kind, facts, len(levels) - 1), levels)
        self.member_units = {
            subject.id: self._above(subject) for subject in self.subjects if subject.table == "members"
        }

    def _enter(self, subject: Subject, levels: Sequence[str]) -> None:
        node = subject.kind.proposed or subject.kind.given
        if node is not None:
            value = evaluate(node, RowScope(self, subject, None, None))
            if isinstance(value, Unknown):
                subject.open.append((subject.last, tuple(sorted(value.missing))))
            else:
                subject.proposed = levels.index(str(value))
        self.subjects.append(subject)
        self.by_kind.setdefault(subject.kind.id, []).append(subject)
        self.by_id[subject.table, subject.id] = subject

    def _above(self, member: Subject) -> tuple[str, ...]:
        here = member.facts.get("cell")
        found: dict[str, None] = {}
        while here is not None and str(here) not in found:
            found[str(here)] = None
            here = self.parents.get(str(here))
        group = member.facts.get("grassroots")
        if group is not None:
            found[str(group)] = None
        return tuple(found)

    def of_kind(self, kind: str) -> list[Subject]:
        """Subjects of one kind, in the order of the rows."""
        return self.by_kind.get(kind, [])

    def below(self, unit: str, children: Children) -> Iterable[tuple[Subject, Range | None]]:
        """The children of a unit with their range at the stage that is asked for (None: not judged yet)."""
        for kind in children.kinds:
            index = self._below.get((kind, children.key))
            if index is None:
                index = {}
                for subject in self.of_kind(kind):
                    above = subject.facts[children.key]
                    if above is not None:
                        index.setdefault(str(above), []).append(subject)
                self._below[kind, children.key] = index
            for subject in index.get(unit, []):
                yield (
                    subject,
                    subject.range if children.stage == FINAL else subject.stages.get(children.stage),
                )

    def trees(self, clause: Clause, subject: Subject) -> tuple[TraceNode, ...]:
        """The conditions of a clause as evaluated here; kept only when a full trace was asked for."""
        if not self.traced:
            return ()
        scope = scope_for(self, clause, subject)
        kind = subject.kind.id
        nodes = [step.node for step in clause.steps.get(kind, ())]
        nodes += [node for node in (clause.formula.get(kind), clause.aside.get(kind)) if node is not None]
        return tuple(trace(node, scope) for node in nodes)

    def shares(self, subject: Subject) -> dict[str, Fraction]:
        """Share of the children at each level or better, for units that a clause asked about them."""
        asked = [self.pack.clauses[result.clause] for result in subject.results]
        clause = next((item for item in asked if item.children is not None and not item.aside), None)
        if clause is None:
            return {}
        scope = RowScope(self, subject, clause.children, None)
        found: dict[str, Fraction] = {}
        for level in self.pack.level_ids[:-1]:
            share = scope.children_share(level)
            if isinstance(share, Fraction):
                found[level] = share
        return found


class RowScope:
    """Names of an expression bound to one subject; `open_as` takes open levels below as best or worst."""

    __slots__ = ("children", "facts", "open_as", "rows", "subject")

    def __init__(self, rows: Rows, subject: Subject, children: Children | None, open_as: str | None) -> None:
        self.facts: Mapping[str, Value | None] = subject.facts
        self.rows = rows
        self.subject = subject
        self.children = children
        self.open_as = open_as

    def children_share(self, level: str) -> Fraction | Unknown:
        """See `expressions.tree.Scope`; without rated children there is no share."""
        assert self.children is not None, "the parser admits children_share in clauses with `over` only"
        rank = self.rows.pack.level_ids.index(level)
        rated = reached = 0
        unknown: set[str] = set()
        for child, bounds in self.rows.below(self.subject.id, self.children):
            if child.scope not in (RATED, UNDETERMINED):
                continue
            best, worst = bounds if bounds is not None else (0, child.last)
            if child.scope == UNDETERMINED:
                best, worst = 0, child.last
            rated += 1
            if self.open_as == "best":
                worst = best
            if self.open_as == "worst":
                best = worst
            if (best <= rank) != (worst <= rank) or (child.scope == UNDETERMINED and self.open_as is None):
                unknown.add(f"level:{child.id}")
            reached += best <= rank
        if unknown:
            return Unknown(frozenset(unknown))
        return Fraction(reached, rated) if rated else Unknown(frozenset(("children",)))

    def level_of_year(self, scheme: str, year: int, reuse: bool) -> str | None:
        """See `expressions.tree.Scope`; a row that names a subject is looked up under that subject."""
        subject = self.facts.get("subject") or self.subject.id
        row = self.rows.history.get((str(subject), scheme, year))
        if row is None or row["level"] is None:
            return None
        if row.get("cancelled_by") is not None or (row["consumed_by"] is not None and not reuse):
            return ""
        return str(row["level"])

    def latest_below(self, fact: str) -> datetime.date | None:
        """See `expressions.tree.Scope`."""
        assert self.children is not None, "the parser admits latest_below in clauses with `over` only"
        below = self.rows.below(self.subject.id, self.children)
        return _latest(child.facts.get(fact) for child, _ in below)

    def latest_of(self, units: tuple[str, ...], fact: str) -> datetime.date | None:
        """See `expressions.tree.Scope`."""
        return _latest(self.rows.units.get(unit, {}).get(fact) for unit in units)

    def counted_in_another_year(self, kind: str, year: int) -> bool | None:
        """See `expressions.tree.Scope`; what happened on one day is one event, counted in its earliest year."""
        years: dict[object, int | None] = {}
        for number, row in enumerate(self.rows.events.get(self.subject.id, [])):
            if row["kind"] != kind:
                continue
            key: object = row["happened_on"] if row["happened_on"] is not None else number
            counted, before = row["year_counted"], years.get(key)
            known = [item for item in (counted, before) if isinstance(item, int)]
            years[key] = min(known) if known else None
        if not years or year in years.values():
            return False
        return None if None in years.values() else True


def _latest(values: Iterable[Value | None]) -> datetime.date | None:
    return max((value for value in values if isinstance(value, datetime.date)), default=None)


def scope_for(rows: Rows, clause: Clause, subject: Subject, *, open_as: str | None = None) -> RowScope:
    """The scope in which a clause is evaluated for a subject."""
    return RowScope(rows, subject, clause.children, open_as)
