"""What all changes of a round, and of the year's facts that its results rest on, ask first."""

from __future__ import annotations

import datetime as dt

from tongket.common.dates import valid_on
from tongket.organisation.models import Unit, UnitClosure
from tongket.rounds.errors import RoundNotOpen
from tongket.rounds.models import Round
from tongket.rounds.queries import is_open
from tongket.rounds.states import RoundState


def require_changeable(round: Round) -> None:
    """Refuse a round that is closed."""
    if round.state == RoundState.CLOSED:
        raise RoundNotOpen(round=str(round), state=round.get_state_display())


def require_open(round: Round) -> None:
    """Refuse a round that is not open: nothing is recorded or decided in it."""
    if not is_open(round):
        raise RoundNotOpen(round=str(round), state=round.get_state_display())


def require_year_changeable(unit: Unit, year: int) -> None:
    """Refuse to record facts of a year whose round is closed: its results rest on them.

    The round is the one of the unit or of the nearest unit above it that has one; a year without a round is open.
    """
    above = UnitClosure.objects.filter(valid_on(dt.date(year, 12, 31)), descendant=unit)
    depth = dict(above.values_list("ancestor_id", "depth"))
    rounds = Round.objects.filter(year=year, unit__in=depth).select_related("unit")
    nearest = min(rounds, key=lambda round: depth[round.unit_id], default=None)
    if nearest is not None:
        require_changeable(nearest)
