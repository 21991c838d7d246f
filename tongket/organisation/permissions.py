"""Who may do what where: the role table of ``access`` joined with who holds which role for which subtree.

Every room's permissions end here. ``may`` answers for one unit, ``units_where`` gives the rows, both from
the same table, so that "may this person" and "which rows" can't differ.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import ALLOWED, Actor, Decision
from tongket.access.roles import Role, declare, roles_for
from tongket.common.dates import today, valid_on
from tongket.common.errors import Missing
from tongket.organisation.models import Person, RoleAssignment, Unit, UnitClosure

OFFICE = (Role.CLERK, Role.COMMITTEE_SECRETARY)
READERS = (
    Role.CLERK,
    Role.COMMITTEE_SECRETARY,
    Role.COMMITTEE_MEMBER,
    Role.SUPERIOR_OFFICER,
    Role.INSPECTION,
    Role.AUDITOR,
)

declare(
    "organisation",
    {
        "see_units": tuple(Role),
        "see_people": (*READERS, Role.CELL_SECRETARY),
        "change_units": (Role.CLERK, Role.ADMINISTRATOR),
        "change_people": (Role.CLERK,),
        "import_register": (Role.CLERK,),
        "export_units": tuple(Role),
        "export_people": (*OFFICE, Role.CELL_SECRETARY),
        "see_deadlines": (*OFFICE, Role.CELL_SECRETARY),
        "record_papers": (Role.CLERK,),
        "grant_role": (Role.ADMINISTRATOR, Role.CLERK),
    },
)


def holdings(actor: Actor, on: dt.date | None = None) -> QuerySet[RoleAssignment]:
    """The roles an actor holds at a day (today), with their units."""
    if actor.account_id is None:
        return RoleAssignment.objects.none()
    return RoleAssignment.objects.filter(valid_on(on or today()), account_id=actor.account_id)


def person_of(actor: Actor) -> Person | None:
    """The person whose account the actor uses, if any."""
    if actor.account_id is None:
        return None
    return Person.objects.filter(account_id=actor.account_id).first()


def may(actor: Actor, action: str, unit: Unit, on: dt.date | None = None) -> Decision:
    """May the actor do ``action`` ('room.name') at ``unit`` today (or ``on``)?

    The system itself may act only while nobody holds any role, that is in an empty installation.
    """
    if actor.account_id is None:
        return (
            ALLOWED if is_empty_installation() else Decision(False, _("hệ thống không tự thực hiện việc này"))
        )
    roles = [str(r) for r in roles_for(action)]
    held = holdings(actor, on).filter(
        role__in=roles, unit__in=UnitClosure.objects.filter(descendant=unit).values("ancestor")
    )
    if held.exists():
        return ALLOWED
    return Decision(False, _("tài khoản không giữ vai trò được làm việc này tại đơn vị"))


def may_somewhere(actor: Actor, action: str) -> Decision:
    """May the actor do ``action`` at any unit at all? For menus and for acts without a unit yet."""
    if actor.account_id is None:
        return (
            ALLOWED if is_empty_installation() else Decision(False, _("hệ thống không tự thực hiện việc này"))
        )
    if holdings(actor).filter(role__in=[str(r) for r in roles_for(action)]).exists():
        return ALLOWED
    return Decision(False, _("tài khoản không giữ vai trò được làm việc này"))


def units_where(actor: Actor, action: str, on: dt.date | None = None) -> QuerySet[Unit]:
    """The units at which the actor may do ``action``; subtrees as they stand at ``on`` (today)."""
    day = on or today()
    roles = [str(r) for r in roles_for(action)]
    tops = holdings(actor).filter(role__in=roles).values("unit")
    below = UnitClosure.objects.filter(valid_on(day), ancestor__in=tops).values("descendant")
    return Unit.objects.filter(Q(pk__in=below))


def get_unit(actor: Actor, pk: int, action: str = "organisation.see_units") -> Unit:
    """The unit, if the actor may do ``action`` there; else ``Missing``, like an absent one."""
    unit = Unit.objects.filter(pk=pk).first()
    if unit is None or not may(actor, action, unit).allowed:
        raise Missing(thing=_("đơn vị"))
    return unit


def is_empty_installation() -> bool:
    """Nobody holds a role yet: only then may the system itself set things up."""
    return not RoleAssignment.objects.exists()
