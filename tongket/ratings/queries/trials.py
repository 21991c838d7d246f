"""What a page of trials and of comparisons shows: fields as they stand, whose level would change and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.audit.unchanged import until_next_act
from tongket.common.errors import Missing
from tongket.organisation.models import Person, Unit
from tongket.organisation.queries import members_of
from tongket.ratings.facts import Facts, Subject, gather
from tongket.ratings.judging import judge_facts
from tongket.ratings.permissions import may_act, reader_classes
from tongket.ratings.queries.common import language
from tongket.rounds.models import Round
from tongket.rounds.packs import fitting_packs, load
from tongket.rounds.queries import register_day
from tongket.rounds.rule_book import outdated
from tongket.rules import Comparison, Pack, compare, diff_packs
from tongket.rules.compare import open_parameters
from tongket.rules.explain_changes import ChangeShown, LevelCount, count_levels, explain_changes
from tongket.rules.expressions.tree import fact_names
from tongket.rules.model import FactDef, Parameter

#: Facts that name somebody or something: trying another one would make another subject.
_NAMES = ("id", "ids", "text")


@dataclass(frozen=True)
class Chosen:
    """The subject of a trial with the facts that its reader may try, as they stand."""

    subject: Person | Unit
    key: str
    name: str
    facts: list[tuple[FactDef, Any]]


@dataclass(frozen=True)
class TrialPage:
    """What can be tried in a round: about whom, and which values."""

    subjects: list[tuple[str, str]]
    parameters: list[Parameter]
    chosen: Chosen | None
    pack: Pack


@dataclass(frozen=True)
class ChangesShown:
    """Two judgements side by side, as the reader may see them."""

    changes: tuple[ChangeShown, ...]
    counts: list[LevelCount]
    quotas: list[dict[str, Any]]

    @property
    def members(self) -> list[ChangeShown]:
        return [change for change in self.changes if change.table == "members"]

    @property
    def units(self) -> list[ChangeShown]:
        return [change for change in self.changes if change.table != "members"]


@dataclass(frozen=True)
class Regulation:
    """One version of the round's pack: which years it is for, and whether it is the round's own."""

    years: str
    title: str
    text: str
    year: int
    own: bool

    @property
    def span(self) -> str:
        """The years as people write them: 2018–2022, from 2025 on."""
        first, _dash, last = self.years.partition("-")
        return f"{first}–{last}" if last else _("từ %(year)s") % {"year": first}


@dataclass(frozen=True)
class CountGroup:
    """How many subjects of one kind come out at each level, by regulation in the order of the page."""

    kind: str
    rows: list[tuple[str, list[tuple[Regulation, int]]]]


@dataclass(frozen=True)
class DifferencePage:
    """The facts of a round under every regulation, and who comes out differently under one of them."""

    regulations: list[Regulation]
    groups: list[CountGroup]
    chosen: Regulation
    shown: ChangesShown
    unconfirmed: int
    outdated: list[str]

    @property
    def columns(self) -> int:
        """Columns of the table of numbers."""
        return len(self.regulations) + 1


def _require(viewer: Actor, round: Round) -> None:
    if not may_act(viewer, round, "try_changes").allowed:
        raise Missing(thing=_("trang này"))


def trial_page(viewer: Actor, round: Round, wanted: str = "") -> TrialPage:
    """The choices of the page; ``wanted`` is the key of a subject ("p12", "u3"). ``Missing`` without the right."""
    _require(viewer, round)
    person = wanted[1:] if wanted[:1] == "p" and wanted[1:].isdecimal() else ""
    gathered = gather(round, frozenset({int(person)} if person else ()))
    readers = reader_classes(viewer, round.unit)
    paths = open_parameters(gathered.pack, readers)
    chosen = next((s for s in gathered.subjects if _key(s) == wanted), None)
    if wanted and chosen is None:
        raise Missing(thing=_("đảng viên hoặc tổ chức này"))
    return TrialPage(
        subjects=_subjects(round, gathered.units),
        parameters=[gathered.pack.parameters[path] for path in paths],
        chosen=None if chosen is None else _chosen(gathered, chosen, readers),
        pack=gathered.pack,
    )


def _key(subject: Subject) -> str:
    return f"p{subject.person.pk}" if subject.person else f"u{subject.unit.pk if subject.unit else 0}"


def _subjects(round: Round, units: list[Subject]) -> list[tuple[str, str]]:
    """Everybody and every unit of the round by key and label, without gathering anybody's facts."""
    cells = {s.unit.pk: s.unit.name for s in units if s.unit}
    members = members_of(round.unit, register_day(round)).select_related(None).prefetch_related(None)
    people = members.values_list("person_id", "person__name", "unit_id")
    return [
        *((f"p{pk}", f"{name} – {cells[cell]}") for pk, name, cell in people),
        *((_key(subject), subject.name) for subject in units),
    ]


