"""Accounts. The journal keeps that one was given out and to whom, never its words or its password."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from tongket.access.decisions import Actor, require
from tongket.access.models import Account
from tongket.audit.journal import acting
from tongket.organisation.errors import LoginTaken
from tongket.organisation.models import Person, Unit
from tongket.organisation.permissions import may

#: Fields of an account that don't belong into a journal that nobody can change.
UNTOLD = frozenset({"login", "email", "display_name", "password"})


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
        account = act.store(
            Account(
                login=login,
                display_name=display_name,
                is_staff=is_staff,
                password=make_password(password),
            ),
            without=UNTOLD,
        )
        if person:
            act.update(person, account=account)
        return account
