"""What people are reminded of: the deadlines of rooms, told to the accounts whom they concern."""

from __future__ import annotations

import datetime as dt

from tongket.notices.kinds import Source, register_kind, register_source
from tongket.notices.permissions import declare_units
from tongket.organisation.permissions import units_where
from tongket.site.reminders import calendar, nominations, register_deadlines, signing

SLOW, QUICK = dt.timedelta(hours=6), dt.timedelta(minutes=1)


def register() -> None:
    """Called once, when the application starts."""
    declare_units(lambda actor, action: units_where(actor, action).values("pk"))
    for kind in (
        *calendar.KINDS,
        *register_deadlines.KINDS,
        signing.KIND,
        nominations.KIND,
    ):
        register_kind(kind)
    register_source(Source("rounds.calendar", calendar.find, SLOW))
    register_source(Source("organisation.deadlines", register_deadlines.find, SLOW))
    register_source(Source("documents.signing", signing.find, QUICK))
    register_source(Source("awards.returned", nominations.find, QUICK))
