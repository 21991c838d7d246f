"""Who decides which parts of the product an organisation uses."""

from __future__ import annotations

from tongket.access.decisions import Actor, Decision
from tongket.access.roles import Role, declare
from tongket.organisation.models import Unit
from tongket.organisation.permissions import may

declare("office", {"change_profile": (Role.CLERK, Role.ADMINISTRATOR)})


def may_change_profile(actor: Actor, unit: Unit) -> Decision:
    """May the actor switch rooms and choose words at the organisation?"""
    return may(actor, "office.change_profile", unit)
