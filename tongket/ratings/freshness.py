"""Whether what was computed still rests on today's facts and rules (no viewer: for actions and queries)."""

from __future__ import annotations

from dataclasses import dataclass

from tongket.audit.unchanged import until_next_act
from tongket.ratings.facts import Subject, gather
from tongket.ratings.models import Outcome
from tongket.rounds.models import Round


@dataclass(frozen=True)
class Freshness:
    """Names of those whose facts or rules have changed since, and the outcomes that are still good."""

    stale: tuple[str, ...]
    stale_people: frozenset[int]
    stale_units: frozenset[int]
    computed: bool

    @property
    def is_fresh(self) -> bool:
        return self.computed and not self.stale


def _differs(subject: Subject, outcome: Outcome | None, fingerprint: str) -> bool:
    if outcome is None:
        return True
    return outcome.pack_fingerprint != fingerprint or outcome.facts_digest != subject.digest()


def freshness(round: Round) -> Freshness:
    """Compare the stored outcomes of a round with its facts as they stand now; once after each act recorded."""
    return until_next_act(("ratings.freshness", round.pk), lambda: _compare(round))


def _compare(round: Round) -> Freshness:
    facts = gather(round)
    stored = {
        (o.person_id, o.unit_id): o for o in Outcome.objects.filter(round=round).defer("facts", "results")
    }
    computed = bool(stored)
    stale: list[Subject] = []
    for subject in facts.subjects:
        key = (subject.person.pk if subject.person else None, subject.unit.pk if subject.unit else None)
        if _differs(subject, stored.pop(key, None), facts.pack.fingerprint):
            stale.append(subject)
    return Freshness(
        stale=tuple(s.name for s in stale),
        stale_people=frozenset(s.person.pk for s in stale if s.person),
        stale_units=frozenset(s.unit.pk for s in stale if s.unit),
        computed=computed,
    )
