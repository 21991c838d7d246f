"""Rows of a sheet handed to the actions of the rooms that keep them. Each returns the number of rows written."""

from __future__ import annotations

import datetime as dt

from tongket.access.decisions import Actor
from tongket.imports.preview import Preview
from tongket.learning.actions import SessionRow, record_sessions
from tongket.meetings.actions import record_cell_meetings
from tongket.meetings.rows import CellMeetingRow
from tongket.meetings.states import MeetingKind
from tongket.organisation.models import Unit
from tongket.oversight.actions import DisciplineRow, FindingRow, record_discipline, record_findings
from tongket.oversight.states import RemedyState
from tongket.reviews.actions import (
    record_absences,
    record_assessments,
    record_civil_ratings,
    record_collective_ratings,
    record_residence_comments,
)
from tongket.reviews.rows import (
    AbsenceRow,
    AssessmentRow,
    CivilRatingRow,
    CollectiveRatingRow,
    ResidenceCommentRow,
)
from tongket.reviews.states import AbsenceReason, Body, PeerKind
from tongket.rounds.models import Round
from tongket.sheets.naming import Names
from tongket.work.actions import record_tasks
from tongket.work.rows import TaskRow

MEETING_KINDS = {
    "regular": MeetingKind.MONTHLY,
    "thematic": MeetingKind.THEMATIC,
    "extraordinary": MeetingKind.MONTHLY,
}


def write_tasks(preview: Preview, *, unit: Unit, actor: Actor, year: int, happened_on: dt.date) -> int:
    """Tasks of offices and of members with their results."""
    office_rows, member_rows = preview.records("unit_tasks"), preview.records("member_tasks")
    names = Names(unit, happened_on, [r.person for r in member_rows])
    rows = [
        TaskRow(
            cell=names.find_unit(r.cell) or names.unit(r.unit, r.row),
            unit=names.unit(r.unit, r.row),
            code=r.code,
            number=number,
            content=r.task.content,
            due_on=r.task.due,
            target=r.task.target,
            measure=r.task.measure or "",
            result=r.task.result,
            finished_on=r.task.finished,
        )
        for number, r in enumerate(office_rows, start=1)
    ]
    rows += [
        TaskRow(
            cell=names.unit(r.cell, r.row),
            person=names.person(r.person, r.row),
            number=number,
            content=r.task.content,
            due_on=r.task.due,
            target=r.task.target,
            measure=r.task.measure or "",
            result=r.task.result,
            finished_on=r.task.finished,
        )
        for number, r in enumerate(member_rows, start=1)
    ]
    record_tasks(unit, actor=actor, year=year, rows=rows, happened_on=happened_on)
    return len(rows)


def write_civil_ratings(
    preview: Preview, *, unit: Unit, actor: Actor, year: int, happened_on: dt.date, blank_means: str | None
) -> int:
    """Ratings of civil servants and collectives, and leave of the year."""
    civil, collective = preview.records("civil_ratings"), preview.records("collectives")
    leave = preview.records("leave")
    names = Names(unit, happened_on, [r.person for r in (*civil, *leave)])
    record_civil_ratings(
        unit,
        actor=actor,
        year=year,
        rows=[
            CivilRatingRow(
                person=names.person(r.person, r.row),
                rating=r.rating or "",
                decided_on=r.decided_on,
                group=r.subject or "",
            )
            for r in civil
        ],
        blank_means=blank_means,
        happened_on=happened_on,
    )
    record_collective_ratings(
        unit,
        actor=actor,
        year=year,
        rows=[
            CollectiveRatingRow(
                label=r.name,
                kind=PeerKind.MASS_ORGANISATION if r.kind == "mass_organisation" else PeerKind.OFFICE,
                peer=names.unit(r.beside, r.row),
                rating=r.rating or "",
                unit=names.find_unit(r.name),
            )
            for r in collective
            if r.rating
        ],
        happened_on=happened_on,
    )
    known = set(AbsenceReason.values)
    record_absences(
        unit,
        actor=actor,
        year=year,
        rows=[
            AbsenceRow(
                person=names.person(r.person, r.row),
                reason=r.reason if r.reason in known else AbsenceReason.OTHER,
                first_day=r.start,
                last_day=r.end,
                days=(r.end - r.start).days + 1,
            )
            for r in leave
        ],
        happened_on=happened_on,
    )
    return len(civil) + len(collective) + len(leave)


def _marks(marks: object) -> dict[str, str]:
    return {name: mark for name, mark in dict(marks).items() if mark}  # type: ignore[call-overload]


