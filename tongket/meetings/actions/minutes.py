"""What is written down during the conference: minutes per item, speeches and what they asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.text import clean, matching_key
from tongket.meetings.actions.checks import day_of, require_not_closed
from tongket.meetings.errors import EndsBeforeStart, UnknownItem, UnknownSpeech
from tongket.meetings.models import AgendaItem, Conference, Direction, Speech
from tongket.meetings.names import people_named
from tongket.meetings.permissions import may_change_conference
from tongket.meetings.rows import DirectionRow, MinutesRow, SpeechRow


def record_minutes(
    item: AgendaItem,
    *,
    actor: Actor,
    row: MinutesRow,
    expected_version: int,
    happened_on: dt.date | None = None,
) -> AgendaItem:
    """Record what was said under an item, and when it really began and ended.

    Two people may write at once: the second who saves the same item is told (``Stale``), keeping the text.
    """
    conference = item.conference
    with acting(
        "meetings.record_minutes",
        actor=actor,
        unit_id=conference.unit_id,
        happened_on=day_of(conference, happened_on),
    ) as act:
        require(may_change_conference(actor, conference, "record_minutes"))
        require_not_closed(conference, _("ghi biên bản"))
        _check_times(row)
        return act.update(
            item,
            expected_version=expected_version,
            minutes=row.text.strip(),
            started_at=row.started_at,
            ended_at=row.ended_at,
        )


def record_all_minutes(
    conference: Conference, *, actor: Actor, rows: Sequence[MinutesRow], happened_on: dt.date | None = None
) -> list[AgendaItem]:
    """Record the minutes of several items at once, by their numbers; an unknown number is refused."""
    with acting(
        "meetings.record_all_minutes",
        actor=actor,
        unit_id=conference.unit_id,
        happened_on=day_of(conference, happened_on),
    ) as act:
        require(may_change_conference(actor, conference, "record_minutes"))
        require_not_closed(conference, _("ghi biên bản"))
        items = {item.number: item for item in conference.agenda.all()}
        for row in rows:
            if row.number not in items:
                raise UnknownItem(number=row.number)
            _check_times(row)
        return [
            act.update(
                items[row.number], minutes=row.text.strip(), started_at=row.started_at, ended_at=row.ended_at
            )
            for row in rows
        ]


def record_speeches(
    conference: Conference,
    *,
    actor: Actor,
    speeches: Sequence[SpeechRow],
    directions: Sequence[DirectionRow] = (),
    happened_on: dt.date | None = None,
) -> list[Speech]:
    """Record the speakers' list and what the speeches asked for; known numbers and keys are corrected.

    A direction of a speech that is not in the list is refused (``UnknownSpeech``).
    """
    with acting(
        "meetings.record_speeches",
        actor=actor,
        unit_id=conference.unit_id,
        happened_on=day_of(conference, happened_on),
    ) as act:
        require(may_change_conference(actor, conference, "record_speeches"))
        require_not_closed(conference, _("ghi phát biểu"))
        people = people_named([row.speaker for row in speeches])
        items = list(conference.agenda.order_by("number"))
        known = {s.number: s for s in conference.speeches.all()}
        for row in speeches:
            fields = {
                "speaker": clean(row.speaker),
                "person": people.get(clean(row.speaker)),
                "item": _item_of(row, items),
                "minutes": row.minutes,
                "minutes_taken": row.minutes_taken,
            }
            if row.number in known:
                act.update(known[row.number], **fields)
            else:
                known[row.number] = act.create(Speech, conference=conference, number=row.number, **fields)
        by_key = {d.key: d for d in conference.directions.all()}
        for asked in directions:
            if asked.speech not in known:
                raise UnknownSpeech(key=asked.key, number=asked.speech)
            fields = {"speech": known[asked.speech], "text": clean(asked.text)}
            if asked.key in by_key:
                act.update(by_key[asked.key], **fields)
            else:
                by_key[asked.key] = act.create(Direction, conference=conference, key=asked.key, **fields)
        return [known[number] for number in sorted(known)]


def record_speech_time(
    speech: Speech,
    *,
    actor: Actor,
    minutes_taken: int,
    expected_version: int,
    happened_on: dt.date | None = None,
) -> Speech:
    """How many minutes a speech really took."""
    conference = speech.conference
    with acting(
        "meetings.record_speech_time",
        actor=actor,
        unit_id=conference.unit_id,
        happened_on=day_of(conference, happened_on),
    ) as act:
        require(may_change_conference(actor, conference, "record_speeches"))
        require_not_closed(conference, _("ghi phát biểu"))
        return act.update(speech, expected_version=expected_version, minutes_taken=minutes_taken)


def _item_of(row: SpeechRow, items: Sequence[AgendaItem]) -> AgendaItem | None:
    if row.item is not None:
        found = [item for item in items if item.number == row.item]
        if not found:
            raise UnknownItem(number=row.item)
        return found[0]
    own = [item for item in items if matching_key(item.in_charge) == matching_key(row.speaker)]
    return own[-1] if own else None


def _check_times(row: MinutesRow) -> None:
    if row.ended_at is not None and (row.started_at is None or row.ended_at < row.started_at):
        raise EndsBeforeStart(number=row.number, end=f"{row.ended_at:%H:%M}")
