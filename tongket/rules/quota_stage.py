"""A quota clause over all its groups: who counts, the places, the candidates, and what the ballot decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tongket.rules.expressions import Unknown, evaluate
from tongket.rules.model import Clause, Majority, Pack, QuotaRule
from tongket.rules.outcomes import (
    MET,
    NOT_CONSIDERED,
    NOT_MET,
    OPEN,
    RATED,
    UNDETERMINED,
    ClauseResult,
    QuotaOutcome,
)
from tongket.rules.quotas import Places, Selection, compute_quota, select
from tongket.rules.state import Rows, RowScope, Subject


@dataclass(frozen=True, slots=True)
class _Group:
    """Members of one quota group, with what is certain and what is open about them."""

    subjects: list[Subject]
    counted: list[Subject]
    open_counted: list[Subject]
    candidates: list[Subject]
    open_candidates: list[Subject]


def run_quota(pack: Pack, rows: Rows, clause: Clause, *, apply: bool) -> list[QuotaOutcome]:
    """The quota of every group; with `apply` the levels of the candidates are limited by it."""
    rule = clause.quota
    assert rule is not None, "called for quota clauses"
    group_column = str(pack.parameters[f"{rule.settings}.group"].value)
    groups: dict[str, list[Subject]] = {}
    for kind in clause.subjects:
        for subject in rows.of_kind(kind):
            if subject.scope not in (RATED, UNDETERMINED):
                continue
            key = subject.facts.get(group_column)
            if key is None and rule.by == "choice":
                key = ""  # whoever chooses has chosen; only the equation needs the group
            if key is None:
                if apply:
                    _unknown_group(clause, rule, subject, group_column)
                continue
            groups.setdefault(str(key), []).append(subject)
    outcomes = []
    for name, subjects in groups.items():
        outcome = _run_group(pack, rows, clause, rule, name, subjects, apply)
        if outcome is not None:
            outcomes.append(outcome)
    return outcomes


def _unknown_group(clause: Clause, rule: QuotaRule, subject: Subject, column: str) -> None:
    best, _ = subject.range
    status = OPEN if best <= rule.top else NOT_CONSIDERED
    missing = (column,) if status == OPEN else ()
    stage = clause.stage[subject.kind.id]
    subject.add(ClauseResult(clause.id, stage, status, None, subject.shown(clause), missing))
    if status == OPEN:
        subject.limit(clause, 0, rule.over, missing, quota=True)


def _group(rows: Rows, rule: QuotaRule, subjects: list[Subject]) -> _Group:
    counted: list[Subject] = []
    open_counted: list[Subject] = []
    candidates: list[Subject] = []
    open_candidates: list[Subject] = []
    for subject in subjects:
        counts = (
            True
            if rule.counted_when is None
            else evaluate(rule.counted_when, RowScope(rows, subject, None, None))
        )
        if counts is False:
            continue
        best, worst = subject.range
        certain = counts is True and subject.scope == RATED
        (counted if certain else open_counted).append(subject)
        if worst <= rule.top and certain:
            candidates.append(subject)
        elif best <= rule.top:
            open_candidates.append(subject)
    return _Group(subjects, counted, open_counted, candidates, open_candidates)


def _run_group(
    pack: Pack, rows: Rows, clause: Clause, rule: QuotaRule, name: str, subjects: list[Subject], apply: bool
) -> QuotaOutcome | None:
    group = _group(rows, rule, subjects)
    settings = {key: pack.parameters[f"{rule.settings}.{key}"].value for key in _SETTINGS}
    share = _share(pack, rows, rule, name)
    exact, places = _both_sides(group, rule, share.value, settings)
    missing = {f"level:{subject.id}": None for subject in group.subjects if _is_open(subject, rule, group)}
    missing.update(dict.fromkeys(share.missing))
    decided = _decide(pack, rows, clause, rule, group, places, share.missing)
    if apply:
        for subject in subjects:
            _limit(pack, clause, rule, group, decided, subject)
    if rule.by == "choice" and not _complete(rows, rule, name, group):
        return None
    good = sum(1 for subject in group.counted if subject.range[1] <= rule.over)
    return QuotaOutcome(
        name=rule.settings.rpartition(".")[2],
        clause=clause.id,
        group=name,
        stage=clause.stage[subjects[0].kind.id],
        share=share.value,
        denominator=str(settings["denominator"]),
        rounding=str(settings["rounding"]),
        at_least_one=settings["at_least_one"] is True,
        good_or_better=good if exact is not None else None,
        rated=len(group.counted) if not group.open_counted else None,
        bound=exact.bound if exact is not None else None,
        places=places,
        equation=exact.equation if exact is not None else "",
        candidates=tuple(subject.id for subject in group.candidates),
        selected=decided.selection.selected,
        not_chosen=decided.selection.not_chosen,
        border_ties=decided.selection.tied,
        pending=tuple(decided.pending),
        votes=decided.votes,
        needed=decided.needed,
        missing=tuple(missing),
        binds=clause.binds,
        granted_by=share.granted_by,
        reference=share.reference,
    )


_SETTINGS = ("denominator", "rounding", "at_least_one")


@dataclass(frozen=True, slots=True)
class _Share:
    """The share of one group: of the parameter, granted to this group, or taken from another scheme's results."""

    value: Fraction | None
    missing: tuple[str, ...] = ()
    granted_by: str = ""
    reference: tuple[int, int] | None = None