def member_assessments(preview: Preview, names: Names) -> list[AssessmentRow]:
    """What members, cell committees and cells say of members, one row each where anything was said."""
    rows: list[AssessmentRow] = []
    for r in preview.records("member_reviews"):
        person = names.person(r.person, r.row)
        own, committee = _marks(r.self_marks), _marks(r.committee_marks)
        if own or r.level_self:
            rows.append(AssessmentRow(Body.SELF, person=person, level=r.level_self or "", marks=own))
        if committee or r.level_committee:
            rows.append(
                AssessmentRow(
                    Body.CELL_COMMITTEE, person=person, level=r.level_committee or "", marks=committee
                )
            )
        if r.level_cell:
            rows.append(AssessmentRow(Body.CELL, person=person, level=r.level_cell))
    return rows


def unit_assessments(preview: Preview, names: Names) -> list[AssessmentRow]:
    """What cells and the organisation say of themselves, and the body above of them."""
    rows: list[AssessmentRow] = []
    for r in (*preview.records("cell_reviews"), *preview.records("organisation_reviews")):
        unit = names.unit(r.name, r.row)
        own, above = _marks(r.self_marks), _marks(r.superior_marks)
        if own or r.level_self:
            rows.append(AssessmentRow(Body.SELF, unit=unit, level=r.level_self or "", marks=own))
        if above:
            rows.append(AssessmentRow(Body.SUPERIOR, unit=unit, marks=above))
    return rows


def write_reviews(preview: Preview, *, round: Round, actor: Actor, happened_on: dt.date) -> int:
    """Self-marks, marks and proposed levels of members, cells and the organisation; residence comments."""
    comments = preview.records("comments")
    refs = [r.person for r in (*preview.records("member_reviews"), *comments)]
    names = Names(round.unit, happened_on, refs)
    rows = [*member_assessments(preview, names), *unit_assessments(preview, names)]
    record_assessments(round, actor=actor, rows=rows, happened_on=happened_on)
    record_residence_comments(
        round,
        actor=actor,
        rows=[
            ResidenceCommentRow(
                person=names.person(r.person, r.row), place=r.source, text=r.text, day=r.written_on
            )
            for r in comments
        ],
        happened_on=happened_on,
    )
    return len(rows) + len(comments)


def write_oversight(preview: Preview, *, unit: Unit, actor: Actor, year: int, happened_on: dt.date) -> int:
    """Discipline with the year it counts for, findings with their remedy."""
    discipline, findings = preview.records("discipline"), preview.records("findings")
    names = Names(unit, happened_on, [r.person for r in discipline])
    record_discipline(
        unit,
        actor=actor,
        rows=[
            DisciplineRow(
                person=names.person(r.person, r.row),
                unit=names.find_unit(r.cell) or unit,
                form=r.form,
                decision_number=r.decision,
                decided_on=r.decided_on,
                content=r.violation or "",
                year_counted=r.year_counted,
            )
            for r in discipline
        ],
        happened_on=happened_on,
    )
    record_findings(
        unit,
        actor=actor,
        rows=[
            FindingRow(
                code=r.code,
                unit=names.unit(r.subject, r.row),
                year=year,
                concluded_on=r.concluded_on,
                content=r.content,
                shortcoming=r.shortcoming or "",
                remedy=r.remedy or "",
                state=RemedyState.REMEDIED if r.state == "remedied" else RemedyState.ONGOING,
            )
            for r in findings
        ],
        happened_on=happened_on,
    )
    return len(discipline) + len(findings)


def write_activities(preview: Preview, *, unit: Unit, actor: Actor, year: int, happened_on: dt.date) -> int:
    """Meetings of cells and study sessions, one line each."""
    meetings, studies = preview.records("meetings"), preview.records("studies")
    names = Names(unit, happened_on)
    record_cell_meetings(
        unit,
        actor=actor,
        year=year,
        rows=[
            CellMeetingRow(
                unit=names.unit(r.cell, r.row),
                kind=MEETING_KINDS[r.kind],
                held_on=r.held_on,
                due=r.expected,
                present=r.present,
                absent=r.expected - r.present if r.absent is None else r.absent,
                excused=r.excused or 0,
                topic=r.topic or "",
                minutes_number=r.minutes_number or "",
            )
            for r in meetings
        ],
        happened_on=happened_on,
    )
    record_sessions(
        unit,
        actor=actor,
        year=year,
        rows=[
            SessionRow(
                unit=names.unit(r.cell, r.row),
                held_on=r.held_on,
                topic=r.topic,
                due=r.expected,
                present=r.present,
            )
            for r in studies
        ],
        happened_on=happened_on,
    )
    return len(meetings) + len(studies)
