"""Acts on a closed round: each call is complete and would pass in an open one as far as its rights go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tests.authorization.cast import World
from tongket.access.decisions import Actor
from tongket.documents.models import Document
from tongket.organisation.queries import parent_of
from tongket.ratings import actions as ratings
from tongket.ratings.models import Rating
from tongket.reviews import actions as reviews
from tongket.reviews.states import Body, Level
from tongket.rounds import actions as rounds
from tongket.rounds.models import StepAct
from tongket.rounds.packs import pack_for
from tongket.rounds.steps import Step

DAY = dt.date(2022, 1, 10)


def acts(world: World, actor: Actor) -> dict[str, Callable[[], object]]:
    """'room.action' → the act on the world's round."""
    round = world.round
    paper = Document.objects.filter(unit=world.organisation).first()
    on_round = {"actor": actor, "happened_on": DAY}
    return {
        "rounds.open_round": lambda: rounds.open_round(round, **on_round),
        "rounds.close_round": lambda: rounds.close_round(round, **on_round),
        "rounds.add_layer": lambda: rounds.add_layer(
            round, actor=actor, level="own", title="Quy định", content="{}", confirmed_by="Văn phòng"
        ),
        "rounds.confirm_parameter": lambda: rounds.confirm_parameter(
            round,
            **on_round,
            path=next(iter(pack_for(round).parameters)),
            value=None,
            citation="Công văn",
            confirmed_by="Văn phòng",
        ),
        "rounds.suspend_clause": lambda: rounds.suspend_clause(
            round,
            **on_round,
            clause=next(iter(pack_for(round).clauses)),
            document_number="01-CV/ĐU",
            reason="Chưa rõ",
            suspended_by="Văn phòng",
        ),
        "rounds.confirm_clause": lambda: rounds.confirm_clause(
            round,
            **on_round,
            clause=next(iter(pack_for(round).clauses)),
            citation="Công văn",
            confirmed_by="Văn phòng",
        ),
        "rounds.withdraw_rule": lambda: rounds.withdraw_rule(
            round, **on_round, kind="layer", pk=round.layers.get().pk, reason="Nhập nhầm"
        ),
        "rounds.set_due": lambda: rounds.set_due(round, actor=actor, due={Step.CONFERENCE: DAY}),
        "rounds.record_step": lambda: rounds.record_step(
            round, **on_round, stage=StepAct.objects.first().stage, unit=world.organisation
        ),
        "rounds.regularise_step": lambda: rounds.regularise_step(
            StepAct.objects.first(), **on_round, document="01-CV/ĐU"
        ),
        "reviews.record_assessments": lambda: reviews.record_assessment(
            round,
            actor=actor,
            unit=world.own_cell,
            person=world.colleague,
            body=Body.SELF,
            level=Level.GOOD,
            happened_on=DAY,
        ),
        "ratings.compute_outcomes": lambda: ratings.compute_outcomes(round, **on_round),
        "ratings.open_cell_ballot": lambda: ratings.open_cell_ballot(
            round, actor=actor, cell=world.own_cell, held_on=DAY
        ),
        "ratings.open_second_ballot": lambda: ratings.open_second_ballot(
            round, actor=actor, subject="members", held_on=DAY
        ),
        "ratings.open_organisation_ballot": lambda: ratings.open_organisation_ballot(
            round, actor=actor, held_on=DAY
        ),
        "ratings.decide_member_levels": lambda: ratings.decide_member_levels(
            round, actor=actor, document=paper
        ),
        "ratings.decide_unit_levels": lambda: ratings.decide_unit_levels(round, actor=actor, document=paper),
        "ratings.propose_organisation": lambda: ratings.propose_organisation(
            round, **on_round, level=Level.GOOD
        ),
        "ratings.record_superior_decision": lambda: ratings.record_superior_decision(
            round,
            actor=actor,
            superior=parent_of(world.organisation).name,
            organisations=11,
            good_or_better=10,
            commended=[],
            decided_on=DAY,
        ),
        "ratings.regularise_rating": lambda: ratings.regularise_rating(
            Rating.objects.filter(round=round).first(), **on_round, document="01-CV/ĐU"
        ),
    }
