"""Accounts and the roles they hold for units."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.hashers import make_password

from tongket.access.decisions import Actor, require
from tongket.access.models import Account
from tongket.access.roles import Role
from tongket.audit.journal import acting
from tongket.organisation.errors import LoginTaken
from tongket.organisation.models import Person, RoleAssignment, Unit
from tongket.organisation.permissions import may


def issue_account(
    login: str,
    *,
    actor: Actor,
    unit: Unit,
    display_name: str,
    password: str | None,
    person: Person | None = None,
    is_staff: bool = False,
) -> Account:
    """A new account, given out by somebody who may grant roles at ``unit``; ``person`` makes it their own."""
    with acting("organisation.issue_account", actor=actor, unit_id=unit.pk) as act:
        require(may(actor, "organisation.grant_role", unit))
        if Account.objects.filter(login=login).exists():
            raise LoginTaken(login=login)
        account = act.create(
            Account,
            login=login,
            display_name=display_name,
            is_staff=is_staff,
            password=make_password(password),
        )
        if person:
            act.update(person, account=account)
        return account


def grant_role(
    account: Account,
    *,
    actor: Actor,
    role: str,
    unit: Unit,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
) -> RoleAssignment:
    """The account holds a role for the unit's subtree from a day on."""
    with acting("organisation.grant_role", actor=actor, unit_id=unit.pk, happened_on=valid_from) as act:
        require(may(actor, "organisation.grant_role", unit))
        return act.create(
            RoleAssignment,
            account=account,
            role=Role(role),
            unit=unit,
            valid_from=valid_from,
            valid_to=valid_to,
        )
