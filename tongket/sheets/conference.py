"""The sheet of the conference handed to the actions of meetings."""

from __future__ import annotations

from tongket.access.decisions import Actor
from tongket.imports.preview import Preview
from tongket.meetings.actions import record_all_minutes, record_conclusions, record_speeches
from tongket.meetings.queries import conference_of
from tongket.meetings.rows import ConclusionRow, DirectionRow, MinutesRow, SpeechRow
from tongket.organisation.models import Unit
from tongket.sheets.errors import ConferenceNotPlanned
from tongket.sheets.naming import Names


def write_conference(preview: Preview, *, unit: Unit, actor: Actor, year: int) -> int:
    """Minutes, speeches with what they asked for, and conclusions, at the conference that sums up the year.

    Refused (``ConferenceNotPlanned``) before there is one.
    """
    conference = conference_of(unit, year)
    if conference is None:
        raise ConferenceNotPlanned(year=year, unit=str(unit))
    day = conference.held_on
    minutes, speeches = preview.records("minutes"), preview.records("speeches")
    directions, conclusions = preview.records("directions"), preview.records("conclusions")
    names = Names(unit, day)
    if minutes:
        record_all_minutes(
            conference,
            actor=actor,
            rows=[MinutesRow(r.item, r.text, r.started_at, r.ended_at) for r in minutes],
            happened_on=day,
        )
    if speeches or directions:
        record_speeches(
            conference,
            actor=actor,
            speeches=[SpeechRow(r.number, r.speaker, r.minutes) for r in speeches],
            directions=[DirectionRow(r.key, r.speech, r.text) for r in directions],
            happened_on=day,
        )
    if conclusions:
        record_conclusions(
            conference,
            actor=actor,
            rows=[
                ConclusionRow(
                    key=r.key,
                    text=r.text,
                    target=r.target,
                    in_charge=names.unit(r.in_charge, r.row),
                    due_on=r.due_on,
                    directions=r.directions,
                )
                for r in conclusions
            ],
            happened_on=day,
        )
    return len(minutes) + len(speeches) + len(directions) + len(conclusions)