def _share(pack: Pack, rows: Rows, rule: QuotaRule, name: str) -> _Share:
    if rule.share_of is not None:
        table = rows.tables.get(rule.share_of.table, {})
        row = table.get(name, {}) if isinstance(table, dict) else {}
        part, whole = row.get(rule.share_of.part), row.get(rule.share_of.whole)
        if isinstance(part, int) and isinstance(whole, int) and whole > 0:
            return _Share(Fraction(part, whole), reference=(part, whole))
        facts = ((rule.share_of.part, part), (rule.share_of.whole, whole or None))
        return _Share(None, tuple(fact for fact, value in facts if value is None))
    parameter = pack.parameters[f"{rule.settings}.share"]
    grant = parameter.granted.get(name)
    share = parameter.value if grant is None else grant.value
    assert isinstance(share, Fraction), "the loader admits percentages only"
    return _Share(share, granted_by="" if grant is None else f"{grant.authority}, {grant.document}")


def _both_sides(
    group: _Group, rule: QuotaRule, share: Fraction | None, settings: Mapping[str, object]
) -> tuple[Places | None, int | None]:
    """The equation and the places, each None while what is still open decides it."""
    if share is None:
        return None, None
    low, high = (_places(group, rule, share, settings, worst=worst) for worst in (True, False))
    return low if low == high else None, low.places if low.places == high.places else None


def _is_open(subject: Subject, rule: QuotaRule, group: _Group) -> bool:
    best, worst = subject.range
    crosses = any(best <= border < worst for border in (rule.top, rule.over))
    return crosses or subject in group.open_counted


def _places(
    group: _Group, rule: QuotaRule, share: Fraction, settings: Mapping[str, object], *, worst: bool
) -> Places:
    side = 1 if worst else 0
    good = sum(1 for subject in group.counted if subject.range[side] <= rule.over)
    rated = len(group.counted)
    if not worst:
        good += sum(1 for subject in group.open_counted if subject.range[0] <= rule.over)
        rated += len(group.open_counted)
    return compute_quota(
        share,
        str(settings["denominator"]),
        str(settings["rounding"]),
        settings["at_least_one"] is True,
        good_or_better=good,
        rated=rated,
    )


@dataclass(frozen=True, slots=True)
class _Decided:
    selection: Selection
    pending: dict[str, tuple[str, ...]]
    votes: dict[str, int]
    needed: dict[str, int]
    tie_clause: Clause | None


