"""Recording what the committee decided on members and cells, by the paper that says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.common.dates import format_day
from tongket.common.text import clean
from tongket.documents.actions import record_document
from tongket.documents.models import Document
from tongket.documents.states import DocumentKind, DocumentState
from tongket.organisation.states import UnitKind
from tongket.ratings import polls
from tongket.ratings.errors import (
    AboveAllowed,
    AlreadyDecided,
    BallotNotReconciled,
    DocumentNotSigned,
    NotAResult,
    NotComputed,
    OutcomesStale,
    OverQuota,
    StillUndetermined,
)
from tongket.ratings.freshness import freshness
from tongket.ratings.models import Outcome, QuotaOutcome, Rating
from tongket.ratings.permissions import may_act
from tongket.ratings.rows import Decided, Paper
from tongket.ratings.states import DecidingBody, RatingState, Scope
from tongket.reviews.states import Level
from tongket.rounds.actions.changeable import require_open
from tongket.rounds.errors import GroundMissing
from tongket.rounds.models import Round, StepAct

LEVELS = [level.value for level in Level]
MAX_NAMES = 8


def names_text(names: list[str]) -> str:
    """Names for a message, the first few in full."""
    shown = ", ".join(names[:MAX_NAMES])
    return shown if len(names) <= MAX_NAMES else f"{shown} …"


def require_fresh(round: Round) -> None:
    """Refuse to decide on what was computed from other facts than today's."""
    state = freshness(round)
    if not state.computed:
        raise NotComputed(round=str(round))
    if state.stale:
        raise OutcomesStale(count=len(state.stale), names=names_text(list(state.stale)))


def require_reconciled(ballots: polls.Ballots, *purposes: str) -> None:
    """A ballot whose numbers do not add up can't carry a decision."""
    for poll in ballots.failing:
        if poll.purpose in purposes:
            raise BallotNotReconciled(poll=poll.title)


def signed_document(round: Round, document: Document | Paper, *, actor: Actor) -> Document:
    """The signed document that carries a decision; one that is given as ``Paper`` is recorded first."""
    if isinstance(document, Paper):
        return record_document(
            round.unit,
            actor=actor,
            kind=DocumentKind.DECISION,
            issuer=document.issuer,
            subject=document.subject,
            date=document.date,
            signer=document.signer,
            signer_post=document.signer_post,
            reference=document.reference,
            year=round.year,
            received=document.received,
            purpose="ratings",
            round_id=round.pk,
        )
    if document.state not in (DocumentState.SIGNED, DocumentState.ISSUED):
        raise DocumentNotSigned(document=str(document))
    return document


def order_fault(round: Round, decided_on: dt.date, held_on: dt.date | None) -> str:
    """Why a decision of this day is out of order; empty when it is in order."""
    if held_on and decided_on < held_on:
        return _("Quyết định ngày %(day)s ghi trước ngày bỏ phiếu %(held)s.") % {
            "day": format_day(decided_on),
            "held": format_day(held_on),
        }
    broken = [a for a in StepAct.objects.filter(round=round, irregular=True) if not a.carries_decision]
    if broken:
        return _("Có bước làm trái trình tự chưa được khắc phục (ngày %(days)s).") % {
            "days": ", ".join(format_day(a.happened_on) for a in broken)
        }
    return ""


