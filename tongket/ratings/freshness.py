"""Whether what was computed still rests on today's facts and rules (no viewer: for actions and queries)."""

from __future__ import annotations

from dataclasses import dataclass

from tongket.audit.unchanged import until_next_act
from tongket.ratings.facts import Facts, Subject, gather
from tongket.ratings.models import Outcome
from tongket.ratings.suspects import suspects_of
from tongket.rounds.models import Round
from tongket.rounds.packs import pack_for


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


def freshness(round: Round) -> Freshness:
    """Compare the stored outcomes of a round with its facts as they stand now; once after each act recorded."""
    return until_next_act(("ratings.freshness", round.pk), lambda: _compare(round))


def _compare(round: Round) -> Freshness:
    stored = {
        (person, unit): (fingerprint, digest)
        for person, unit, fingerprint, digest in Outcome.objects.filter(round=round).values_list(
            "person_id", "unit_id", "pack_fingerprint", "facts_digest"
        )
    }
    stale: list[Subject] = []
    facts = _facts_to_compare(round, {fingerprint for fingerprint, _digest in stored.values()})
    for subject in facts.subjects:
        key = (subject.person.pk if subject.person else None, subject.unit.pk if subject.unit else None)
        fingerprint, digest = stored.get(key, ("", ""))
        if fingerprint != facts.pack.fingerprint or digest != subject.digest():
            stale.append(subject)
    return Freshness(
        stale=tuple(s.name for s in stale),
        stale_people=frozenset(s.person.pk for s in stale if s.person),
        stale_units=frozenset(s.unit.pk for s in stale if s.unit),
        computed=bool(stored),
    )


def _facts_to_compare(round: Round, fingerprints: set[str]) -> Facts:
    """Of all whom the journal, another set of rules or another day of the rating make suspect."""
    suspects = suspects_of(round)
    if suspects is None or fingerprints != {pack_for(round).fingerprint}:
        return gather(round)
    facts = gather(round, suspects)
    own = next((s.row.get("rated_on") for s in facts.units if s.unit == round.unit), None)
    known = Outcome.objects.filter(round=round, unit=round.unit).values_list(
        "facts__row__rated_on", flat=True
    )
    return facts if [own.isoformat() if own else None] == list(known) else gather(round)
