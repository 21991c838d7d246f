"""The first act of an empty installation."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import ALLOWED, Actor, Decision, require
from tongket.access.models import Account
from tongket.access.roles import Role
from tongket.audit.journal import acting
from tongket.common.text import clean, search_key
from tongket.organisation.actions.accounts import UNTOLD
from tongket.organisation.actions.roles import grant_role
from tongket.organisation.actions.units import create_unit
from tongket.organisation.closure import rebuild_closure
from tongket.organisation.models import RoleAssignment, Unit, UnitName
from tongket.organisation.permissions import is_empty_installation
from tongket.organisation.states import UnitKind


def may_set_up(actor: Actor) -> Decision:
    """Only while nobody holds a role: afterwards the administrators give roles."""
    if is_empty_installation():
        return ALLOWED
    return Decision(False, _("hệ thống đã có quản trị viên"))


def set_up(
    unit_code: str,
    *,
    actor: Actor,
    unit_name: str,
    unit_kind: str,
    valid_from: dt.date,
    login: str,
    display_name: str,
    password: str | None,
) -> tuple[Unit, Account]:
    """The top unit of the installation and its first administrator; returns both."""
    with acting("organisation.set_up", actor=actor, happened_on=valid_from) as act:
        require(may_set_up(actor))
        name = clean(unit_name)
        unit = act.create(
            Unit,
            code=unit_code,
            kind=UnitKind(unit_kind),
            name=name,
            search_key=search_key(name),
            valid_from=valid_from,
        )
        act.create(UnitName, unit=unit, name=name, valid_from=valid_from)
        rebuild_closure([unit.pk])
        account = act.store(
            Account(
                login=login,
                display_name=clean(display_name),
                password=make_password(password),
                is_staff=True,
            ),
            without=UNTOLD,
        )
        act.create(RoleAssignment, account=account, role=Role.ADMINISTRATOR, unit=unit, valid_from=valid_from)
        return unit, account


def set_up_office(
    *,
    actor: Actor,
    name: str,
    kind: str,
    code: str,
    valid_from: dt.date,
    login: str,
    display_name: str,
    password: str,
    superior: str = "",
) -> tuple[Unit, Account]:
    """An office of one: its organisation, below its superior where there is one, and the account that does
    everything: administrator, and clerk of the organisation (U1). Returns both."""
    with acting("organisation.set_up_office", actor=actor, happened_on=valid_from):
        require(may_set_up(actor))
        top, account = set_up(
            "CT" if superior else code,
            actor=actor,
            unit_name=superior or name,
            unit_kind=UnitKind.SUPERIOR_ORGANISATION if superior else kind,
            valid_from=valid_from,
            login=login,
            display_name=display_name,
            password=password,
        )
        own = account.actor(actor.channel)
        unit = top
        if superior:
            unit = create_unit(code, actor=own, name=name, kind=kind, valid_from=valid_from, parent=top)
        grant_role(account, actor=own, role=Role.CLERK, unit=unit, valid_from=valid_from)
        return unit, account
