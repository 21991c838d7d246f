"""How far the review is, by unit, and what still waits to be recorded."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db.models import Count as Number
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.common.dates import today
from tongket.organisation.models import Unit
from tongket.organisation.permissions import may, units_where
from tongket.reviews.models import Assessment
from tongket.reviews.permissions import may_record
from tongket.reviews.queries.members import CONDITIONS, civil_ratings, members_with_levels, with_rating
from tongket.reviews.states import Body
from tongket.rounds.models import Round
from tongket.rounds.queries import due_of, is_open
from tongket.rounds.steps import DueAct, Step, StepState, state_of


def step_state(viewer: Actor, round: Round, units: list[Unit]) -> list[StepState]:
    """How many members have reviewed themselves, and for how many the civil rating has come, per unit."""
    if not may(viewer, "rounds.see_rounds", round.unit).allowed and not units:
        return []
    due = due_of(round)
    expected: Counter[int] = Counter()
    reviewed: Counter[int] = Counter()
    rated: Counter[int] = Counter()
    members = with_rating(round, round.unit).filter(is_outside=False)
    reviews = Assessment.objects.filter(round=round, body=Body.SELF, person=OuterRef("person"))
    numbers = (
        members.annotate(has_reviewed=Exists(reviews.exclude(level="")))
        .order_by()
        .values("unit")
        .annotate(
            all=Number("pk"),
            own=Number("pk", filter=Q(has_reviewed=True)),
            civil=Number("pk", filter=Q(is_rated=True)),
        )
    )
    for row in numbers:
        expected[row["unit"]], reviewed[row["unit"]], rated[row["unit"]] = (
            row["all"],
            row["own"],
            row["civil"],
        )
    states = []
    for unit in units:
        states += _states(round, due, expected[unit.pk], reviewed[unit.pk], rated[unit.pk], unit)
    if may(viewer, "reviews.see_reviews", round.unit).allowed:
        states += _states(round, due, expected.total(), reviewed.total(), rated.total(), None)
    return states


def _states(
    round: Round, due: dict[str, dt.date], total: int, reviewed: int, rated: int, unit: Unit | None
) -> list[StepState]:
    place = unit.pk if unit else round.unit_id
    pages = {
        Step.SELF_REVIEWS: (reviewed, reverse("reviews:unit_reviews", args=[round.year, place])),
        Step.CIVIL_RATINGS: (rated, reverse("reviews:civil_ratings", args=[round.year])),
    }
    return [
        StepState(
            key=step,
            done=done,
            total=total,
            state=state_of(done, total, due_on=due.get(step), today=today()),
            text=f"{done}/{total}",
            url=url,
            unit_id=unit.pk if unit else None,
        )
        for step, (done, url) in pages.items()
    ]


def due_acts(viewer: Actor, round: Round) -> list[DueAct]:
    """Reviews and ratings that are still to be recorded, for those who may record them."""
    if not is_open(round):
        return []
    due = due_of(round)
    acts: list[DueAct] = []
    mine = units_where(viewer, "reviews.record_assessments").values("pk")
    unsaid = members_with_levels(round, round.unit).filter(CONDITIONS["missing"], unit__in=mine)
    missing = unsaid.order_by().values("unit").annotate(count=Number("pk")).order_by("unit__code_key")
    cells = Unit.objects.in_bulk([row["unit"] for row in missing])
    acts += [
        DueAct(
            f"reviews.self.{cell.pk}",
            _("Ghi mức tự nhận của đảng viên"),
            _("%(unit)s: còn %(count)s đồng chí") % {"unit": cell.name, "count": count},
            due.get(Step.SELF_REVIEWS),
            reverse("reviews:assess", args=[round.year, cell.pk, Body.SELF]),
            _("Nhập bảng"),
        )
        for cell, count in ((cells[row["unit"]], row["count"]) for row in missing)
    ]
    if may_record(viewer, round.unit, "record_civil_ratings").allowed:
        missing_civil = civil_ratings(viewer, round, round.unit).missing
        if missing_civil:
            acts.append(
                DueAct(
                    "reviews.civil",
                    _("Nhận kết quả xếp loại công chức, viên chức"),
                    _("Còn %(count)s đảng viên chưa có kết quả") % {"count": missing_civil},
                    due.get(Step.CIVIL_RATINGS),
                    reverse("reviews:civil_ratings", args=[round.year]),
                    _("Nhập kết quả"),
                )
            )
    return acts