def _chosen(gathered: Facts, subject: Subject, readers: frozenset[str]) -> Chosen:
    columns = gathered.pack.facts[subject.table]
    read = _facts_read(gathered.pack, subject)
    facts = [
        (fact, subject.row.get(name, fact.without_column))
        for name, fact in columns.items()
        if name in read and fact.form not in _NAMES and not fact.refers_to and fact.reader in readers
    ]
    thing = subject.person or subject.unit
    if thing is None:
        raise Missing(thing=_("đảng viên hoặc tổ chức này"))
    return Chosen(thing, _key(subject), subject.name, facts)


def _facts_read(pack: Pack, subject: Subject) -> set[str]:
    """Facts that a rule of the year reads of such a subject; others would change nothing."""
    kind = pack.kind_of(subject.table, subject.row)
    if kind is None:
        return set()
    read = {name for clause in pack.clauses.values() for name in clause.facts.get(kind.id, ())}
    for node in (kind.proposed, kind.given):
        read.update(fact_names(node) if node is not None else ())
    for clause in pack.clauses.values():
        if clause.quota is not None and kind.id in clause.subjects:
            read.update((clause.quota.yes, clause.quota.standing, *clause.quota.bases.values()))
            if clause.quota.counted_when is not None:
                read.update(fact_names(clause.quota.counted_when))
    return read


def shown_changes(first: Pack, second: Pack, comparison: Comparison, readers: frozenset[str]) -> ChangesShown:
    """A comparison in the reader's language, no more than these reader classes may see."""
    lang = language()
    units = {key: str(o.facts.get("name") or key) for key, o in comparison.after.units.items()}
    return ChangesShown(
        changes=explain_changes(first, second, comparison, lang=lang, reader=readers),
        counts=list(count_levels(first, second, comparison, lang=lang)),
        quotas=[
            {"name": name, "group": units.get(group, group), "before": before, "after": after}
            for name, group, before, after in comparison.quotas
        ],
    )


def differences(viewer: Actor, round: Round, years: str = "") -> DifferencePage:
    """The round's facts under the regulation of every year that the pack has; ``years`` is the one looked at.

    The round's own layers belong to its own regulation alone: values that another one leaves open are unconfirmed.
    """
    _require(viewer, round)
    readers, lang = reader_classes(viewer, round.unit), language()
    key = ("ratings.differences", round.pk, years, readers, lang)
    return until_next_act(key, lambda: _differences(round, years, readers, lang))


def _differences(round: Round, years: str, readers: frozenset[str], lang: str) -> DifferencePage:
    gathered = gather(round)
    packs: dict[str, Pack] = {}
    regulations: list[Regulation] = []
    for version, year in fitting_packs(round):
        own = version == gathered.pack.years
        pack = gathered.pack if own else load(round.pack_name, year, facts_year=round.year)
        packs[version] = pack
        text = pack.texts[0].id if pack.texts else version
        regulations.append(Regulation(version, pack.title.get(lang), text, year, own))
    others = [regulation for regulation in regulations if not regulation.own]
    if not others:
        raise Missing(thing=_("quy định khác để so sánh"))
    if years and years not in {regulation.years for regulation in others}:
        raise Missing(thing=_("quy định này"))
    chosen = next((r for r in others if r.years == years), others[0])
    before = judge_facts(gathered)
    results = {r.years: diff_packs(gathered.pack, packs[r.years], gathered.tables()) for r in others}
    results[gathered.pack.years] = compare(before, before)
    return DifferencePage(
        regulations=regulations,
        groups=_groups(gathered.pack, packs, results, regulations),
        chosen=chosen,
        shown=shown_changes(gathered.pack, packs[chosen.years], results[chosen.years], readers),
        unconfirmed=len(packs[chosen.years].unconfirmed),
        outdated=outdated(round, lang),
    )


def _groups(
    own: Pack, packs: dict[str, Pack], results: dict[str, Comparison], regulations: list[Regulation]
) -> list[CountGroup]:
    """Numbers by kind of subject and level, a column for each regulation; kinds that others rate are left out."""
    lang = language()
    found: dict[str, dict[str, dict[str, int]]] = {}
    for regulation in regulations:
        second = packs[regulation.years]
        for count in count_levels(own, second, results[regulation.years], lang=lang):
            kind = second.kinds.get(count.kind) or own.kinds[count.kind]
            if kind.given is None:
                levels = found.setdefault(count.kind_text, {})
                levels.setdefault(count.level_text, {})[regulation.years] = count.after
    order = [level.short.get(lang) for level in own.levels]
    return [
        CountGroup(
            kind,
            [
                (level, [(regulation, numbers.get(regulation.years, 0)) for regulation in regulations])
                for level, numbers in sorted(
                    levels.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order)
                )
            ],
        )
        for kind, levels in found.items()
    ]
