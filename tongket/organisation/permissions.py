"""Who may do what where: the role table of ``access`` joined with who holds which role for which subtree.

Every room's permissions end here. ``may`` answers for one unit, ``units_where`` gives the rows, both from
the same table, so that "may this person" and "which rows" can't differ.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import F, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import ALLOWED, Actor, Decision
from tongket.access.roles import Role, declare, is_of_own_body, roles_for
from tongket.audit.journal import note_deputy
from tongket.common.dates import today, valid_on
from tongket.common.errors import Missing
from tongket.common.memo import asked_once
from tongket.organisation.models import Person, RoleAssignment, Unit, UnitClosure
from tongket.organisation.states import UnitKind

OFFICE = (Role.CLERK, Role.COMMITTEE_SECRETARY)
READERS = (
    Role.CLERK,
    Role.COMMITTEE_SECRETARY,
    Role.COMMITTEE_MEMBER,
    Role.SUPERIOR_OFFICER,
    Role.INSPECTION,
    Role.AUDITOR,
)
#: Units with a body and an office of their own: what only the body itself may do, nobody above does for it.
BODIES = (UnitKind.SUPERIOR_ORGANISATION, UnitKind.GRASSROOTS_ORGANISATION, UnitKind.GRASSROOTS_CELL)
#: Deeper than any tree.
NO_BODY = 1000

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
        "confirm_parameter": OFFICE,
        "grant_role": (Role.ADMINISTRATOR, Role.CLERK),
        "grant_administrator": (Role.ADMINISTRATOR,),
        "record_consent": OFFICE,
        "see_roles": (*OFFICE, Role.SUPERIOR_OFFICER, Role.INSPECTION, Role.AUDITOR, Role.ADMINISTRATOR),
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


@asked_once
def may(actor: Actor, action: str, unit: Unit, on: dt.date | None = None) -> Decision:
    """May the actor do ``action`` ('room.name') at ``unit`` today (or ``on``)?

    The system itself may act only while nobody holds any role, that is in an empty installation. Within an act
    that only a deputy's right allows, the journal notes in whose place it is done.
    """
    if actor.account_id is None:
        return (
            ALLOWED if is_empty_installation() else Decision(False, _("hệ thống không tự thực hiện việc này"))
        )
    roles = [str(r) for r in roles_for(action)]
    held = holdings(actor, on).filter(role__in=roles, unit__in=_above(unit, action).values("ancestor"))
    by_own_right = F("deputises_for").asc(nulls_first=True)
    rights = held.order_by(by_own_right).values_list("deputises_for__account_id", flat=True)[:1]
    for in_place_of in rights:
        if in_place_of is not None:
            note_deputy(in_place_of)
        return ALLOWED
    return Decision(False, _("tài khoản không giữ vai trò được làm việc này tại đơn vị"))


def _above(unit: Unit, action: str) -> QuerySet[UnitClosure]:
    """The unit and those above it whose holders may do ``action`` there: up to the nearest body for its own acts."""
    above = UnitClosure.objects.filter(descendant=unit)
    if not is_of_own_body(action):
        return above
    body = above.filter(ancestor__kind__in=BODIES).order_by("depth").values("depth")[:1]
    return above.filter(depth__lte=Coalesce(Subquery(body), Value(NO_BODY)))


def may_somewhere(actor: Actor, action: str) -> Decision:
    """May the actor do ``action`` at any unit at all? For menus and for acts without a unit yet."""
    if actor.account_id is None:
        return (
            ALLOWED if is_empty_installation() else Decision(False, _("hệ thống không tự thực hiện việc này"))
        )
    if holdings(actor).filter(role__in=[str(r) for r in roles_for(action)]).exists():
        return ALLOWED
    return Decision(False, _("tài khoản không giữ vai trò được làm việc này"))


@asked_once
def units_where(actor: Actor, action: str, on: dt.date | None = None) -> QuerySet[Unit]:
    """The units at which the actor may do ``action``; subtrees as they stand at ``on`` (today)."""
    day = on or today()
    roles = [str(r) for r in roles_for(action)]
    tops = holdings(actor).filter(role__in=roles).values("unit")
    rows = UnitClosure.objects.filter(valid_on(day))
    if not is_of_own_body(action):
        return Unit.objects.filter(pk__in=rows.filter(ancestor__in=tops).values("descendant"))
    found = Q(pk__in=())
    for top in tops.values_list("unit", flat=True).distinct():
        below = rows.filter(ancestor=top)
        others = below.filter(depth__gt=0, descendant__kind__in=BODIES).values("descendant")
        theirs = rows.filter(ancestor__in=others).values("descendant")
        found |= Q(pk__in=below.exclude(descendant__in=theirs).values("descendant"))
    return Unit.objects.filter(found)


def units_among(actor: Actor, action: str, ids: Iterable[int], on: dt.date) -> set[int]:
    """Which of the units the actor may do ``action`` at: the answer of ``units_where`` for some of them."""
    roles = [str(r) for r in roles_for(action)]
    tops = set(holdings(actor).filter(role__in=roles).values_list("unit", flat=True))
    # Read upwards from the few: downwards from the tops would be everything below them.
    above = UnitClosure.objects.filter(valid_on(on), descendant__in=set(ids))
    return {pk for pk, ancestor in above.values_list("descendant", "ancestor") if ancestor in tops}


def tops_where(actor: Actor, action: str, on: dt.date, within: int | None = None) -> list[int]:
    """The highest units at which the actor may do ``action`` on a day, none of them below another: lists are read
    off the tree below each. ``within`` narrows to one unit and what lies below it."""
    roles = [str(r) for r in roles_for(action)]
    tops = set(holdings(actor).filter(role__in=roles).values_list("unit", flat=True))
    wanted = tops if within is None else tops | {within}
    above: dict[int, set[int]] = {pk: set() for pk in wanted}
    links = UnitClosure.objects.filter(valid_on(on), descendant__in=wanted)
    for ancestor, descendant in links.values_list("ancestor", "descendant"):
        if ancestor in wanted:
            above[descendant].add(ancestor)
    there = {pk for pk in tops if pk in above[pk]}
    if within is not None:
        if above[within] & there:
            return [within]
        there = {pk for pk in there if within in above[pk]}
    return sorted(pk for pk in there if not (above[pk] & there) - {pk})


def get_unit(actor: Actor, pk: int, action: str = "organisation.see_units") -> Unit:
    """The unit, if the actor may do ``action`` there; else ``Missing``, like an absent one."""
    unit = Unit.objects.filter(pk=pk).first()
    if unit is None or not may(actor, action, unit).allowed:
        raise Missing(thing=_("đơn vị"))
    return unit


def is_empty_installation() -> bool:
    """Nobody holds a role yet: only then may the system itself set things up."""
    return not RoleAssignment.objects.exists()
