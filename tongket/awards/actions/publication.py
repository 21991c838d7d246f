"""The ground for showing the names of decisions to the public."""

from __future__ import annotations

import datetime as dt

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.awards.errors import PublicationGroundMissing
from tongket.awards.models import AwardDecision
from tongket.awards.permissions import may_at, may_for
from tongket.awards.states import AwardState, PublicationGround
from tongket.common.text import clean
from tongket.rounds.models import Round


def record_publication_ground(
    decision: AwardDecision,
    *,
    actor: Actor,
    ground: str,
    note: str,
    happened_on: dt.date,
    until: dt.date | None = None,
) -> AwardDecision:
    """Record why the names of a decision may be shown to the public, by which paper, and until when (U11)."""
    unit = decision.round.unit
    with acting(
        "awards.record_publication_ground", actor=actor, unit_id=unit.pk, happened_on=happened_on
    ) as act:
        require(may_for(actor, "record_publication_ground", decision.issuing_unit, decision.round))
        if not clean(note):
            raise PublicationGroundMissing(document=decision.document)
        return act.update(
            decision,
            publication_ground=PublicationGround(ground),
            publication_note=clean(note),
            published_until=until,
        )


def record_publication_grounds(
    round: Round,
    *,
    actor: Actor,
    ground: str,
    note: str,
    happened_on: dt.date,
    until: dt.date | None = None,
) -> list[AwardDecision]:
    """The same ground for all standing decisions of the round that have none yet; returns those."""
    with acting(
        "awards.record_publication_grounds", actor=actor, unit_id=round.unit_id, happened_on=happened_on
    ):
        require(may_at(actor, "record_publication_ground", round.unit))
        waiting = AwardDecision.objects.filter(
            round=round, state=AwardState.GRANTED, publication_ground=""
        ).select_related("document", "round__unit")
        return [
            record_publication_ground(
                decision, actor=actor, ground=ground, note=note, happened_on=happened_on, until=until
            )
            for decision in waiting
        ]
