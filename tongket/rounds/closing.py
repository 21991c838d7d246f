"""What still stands open in a round: rooms above register a look of their own, since they know what it is."""

from __future__ import annotations

from collections.abc import Callable

from tongket.common.errors import Text
from tongket.rounds.models import Round

Look = Callable[[Round], list[Text]]
_LOOKS: dict[str, Look] = {}


def register(room: str, look: Look) -> None:
    """Called once by a room at start; ``look`` returns a line per thing that is unfinished."""
    _LOOKS[room] = look


def open_items(round: Round) -> list[Text]:
    """All that is unfinished in the round, room by room."""
    return [item for room in sorted(_LOOKS) for item in _LOOKS[room](round)]
