"""Which accounts a reminder goes to: those whose role lets them do the act, asked of the same policy as the act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from tongket.access.decisions import Actor, Channel
from tongket.access.models import Account
from tongket.access.roles import Role
from tongket.audit.models import Touched
from tongket.common.dates import today, valid_on
from tongket.organisation.models import RoleAssignment, Unit, UnitClosure
from tongket.organisation.permissions import BODIES, may

#: Reminders of a day come in the morning.
HOUR = 8
#: A reminder whose morning passed while the server was off is still given for so long.
LATE = dt.timedelta(days=2)


def morning(day: dt.date) -> dt.datetime:
    """The moment of the day at which reminders are given, in the installation's time zone."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(HOUR)), timezone.get_default_timezone())


def is_timely(at: dt.datetime, now: dt.datetime) -> bool:
    """Whether a reminder of that moment is still to be given."""
    return at >= now - LATE


def viewer(account: Account) -> Actor:
    """The account as somebody for whom the worker looks."""
    return account.actor(Channel.JOB)


def accounts_at(unit: Unit, roles: Iterable[Role]) -> list[Account]:
    """Active accounts that hold one of the roles at the unit, or above it up to its nearest body, which it belongs
    to: a superior's office is not reminded of the work of every committee below."""
    above = UnitClosure.objects.filter(valid_on(today()), descendant=unit).order_by("depth")
    own: list[int] = []
    for pk, kind in above.values_list("ancestor", "ancestor__kind"):
        own.append(pk)
        if kind in BODIES:
            break
    held = RoleAssignment.objects.filter(valid_on(today()), role__in=[str(r) for r in roles], unit__in=own)
    return list(Account.objects.filter(pk__in=held.values("account"), is_active=True).order_by("pk"))


def who_may(action: str, unit: Unit, roles: Iterable[Role]) -> list[Account]:
    """Those of ``accounts_at`` who may do 'room.action' at the unit."""
    return [a for a in accounts_at(unit, roles) if may(viewer(a), action, unit).allowed]


def holders_below(unit: Unit, roles: Iterable[Role]) -> list[Account]:
    """Active accounts that hold one of the roles at the unit or below it."""
    below = UnitClosure.objects.filter(valid_on(today()), ancestor=unit).values("descendant")
    held = RoleAssignment.objects.filter(valid_on(today()), role__in=[str(r) for r in roles], unit__in=below)
    return list(Account.objects.filter(pk__in=held.values("account"), is_active=True).order_by("pk"))


def recorded_since(
    model: type[Model], rows: QuerySet[Any], since: dt.datetime, action: str = ""
) -> dict[int, dt.datetime]:
    """Those of the rows that an act (of this name) touched since a moment, with the moment of the last one."""
    touched = Touched.objects.filter(
        model=model._meta.label, object_id__in=rows.values("pk"), entry__recorded_at__gte=since
    )
    if action:
        touched = touched.filter(entry__action=action)
    return dict(touched.order_by("entry").values_list("object_id", "entry__recorded_at"))
