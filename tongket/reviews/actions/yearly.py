"""Ratings given elsewhere and leave: facts of the year that the review takes over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.text import clean, matching_key
from tongket.organisation.models import Unit
from tongket.organisation.queries import subtree
from tongket.reviews.actions.common import check_people, word, write_rows
from tongket.reviews.errors import BlankUnanswered, WrongSubject
from tongket.reviews.models import Absence, CivilRating, CollectiveRating
from tongket.reviews.permissions import may_record
from tongket.reviews.rows import AbsenceRow, CivilRatingRow, CollectiveRatingRow, Recorded
from tongket.reviews.states import AbsenceReason, Blank, CivilLevel, Level, PeerKind
from tongket.rounds.actions.changeable import require_year_changeable


def record_civil_ratings(
    unit: Unit,
    *,
    actor: Actor,
    year: int,
    rows: Sequence[CivilRatingRow],
    blank_means: str | None = None,
    happened_on: dt.date | None = None,
) -> Recorded:
    """The year's ratings as civil servants or public employees, of people of ``unit``.

    Empty ratings are refused until ``blank_means`` answers what they say (U7): not yet received (no row is
    stored, what depends on it stays undetermined), or not applicable.
    """
    with acting("reviews.record_civil_ratings", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may_record(actor, unit, "record_civil_ratings"))
        require_year_changeable(unit, year)
        blanks = [row for row in rows if not row.rating]
        if blanks and blank_means is None:
            raise BlankUnanswered(cells=len(blanks))
        check_people(unit, year, [row.person for row in rows])
        values = []
        for row in rows:
            rating = row.rating
            if not rating:
                if Blank(blank_means) == Blank.NOT_YET:
                    continue
                rating = CivilLevel.NOT_APPLICABLE
            values.append(
                {
                    "person": row.person,
                    "year": year,
                    "rating": word(rating, CivilLevel, _("xếp loại công chức, viên chức")),
                    "decided_on": row.decided_on,
                    "group": clean(row.group),
                }
            )
        existing = CivilRating.objects.filter(year=year, person__in=[v["person"] for v in values])
        return write_rows(
            act, CivilRating, existing, values, lambda r: r.person_id, lambda v: v["person"].name
        )


def record_collective_ratings(
    unit: Unit,
    *,
    actor: Actor,
    year: int,
    rows: Sequence[CollectiveRatingRow],
    happened_on: dt.date | None = None,
) -> Recorded:
    """The year's ratings of offices and mass organisations beside the Party units at or below ``unit``."""
    with acting(
        "reviews.record_collective_ratings", actor=actor, unit_id=unit.pk, happened_on=happened_on
    ) as act:
        require(may_record(actor, unit, "record_collective_ratings"))
        require_year_changeable(unit, year)
        below = set(subtree(unit, dt.date(year, 12, 31)).values_list("pk", flat=True))
        values = []
        for row in rows:
            if row.peer.pk not in below:
                raise WrongSubject(subject=row.peer.name, unit=unit.name, day=f"31/12/{year}")
            values.append(
                {
                    "label": clean(row.label),
                    "unit": row.unit,
                    "kind": word(row.kind, PeerKind, _("loại tập thể")),
                    "peer": row.peer,
                    "year": year,
                    "rating": word(row.rating, Level, _("mức xếp loại tập thể")),
                    "decided_on": row.decided_on,
                }
            )
        existing = CollectiveRating.objects.filter(year=year, peer__in=below)
        return write_rows(
            act,
            CollectiveRating,
            existing,
            values,
            lambda r: (r.peer_id, matching_key(r.label)),
            lambda v: v["label"],
        )


def record_absences(
    unit: Unit, *, actor: Actor, year: int, rows: Sequence[AbsenceRow], happened_on: dt.date | None = None
) -> Recorded:
    """Leave of people of ``unit`` in the year; warns when the days differ from the dates."""
    with acting("reviews.record_absences", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may_record(actor, unit, "record_absences"))
        require_year_changeable(unit, year)
        check_people(unit, year, [row.person for row in rows])
        warnings, values = [], []
        for row in rows:
            span = (row.last_day - row.first_day).days + 1
            if row.days > span:
                warnings.append(
                    _("%(name)s: ghi %(days)s ngày nhưng từ ngày đến ngày chỉ có %(span)s ngày.")
                    % {"name": row.person.name, "days": row.days, "span": span}
                )
            values.append(
                {
                    "person": row.person,
                    "year": year,
                    "reason": word(row.reason, AbsenceReason, _("lý do nghỉ")),
                    "first_day": row.first_day,
                    "last_day": row.last_day,
                    "days": row.days,
                }
            )
        existing = Absence.objects.filter(year=year, person__in=[v["person"] for v in values])
        done = write_rows(
            act,
            Absence,
            existing,
            values,
            lambda r: (r.person_id, r.first_day),
            lambda v: v["person"].name,
        )
        return Recorded(done.created, done.changed, done.unchanged, tuple(warnings))
