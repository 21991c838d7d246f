"""What falls due for members from dates alone: probation, temporary activities, badges, ages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongket.access.decisions import Actor
from tongket.common.dates import add_months, add_years, valid_on
from tongket.organisation.models import Membership, Person, StatusPeriod, Unit
from tongket.organisation.parameters import Parameter, badge_day_after, parameters
from tongket.organisation.permissions import units_where
from tongket.organisation.queries.units import subtree
from tongket.organisation.states import MemberStatus

#: How far ahead is looked: the year that is planned.
MONTHS_AHEAD = 12
#: Of each kind no more are listed than anybody reads; the page says so.
MOST = 1000


class DeadlineKind(models.TextChoices):
    """Kinds of deadline, in the order of the page."""

    PROBATION = "probation", gettext_lazy("Hết thời gian dự bị")
    TEMPORARY = "temporary", gettext_lazy("Hết hạn sinh hoạt tạm thời")
    BADGE = "badge", gettext_lazy("Huy hiệu Đảng")
    AGE = "age", gettext_lazy("Tuổi đời")


#: The parameter behind each kind; temporary activities have the day in their own paper.
PARAMETER_OF = {
    DeadlineKind.PROBATION: "probation_months",
    DeadlineKind.BADGE: "badge_years",
    DeadlineKind.AGE: "ages",
}


@dataclass(frozen=True)
class Deadline:
    """One thing that falls due for one member. ``on`` is None where the paper names no last day;
    ``handed_over_on`` is the day of the badges that follows."""

    kind: DeadlineKind
    person: Person
    unit: Unit
    on: dt.date | None
    text: str
    parameter: Parameter | None
    handed_over_on: dt.date | None = None

    def is_late(self, day: dt.date) -> bool:
        return self.on is not None and self.on < day


def deadlines(viewer: Actor, unit: Unit | None, day: dt.date, kind: str = "") -> list[Deadline]:
    """What falls due within a year from ``day`` (probation and temporary activities also what is overdue) at the
    unit and below it, where the viewer may see deadlines; by day, undated last. Constant number of queries."""
    units = units_where(viewer, "organisation.see_deadlines", on=day)
    if unit is not None:
        units = units.filter(pk__in=subtree(unit, day).values("pk"))
    members = Membership.objects.filter(valid_on(day), unit__in=units.values("pk")).select_related(
        "person__party", "unit"
    )
    finders = {
        DeadlineKind.PROBATION: _probation,
        DeadlineKind.TEMPORARY: _temporary,
        DeadlineKind.BADGE: _badges,
        DeadlineKind.AGE: _ages,
    }
    found = [d for key, find in finders.items() if kind in ("", key) for d in find(members, day)]
    found.sort(key=lambda d: (d.on is None, d.on or day, d.person.sort_key, d.person.pk))
    return found


def _probation(members: QuerySet[Membership], day: dt.date) -> Iterator[Deadline]:
    parameter = parameters()["probation_months"]
    latest = add_months(add_months(day, MONTHS_AHEAD), -parameter.value)
    waiting = members.filter(person__party__official_on__isnull=True, person__party__admitted_on__lte=latest)
    for row in waiting.order_by("person__party__admitted_on")[:MOST]:
        on = add_months(row.person.party.admitted_on, parameter.value)
        text = _("Đủ %(months)s tháng dự bị, xét công nhận đảng viên chính thức") % {
            "months": parameter.value
        }
        yield Deadline(DeadlineKind.PROBATION, row.person, row.unit, on, text, parameter)


def _temporary(members: QuerySet[Membership], day: dt.date) -> Iterator[Deadline]:
    status = MemberStatus.TEMPORARY_ELSEWHERE
    ends = Q(valid_to__isnull=True) | Q(
        valid_to__range=(day - dt.timedelta(days=60), add_months(day, MONTHS_AHEAD))
    )
    periods = StatusPeriod.objects.filter(ends, status=status, valid_from__lte=day)
    by_person = {p.person_id: p for p in periods.filter(person__in=members.values("person")).order_by("pk")}
    for row in members.filter(person__in=list(by_person)[:MOST]):
        period = by_person[row.person_id]
        text = _("Trở lại sinh hoạt tại chi bộ hoặc gia hạn (%(paper)s)") % {"paper": period.decision or "–"}
        if period.valid_to is None:
            text = _("Giấy giới thiệu chưa ghi ngày kết thúc (%(paper)s)") % {"paper": period.decision or "–"}
        yield Deadline(DeadlineKind.TEMPORARY, row.person, row.unit, period.valid_to, text, None)


def _reaching(field: str, years: list[int], day: dt.date) -> Q:
    """Those for whom one of the spans of years since ``field`` ends within the time looked at."""
    end = add_months(day, MONTHS_AHEAD)
    found = Q()
    for count in years:
        found |= Q(**{f"{field}__range": (add_years(day, -count), add_years(end, -count))})
    return found


def _span(since: dt.date, years: list[int], day: dt.date) -> tuple[int, dt.date] | None:
    """The span that is reached first from ``day`` on, within the time looked at."""
    end = add_months(day, MONTHS_AHEAD)
    for count in years:
        on = add_years(since, count)
        if day <= on <= end:
            return count, on
    return None


def _badges(members: QuerySet[Membership], day: dt.date) -> Iterator[Deadline]:
    parameter, since = parameters()["badge_years"], parameters()["membership_counted_from"].value
    rows = members.filter(_reaching(f"person__party__{since}", parameter.value, day))
    for row in rows.order_by(f"person__party__{since}")[:MOST]:
        reached = _span(getattr(row.person.party, since), parameter.value, day)
        if reached is None:
            continue
        years, on = reached
        text = _("%(years)s năm tuổi đảng") % {"years": years}
        yield Deadline(
            DeadlineKind.BADGE, row.person, row.unit, on, text, parameter, handed_over_on=badge_day_after(on)
        )


def _ages(members: QuerySet[Membership], day: dt.date) -> Iterator[Deadline]:
    parameter = parameters()["ages"]
    rows = members.filter(_reaching("person__birth", parameter.value, day))
    for row in rows.order_by("person__birth")[:MOST]:
        reached = _span(row.person.birth, parameter.value, day)
        if reached is None:
            continue
        years, on = reached
        text = _("tròn %(years)s tuổi") % {"years": years}
        yield Deadline(DeadlineKind.AGE, row.person, row.unit, on, text, parameter)