def decide_member_levels(
    round: Round,
    *,
    actor: Actor,
    document: Document | Paper,
    decided_on: dt.date | None = None,
    levels: Mapping[int, str] | None = None,
    deviations: Mapping[int, str] | None = None,
) -> Decided:
    """Record the committee's decision on the levels of all rated members, by a signed document.

    ``decided_on`` is the document's date unless another is given.

    ``levels`` (person id → level) where the paper differs from the computed level; a level above what the
    rules allow needs a reason in ``deviations`` and the right to deviate, and never goes beyond the places of
    a quota. Dated before its ballot, or resting on acts out of order, the decision is kept as irregular and
    gives no result. Refused: stale or undetermined outcomes, ballots that do not add up, members already decided.
    """
    outcomes = Outcome.objects.filter(round=round, person__isnull=False).select_related("person", "cell")
    return _decide(
        round,
        "decide_member_levels",
        actor=actor,
        document=document,
        decided_on=decided_on,
        outcomes=list(outcomes.order_by("cell__code_key", "position")),
        wanted=dict(levels or {}),
        deviations=dict(deviations or {}),
        purposes=(polls.CELL_LEVELS, polls.SECOND_BALLOT),
    )


def decide_unit_levels(
    round: Round,
    *,
    actor: Actor,
    document: Document | Paper,
    decided_on: dt.date | None = None,
    levels: Mapping[int, str] | None = None,
    deviations: Mapping[int, str] | None = None,
) -> Decided:
    """Record the committee's decision on the levels of all cells; as ``decide_member_levels``, by unit id."""
    outcomes = Outcome.objects.filter(round=round, unit__kind=UnitKind.CELL).select_related("unit", "cell")
    return _decide(
        round,
        "decide_unit_levels",
        actor=actor,
        document=document,
        decided_on=decided_on,
        outcomes=list(outcomes.order_by("unit__code_key")),
        wanted=dict(levels or {}),
        deviations=dict(deviations or {}),
        purposes=(polls.BALLOT_ON_CELLS,),
    )


def _subject(outcome: Outcome) -> int:
    return outcome.person_id or outcome.unit_id


def _name(outcome: Outcome) -> str:
    return str(outcome.facts["row"]["name"])


def _decide(
    round: Round,
    act_name: str,
    *,
    actor: Actor,
    document: Document | Paper,
    decided_on: dt.date | None,
    outcomes: list[Outcome],
    wanted: dict[int, str],
    deviations: dict[int, str],
    purposes: tuple[str, ...],
) -> Decided:
    decided_on = decided_on or document.date
    if decided_on is None:
        raise DocumentNotSigned(document=str(document))
    with acting(f"ratings.{act_name}", actor=actor, unit_id=round.unit_id, happened_on=decided_on) as act:
        require(may_act(actor, round, act_name))
        if deviations:
            require(may_act(actor, round, "deviate"))
        require_open(round)
        require_fresh(round)
        ballots = polls.ballots_of(round)
        require_reconciled(ballots, *purposes)
        rated = [o for o in outcomes if o.scope in (Scope.RATED, Scope.UNDETERMINED)]
        _check_subjects(outcomes, rated, wanted)
        chosen = {_subject(o): wanted.get(_subject(o), o.level) for o in rated}
        open_ = [_name(o) for o in rated if chosen[_subject(o)] not in LEVELS]
        if open_:
            raise StillUndetermined(count=len(open_), names=names_text(open_))
        _check_allowed(rated, chosen, deviations)
        _check_quota(round, rated, chosen)
        fault = order_fault(round, decided_on, ballots.held_on(*purposes))
        signed = signed_document(round, document, actor=actor)
        rows = _write(act, round, signed, decided_on, rated, chosen, deviations, fault)
        return Decided(
            ratings=tuple(r.pk for r in rows), irregular=bool(fault), warnings=(fault,) if fault else ()
        )


def _check_subjects(outcomes: list[Outcome], rated: list[Outcome], wanted: dict[int, str]) -> None:
    known = {_subject(o) for o in rated}
    names = {_subject(o): _name(o) for o in outcomes}
    for pk in wanted:
        if pk not in known:
            raise NotAResult(name=names.get(pk, str(pk)))


