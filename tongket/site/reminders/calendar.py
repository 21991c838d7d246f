"""Deadlines of the round's calendar: what waits for somebody, before its day and once after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from tongket.access.models import Account
from tongket.access.roles import Role
from tongket.common.dates import format_day
from tongket.notices.kinds import Due, NoticeKind, Params
from tongket.rounds.models import Round
from tongket.rounds.states import RoundState
from tongket.rounds.steps import DueAct
from tongket.site.home import waiting
from tongket.site.reminders.recipients import holders_below, is_timely, morning, viewer

SOON, LATE = "rounds.soon", "rounds.late"
#: Days before the deadline's own day (after it, where negative) at which people are reminded.
DAYS_BEFORE = (7, 1, -1)
#: Those who do the year's work; readers are not reminded of what others have to do.
WORKERS = (Role.CLERK, Role.COMMITTEE_SECRETARY, Role.CELL_SECRETARY, Role.EDITOR, Role.MEMBER)


def _title(params: Params) -> str:
    return str(params["title"]["en" if get_language() == "en" else "vi"])


def soon(params: Params) -> str:
    """'Ghi nhiệm vụ năm 2026: hạn 10/12/2026.'"""
    day = format_day(dt.date.fromisoformat(params["day"]))
    return gettext("%(title)s: hạn %(day)s.") % {"title": _title(params), "day": day}


def late(params: Params) -> str:
    """'Ghi nhiệm vụ năm 2026: đã quá hạn 10/12/2026.'"""
    day = format_day(dt.date.fromisoformat(params["day"]))
    return gettext("%(title)s: đã quá hạn %(day)s.") % {"title": _title(params), "day": day}


KINDS = (
    NoticeKind(SOON, _("Việc trong năm sắp đến hạn"), soon),
    NoticeKind(LATE, _("Việc trong năm đã quá hạn"), late),
)


def find(now: dt.datetime) -> Iterator[Due]:
    """Reminders of all open rounds. What was done meanwhile no longer waits, so that it is not named."""
    for round in Round.objects.filter(state=RoundState.OPEN).select_related("unit").order_by("pk"):
        for account in holders_below(round.unit, WORKERS):
            yield from _of(account, round, now)


def _of(account: Account, round: Round, now: dt.datetime) -> Iterator[Due]:
    with translation.override("vi"):
        acts = [act for act in _waiting(account, round) if any(_moments(act, now))]
        titles = {act.key: str(act.title) for act in acts}
    if not acts:
        return
    with translation.override("en"):
        english = {act.key: str(act.title) for act in _waiting(account, round)}
    for act in acts:
        assert act.due_on is not None
        for days in _moments(act, now):
            yield Due(
                account_id=account.pk,
                key=f"calendar:{round.pk}:{act.key}:{act.due_on.isoformat()}:{days}",
                kind=SOON if days > 0 else LATE,
                at=morning(act.due_on - dt.timedelta(days=days)),
                params={
                    "title": {"vi": titles[act.key], "en": english.get(act.key, titles[act.key])},
                    "day": act.due_on.isoformat(),
                },
                url=act.url,
                unit_id=round.unit_id,
            )


def _waiting(account: Account, round: Round) -> list[DueAct]:
    return [item.act for item in waiting(viewer(account), round)]


def _moments(act: DueAct, now: dt.datetime) -> list[int]:
    """Days before the deadline whose morning is still to come or has just passed."""
    if act.due_on is None:
        return []
    return [d for d in DAYS_BEFORE if is_timely(morning(act.due_on - dt.timedelta(days=d)), now)]
