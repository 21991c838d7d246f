"""Marks and proposed levels of each participating body, and comments from where the member lives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.text import clean, matching_key
from tongket.organisation.models import Person, Unit
from tongket.organisation.queries import subtree
from tongket.reviews.actions.common import check_people, word, write_rows
from tongket.reviews.errors import UnknownCriterion, WrongSubject
from tongket.reviews.models import Assessment, ResidenceComment
from tongket.reviews.permissions import may_record
from tongket.reviews.rows import AssessmentRow, Recorded, ResidenceCommentRow
from tongket.reviews.states import Body, Entered, Level, MarkValue
from tongket.rounds.actions.changeable import require_open
from tongket.rounds.models import Round
from tongket.rounds.packs import criteria, pack_for
from tongket.rounds.queries import register_day


def _checked_marks(marks: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    checked = {}
    for criterion, mark in marks.items():
        if criterion not in known:
            raise UnknownCriterion(value=criterion, expected=", ".join(known))
        if mark:
            checked[criterion] = word(mark, MarkValue, _("điểm tiêu chí"))
    return checked


def record_assessments(
    round: Round,
    *,
    actor: Actor,
    rows: Sequence[AssessmentRow],
    unit: Unit | None = None,
    happened_on: dt.date | None = None,
) -> Recorded:
    """Assessments of people and units at or below ``unit`` (the round's own), by whichever body.

    Criteria are those of the round's pack. A superior's assessment needs that right. The same list once more
    changes nothing.
    """
    unit = unit or round.unit
    with acting("reviews.record_assessments", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may_record(actor, unit, "record_assessments"))
        if any(row.body == Body.SUPERIOR for row in rows):
            require(may_record(actor, unit, "record_superior_assessments"))
        require_open(round)
        check_people(unit, round.year, [row.person for row in rows if row.person])
        below = set(subtree(unit, register_day(round)).values_list("pk", flat=True))
        pack = pack_for(round)
        known = {table: criteria(pack, table) for table in ("members", "units")}
        values: list[dict[str, Any]] = []
        for row in rows:
            if row.unit and row.unit.pk not in below:
                raise WrongSubject(subject=row.unit.name, unit=unit.name, day=f"31/12/{round.year}")
            values.append(
                {
                    "round": round,
                    "person": row.person,
                    "unit": row.unit,
                    "body": word(row.body, Body, _("chủ thể đánh giá")),
                    "level": word(row.level, Level, _("mức xếp loại")) if row.level else "",
                    "marks": _checked_marks(row.marks, known["members" if row.person else "units"]),
                    "happened_on": row.happened_on or happened_on,
                    "entered": word(row.entered, Entered, _("cách nhập")),
                }
            )
        existing = Assessment.objects.filter(round=round)
        return write_rows(
            act,
            Assessment,
            existing,
            values,
            lambda r: (r.person_id, r.unit_id, r.body),
            lambda v: str(v["person"] or v["unit"]),
        )


def record_assessment(
    round: Round,
    *,
    actor: Actor,
    unit: Unit,
    body: str,
    person: Person | None = None,
    level: str = "",
    marks: Mapping[str, str] | None = None,
    happened_on: dt.date | None = None,
    entered: str = Entered.PAGE,
) -> Recorded:
    """One body's assessment of a member of ``unit``, or of ``unit`` itself when no person is named."""
    row = AssessmentRow(
        body=body,
        person=person,
        unit=None if person else unit,
        level=level,
        marks=marks or {},
        happened_on=happened_on,
        entered=entered,
    )
    return record_assessments(round, actor=actor, rows=[row], unit=unit, happened_on=happened_on)


def record_residence_comments(
    round: Round,
    *,
    actor: Actor,
    rows: Sequence[ResidenceCommentRow],
    unit: Unit | None = None,
    happened_on: dt.date | None = None,
) -> Recorded:
    """Comments of the places where members live or take part for a time."""
    unit = unit or round.unit
    with acting(
        "reviews.record_residence_comments", actor=actor, unit_id=unit.pk, happened_on=happened_on
    ) as act:
        require(may_record(actor, unit, "record_residence_comments"))
        require_open(round)
        check_people(unit, round.year, [row.person for row in rows])
        values = [
            {
                "round": round,
                "person": row.person,
                "place": clean(row.place),
                "day": row.day,
                "text": clean(row.text),
            }
            for row in rows
        ]
        existing = ResidenceComment.objects.filter(round=round, person__in=[row.person for row in rows])
        return write_rows(
            act,
            ResidenceComment,
            existing,
            values,
            lambda r: (r.person_id, matching_key(r.place)),
            lambda v: v["person"].name,
        )
