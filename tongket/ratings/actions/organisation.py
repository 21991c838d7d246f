"""The organisation's own level: the committee proposes, the superior decides among all its organisations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.text import clean, matching_key
from tongket.documents.models import Document
from tongket.organisation.queries import name_on
from tongket.ratings import polls
from tongket.ratings.actions.decide import (
    LEVELS,
    order_fault,
    require_reconciled,
    signed_document,
)
from tongket.ratings.errors import AboveAllowed, AlreadyDecided, NoProposal, NotComputed, SuperiorFigures
from tongket.ratings.models import Outcome, Rating, SuperiorQuota
from tongket.ratings.permissions import may_act
from tongket.ratings.rows import Decided, Paper
from tongket.ratings.states import DecidingBody, RatingState
from tongket.reviews.states import Level
from tongket.rounds.actions import record_step
from tongket.rounds.actions.changeable import require_open
from tongket.rounds.models import Round
from tongket.rounds.packs import pack_for
from tongket.rounds.queries import register_day
from tongket.rules import Pack, Places, compute_quota


def _own_stage(pack: Pack, kind: str) -> str | None:
    """The ordered stage at which the organisation itself is judged."""
    return next((s.id for s in pack.stages if s.named and kind in s.kinds), None)


def propose_organisation(
    round: Round,
    *,
    actor: Actor,
    level: str,
    happened_on: dt.date,
    document: Document | Paper | None = None,
    deviation_reason: str = "",
) -> Decided:
    """Record the level that the committee proposes for its own organisation.

    Above what the rules allow it needs a reason; a ballot on it that does not add up can't carry it.
    """
    with acting(
        "ratings.propose_organisation", actor=actor, unit_id=round.unit_id, happened_on=happened_on
    ) as act:
        require(may_act(actor, round, "propose_organisation"))
        require_open(round)
        level = Level(level).value
        outcome = Outcome.objects.filter(round=round, unit=round.unit).first()
        if outcome is None:
            raise NotComputed(round=str(round))
        above = outcome.allowed not in LEVELS or LEVELS.index(level) < LEVELS.index(outcome.allowed)
        if above and not deviation_reason.strip():
            raise AboveAllowed(
                name=round.unit.name,
                level=Level(level).label,
                allowed=Level(outcome.allowed).label if outcome.allowed in LEVELS else _("chưa đủ căn cứ"),
            )
        ballots = polls.ballots_of(round)
        require_reconciled(ballots, polls.ORGANISATION_LEVEL)
        existing = Rating.objects.filter(round=round, unit=round.unit, body=DecidingBody.COMMITTEE).first()
        fault = order_fault(round, happened_on, ballots.held_on(polls.ORGANISATION_LEVEL))
        fields = {
            "level": level,
            "state": RatingState.PROPOSED,
            "document": signed_document(round, document, actor=actor) if document else None,
            "decided_on": happened_on,
            "deviation_reason": clean(deviation_reason),
            "irregular": bool(fault),
            "irregular_reason": fault,
        }
        rating = (
            act.update(existing, **fields)
            if existing
            else act.create(Rating, round=round, unit=round.unit, body=DecidingBody.COMMITTEE, **fields)
        )
        act.forget_uses(rating)
        act.use(outcome, by=rating, role="allowed", field="allowed", value=outcome.allowed)
        pack = pack_for(round)
        kind = pack.kind_of("units", {"kind": round.unit.kind})
        stage = _own_stage(pack, kind.id) if kind else None
        if stage:
            record_step(round, actor=actor, stage=stage, unit=round.unit, happened_on=happened_on)
        return Decided(ratings=(rating.pk,), irregular=bool(fault), warnings=(fault,) if fault else ())


def superior_places(pack: Pack, *, good_or_better: int, organisations: int) -> Places:
    """The places of the superior by the pack's reading, from the superior's own figures."""
    value = {
        key: pack.parameter(f"quotas.organisations.{key}").value
        for key in ("share", "denominator", "rounding", "at_least_one")
    }
    share = value["share"]
    if not isinstance(share, Fraction):
        raise SuperiorFigures(detail=_("bộ quy định chưa có tỷ lệ tối đa cho tổ chức cơ sở đảng"))
    return compute_quota(
        share,
        str(value["denominator"]),
        str(value["rounding"]),
        value["at_least_one"] is True,
        good_or_better=good_or_better,
        rated=organisations,
    )


def record_superior_decision(
    round: Round,
    *,
    actor: Actor,
    superior: str,
    organisations: int,
    good_or_better: int,
    commended: Sequence[str],
    decided_on: dt.date,
    document: Document | Paper | None = None,
    level: str | None = None,
    ours_commended: bool | None = None,
) -> Decided:
    """Record what the superior decided: its figures, whom it chose, and the level of this organisation.

    ``commended``: names of the chosen as its paper lists them; ours is found by name unless
    ``ours_commended`` says. Without ``level`` the organisation has the proposed level when chosen, else at
    most the next one. Warns when more are chosen than the superior's places: its decision stands.
    """
    with acting(
        "ratings.record_superior_decision", actor=actor, unit_id=round.unit_id, happened_on=decided_on
    ) as act:
        require(may_act(actor, round, "record_superior_decision"))
        require_open(round)
        if good_or_better > organisations:
            raise SuperiorFigures(
                detail=_("%(good)s tổ chức từ mức tốt trở lên trong %(all)s tổ chức")
                % {"good": good_or_better, "all": organisations}
            )
        proposal = Rating.objects.filter(round=round, unit=round.unit, body=DecidingBody.COMMITTEE).first()
        if proposal is None:
            raise NoProposal(unit=round.unit.name)
        names = [clean(name) for name in commended]
        if ours_commended is None:
            ours = matching_key(name_on(round.unit, register_day(round)))
            ours_commended = ours in {matching_key(name) for name in names}
        if level is None:
            top = proposal.level == LEVELS[0] and not ours_commended
            level = LEVELS[1] if top else proposal.level
        places = superior_places(pack_for(round), good_or_better=good_or_better, organisations=organisations)
        signed = signed_document(round, document, actor=actor) if document else None
        figures = {
            "superior": clean(superior),
            "organisations": organisations,
            "good_or_better": good_or_better,
            "commended": names,
            "ours_commended": ours_commended,
            "bound": str(places.bound),
            "places": places.places,
            "equation": places.equation,
            "document": signed,
            "decided_on": decided_on,
        }
        stored = SuperiorQuota.objects.filter(round=round).first()
        quota = act.update(stored, **figures) if stored else act.create(SuperiorQuota, round=round, **figures)
        existing = Rating.objects.filter(round=round, unit=round.unit, body=DecidingBody.SUPERIOR).first()
        if existing and existing.counts and existing.level != level:
            raise AlreadyDecided(name=round.unit.name, number=str(existing.document or ""))
        fields = {
            "level": Level(level).value,
            "state": RatingState.DECIDED,
            "document": signed,
            "decided_on": decided_on,
        }
        rating = (
            act.update(existing, **fields)
            if existing
            else act.create(Rating, round=round, unit=round.unit, body=DecidingBody.SUPERIOR, **fields)
        )
        act.forget_uses(rating)
        act.use(proposal, by=rating, role="proposal", field="level", value=proposal.level)
        act.use(quota, by=rating, role="superior_choice", field="commended", value=ours_commended)
        warnings = []
        if len(names) > places.places:
            warnings.append(
                _("Cấp trên chọn %(chosen)s tổ chức, nhiều hơn số lượng tối đa %(places)s của cách tính.")
                % {"chosen": len(names), "places": places.places}
            )
        return Decided(ratings=(rating.pk,), warnings=tuple(warnings))
