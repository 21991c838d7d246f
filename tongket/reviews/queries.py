"""What is read of the review. Functions for someone take the viewer first and show no more than they may see."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongket.access.decisions import Actor
from tongket.common.dates import today
from tongket.common.errors import Missing, Text
from tongket.organisation.models import Membership, Person, Unit
from tongket.organisation.permissions import may, person_of, units_where
from tongket.organisation.queries import cells_of, members_of, party_tree, subtree
from tongket.organisation.states import MemberStatus
from tongket.reviews.models import Absence, Assessment, CivilRating, CollectiveRating, ResidenceComment
from tongket.reviews.permissions import may_record, may_see_review
from tongket.reviews.states import Body
from tongket.rounds.models import Round
from tongket.rounds.packs import criteria, pack_for
from tongket.rounds.queries import due_of, is_open, register_day
from tongket.rounds.steps import DueAct, Step, StepState, state_of

#: Those of these standings write no review and are not asked for one.
OUTSIDE = {MemberStatus.EXEMPT, MemberStatus.SUSPENDED}
FILTERS: dict[str, Text] = {
    "all": gettext_lazy("Tất cả"),
    "missing": gettext_lazy("Chưa tự đánh giá"),
    "no_cell": gettext_lazy("Chi bộ chưa đề nghị"),
    "differs": gettext_lazy("Khác nhau giữa các cấp"),
    "outside": gettext_lazy("Không kiểm điểm"),
}


@dataclass
class Row:
    """One member with the assessments of each body."""

    membership: Membership
    bodies: dict[str, Assessment]
    outside: bool

    @property
    def person(self) -> Person:
        return self.membership.person

    def level(self, body: str) -> str:
        found = self.bodies.get(body)
        return found.level if found else ""

    @property
    def own(self) -> str:
        return self.level(Body.SELF)

    @property
    def committee(self) -> str:
        return self.level(Body.CELL_COMMITTEE)

    @property
    def cell(self) -> str:
        return self.level(Body.CELL)

    @property
    def differs(self) -> bool:
        return len({level for level in (self.own, self.committee, self.cell) if level}) > 1

    @property
    def on_paper(self) -> bool:
        return any(a.entered == "paper" for a in self.bodies.values())


@dataclass(frozen=True)
class Count:
    """A filter with its number."""

    key: str
    text: Text
    count: int
    active: bool


@dataclass
class ReviewList:
    """Members of a unit with who has said what so far."""

    unit: Unit
    rows: list[Row]
    counts: list[Count]
    may_record: bool


def review_list(viewer: Actor, round: Round, unit: Unit, wanted: str = "all") -> ReviewList:
    """Members of a unit at the end of the year with the assessments of each body; ``Missing`` if not visible."""
    if not may(viewer, "reviews.see_reviews", unit).allowed:
        raise Missing(thing=_("danh sách kiểm điểm"))
    rows = rows_of(round, unit)
    chosen = wanted if wanted in FILTERS else "all"
    counts = [Count(key, text, len(_filtered(rows, key)), key == chosen) for key, text in FILTERS.items()]
    return ReviewList(
        unit, _filtered(rows, chosen), counts, may_record(viewer, unit, "record_assessments").allowed
    )


def rows_of(round: Round, unit: Unit) -> list[Row]:
    """Members of a unit with their assessments, in list order (no viewer: internal)."""
    memberships = list(members_of(unit, register_day(round)))
    found: dict[int, dict[str, Assessment]] = defaultdict(dict)
    for row in Assessment.objects.filter(round=round, person__in=[m.person_id for m in memberships]):
        found[row.person_id][row.body] = row
    return [Row(m, found[m.person_id], _is_outside(m)) for m in memberships]


def _is_outside(membership: Membership) -> bool:
    return any(s.status in OUTSIDE for s in membership.person.statuses.all())


def _filtered(rows: list[Row], key: str) -> list[Row]:
    tests = {
        "missing": lambda r: not r.outside and not r.own,
        "no_cell": lambda r: not r.outside and not r.cell,
        "differs": lambda r: r.differs,
        "outside": lambda r: r.outside,
    }
    return [r for r in rows if tests[key](r)] if key in tests else rows


@dataclass(frozen=True)
class MarkRow:
    """One criterion with the mark of each body that gave one."""

    label: str
    marks: list[tuple[str, str]]


@dataclass
class SubjectReview:
    """The review of one person or unit."""

    round: Round
    person: Person | None
    unit: Unit
    assessments: list[Assessment]
    marks: list[MarkRow]
    civil: CivilRating | None = None
    absences: list[Absence] = field(default_factory=list)
    absences_hidden: bool = False
    comments: list[ResidenceComment] = field(default_factory=list)
    peers: list[CollectiveRating] = field(default_factory=list)


def person_review(viewer: Actor, round: Round, pk: int) -> SubjectReview:
    """The review of a member: the officers of the cell read it, and the member. ``Missing`` for others."""
    membership = members_of(round.unit, register_day(round)).filter(person=pk).first()
    if membership is None or not may_see_review(viewer, membership.person, membership.unit).allowed:
        raise Missing(thing=_("hồ sơ kiểm điểm"))
    person = membership.person
    own = person_of(viewer)
    health = may(viewer, "reviews.see_absences", membership.unit).allowed or own == person
    assessments = list(Assessment.objects.filter(round=round, person=person).order_by("pk"))
    return SubjectReview(
        round=round,
        person=person,
        unit=membership.unit,
        assessments=_in_order(assessments),
        marks=_mark_rows(round, "members", assessments),
        civil=CivilRating.objects.filter(person=person, year=round.year).first(),
        absences=list(Absence.objects.filter(person=person, year=round.year).order_by("first_day"))
        if health
        else [],
        absences_hidden=not health,
        comments=list(ResidenceComment.objects.filter(round=round, person=person)),
    )


def get_absence(viewer: Actor, round: Round, pk: int) -> Absence:
    """One leave of a member of the round: for those who may read about health, and the member (U8)."""
    found = Absence.objects.filter(pk=pk, year=round.year).select_related("person").first()
    membership = found and members_of(round.unit, register_day(round)).filter(person=found.person).first()
    own = person_of(viewer)
    if (
        found is None
        or membership is None
        or not (own == found.person or may(viewer, "reviews.see_absences", membership.unit).allowed)
    ):
        raise Missing(thing=_("thời gian nghỉ"))
    return found


def unit_review(viewer: Actor, round: Round, pk: int) -> SubjectReview:
    """The review of a Party unit of the round; ``Missing`` for who may not see it."""
    unit = party_tree(round.unit, register_day(round)).filter(pk=pk).first()
    if unit is None or not may(viewer, "reviews.see_reviews", unit).allowed:
        raise Missing(thing=_("hồ sơ kiểm điểm"))
    assessments = list(Assessment.objects.filter(round=round, unit=unit).order_by("pk"))
    return SubjectReview(
        round=round,
        person=None,
        unit=unit,
        assessments=_in_order(assessments),
        marks=_mark_rows(round, "units", assessments),
        peers=list(CollectiveRating.objects.filter(peer=unit, year=round.year).order_by("kind", "pk")),
    )


def unit_assessments(round: Round, body: str) -> dict[int, Assessment]:
    """One body's assessments of units, by unit id (no viewer: for entry pages)."""
    rows = Assessment.objects.filter(round=round, unit__isnull=False, body=body)
    return {a.unit_id: a for a in rows}


