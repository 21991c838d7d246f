"""The office's answers to parameters that no source settles, each with its citation."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.text import clean
from tongket.organisation.models import ParameterConfirmation, Unit
from tongket.organisation.permissions import may
from tongket.organisation.queries.parameters import parameter_row


def confirm_parameter(
    unit: Unit,
    *,
    actor: Actor,
    name: str,
    value: Any,
    citation: str,
    confirmed_on: dt.date,
    expected_version: int | None = None,
) -> ParameterConfirmation:
    """The value that holds at the unit and below it, with the text it stands on. Raises ``Missing`` for a name that
    is no parameter."""
    with acting(
        "organisation.confirm_parameter", actor=actor, unit_id=unit.pk, happened_on=confirmed_on
    ) as act:
        require(may(actor, "organisation.confirm_parameter", unit))
        parameter_row(unit, name)
        values = {"value": value, "citation": clean(citation), "confirmed_on": confirmed_on}
        own = ParameterConfirmation.objects.filter(unit=unit, name=name).first()
        if own:
            return act.update(own, expected_version=expected_version, **values)
        return act.create(ParameterConfirmation, unit=unit, name=name, **values)


def withdraw_parameter(confirmation: ParameterConfirmation, *, actor: Actor, reason: str) -> None:
    """The office's answer no longer holds; what was shipped, or an answer from above, holds again."""
    unit = confirmation.unit
    with acting("organisation.withdraw_parameter", actor=actor, unit_id=unit.pk, reason=clean(reason)) as act:
        require(may(actor, "organisation.confirm_parameter", unit))
        act.delete(confirmation)
