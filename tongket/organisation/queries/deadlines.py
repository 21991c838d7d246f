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
from tongket.organisation.parameters import Parameter, badge_day_after
from tongket.organisation.permissions import tops_where, units_where
from tongket.organisation.queries.parameters import parameters_at
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
    TRANSFER = "transfer", gettext_lazy("Chuyển đi chưa được tiếp nhận")
    BADGE = "badge", gettext_lazy("Huy hiệu Đảng")
    AGE = "age", gettext_lazy("Tuổi đời")


#: The parameter behind each kind; temporary activities have the day in their own paper.
PARAMETER_OF = {
    DeadlineKind.PROBATION: "probation_months",
    DeadlineKind.TRANSFER: "transfer_days",
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
    """What falls due within a year from ``day`` (probation, temporary activities and transfers also what is overdue)
    at the unit and below it, where the viewer may see deadlines; by day, undated last. Constant number of queries.

    Parameters are those of the unit looked at (else of the highest one where the viewer may see deadlines), as the
    office has answered them.
    """
    place = unit.pk if unit else next(iter(tops_where(viewer, "organisation.see_deadlines", day)), None)
    values = parameters_at(place)
    units = units_where(viewer, "organisation.see_deadlines", on=day)
    if unit is not None:
        units = units.filter(pk__in=subtree(unit, day).values("pk"))
    members = Membership.objects.filter(valid_on(day), unit__in=units.values("pk")).select_related(
        "person__party", "unit"
    )
    finders = {
        DeadlineKind.PROBATION: _probation,
        DeadlineKind.TEMPORARY: _temporary,
        DeadlineKind.TRANSFER: _transfers,
        DeadlineKind.BADGE: _badges,
        DeadlineKind.AGE: _ages,
    }
    found = [
        d
        for key, find in finders.items()
        if kind in ("", key)
        for d in find(_Looked(members, units, day, values))
    ]
    found.sort(key=lambda d: (d.on is None, d.on or day, d.person.sort_key, d.person.pk))
    return found


@dataclass(frozen=True)
class _Looked:
    """Where and by what deadlines are looked for."""

    members: QuerySet[Membership]
    units: QuerySet[Unit]
    day: dt.date
    values: dict[str, Parameter]


def _probation(at: _Looked) -> Iterator[Deadline]:
    members, day = at.members, at.day
    parameter = at.values["probation_months"]
    latest = add_months(add_months(day, MONTHS_AHEAD), -parameter.value)
    waiting = members.filter(person__party__official_on__isnull=True, person__party__admitted_on__lte=latest)
    for row in waiting.order_by("person__party__admitted_on")[:MOST]:
        on = add_months(row.person.party.admitted_on, parameter.value)
        text = _("Đủ %(months)s tháng dự bị, xét công nhận đảng viên chính thức") % {
            "months": parameter.value
        }
        yield Deadline(DeadlineKind.PROBATION, row.person, row.unit, on, text, parameter)


def _transfers(at: _Looked) -> Iterator[Deadline]:
    parameter = at.values["transfer_days"]
    left = Membership.objects.filter(unit__in=at.units.values("pk"), valid_to__lte=at.day, received_on=None)
    for row in left.exclude(left_to="").select_related("person", "unit").order_by("valid_to")[:MOST]:
        on = add_working_days(row.valid_to, parameter.value)
        text = _("Chuyển đến %(place)s, chưa có xác nhận tiếp nhận (%(paper)s)") % {
            "place": row.left_to,
            "paper": row.leave_paper,
        }
        yield Deadline(DeadlineKind.TRANSFER, row.person, row.unit, on, text, parameter)


def add_working_days(day: dt.date, count: int) -> dt.date:
    """So many working days (Monday to Friday) later; public holidays are not known here and count as working."""
    weeks, rest = divmod(count, 5)
    found = day + dt.timedelta(weeks=weeks)
    while rest or found.weekday() > 4:
        found += dt.timedelta(days=1)
        rest -= rest > 0 and found.weekday() <= 4
    return found


def _temporary(at: _Looked) -> Iterator[Deadline]:
    members, day = at.members, at.day
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


def _badges(at: _Looked) -> Iterator[Deadline]:
    members, day = at.members, at.day
    parameter, since = at.values["badge_years"], at.values["membership_counted_from"].value
    rows = members.filter(_reaching(f"person__party__{since}", parameter.value, day))
    for row in rows.order_by(f"person__party__{since}")[:MOST]:
        reached = _span(getattr(row.person.party, since), parameter.value, day)
        if reached is None:
            continue
        years, on = reached
        text = _("%(years)s năm tuổi đảng") % {"years": years}
        yield Deadline(
            DeadlineKind.BADGE,
            row.person,
            row.unit,
            on,
            text,
            parameter,
            handed_over_on=badge_day_after(on, at.values["badge_days"].value),
        )


def _ages(at: _Looked) -> Iterator[Deadline]:
    members, day = at.members, at.day
    parameter = at.values["ages"]
    rows = members.filter(_reaching("person__birth", parameter.value, day))
    for row in rows.order_by("person__birth")[:MOST]:
        reached = _span(row.person.birth, parameter.value, day)
        if reached is None:
            continue
        years, on = reached
        text = _("tròn %(years)s tuổi") % {"years": years}
        yield Deadline(DeadlineKind.AGE, row.person, row.unit, on, text, parameter)
