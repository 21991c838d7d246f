"""Rows of the facts contract for everyone and everything of a round, with a constant number of queries.

Registers of exceptions (leave, discipline, standings) are read as complete: nobody named there has none.
Everything else that is not recorded is left empty, which is "not yet known" to the rules.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from tongket.audit.models import Record
from tongket.organisation.models import Person, Unit
from tongket.organisation.queries import parent_of, party_tree
from tongket.organisation.states import UnitKind
from tongket.rounds.models import Round
from tongket.rounds.packs import dates_of, pack_for
from tongket.rounds.queries import due_of, register_day
from tongket.rounds.steps import Step
from tongket.rules import Pack

Row = dict[str, Any]
GRASSROOTS = (UnitKind.GRASSROOTS_ORGANISATION, UnitKind.GRASSROOTS_CELL)


@dataclass
class Subject:
    """One person or unit: its row, what else the rules read of it, and fact → records it came from."""

    id: str
    table: str
    row: Row
    person: Person | None = None
    unit: Unit | None = None
    cell: Unit | None = None
    position: int = 0
    peers: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    history: list[Row] = field(default_factory=list)
    sources: dict[str, list[Record]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.row["name"])

    def put(self, fact: str, value: Any, *sources: Record | None) -> None:
        """State a fact with the records that say so."""
        self.row[fact] = value
        found = [s for s in sources if s is not None]
        if found:
            self.sources.setdefault(fact, []).extend(found)

    def stored(self) -> dict[str, Any]:
        """All that the rules read of it, as plain JSON."""
        value = {"row": self.row, "peers": self.peers, "events": self.events, "history": self.history}
        return json.loads(json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False))

    def digest(self) -> str:
        """Tells whether two gatherings found the same. Earlier years are shown, no clause reads them."""
        judged = {"row": self.row, "peers": self.peers, "events": self.events}
        return hashlib.sha256(json.dumps(judged, cls=DjangoJSONEncoder, sort_keys=True).encode()).hexdigest()


@dataclass
class Facts:
    """Subjects of a round: members in the order of the lists, then units from the cells upwards."""

    round: Round
    pack: Pack
    members: list[Subject]
    units: list[Subject]

    @property
    def subjects(self) -> list[Subject]:
        return [*self.members, *self.units]

    def tables(self) -> dict[str, list[Row]]:
        """The tables that ``rules.assess`` takes."""
        return tables_of([(s.table, s.stored()) for s in self.subjects])


def tables_of(stored: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, list[Row]]:
    """Fact tables from what subjects stored ((table, stored) pairs)."""
    tables: dict[str, list[Row]] = {"members": [], "units": [], "events": [], "history": []}
    for table, value in stored:
        tables[table].append(value["row"])
        tables["units"].extend(value["peers"])
        tables["events"].extend(value["events"])
        tables["history"].extend(value["history"])
    return tables


@dataclass(frozen=True)
class Context:
    """What the gatherers of the parts share."""

    round: Round
    pack: Pack
    day: dt.date
    rated_on: dt.date | None
    units: dict[int, Unit]
    grassroots: dict[int, Unit]

    def code(self, unit_id: int | None) -> str | None:
        unit = self.units.get(unit_id) if unit_id is not None else None
        return unit.code if unit else None

    def marks_body(self, kind: str) -> str:
        """The body whose marks decide for a kind of subject ('members', 'cells', 'organisation')."""
        return str(self.pack.parameter(f"marks_that_decide.{kind}").value)


def context_of(round: Round) -> Context:
    """Units of the round at the last day of its year, with the grassroots unit that each belongs to."""
    day = register_day(round)
    units = {u.pk: u for u in party_tree(round.unit, day)}
    grassroots: dict[int, Unit] = {}
    for unit in units.values():
        here: Unit | None = unit
        while here is not None and here.kind not in GRASSROOTS:
            here = units.get(here.parent_then)
        if here is not None:
            grassroots[unit.pk] = here
    rated_on = dates_of(round).get(Step.COMMITTEE.value) or due_of(round).get(Step.COMMITTEE.value)
    return Context(round, pack_for(round), day, rated_on, units, grassroots)


def gather(round: Round, people: frozenset[int] | None = None) -> Facts:
    """All facts of the round as they stand now (no viewer: for the computing action and for freshness).

    With ``people`` the facts of these members only, and of all units.
    """
    from tongket.ratings.facts.members import member_subjects
    from tongket.ratings.facts.units import unit_subjects
    from tongket.ratings.polls import ballots_of

    context = context_of(round)
    ballots = ballots_of(round, people)
    units = unit_subjects(context, ballots, parent_of(round.unit, context.day))
    known = {s.id for s in units} | {p["id"] for s in units for p in s.peers}
    members = member_subjects(context, ballots, known, people)
    for subject in (*members, *units):
        _keep_known(subject, context.pack)
    return Facts(round, context.pack, members, units)


def _keep_known(subject: Subject, pack: Pack) -> None:
    """Packs of other years ask for other facts: each is given those that it declares."""

    def known(row: Row, table: str) -> Row:
        return {name: value for name, value in row.items() if name in pack.facts[table]}

    subject.row = known(subject.row, subject.table)
    subject.sources = {fact: found for fact, found in subject.sources.items() if fact in subject.row}
    subject.peers = [known(row, "units") for row in subject.peers]
    subject.events = [known(row, "events") for row in subject.events]
    subject.history = [known(row, "history") for row in subject.history]