def _decide(
    pack: Pack,
    rows: Rows,
    clause: Clause,
    rule: QuotaRule,
    group: _Group,
    places: int | None,
    unknown_share: tuple[str, ...],
) -> _Decided:
    if rule.by == "choice":
        return _choice(rows, rule, group)
    tie_clause = pack.clauses[rule.tie_clause]
    ids = [subject.id for subject in group.candidates]
    if places == 0:
        return _Decided(Selection((), tuple(ids), ()), {}, {}, {}, tie_clause)
    majority = pack.parameters[f"{rule.vote}.majority"].value
    assert isinstance(majority, Majority), "the loader admits majorities only"
    votes: dict[str, int] = {}
    passed: dict[str, bool] = {}
    needed: dict[str, int] = {}
    pending: dict[str, tuple[str, ...]] = {}
    stands_not: list[str] = []
    for subject in group.candidates:
        yes, standing = subject.facts[rule.yes], subject.facts[rule.standing]
        base_name = rule.bases.get(majority.base)
        base = subject.facts[base_name] if base_name else None
        if standing is False:
            stands_not.append(subject.id)
        elif isinstance(yes, int) and isinstance(base, int):
            votes[subject.id], passed[subject.id] = yes, majority.reached(yes, base)
            needed[subject.id] = needed_votes(majority, base)
        else:
            facts = ((rule.yes, yes), (base_name or majority.base, base))
            pending[subject.id] = tuple(fact for fact, value in facts if value is None)
    failed = [name for name in votes if not passed[name]]
    waiting: dict[str, tuple[str, ...]] = dict(pending)
    if places is None or group.open_candidates or pending:
        # the field is not complete: only those without the majority are decided
        waits = [f"level:{subject.id}" for subject in group.open_candidates]
        waits += [fact for facts in pending.values() for fact in facts]
        waits += [
            f"level:{subject.id}"
            for subject in group.subjects
            if places is None and _is_open(subject, rule, group)
        ]
        waits += unknown_share
        for name in votes:
            if passed[name]:
                waiting[name] = tuple(dict.fromkeys(waits))
        return _Decided(Selection((), (*stands_not, *failed), ()), waiting, votes, needed, tie_clause)
    chosen = select(votes, passed, places)
    order = {name: position for position, name in enumerate(ids)}
    out = tuple(sorted((*chosen.not_chosen, *stands_not), key=order.__getitem__))
    return _Decided(Selection(chosen.selected, out, chosen.tied), waiting, votes, needed, tie_clause)


def needed_votes(majority: Majority, base: int) -> int:
    """The smallest number of votes that reaches the majority."""
    border = majority.share * base
    whole = -(-border.numerator // border.denominator)
    return whole + 1 if majority.strict and whole == border else whole


def _choice(rows: Rows, rule: QuotaRule, group: _Group) -> _Decided:
    selected: list[str] = []
    out: list[str] = []
    pending: dict[str, tuple[str, ...]] = {}
    for subject in group.candidates:
        assert rule.chosen_when is not None, "the loader demands chosen_when"
        chosen = evaluate(rule.chosen_when, RowScope(rows, subject, None, None))
        if isinstance(chosen, Unknown):
            pending[subject.id] = tuple(sorted(chosen.missing))
        else:
            (selected if chosen is True else out).append(subject.id)
    return _Decided(Selection(tuple(selected), tuple(out), ()), pending, {}, {}, None)


def _complete(rows: Rows, rule: QuotaRule, name: str, group: _Group) -> bool:
    """Whether all that the superior rates is among the facts; otherwise its equation is not ours to print."""
    if not rule.complete_fact:
        return True
    total = rows.units.get(name, {}).get(rule.complete_fact)
    return total == len(group.subjects)


def _limit(
    pack: Pack, clause: Clause, rule: QuotaRule, group: _Group, decided: _Decided, subject: Subject
) -> None:
    stage = clause.stage[subject.kind.id]
    status, cap = NOT_CONSIDERED, 0
    missing: tuple[str, ...] = ()
    over = pack.level_ids[rule.over]
    extra: tuple[Clause, tuple[str, ...]] | None = None
    if subject.id in decided.selection.selected:
        status = MET
    elif subject.id in decided.selection.not_chosen:
        status, cap = NOT_MET, rule.over
    elif subject.id in decided.selection.tied:
        status = NOT_MET
        if decided.tie_clause is not None and decided.tie_clause.id == clause.id:
            cap = rule.over
        elif decided.tie_clause is not None:
            extra = (decided.tie_clause, ("further_ballot",))
    elif subject.id in decided.pending:
        status, missing = OPEN, decided.pending[subject.id]
    elif subject in group.open_candidates:
        status, missing = OPEN, tuple(dict.fromkeys(name for _, names in subject.open for name in names))
    facts = subject.shown(clause)
    subject.add(ClauseResult(clause.id, stage, status, over if cap else None, facts, missing))
    if cap or status == OPEN:
        subject.limit(clause, cap, rule.over, missing, quota=True)
    if extra is not None:
        tie, waiting = extra
        subject.add(ClauseResult(tie.id, stage, NOT_MET, over, facts, ()))
        subject.limit(tie, rule.over, rule.over, (), quota=True)
        if not tie.binds:
            subject.limit(clause, 0, rule.over, waiting, quota=True)
