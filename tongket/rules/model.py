"""What a loaded pack consists of. Everything here is immutable and holds both languages."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from tongket.rules.expressions import Node, Type, Value

EVIDENCE = ("seen", "seen-2", "recalled", "unsure", "unsettled")
READERS = ("open", "committee", "inspection", "health")
CLAUSE_KINDS = (
    "scope",
    "require",
    "ceiling",
    "disqualify",
    "aggregate",
    "relate",
    "quota",
    "order",
    "score",
    "period",
    "form",
    "vote",
    "finding",
    "once",
)
FINAL = "final"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages."""

    vi: str
    en: str

    def get(self, lang: str) -> str:
        """The text in the language; any language but Vietnamese is answered in English."""
        return self.vi if lang == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Citation:
    """A text and the place in it; `layer` names the layer that confirmed by this citation."""

    text: str
    place: str = ""
    layer: str = ""

    def __str__(self) -> str:
        return f"{self.text}, {self.place}" if self.place else self.text


@dataclass(frozen=True, slots=True)
class LegalText:
    """A text that the pack implements, with the time it was in force (until exclusive, None: still)."""

    id: str
    title: Text
    valid_from: datetime.date
    valid_until: datetime.date | None
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    id: str
    short: Text
    label: Text


@dataclass(frozen=True, slots=True)
class FactDef:
    """A typed column. `without_column` is what a table says that does not have the column at all."""

    name: str
    type: Type
    form: str  # how the value is written: id, text, boolean, date, integer, decimal, ids, words
    label: Text
    empty: Text
    reader: str = "open"
    unit: Text | None = None
    required: bool = False
    criterion: bool = False
    not_above: str = ""
    refers_to: str = ""
    may_point_outside: tuple[str, ...] = ()
    words: Mapping[str, Text] = field(default_factory=dict)
    without_column: Value | None = None


@dataclass(frozen=True, slots=True)
class Majority:
    """More than (strict) or at least this share of the base (roll, issued, returned, valid, present)."""

    share: Fraction
    strict: bool
    base: str

    def reached(self, votes: int, base: int) -> bool:
        """Whether so many votes of the base are enough. Exact."""
        return votes > self.share * base if self.strict else votes >= self.share * base


@dataclass(frozen=True, slots=True)
class MarkCondition:
    """All marks of a group at this mark or better; `mark` is None for "otherwise"."""

    mark: str | None


@dataclass(frozen=True, slots=True)
class BallotLike:
    """A ballot held as another one, with the clause under which those tied at the border fall."""

    vote: str
    tie_clause: str


ParameterValue = Value | Majority | MarkCondition | BallotLike | None


