"""Who holds which role where, from when to when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor
from tongket.access.models import Account
from tongket.common.dates import today, valid_on
from tongket.common.errors import Missing
from tongket.organisation.models import HandOver, Membership, Post, RoleAssignment, Unit
from tongket.organisation.permissions import units_where
from tongket.organisation.queries.units import subtree

SEE = "organisation.see_roles"
NOW, PAST, DEPUTIES = "now", "past", "deputies"


def visible_roles(viewer: Actor) -> QuerySet[RoleAssignment]:
    """Roles at the units where the viewer sees who holds them, and the viewer's own."""
    mine = Q() if viewer.account_id is None else Q(account_id=viewer.account_id)
    units = units_where(viewer, SEE).values("pk")
    return (
        RoleAssignment.objects.filter(Q(unit__in=units) | mine)
        .select_related("account", "unit", "deputises_for__account", "handed_to", "handed_from")
        .order_by("unit__code", "role", "-valid_from", "pk")
    )


def role_list(viewer: Actor, wanted: str, on: dt.date) -> QuerySet[RoleAssignment]:
    """Roles held on a day (``now``), ended before it (``past``), or held in somebody's place (``deputies``)."""
    rows = visible_roles(viewer)
    if wanted == PAST:
        return rows.filter(valid_to__lte=on)
    if wanted == DEPUTIES:
        return rows.filter(deputises_for__isnull=False)
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))


@dataclass(frozen=True)
class RoleCounts:
    """How many roles stand behind each filter of the page."""

    now: int
    past: int
    deputies: int


def role_counts(viewer: Actor, on: dt.date) -> RoleCounts:
    """The numbers of the filters."""
    return RoleCounts(*(role_list(viewer, wanted, on).count() for wanted in (NOW, PAST, DEPUTIES)))


def get_role(viewer: Actor, pk: int) -> RoleAssignment:
    """A role that the viewer may see; else ``Missing``."""
    found = visible_roles(viewer).filter(pk=pk).first()
    if found is None:
        raise Missing(thing=_("vai trò"))
    return found


def get_hand_over(viewer: Actor, pk: int) -> HandOver:
    """A hand-over of a role that the viewer may see; else ``Missing``. Those who passed it on and took it, too."""
    found = (
        HandOver.objects.filter(pk=pk)
        .filter(Q(ended__in=visible_roles(viewer).order_by()) | Q(begun__in=visible_roles(viewer).order_by()))
        .select_related("ended__account", "ended__unit", "begun__account", "handed_by")
        .first()
    )
    if found is None:
        raise Missing(thing=_("biên bản bàn giao"))
    return found


def accounts_near(unit: Unit) -> QuerySet[Account]:
    """Accounts that may take over a role at the unit: of its people, and of those who hold a role there or below.

    The caller has checked the viewer.
    """
    day = today()
    here = subtree(unit, day).order_by().values("pk")
    members = Membership.objects.filter(valid_on(day), unit__in=here).values("person__account")
    posts = Post.objects.filter(valid_on(day), unit__in=here).values("person__account")
    roles = RoleAssignment.objects.filter(valid_on(day), unit__in=here).values("account")
    return Account.objects.filter(
        Q(pk__in=members) | Q(pk__in=posts) | Q(pk__in=roles), is_active=True
    ).order_by("display_name", "pk")
