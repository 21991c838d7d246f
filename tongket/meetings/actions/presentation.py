"""The order of presentation: who comes to the stage when, from whom, and who receives in whose place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.audit.models import Record
from tongket.awards.catalogue import Kind, kind
from tongket.awards.models import Award
from tongket.awards.queries.levels import unit_levels
from tongket.awards.states import AwardState
from tongket.common.text import clean
from tongket.meetings.actions.checks import require_not_closed
from tongket.meetings.errors import NotSummoned, ProxyIsRecipient
from tongket.meetings.models import Conference, PresentationStep, Proxy, StageEntry
from tongket.meetings.names import people_named
from tongket.meetings.permissions import may_change_conference
from tongket.meetings.rows import ProxyRow
from tongket.meetings.states import Only
from tongket.organisation.models import Person, Unit
from tongket.organisation.queries import committee_of, members_of, subtree
from tongket.rounds.models import Round

#: Role under which a stage entry names the award (or the recognised rating) it stands for.
ON_STAGE = "on_stage"


@dataclass(frozen=True)
class _Recipient:
    """Somebody to be called, and the record that says so: an award, or the rating that was recognised."""

    source: Record
    person: Person | None
    unit: Unit | None
    citation: str

    @property
    def award(self) -> Award | None:
        return self.source if isinstance(self.source, Award) else None

    @property
    def key(self) -> tuple[int | None, int | None, int | None]:
        return (
            self.award.pk if self.award else None,
            self.person.pk if self.person else None,
            self.unit.pk if self.unit else None,
        )


def arrange_presentation(
    conference: Conference, *, actor: Actor, happened_on: dt.date | None = None
) -> list[StageEntry]:
    """Fill every step with the recipients of its kind of award, in the order of their decisions.

    Leaders are those who sit on the committee of the conference's organisation that day. Where no award of a
    collective kind was decided, units recognised at the level it rests on are called without a paper (U30).
    Doing it again after a late change keeps the order that people gave, adds the new and drops the gone.
    Collisions are found by ``queries.stage_problems``, never silently mended.
    """
    with acting(
        "meetings.arrange_presentation", actor=actor, unit_id=conference.unit_id, happened_on=happened_on
    ) as act:
        require(may_change_conference(actor, conference, "arrange_presentation"))
        require_not_closed(conference, _("xếp thứ tự trao thưởng"))
        steps = list(conference.steps.order_by("number"))
        recipients = _recipients(conference, [step.kind for step in steps])
        leaders = set(committee_of(conference.unit, conference.held_on).values_list("person_id", flat=True))
        entries: list[StageEntry] = []
        for step in steps:
            wanted = [
                r
                for r in recipients[step.kind]
                if _belongs(r.person.pk if r.person else None, step.only, leaders)
            ]
            entries += _fill(act, step, wanted)
        return entries


def _recipients(conference: Conference, kinds: Iterable[str]) -> dict[str, list[_Recipient]]:
    found: dict[str, list[_Recipient]] = {key: [] for key in kinds}
    for award in _awards(conference, found):
        found[award.kind].append(_Recipient(award, award.person, award.unit, award.ground))
    for key, recipients in found.items():
        if not recipients:
            recipients += _recognised(conference, kind(key, conference.held_on))
    return found


def _recognised(conference: Conference, entry: Kind) -> list[_Recipient]:
    """Units below the organisation recognised at the level that a collective kind rests on."""
    if entry.subject != "collective" or "level" not in entry.requires:
        return []
    rounds = Round.objects.filter(unit=conference.unit, year=conference.year)
    ratings = [rating for round in rounds for rating in unit_levels(round).values()]
    return [
        _Recipient(rating, None, rating.unit, _("công nhận, không kèm giấy khen"))
        for rating in sorted(ratings, key=lambda rating: rating.unit.code_key)
        if rating.level == entry.requires["level"] and rating.unit_id != conference.unit_id
    ]


def _awards(conference: Conference, kinds: Iterable[str]) -> list[Award]:
    """The year's awards of the given kinds to the organisation, its units and its members."""
    members = members_of(conference.unit, conference.held_on).values("person")
    units = subtree(conference.unit, conference.held_on).values("pk")
    return list(
        Award.objects.filter(
            Q(person__in=members) | Q(unit__in=units),
            kind__in=list(kinds),
            year=conference.year,
            state=AwardState.GRANTED,
        )
        .select_related("person", "unit")
        .order_by("decision", "number", "pk")
    )


def _belongs(person_id: int | None, only: str, leaders: set[int]) -> bool:
    if only == Only.LEADERS:
        return person_id in leaders
    return only != Only.OTHERS or person_id not in leaders


