"""What all changes of a round ask first."""

from __future__ import annotations

from tongket.rounds.errors import RoundNotOpen
from tongket.rounds.models import Round
from tongket.rounds.states import RoundState


def require_changeable(round: Round) -> None:
    """Refuse a round that is closed."""
    if round.state == RoundState.CLOSED:
        raise RoundNotOpen(round=str(round), state=round.get_state_display())