def _in_order(assessments: list[Assessment]) -> list[Assessment]:
    order = [body.value for body in Body]
    return sorted(assessments, key=lambda a: order.index(a.body))


def _mark_rows(round: Round, table: str, assessments: list[Assessment]) -> list[MarkRow]:
    given = [a for a in _in_order(assessments) if a.marks]
    return [
        MarkRow(label, [(a.get_body_display(), a.marks.get(key, "")) for a in given])
        for key, label in criteria(pack_for(round), table).items()
    ]


def criteria_of(round: Round, table: str) -> dict[str, str]:
    """Criteria of the round's pack with their labels, for entry pages."""
    return criteria(pack_for(round), table)


@dataclass
class CivilList:
    """The year's ratings as civil servants, and members for whom none has come."""

    rows: list[tuple[Membership, CivilRating | None]]
    missing: int
    may_record: bool


def civil_ratings(viewer: Actor, round: Round, unit: Unit) -> CivilList:
    """Members with their rating as civil servants; an empty one has not been received (U7)."""
    if not may(viewer, "reviews.see_reviews", unit).allowed:
        raise Missing(thing=_("danh sách xếp loại công chức, viên chức"))
    memberships = list(members_of(unit, register_day(round)))
    found = {
        r.person_id: r
        for r in CivilRating.objects.filter(year=round.year, person__in=[m.person_id for m in memberships])
    }
    rows = [(m, found.get(m.person_id)) for m in memberships if not _is_outside(m)]
    return CivilList(
        rows=rows,
        missing=sum(rating is None for _m, rating in rows),
        may_record=may_record(viewer, unit, "record_civil_ratings").allowed,
    )


