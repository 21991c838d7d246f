"""Recording decisions on commendation, taking them back, and the ground for showing their names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.awards.actions.certificates import cancel_within
from tongket.awards.actions.checks import check_subject, check_years
from tongket.awards.actions.exemplars import choose_exemplar
from tongket.awards.actions.nominations import move
from tongket.awards.catalogue import Kind, citation
from tongket.awards.catalogue import kind as catalogue_kind
from tongket.awards.errors import (
    AchievementMissing,
    DocumentUsedTwice,
    NamedTwice,
    NoRecipients,
    ReasonMissing,
    SameAwardTwice,
    WrongDocument,
)
from tongket.awards.models import Award, AwardDecision, Nomination
from tongket.awards.permissions import may_for
from tongket.awards.queries.levels import people_levels, unit_levels
from tongket.awards.states import AwardState, NominationState
from tongket.common.dates import format_day
from tongket.common.errors import WrongState
from tongket.common.text import clean, matching_key
from tongket.documents.models import Document
from tongket.documents.states import DocumentKind
from tongket.organisation.models import Person, Unit
from tongket.ratings.models import Rating
from tongket.rounds.models import Round


@dataclass(frozen=True)
class Recipient:
    """Whom a decision names: a person, a unit of the register, or an outside body by name only."""

    person: Person | None = None
    unit: Unit | None = None
    outside_name: str = ""
    ground: str = ""
    period_from: int | None = None
    period_to: int | None = None
    field: str = ""

    @property
    def label(self) -> str:
        return str(self.person or self.unit or self.outside_name)

    @property
    def key(self) -> tuple[int | None, int | None, str]:
        return (
            self.person.pk if self.person else None,
            self.unit.pk if self.unit else None,
            matching_key(self.outside_name),
        )


def record_decision(
    round: Round,
    *,
    actor: Actor,
    kind: str,
    document: Document,
    issuing_unit: Unit,
    recipients: Sequence[Recipient] | None = None,
    ground: str = "",
    others_not_proposed: str = "",
) -> AwardDecision:
    """Record what a signed decision decides: who gets the commendation of ``kind``.

    ``recipients=None`` takes all whom the rating decisions recognise at the level that the kind rests on (or,
    for a kind that rests on none, all nominated). A recipient whom the records don't carry is kept as
    irregular. ``others_not_proposed``: the reason under which the nominations that the decision leaves out
    end. An exemplar that the decision names is *chosen to be built up* by it (U31).

    Refused: an unsigned paper, a paper used before, a name twice, and the same issuer, ground and year twice
    for one recipient. Two issuers in one year are allowed (``queries.same_year``) (U30).
    """
    with acting(
        "awards.record_decision", actor=actor, unit_id=round.unit_id, happened_on=document.date
    ) as act:
        require(may_for(actor, "record_decision", issuing_unit, round))
        _check_document(document)
        entry = catalogue_kind(kind, document.date)
        nominated = {(n.person_id, n.unit_id): n for n in Nomination.objects.filter(round=round, kind=kind)}
        levels = _levels(entry, round)
        named = _all_recognised(entry, levels, nominated.values()) if recipients is None else list(recipients)
        named = [_completed(entry, round, r, nominated.get(r.key[:2]), ground) for r in named]
        _check_names(entry, document, named)
        _check_same_award(round, document, named)
        decision = act.create(
            AwardDecision,
            round=round,
            kind=kind,
            document=document,
            issuing_unit=issuing_unit,
            ground=clean(ground),
        )
        awards = act.create_many(
            Award,
            [
                _award_values(entry, decision, document, number, recipient, levels)
                for number, recipient in enumerate(named, start=1)
            ],
        )
        # Nominations move first: what the awards note is the version that stands afterwards.
        _close_nominations(act, actor, nominated, named, document.date, clean(others_not_proposed))
        _note_uses(act, awards, levels, nominated)
        if entry.is_exemplar:
            for recipient in named:
                _choose(recipient, decision, round, actor)
        return decision


def _check_document(document: Document) -> None:
    if document.kind != DocumentKind.DECISION or not document.stands:
        raise WrongDocument(document=document, state=document.get_state_display())
    used = AwardDecision.objects.filter(document=document).first()
    if used:
        raise DocumentUsedTwice(document=document, kind=catalogue_kind(used.kind, document.date).label)


def _levels(entry: Kind, round: Round) -> dict[tuple[int | None, int | None], Rating]:
    """The decided ratings that the kind rests on, by (person id, unit id)."""
    if "level" not in entry.requires:
        return {}
    if entry.for_individuals:
        return {(pk, None): rating for pk, rating in people_levels(round).items()}
    return {(None, pk): rating for pk, rating in unit_levels(round).items()}


def _all_recognised(
    entry: Kind, levels: dict[tuple[int | None, int | None], Rating], nominated: Any
) -> list[Recipient]:
    if "level" not in entry.requires:
        return [Recipient(person=n.person, unit=n.unit) for n in nominated]
    found = [r for r in levels.values() if r.level == entry.requires["level"]]
    if entry.subject == "collective":
        found = [r for r in found if r.unit_id != r.round.unit_id]
    if entry.for_individuals:
        found.sort(key=lambda r: r.person.sort_key)
    else:
        found.sort(key=lambda r: r.unit.code_key)
    return [Recipient(person=r.person, unit=r.unit) for r in found]


def _completed(
    entry: Kind, round: Round, recipient: Recipient, nomination: Nomination | None, ground: str
) -> Recipient:
    """The recipient with ground, period and field: its own, else the nomination's in the catalogue's words.

    The decision's own ``ground`` is said of a recipient only where there is nothing else to say.
    """
    achievement = clean(recipient.ground) or (nomination.achievement if nomination else "")
    if entry.asks_achievement and not (achievement or clean(ground)):
        raise AchievementMissing(kind=entry.label, subject=recipient.label)
    first = recipient.period_from or (nomination.period_from if nomination else None)
    last = recipient.period_to or (nomination.period_to if nomination else None)
    if first is None and entry.requires.get("years"):
        first, last = round.year - entry.requires["years"] + 1, round.year
    check_years(first, last)
    text = citation(entry, round.year, achievement=achievement, first=first, last=last)
    return replace(
        recipient,
        ground=clean(recipient.ground) or text or clean(ground),
        period_from=first,
        period_to=last,
        field=clean(recipient.field) or (nomination.field if nomination else ""),
    )


def _check_names(entry: Kind, document: Document, named: Sequence[Recipient]) -> None:
    if not named:
        raise NoRecipients(document=document)
    seen: set[tuple[int | None, int | None, str]] = set()
    for recipient in named:
        check_subject(entry, recipient.person, recipient.unit or recipient.outside_name)
        if recipient.key in seen:
            raise NamedTwice(recipient=recipient.label, document=document)
        seen.add(recipient.key)


def _check_same_award(round: Round, document: Document, named: Sequence[Recipient]) -> None:
    earlier = Award.objects.filter(year=round.year, state=AwardState.GRANTED).filter(
        decision__state=AwardState.GRANTED
    )
    people = [r.person for r in named if r.person]
    units = [r.unit for r in named if r.unit]
    rows = [
        *earlier.filter(person__in=people).select_related("decision__document"),
        *earlier.filter(unit__in=units).select_related("decision__document"),
    ]
    known = {(a.person_id, a.unit_id, matching_key(a.issuer_name), matching_key(a.ground)): a for a in rows}
    for recipient in named:
        key = (*recipient.key[:2], matching_key(document.issuer), matching_key(recipient.ground))
        if key in known:
            same = known[key]
            raise SameAwardTwice(
                recipient=recipient.label,
                issuer=document.issuer,
                year=round.year,
                ground=same.ground,
                document=same.decision.document,
            )


def _award_values(
    entry: Kind,
    decision: AwardDecision,
    document: Document,
    number: int,
    recipient: Recipient,
    levels: dict[tuple[int | None, int | None], Rating],
) -> dict[str, Any]:
    why = _irregular_because(entry, document, recipient, levels)
    return {
        "decision": decision,
        "year": decision.round.year,
        "kind": entry.key,
        "form": entry.form.key,
        "person": recipient.person,
        "unit": recipient.unit,
        "outside_name": clean(recipient.outside_name),
        "issuer_name": document.issuer,
        "ground": recipient.ground,
        "number": number,
        "period_from": recipient.period_from,
        "period_to": recipient.period_to,
        "irregular": bool(why),
        "irregular_reason": why,
    }


def _irregular_because(
    entry: Kind,
    document: Document,
    recipient: Recipient,
    levels: dict[tuple[int | None, int | None], Rating],
) -> str:
    """Why the records don't carry the recipient; empty when they do.

    A body above knows ratings that aren't here, so that only a contradiction counts against its decision.
    """
    wanted = entry.requires.get("level")
    if wanted is None or recipient.outside_name:
        return ""
    rating = levels.get(recipient.key[:2])
    if rating is None:
        return "" if entry.by_superior else _("chưa có quyết định công nhận mức xếp loại")
    if rating.level != wanted:
        return _("được công nhận mức “%(level)s”") % {"level": rating.get_level_display()}
    if rating.decided_on > document.date:
        return _("quyết định khen ngày %(day)s trước quyết định công nhận mức ngày %(rated)s") % {
            "day": format_day(document.date),
            "rated": format_day(rating.decided_on),
        }
    return ""


def _note_uses(
    act: Act,
    awards: Sequence[Award],
    levels: dict[tuple[int | None, int | None], Rating],
    nominated: dict[tuple[int | None, int | None], Nomination],
) -> None:
    for award in awards:
        key = (award.person_id, award.unit_id)
        if rating := levels.get(key):
            act.use(rating, by=award, role="recognised level", field="level", value=rating.level)
        if nomination := nominated.get(key):
            act.use(
                nomination, by=award, role="nomination", field="achievement", value=nomination.achievement
            )


def _close_nominations(
    act: Act,
    actor: Actor,
    nominated: dict[tuple[int | None, int | None], Nomination],
    named: Sequence[Recipient],
    day: dt.date,
    others: str,
) -> None:
    keys = {r.key[:2] for r in named}
    decided = [n for key, n in nominated.items() if key in keys]
    move(act, actor, decided, NominationState.DECIDED, day, "")
    if others:
        left = [
            n
            for key, n in nominated.items()
            if key not in keys and n.state not in (NominationState.NOT_PROPOSED, NominationState.DECIDED)
        ]
        move(act, actor, left, NominationState.NOT_PROPOSED, day, others)


def _choose(recipient: Recipient, decision: AwardDecision, round: Round, actor: Actor) -> None:
    choose_exemplar(
        recipient.person,
        actor=actor,
        unit=round.unit,
        decision=decision,
        year_from=recipient.period_from,
        year_to=recipient.period_to,
        field=recipient.field,
        happened_on=decision.document.date,
    )


def regularise_award(award: Award, *, actor: Actor, happened_on: dt.date, paper: str) -> Award:
    """An irregular award is put in order by a paper of the authority, named with number and date."""
    unit = award.decision.round.unit
    with acting("awards.regularise_award", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may_for(actor, "record_decision", award.decision.issuing_unit, award.decision.round))
        if not clean(paper):
            raise ReasonMissing(act=_("khắc phục %(award)s") % {"award": award})
        if not award.irregular:
            raise WrongState(thing=award, state=award.get_state_display(), act=_("khắc phục"))
        return act.update(award, regularised_by=clean(paper))


def revoke_decision(
    decision: AwardDecision, *, actor: Actor, happened_on: dt.date, reason: str
) -> AwardDecision:
    """The decision is taken back by whoever made it: its awards too, its certificates are cancelled.

    Numbers, rows and register lines stay. ``reason`` names the cancelling decision.
    """
    unit = decision.round.unit
    with acting(
        "awards.revoke_decision", actor=actor, unit_id=unit.pk, happened_on=happened_on, reason=reason
    ) as act:
        require(may_for(actor, "revoke", decision.issuing_unit, decision.round))
        if not clean(reason):
            raise ReasonMissing(act=_("hủy bỏ %(decision)s") % {"decision": decision})
        if decision.state == AwardState.REVOKED:
            raise WrongState(thing=decision, state=decision.get_state_display(), act=_("hủy bỏ"))
        awards = list(decision.awards.select_related("certificate"))
        for award in awards:
            act.update(award, state=AwardState.REVOKED, state_reason=clean(reason))
            certificate = getattr(award, "certificate", None)
            if certificate is not None:
                cancel_within(act, actor, certificate, happened_on, clean(reason))
        return act.update(decision, state=AwardState.REVOKED)