def _fill(act: Act, step: PresentationStep, wanted: Sequence[_Recipient]) -> list[StageEntry]:
    """Make the step's entries those wanted, keeping the order of entries that stay."""
    existing = {(e.award_id, e.person_id, e.unit_id): e for e in step.entries.order_by("order")}
    by_key = {recipient.key: recipient for recipient in wanted}
    stay = [key for key in existing if key in by_key]
    if stay == list(existing) and len(stay) == len(by_key):
        entries = [existing[key] for key in stay]
        for entry in entries:
            _note(act, entry, by_key[entry.award_id, entry.person_id, entry.unit_id])
        return entries
    for entry in existing.values():
        act.forget_uses(entry, ON_STAGE)
        act.delete(entry)
    keys = [*stay, *(key for key in by_key if key not in existing)]
    entries = act.create_many(
        StageEntry,
        [
            {
                "step": step,
                "order": order,
                "award": by_key[key].award,
                "person": by_key[key].person,
                "unit": by_key[key].unit,
                "citation": by_key[key].citation[:500],
            }
            for order, key in enumerate(keys, start=1)
        ],
    )
    for entry, key in zip(entries, keys, strict=True):
        _note(act, entry, by_key[key])
    return entries


def _note(act: Act, entry: StageEntry, recipient: _Recipient) -> None:
    act.update(entry, citation=recipient.citation[:500])
    act.forget_uses(entry, ON_STAGE)
    act.use(recipient.source, by=entry, role=ON_STAGE, value=str(recipient.person or recipient.unit))


def move_entry(
    entry: StageEntry, *, actor: Actor, order: int, happened_on: dt.date | None = None
) -> list[StageEntry]:
    """Put one recipient at another place of the step; the others close up, and so does the pile of papers."""
    conference = entry.step.conference
    with acting(
        "meetings.move_entry", actor=actor, unit_id=conference.unit_id, happened_on=happened_on
    ) as act:
        require(may_change_conference(actor, conference, "arrange_presentation"))
        require_not_closed(conference, _("xếp thứ tự trao thưởng"))
        rest = [e for e in entry.step.entries.order_by("order") if e.pk != entry.pk]
        place = min(max(order, 1), len(rest) + 1) - 1
        ordered = [*rest[:place], entry, *rest[place:]]
        away = len(ordered) + max(e.order for e in ordered)
        for e in ordered:
            act.update(e, order=e.order + away)
        for number, e in enumerate(ordered, start=1):
            act.update(e, order=number)
        return ordered


def change_presenter(
    step: PresentationStep,
    *,
    actor: Actor,
    handed_over_by: str,
    expected_version: int,
    happened_on: dt.date | None = None,
) -> PresentationStep:
    """Somebody else hands over in this step."""
    conference = step.conference
    with acting(
        "meetings.change_presenter", actor=actor, unit_id=conference.unit_id, happened_on=happened_on
    ) as act:
        require(may_change_conference(actor, conference, "arrange_presentation"))
        require_not_closed(conference, _("đổi người trao"))
        name = clean(handed_over_by)
        return act.update(
            step,
            expected_version=expected_version,
            handed_over_by=name,
            presenter=people_named([name]).get(name),
        )


def record_proxies(
    conference: Conference, *, actor: Actor, rows: Sequence[ProxyRow], happened_on: dt.date | None = None
) -> list[Proxy]:
    """Who receives in whose place; a recipient's earlier proxy is replaced.

    Refused for somebody receiving for oneself, and for a proxy who was not called to the conference.
    """
    with acting(
        "meetings.record_proxies", actor=actor, unit_id=conference.unit_id, happened_on=happened_on
    ) as act:
        require(may_change_conference(actor, conference, "arrange_presentation"))
        require_not_closed(conference, _("ghi người nhận thay"))
        called = set(conference.attendance.values_list("person_id", flat=True))
        for row in rows:
            if row.recipient.pk == row.received_by.pk:
                raise ProxyIsRecipient(person=row.recipient.name)
            if row.received_by.pk not in called:
                raise NotSummoned(person=row.received_by.name, conference=conference.title)
        known = {p.recipient_id: p for p in conference.proxies.all()}
        return [
            act.update(known[row.recipient.pk], received_by=row.received_by)
            if row.recipient.pk in known
            else act.create(
                Proxy, conference=conference, recipient=row.recipient, received_by=row.received_by
            )
            for row in rows
        ]


def finish_step(
    step: PresentationStep, *, actor: Actor, happened_on: dt.date | None = None
) -> PresentationStep:
    """The group has left the stage."""
    return _mark(step, actor=actor, action="meetings.finish_step", done=True, happened_on=happened_on)


def reopen_step(
    step: PresentationStep, *, actor: Actor, happened_on: dt.date | None = None
) -> PresentationStep:
    """The step was ticked off too early."""
    return _mark(step, actor=actor, action="meetings.reopen_step", done=False, happened_on=happened_on)


def _mark(
    step: PresentationStep, *, actor: Actor, action: str, done: bool, happened_on: dt.date | None
) -> PresentationStep:
    conference = step.conference
    with acting(action, actor=actor, unit_id=conference.unit_id, happened_on=happened_on) as act:
        require(may_change_conference(actor, conference, "run_conference"))
        require_not_closed(conference, _("trao thưởng"))
        return act.update(step, done_at=timezone.now() if done else None)