def _check_allowed(rated: list[Outcome], chosen: dict[int, str], deviations: dict[int, str]) -> None:
    for outcome in rated:
        pk = _subject(outcome)
        limit = outcome.level if outcome.level in LEVELS else (outcome.allowed or LEVELS[-1])
        above = LEVELS.index(chosen[pk]) < LEVELS.index(limit) if limit in LEVELS else True
        if above and not deviations.get(pk, "").strip():
            raise AboveAllowed(
                name=_name(outcome),
                level=Level(chosen[pk]).label,
                allowed=Level(limit).label if limit in LEVELS else _("chưa đủ căn cứ"),
            )


def _check_quota(round: Round, rated: list[Outcome], chosen: dict[int, str]) -> None:
    """Whatever is decided, nobody goes beyond the places of a quota."""
    best = LEVELS[0]
    for quota in QuotaOutcome.objects.filter(round=round).select_related("group"):
        if quota.places is None:
            continue
        used = [o for o in rated if chosen[_subject(o)] == best and _in_group(o, quota)]
        if len(used) > quota.places:
            raise OverQuota(count=len(used), level=Level(best).label, places=quota.places)


def _in_group(outcome: Outcome, quota: QuotaOutcome) -> bool:
    row = outcome.facts["row"]
    if bool(outcome.person_id) != (quota.subject == "members"):
        return False
    return quota.group.code in (row.get("grassroots"), row.get("cell"), row.get("parent"))


def _write(
    act: Act,
    round: Round,
    document: Document,
    decided_on: dt.date,
    rated: list[Outcome],
    chosen: dict[int, str],
    deviations: dict[int, str],
    fault: str,
) -> list[Rating]:
    existing = {
        r.person_id or r.unit_id: r
        for r in Rating.objects.filter(
            round=round, body=DecidingBody.COMMITTEE, person__in=[o.person_id for o in rated if o.person_id]
        ).select_related("document")
    } | {
        r.unit_id: r
        for r in Rating.objects.filter(
            round=round, body=DecidingBody.COMMITTEE, unit__in=[o.unit_id for o in rated if o.unit_id]
        ).select_related("document")
    }
    fresh: list[dict[str, Any]] = []
    written: list[Rating] = []
    for outcome in rated:
        pk = _subject(outcome)
        fields = {
            "level": chosen[pk],
            "state": RatingState.DECIDED,
            "document": document,
            "decided_on": decided_on,
            "deviation_reason": clean(deviations.get(pk, "")),
            "irregular": bool(fault),
            "irregular_reason": fault,
        }
        row = existing.get(pk)
        if row is None:
            fresh.append(
                {
                    "round": round,
                    "person": outcome.person,
                    "unit": outcome.unit,
                    "body": DecidingBody.COMMITTEE,
                    **fields,
                }
            )
            continue
        if row.counts and (row.level != fields["level"] or row.document_id != document.pk):
            raise AlreadyDecided(name=_name(outcome), number=str(row.document or ""))
        written.append(act.update(row, **fields))
    written += act.create_many(Rating, fresh)
    by_subject = {_subject(o): o for o in rated}
    for rating in written:
        outcome = by_subject[rating.person_id or rating.unit_id]
        act.forget_uses(rating)
        act.use(outcome, by=rating, role="allowed", field="level", value=outcome.level)
        act.use(rating, by=document, role="decided_level", field="level", value=rating.level)
    return written


def regularise_rating(rating: Rating, *, actor: Actor, document: str, happened_on: dt.date) -> Rating:
    """Let an irregular decision count, by the document that sets it right (superior's consent, new vote)."""
    with acting(
        "ratings.regularise_rating",
        actor=actor,
        unit_id=rating.round.unit_id,
        happened_on=happened_on,
        reason=document,
    ) as act:
        require(may_act(actor, rating.round, "regularise_rating"))
        require_open(rating.round)
        if not document.strip():
            raise GroundMissing(act=_("khắc phục việc làm trái trình tự"))
        return act.update(
            rating,
            irregular=False,
            irregular_reason=_("%(reason)s Đã khắc phục theo %(document)s.")
            % {"reason": rating.irregular_reason, "document": clean(document)},
        )
