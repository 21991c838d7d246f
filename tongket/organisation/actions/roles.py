"""Who holds which role where from when to when: giving, ending, deputies on leave, handing a post over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q

from tongket.access.decisions import ALLOWED, Actor, Decision, require
from tongket.access.models import Account
from tongket.access.roles import Role, roles_for
from tongket.audit.journal import Act, acting
from tongket.common.dates import format_day, today, valid_on
from tongket.common.text import clean
from tongket.organisation.errors import WrongPeriod
from tongket.organisation.models import HandOver, RoleAssignment, Unit, UnitClosure
from tongket.organisation.open_work import OpenWork
from tongket.organisation.permissions import may
from tongket.organisation.role_errors import OwnRole, RoleHeld, RolePaperMissing, WrongDeputy

GRANT = "organisation.grant_role"


def may_grant(actor: Actor, role: str, unit: Unit) -> Decision:
    """Administrators and the office give roles; only an administrator makes another one."""
    if role == Role.ADMINISTRATOR:
        return may(actor, "organisation.grant_administrator", unit)
    return may(actor, GRANT, unit)


def may_appoint_deputy(actor: Actor, held: RoleAssignment) -> Decision:
    """The holder names who acts while away; so may whoever gives the role."""
    if actor.account_id is not None and held.account_id == actor.account_id:
        return ALLOWED
    return may_grant(actor, held.role, held.unit)


def grant_role(
    account: Account,
    *,
    actor: Actor,
    role: str,
    unit: Unit,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    decision: str = "",
) -> RoleAssignment:
    """The account holds a role for the unit's subtree from a day on.

    Nobody gives a role to the own account while somebody else could give it: whoever administers the
    installation doesn't open its contents by one's own hand. The clerk of an office of one may.
    """
    with acting(GRANT, actor=actor, unit_id=unit.pk, happened_on=valid_from) as act:
        require(may_grant(actor, role, unit))
        if account.pk == actor.account_id and _others_grant(account, unit):
            raise OwnRole(role=Role(role).label, unit=unit.name)
        _check_period(valid_from, valid_to, Role(role).label)
        _check_free(account, role, unit, valid_from, valid_to)
        return act.create(
            RoleAssignment,
            account=account,
            role=Role(role),
            unit=unit,
            valid_from=valid_from,
            valid_to=valid_to,
            decision=clean(decision),
        )


def end_role(
    held: RoleAssignment, *, actor: Actor, on: dt.date, decision: str, expected_version: int | None = None
) -> RoleAssignment:
    """The role is held until ``on``, not including it; whoever deputises ends with it."""
    with acting("organisation.end_role", actor=actor, unit_id=held.unit_id, happened_on=on) as act:
        own_deputy = held.deputises_for
        require(
            may_appoint_deputy(actor, own_deputy) if own_deputy else may_grant(actor, held.role, held.unit)
        )
        if not clean(decision):
            raise RolePaperMissing()
        return _end(act, held, on, clean(decision), expected_version)


def appoint_deputy(
    held: RoleAssignment,
    *,
    actor: Actor,
    account: Account,
    valid_from: dt.date,
    valid_to: dt.date,
    decision: str,
) -> RoleAssignment:
    """Somebody acts in the holder's place for a period: same unit, same rights, and the journal says for whom.

    ``valid_to`` is the first day on which the holder is back. A deputy names no further deputy.
    """
    with acting(
        "organisation.appoint_deputy", actor=actor, unit_id=held.unit_id, happened_on=valid_from
    ) as act:
        require(may_appoint_deputy(actor, held))
        if not clean(decision):
            raise RolePaperMissing()
        label = held.get_role_display()
        if held.deputises_for_id or account.pk == held.account_id:
            raise WrongDeputy(person=account.display_name, role=label)
        _check_period(valid_from, valid_to, label)
        if not held.holds_on(valid_from) or (held.valid_to and valid_to > held.valid_to):
            raise WrongPeriod(day=format_day(valid_from), thing=label, start=format_day(held.valid_from))
        _check_free(account, held.role, held.unit, valid_from, valid_to)
        return act.create(
            RoleAssignment,
            account=account,
            role=held.role,
            unit=held.unit,
            valid_from=valid_from,
            valid_to=valid_to,
            decision=clean(decision),
            deputises_for=held,
        )


def hand_over_role(
    held: RoleAssignment,
    *,
    actor: Actor,
    account: Account,
    on: dt.date,
    decision: str,
    open_work: Sequence[OpenWork],
    note: str = "",
) -> HandOver:
    """A post passes to the next person from ``on``: the old role ends, the new one begins, and what was open
    that day is kept with the act, so that nothing is lost and nobody is blamed for it later (U22)."""
    with acting(
        "organisation.hand_over_role", actor=actor, unit_id=held.unit_id, happened_on=on, reason=clean(note)
    ) as act:
        require(may_grant(actor, held.role, held.unit))
        if not clean(decision):
            raise RolePaperMissing()
        label = held.get_role_display()
        if held.deputises_for_id or account.pk == held.account_id:
            raise WrongDeputy(person=account.display_name, role=label)
        _check_free(account, held.role, held.unit, on, None)
        _end(act, held, on, clean(decision), None)
        begun = act.create(
            RoleAssignment,
            account=account,
            role=held.role,
            unit=held.unit,
            valid_from=on,
            decision=clean(decision),
        )
        return act.create(
            HandOver,
            ended=held,
            begun=begun,
            handed_by_id=actor.account_id,
            happened_on=on,
            decision=clean(decision),
            note=clean(note),
            open_work=[item.as_noted() for item in open_work],
        )


def _end(
    act: Act, held: RoleAssignment, on: dt.date, decision: str, expected_version: int | None
) -> RoleAssignment:
    if on < held.valid_from or (held.valid_to is not None and on > held.valid_to):
        raise WrongPeriod(
            day=format_day(on), thing=held.get_role_display(), start=format_day(held.valid_from)
        )
    for deputy in held.deputies.filter(valid_to__gt=on):
        act.update(deputy, valid_to=max(on, deputy.valid_from), end_decision=decision)
    return act.update(held, expected_version=expected_version, valid_to=on, end_decision=decision)


def _check_period(first: dt.date, until: dt.date | None, thing: object) -> None:
    if until is not None and until <= first:
        raise WrongPeriod(day=format_day(until), thing=thing, start=format_day(first))


def _check_free(account: Account, role: str, unit: Unit, first: dt.date, until: dt.date | None) -> None:
    """Refuse a role that the account holds there already within the period."""
    same = RoleAssignment.objects.filter(account=account, role=role, unit=unit)
    same = same.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=first))
    if until is not None:
        same = same.filter(valid_from__lt=until)
    known = same.exclude(valid_to=first).first()
    if known is not None:
        raise RoleHeld(
            person=account.display_name,
            role=known.get_role_display(),
            unit=unit.name,
            day=format_day(known.valid_from),
        )


def _others_grant(account: Account, unit: Unit) -> bool:
    """Whether anybody else may give roles at the unit today."""
    above = UnitClosure.objects.filter(descendant=unit).values("ancestor")
    roles = [str(r) for r in roles_for(GRANT)]
    held = RoleAssignment.objects.filter(valid_on(today()), role__in=roles, unit__in=above)
    return held.exclude(account=account).exists()
