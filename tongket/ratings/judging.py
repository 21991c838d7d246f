"""Asking the rules: facts in, outcomes out, faults of the facts as a refusal that a person can read."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import Any

from tongket.ratings.errors import FactsRefused
from tongket.ratings.facts import Facts, tables_of
from tongket.ratings.models import Outcome
from tongket.rounds.errors import InLanguage
from tongket.rounds.models import Round
from tongket.rounds.packs import pack_for
from tongket.rules import Assessment, FactsError, Pack, assess


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
    """Carries pack and tables past the key of the cache, which says it all: equal whatever it holds."""

    def __init__(self, pack: Pack, tables: dict[str, list[dict[str, Any]]]) -> None:
        self.pack, self.tables = pack, tables

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Tables)


@lru_cache(maxsize=16)
def _judged(key: str, given: _Tables) -> Assessment:
    return judge(given.pack, given.tables)


def judge_stored(round: Round) -> tuple[Pack, Assessment]:
    """The judgement of the facts as they were when the outcomes were computed, by the pack of the round.

    Pages of one round share it through a cache by pack and content.
    """
    pack = pack_for(round)
    rows = list(
        Outcome.objects.filter(round=round)
        .only("person_id", "unit_id", "facts", "facts_digest")
        .order_by("unit_id", "cell__code_key", "position", "pk")
    )
    rows.sort(key=lambda o: o.person_id is None)
    stored = [("members" if o.person_id else "units", o.facts) for o in rows]
    digests = json.dumps([pack.fingerprint, *(o.facts_digest for o in rows)])
    key = hashlib.sha256(digests.encode()).hexdigest()
    return pack, _judged(key, _Tables(pack, tables_of(stored)))
