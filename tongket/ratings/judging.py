"""Asking the rules: facts in, outcomes out, faults of the facts as a refusal that a person can read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from tongket.ratings.errors import FactsRefused
from tongket.ratings.facts import Facts, tables_of
from tongket.ratings.models import Outcome, QuotaOutcome
from tongket.rounds.errors import InLanguage
from tongket.rounds.models import Round
from tongket.rounds.packs import pack_for
from tongket.rules import (
    Assessment,
    FactsError,
    Kept,
    Pack,
    assess,
    kept_level,
    named_by,
    restore,
    restore_quota,
)
from tongket.rules import QuotaOutcome as RuleQuota


def judge(pack: Pack, tables: dict[str, list[dict[str, Any]]]) -> Assessment:
    """The whole judgement; ``FactsRefused`` when the facts contradict themselves, with every fault."""
    try:
        return assess(pack, tables)
    except FactsError as error:
        raise FactsRefused(
            count=len(error.faults),
            faults=InLanguage(
                "; ".join(f.text("vi") for f in error.faults[:10]),
                "; ".join(f.text("en") for f in error.faults[:10]),
            ),
        ) from error


def judge_facts(facts: Facts) -> Assessment:
    """The judgement of freshly gathered facts."""
    return judge(facts.pack, facts.tables())


class _Tables:
    """Carries pack and outcomes past the key of the cache, which says it all: equal whatever it holds."""

    def __init__(self, pack: Pack, stored: QuerySet[Outcome]) -> None:
        self.pack, self.stored = pack, stored

    def read(self) -> dict[str, list[dict[str, Any]]]:
        """The tables of facts, members first, each in the order of the lists."""
        rows = list(
            self.stored.only("person_id", "facts").order_by("unit_id", "cell__code_key", "position", "pk")
        )
        rows.sort(key=lambda o: o.person_id is None)
        return tables_of(("members" if o.person_id else "units", o.facts) for o in rows)

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Tables)


@lru_cache(maxsize=16)
def _judged(key: str, given: _Tables) -> Assessment:
    return judge(given.pack, given.read())


def judge_stored(round: Round) -> tuple[Pack, Assessment]:
    """The judgement of the facts as they were when the outcomes were computed, by the pack of the round.

    Pages of one round share it through a cache by pack and content. It judges everybody: for explanations of some
    see ``judged_alone``.
    """
    pack = pack_for(round)
    stored = Outcome.objects.filter(round=round)
    digests = stored.order_by("pk").values_list("pk", "facts_digest")
    key = hashlib.sha256(json.dumps([pack.fingerprint, *digests]).encode()).hexdigest()
    return pack, _judged(key, _Tables(pack, stored))


def judged_alone(round: Round, outcomes: Sequence[Outcome]) -> tuple[Pack, Assessment]:
    """The judgement of these outcomes as it was stored, and those whom their explanations name.

    Outcomes that were computed by other rules than those of today are judged by today's, with everybody.
    """
    pack = pack_for(round)
    if any(outcome.pack_fingerprint != pack.fingerprint for outcome in outcomes):
        return judge_stored(round)
    kept = {_key(outcome): _kept(outcome) for outcome in outcomes}
    named = {name for each in kept.values() for name in named_by(pack, each)}
    rows = Outcome.objects.filter(round=round)
    people = [int(name) for name in named if name.isdecimal()]
    for outcome in rows.filter(Q(unit__code__in=named) | Q(person__in=people)):
        kept.setdefault(_key(outcome), _kept(outcome))
    known = {name for _table, name in kept}
    if named - known:
        kept |= {("units", each.row["id"]): each for each in _beside(rows) if each.row["id"] in named - known}
    return pack, restore(pack, kept.values())


def quota_stored(stored: QuotaOutcome) -> tuple[Pack, RuleQuota]:
    """A quota as it was stored; computed by other rules than today's, or from another scheme's results, the
    whole is judged anew."""
    pack = pack_for(stored.round)
    by = Outcome.objects.filter(round=stored.round, unit=stored.group).values_list(
        "pack_fingerprint", flat=True
    )
    found = restore_quota(pack, _kept_quota(stored)) if pack.fingerprint in by else None
    if found is None:
        pack, judged = judge_stored(stored.round)
        found = judged.quota(stored.subject, stored.group.code)
    return pack, found


def _kept_quota(stored: QuotaOutcome) -> RuleQuota:
    return RuleQuota(
        name=stored.subject,
        clause=stored.clause,
        group=stored.group.code,
        stage="",
        share=Fraction(stored.share) if stored.share[:1].isdecimal() else None,
        denominator=stored.denominator,
        rounding=stored.rounding,
        at_least_one=stored.at_least_one,
        good_or_better=stored.good_or_better,
        rated=stored.rated,
        bound=Fraction(stored.bound) if stored.bound else None,
        places=stored.places,
        equation=stored.equation,
        candidates=tuple(stored.candidates),
        selected=tuple(stored.selected),
        not_chosen=tuple(stored.not_chosen),
        border_ties=tuple(stored.border_ties),
        pending=tuple(stored.pending),
        votes=stored.votes,
        needed=stored.needed,
        missing=tuple(stored.missing),
        binds=True,
    )


def _key(outcome: Outcome) -> tuple[str, str]:
    return ("members" if outcome.person_id else "units", outcome.facts["row"]["id"])


def _kept(outcome: Outcome) -> Kept:
    return Kept(
        table="members" if outcome.person_id else "units",
        row=outcome.facts["row"],
        scope=outcome.scope,
        scope_by=outcome.scope_by,
        proposed=outcome.proposed,
        allowed=outcome.allowed,
        level=outcome.level,
        lowered_by=outcome.lowered_by,
        warnings=outcome.warnings,
        suspended=outcome.suspended,
        missing=outcome.missing,
        unconfirmed=outcome.unconfirmed,
        shares=outcome.shares,
        stages=outcome.stages,
        results=outcome.results,
    )


def _beside(rows: QuerySet[Outcome]) -> Iterator[Kept]:
    """The bodies beside the units, whose levels were given elsewhere."""
    for peers in rows.filter(unit__isnull=False).values_list("facts__peers", flat=True):
        for row in peers:
            yield kept_level("units", row, row["level_superior"])
