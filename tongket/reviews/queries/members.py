"""Members of a unit with what each body said of them: counted in the database, read a page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count as Number
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongket.access.decisions import Actor
from tongket.audit.unchanged import until_next_act
from tongket.common.dates import valid_on
from tongket.common.errors import Missing, Text
from tongket.organisation.models import Membership, Person, StatusPeriod, Unit
from tongket.organisation.permissions import may
from tongket.organisation.queries import members_of
from tongket.organisation.states import MemberStatus
from tongket.reviews.models import Assessment, CivilRating
from tongket.reviews.permissions import may_record
from tongket.reviews.states import Body
from tongket.rounds.models import Round
from tongket.rounds.queries import register_day

#: Those of these standings write no review and are not asked for one.
OUTSIDE = (MemberStatus.EXEMPT, MemberStatus.SUSPENDED)
FILTERS: dict[str, Text] = {
    "all": gettext_lazy("Tất cả"),
    "missing": gettext_lazy("Chưa tự đánh giá"),
    "no_cell": gettext_lazy("Chi bộ chưa đề nghị"),
    "differs": gettext_lazy("Khác nhau giữa các cấp"),
    "outside": gettext_lazy("Không kiểm điểm"),
}
_OWN, _COMMITTEE, _CELL = "own_level", "committee_level", "cell_level"


def _differ(first: str, second: str) -> Q:
    return ~Q(**{first: ""}) & ~Q(**{second: ""}) & ~Q(**{first: F(second)})


CONDITIONS: dict[str, Q] = {
    "all": Q(),
    "missing": Q(is_outside=False, own_level=""),
    "no_cell": Q(is_outside=False, cell_level=""),
    "differs": _differ(_OWN, _COMMITTEE) | _differ(_OWN, _CELL) | _differ(_COMMITTEE, _CELL),
    "outside": Q(is_outside=True),
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
    """Members of a unit with who has said what so far; ``found`` are those of the chosen filter, unread."""

    round: Round
    unit: Unit
    found: QuerySet[Membership]
    counts: list[Count]
    may_record: bool

    @property
    def total(self) -> int:
        """How many the chosen filter has."""
        return next(count.count for count in self.counts if count.active)

    @property
    def rows(self) -> list[Row]:
        """All of them, for a file or a paper."""
        return rows_with(self.round, self.found)


def members_with_levels(round: Round, unit: Unit) -> QuerySet[Membership]:
    """Members of a unit at the end of the year with `is_outside` and the level each body proposed ("" is none)."""

    def level(body: Body) -> Coalesce:
        said = Assessment.objects.filter(round=round, person=OuterRef("person"), body=body)
        return Coalesce(Subquery(said.values("level")[:1]), Value(""))

    return with_standing(round, unit).annotate(
        own_level=level(Body.SELF), committee_level=level(Body.CELL_COMMITTEE), cell_level=level(Body.CELL)
    )


def with_standing(round: Round, unit: Unit) -> QuerySet[Membership]:
    """Members of a unit at the end of the year with `is_outside`: whether they write no review."""
    day = register_day(round)
    outside = StatusPeriod.objects.filter(valid_on(day), person=OuterRef("person"), status__in=OUTSIDE)
    return members_of(unit, day).annotate(is_outside=Exists(outside))


def review_list(viewer: Actor, round: Round, unit: Unit, wanted: str = "all") -> ReviewList:
    """Members of a unit at the end of the year with the assessments of each body; ``Missing`` if not visible."""
    if not may(viewer, "reviews.see_reviews", unit).allowed:
        raise Missing(thing=_("danh sách kiểm điểm"))
    members = members_with_levels(round, unit)
    chosen = wanted if wanted in FILTERS else "all"
    numbers = until_next_act(
        ("reviews.counts", round.pk, unit.pk),
        lambda: members.aggregate(**{key: Number("pk", filter=CONDITIONS[key]) for key in FILTERS}),
    )
    counts = [Count(key, text, numbers[key], key == chosen) for key, text in FILTERS.items()]
    return ReviewList(
        round,
        unit,
        members.filter(CONDITIONS[chosen]),
        counts,
        may_record(viewer, unit, "record_assessments").allowed,
    )


def rows_with(round: Round, members: Iterable[Membership]) -> list[Row]:
    """The given members (read with `is_outside`) with their assessments (no viewer: internal)."""
    memberships = list(members)
    found: dict[int, dict[str, Assessment]] = defaultdict(dict)
    for row in Assessment.objects.filter(round=round, person__in=[m.person_id for m in memberships]):
        found[row.person_id][row.body] = row
    return [Row(m, found[m.person_id], m.is_outside) for m in memberships]


def rows_of(round: Round, unit: Unit) -> list[Row]:
    """Members of a unit with their assessments, in list order (no viewer: internal)."""
    return rows_with(round, with_standing(round, unit))


@dataclass
class CivilList:
    """The year's ratings as civil servants, and members for whom none has come; ``found`` is unread."""

    round: Round
    found: QuerySet[Membership]
    total: int
    missing: int
    may_record: bool

    def rows(self, members: Iterable[Membership]) -> list[tuple[Membership, CivilRating | None]]:
        """Some of them with the rating that has come."""
        memberships = list(members)
        people = [m.person_id for m in memberships]
        ratings = {
            r.person_id: r for r in CivilRating.objects.filter(year=self.round.year, person__in=people)
        }
        return [(m, ratings.get(m.person_id)) for m in memberships]


def civil_ratings(viewer: Actor, round: Round, unit: Unit) -> CivilList:
    """Members with their rating as civil servants; an empty one has not been received (U7)."""
    if not may(viewer, "reviews.see_reviews", unit).allowed:
        raise Missing(thing=_("danh sách xếp loại công chức, viên chức"))
    members = with_rating(round, unit).filter(is_outside=False)
    numbers = members.aggregate(total=Number("pk"), missing=Number("pk", filter=Q(is_rated=False)))
    return CivilList(
        round, members, **numbers, may_record=may_record(viewer, unit, "record_civil_ratings").allowed
    )


def with_rating(round: Round, unit: Unit) -> QuerySet[Membership]:
    """Members of a unit with `is_outside` and `is_rated`: whether the civil rating of the year has come."""
    came = CivilRating.objects.filter(year=round.year, person=OuterRef("person"))
    return with_standing(round, unit).annotate(is_rated=Exists(came))