@dataclass(frozen=True, slots=True)
class Grant:
    """A value that a named authority allows to one group by its own document."""

    value: ParameterValue
    written: object
    authority: str
    document: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that the texts or a layer set. `written` is the value as the layer file writes it."""

    path: str
    form: str
    value: ParameterValue
    written: object
    label: Text
    evidence: str
    cites: tuple[Citation, ...]
    confirmed: bool
    set_by: str
    narrower: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Text] = field(default_factory=dict)
    type: Type | None = None
    valid_from: datetime.date | None = None
    granted: Mapping[str, Grant] = field(default_factory=dict)
    grant_limit: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """At most the level of this rank once `node` comes out as `fires_when`."""

    cap: int
    node: Node
    fires_when: bool


@dataclass(frozen=True, slots=True)
class Children:
    """The subjects below: their kinds, the column that names the one above, the stage they are read at."""

    kinds: tuple[str, ...]
    key: str
    stage: str


@dataclass(frozen=True, slots=True)
class Bound:
    """At most the level of the subjects named in a fact, read at a stage."""

    fact: str
    kinds: tuple[str, ...]
    stage: str
    enabled_by: str = ""
    from_rank: int = 0  # only levels of this rank or worse hold the subject


@dataclass(frozen=True, slots=True)
class ShareOf:
    """A share taken from the results of another scheme: two facts of the row that is named like the group."""

    table: str
    part: str
    whole: str


@dataclass(frozen=True, slots=True)
class QuotaRule:
    """A ceiling over a group and how those inside it are chosen when it is used."""

    settings: str
    counted_when: Node | None
    top: int
    over: int
    by: str  # ballot, choice
    chosen_when: Node | None = None
    vote: str = ""
    yes: str = ""
    standing: str = ""
    bases: Mapping[str, str] = field(default_factory=dict)
    tie_clause: str = ""
    complete_fact: str = ""
    share_of: ShareOf | None = None


@dataclass(frozen=True, slots=True)
class Suspension:
    """A clause put aside for one round by a named person, with document and reason (U6)."""

    clause: str
    document: str
    reason: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. `steps` per kind of subject are its computable effect; the rest depends on `kind`.

    `aside` per kind of subject is a condition that changes no level by itself: an act out of order, a form to be
    used, a clause to be spared.
    """

    id: str
    kind: str
    subjects: tuple[str, ...]
    stage: Mapping[str, str]
    effect: Text
    effect_key: str
    condition: Text
    reason: Text
    cites: tuple[Citation, ...]
    evidence: str
    confirmed: bool
    valid_from: datetime.date
    valid_until: datetime.date | None
    file: str
    line: int
    steps: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    scope: str = ""
    children: Children | None = None
    bound: Bound | None = None
    quota: QuotaRule | None = None
    at_most: int = 0
    aside: Mapping[str, Node] = field(default_factory=dict)
    formula: Mapping[str, Node] = field(default_factory=dict)
    form: str = ""
    spares: tuple[str, ...] = ()
    authority: Text | None = None
    frame: Mapping[str, Mapping[int, Mapping[str, Step]]] = field(default_factory=dict)
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parameters: tuple[str, ...] = ()
    suspension: Suspension | None = None

    @property
    def reminds(self) -> bool:
        """A breach is recorded among the warnings and lowers nothing."""
        return bool(self.aside) and not self.form and not self.spares

    @property
    def binds(self) -> bool:
        """Confirmed by a text or a layer and not put aside: only then does it limit a level."""
        return self.confirmed and self.suspension is None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of subject: its table, which rows, and how its proposed (or given) level is read."""

    id: str
    table: str
    label: Text
    where: Mapping[str, tuple[str, ...]]
    proposed: Node | None
    given: Node | None
    parameters: str = ""
    optional: bool = False  # many organisations rate none of this kind: nothing waits for its values


@dataclass(frozen=True, slots=True)
class Stage:
    id: str
    label: Text
    kinds: tuple[str, ...]
    named: str = ""


@dataclass(frozen=True)
class Pack:
    """A pack with its layers, ready to judge facts of one year."""

    name: str
    years: str
    year: int
    title: Text
    levels: tuple[Level, ...]
    texts: tuple[LegalText, ...]
    kinds: Mapping[str, Kind]
    stages: tuple[Stage, ...]
    facts: Mapping[str, Mapping[str, FactDef]]
    parameters: Mapping[str, Parameter]
    clauses: Mapping[str, Clause]
    layers: tuple[str, ...]
    phrases: Mapping[str, Text]
    case_files: tuple[str, ...]
    expired: tuple[LegalText, ...]
    fingerprint: str
    root: str
    sources: tuple[object, ...]
    suspensions: tuple[Suspension, ...]
    as_of: datetime.date | None

    @property
    def level_ids(self) -> tuple[str, ...]:
        """Ids of the levels, best first."""
        return tuple(level.id for level in self.levels)

    def parameter(self, path: str) -> Parameter:
        """The parameter with this path; KeyError if the pack has none."""
        return self.parameters[path]

    def level(self, level_id: str) -> Level:
        """The level with this id; KeyError if the pack has none."""
        return (
            self.levels[self.level_ids.index(level_id)] if level_id in self.level_ids else _no_level(level_id)
        )

    def parameters_of(self, clause: Clause, kind: str) -> tuple[str, ...]:
        """Parameters that a clause uses for one kind of subject: not those that stand for another kind alone."""
        groups = {item.parameters for item in self.kinds.values() if item.parameters}
        own = self.kinds[kind].parameters
        return tuple(
            path
            for path in clause.parameters
            if path.rpartition(".")[2] not in groups - {own} or not clause.frame
        )

    def kind_of(self, table: str, row: Mapping[str, object]) -> Kind | None:
        """The kind of subject that a row of a table is; None for rows that nothing judges."""
        for kind in self.kinds.values():
            if kind.table == table and all(row.get(column) in words for column, words in kind.where.items()):
                return kind
        return None

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """Paths and clause ids that nobody has confirmed yet, without those about optional kinds alone."""
        wanted: dict[str, None] = {}
        optional: dict[str, None] = {}
        clauses = []
        for clause in self.clauses.values():
            for kind in clause.subjects:
                target = optional if self.kinds[kind].optional else wanted
                target.update(dict.fromkeys(self.parameters_of(clause, kind)))
            if not clause.confirmed and not all(self.kinds[kind].optional for kind in clause.subjects):
                clauses.append(clause.id)
        apart = optional.keys() - wanted.keys()
        paths = [path for path, item in self.parameters.items() if not item.confirmed and path not in apart]
        return (*paths, *clauses)


def _no_level(level_id: str) -> Level:
    raise KeyError(level_id)