def collective_ratings(viewer: Actor, round: Round, unit: Unit) -> list[CollectiveRating]:
    """The year's ratings of offices and mass organisations beside the units at or below ``unit``."""
    if not may(viewer, "reviews.see_reviews", unit).allowed:
        raise Missing(thing=_("xếp loại tập thể"))
    units = subtree(unit, register_day(round)).values("pk")
    rows = CollectiveRating.objects.filter(year=round.year, peer__in=units)
    return list(rows.select_related("peer", "unit").order_by("peer__code_key", "kind", "pk"))


def cells_to_read(viewer: Actor, round: Round, unit: Unit) -> list[Unit]:
    """Cells at or below a unit in which the viewer may read reviews."""
    day = register_day(round)
    return list(
        cells_of(unit, day).filter(pk__in=units_where(viewer, "reviews.see_reviews", on=day).values("pk"))
    )


def step_state(viewer: Actor, round: Round, units: list[Unit]) -> list[StepState]:
    """How many members have reviewed themselves, and for how many the civil rating has come, per unit."""
    if not may(viewer, "rounds.see_rounds", round.unit).allowed and not units:
        return []
    due = due_of(round)
    expected: Counter[int] = Counter()
    reviewed: Counter[int] = Counter()
    rated: Counter[int] = Counter()
    memberships = [m for m in members_of(round.unit, register_day(round)) if not _is_outside(m)]
    people = [m.person_id for m in memberships]
    own = set(
        Assessment.objects.filter(round=round, body=Body.SELF, person__in=people)
        .exclude(level="")
        .values_list("person_id", flat=True)
    )
    civil = set(
        CivilRating.objects.filter(year=round.year, person__in=people).values_list("person_id", flat=True)
    )
    for m in memberships:
        expected[m.unit_id] += 1
        reviewed[m.unit_id] += m.person_id in own
        rated[m.unit_id] += m.person_id in civil
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
    mine = set(units_where(viewer, "reviews.record_assessments").values_list("pk", flat=True))
    missing = Counter(r.membership.unit for r in rows_of(round, round.unit) if not r.outside and not r.own)
    acts += [
        DueAct(
            f"reviews.self.{cell.pk}",
            _("Ghi mức tự nhận của đảng viên"),
            _("%(unit)s: còn %(count)s đồng chí") % {"unit": cell.name, "count": count},
            due.get(Step.SELF_REVIEWS),
            reverse("reviews:assess", args=[round.year, cell.pk, Body.SELF]),
            _("Nhập bảng"),
        )
        for cell, count in missing.items()
        if cell.pk in mine
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
