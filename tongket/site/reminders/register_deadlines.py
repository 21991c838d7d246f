"""Deadlines of the register: how many members of one's units something falls due for on a day, never who."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tongket.access.models import Account
from tongket.access.roles import Role, roles_for
from tongket.common.dates import format_day, valid_on
from tongket.notices.kinds import Due, NoticeKind, Params
from tongket.notices.states import Way
from tongket.organisation.models import Membership, RoleAssignment
from tongket.organisation.permissions import units_where
from tongket.organisation.queries.deadlines import Deadline, DeadlineKind, deadlines
from tongket.organisation.queries.papers import file_of, file_rows
from tongket.site.reminders.recipients import is_timely, morning, viewer

DEADLINE, PAPERS, TRANSFERS = "organisation.deadline", "organisation.papers", "organisation.transfers"
DAYS_BEFORE = (60, 14)
#: Birthdays are on their own page only.
REMINDED = tuple(kind for kind in DeadlineKind if kind != DeadlineKind.AGE)
#: What has no day of its own is told once a month, on its first days.
FIRST_DAYS = 3
#: A superior's officer and the office of a wider organisation look at the page instead.
ROLES = (Role.CLERK, Role.COMMITTEE_SECRETARY, Role.CELL_SECRETARY)


def deadline_words(params: Params) -> str:
    """'Hết thời gian dự bị ngày 15/03/2027: 2 đảng viên.'"""
    return ngettext(
        "%(what)s ngày %(day)s: %(n)s đảng viên.", "%(what)s ngày %(day)s: %(n)s đảng viên.", params["n"]
    ) % {
        "what": DeadlineKind(params["what"]).label,
        "day": format_day(dt.date.fromisoformat(params["day"])),
        "n": params["n"],
    }


def papers_words(params: Params) -> str:
    """'Hồ sơ của 12 đảng viên còn thiếu giấy tờ.'"""
    return gettext("Số đảng viên có hồ sơ còn thiếu giấy tờ: %(n)s.") % {"n": params["n"]}


def transfers_words(params: Params) -> str:
    """'Số đảng viên đã chuyển đi mà nơi đến chưa xác nhận tiếp nhận: 2.'"""
    return gettext("Số đảng viên đã chuyển đi mà nơi đến chưa xác nhận tiếp nhận: %(n)s.") % {
        "n": params["n"]
    }


KINDS = (
    NoticeKind(DEADLINE, _("Hạn của đảng viên"), deadline_words),
    NoticeKind(PAPERS, _("Hồ sơ đảng viên thiếu giấy tờ"), papers_words, Way.DIGEST),
    NoticeKind(TRANSFERS, _("Chuyển sinh hoạt chưa được tiếp nhận"), transfers_words, Way.DIGEST),
)


def find(now: dt.datetime) -> Iterator[Due]:
    """Reminders for all who may see deadlines where they hold their role."""
    day = now.date()
    roles = [str(r) for r in roles_for("organisation.see_deadlines") if r in ROLES]
    held = RoleAssignment.objects.filter(valid_on(day), role__in=roles)
    for account in Account.objects.filter(pk__in=held.values("account"), is_active=True).order_by("pk"):
        unit = held.filter(account=account).order_by("unit__code_key").values_list("unit", flat=True)[0]
        yield from _deadlines(account, unit, now)
        if day.day <= FIRST_DAYS:
            yield from _monthly(account, unit, now)


def _deadlines(account: Account, unit: int, now: dt.datetime) -> Iterator[Due]:
    found = [d for kind in REMINDED for d in deadlines(viewer(account), None, now.date(), kind.value)]
    counted = Counter((d.kind, on) for d in found if (on := _day_of(d)) is not None)
    for (kind, on), count in counted.items():
        for days in DAYS_BEFORE:
            at = morning(on - dt.timedelta(days=days))
            if is_timely(at, now):
                yield Due(
                    account_id=account.pk,
                    key=f"deadline:{kind.value}:{on.isoformat()}:{days}",
                    kind=DEADLINE,
                    at=at,
                    params={"what": kind.value, "day": on.isoformat(), "n": count},
                    url=f"{reverse('organisation:deadlines')}?loai={kind.value}",
                    unit_id=unit,
                )


def _day_of(deadline: Deadline) -> dt.date | None:
    return deadline.handed_over_on or deadline.on


def _monthly(account: Account, unit: int, now: dt.datetime) -> Iterator[Due]:
    actor, day = viewer(account), now.date()
    first = day.replace(day=1)
    missing = sum(bool(file_of(row, day).missing_texts) for row in file_rows(actor, None, day))
    unreceived = Membership.objects.filter(
        unit__in=units_where(actor, "organisation.see_deadlines").values("pk"),
        valid_to__lte=day,
        received_on__isnull=True,
    ).exclude(left_to="")
    told = (
        (PAPERS, missing, reverse("organisation:papers")),
        (TRANSFERS, unreceived.count(), reverse("organisation:people")),
    )
    for kind, count, url in told:
        if count:
            key = f"{kind}:{first.isoformat()[:7]}"
            yield Due(account.pk, key, kind, morning(first), {"n": count}, url, unit)
