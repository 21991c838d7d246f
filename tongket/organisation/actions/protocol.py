"""The declared order of posts."""

from __future__ import annotations

from collections.abc import Sequence

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.errors import Stale
from tongket.organisation.models import ProtocolRank, Unit
from tongket.organisation.permissions import may


def set_protocol(
    unit: Unit, *, actor: Actor, words: Sequence[str], expected: Sequence[str] | None = None
) -> list[ProtocolRank]:
    """The unit's own list, first the highest post; an empty one gives way to the list above. ``expected`` is the
    list that was read: raises ``Stale`` when it is another one by now."""
    with acting("organisation.set_protocol", actor=actor, unit_id=unit.pk) as act:
        require(may(actor, "organisation.change_people", unit))
        rows = list(ProtocolRank.objects.filter(unit=unit).order_by("position"))
        if expected is not None and [row.words for row in rows] != list(expected):
            raise Stale(thing=unit.name, expected=len(expected), found=len(rows))
        if [row.words for row in rows] == list(words):
            return rows
        act.delete_many(rows)
        return act.create_many(
            ProtocolRank,
            [{"unit": unit, "position": place, "words": line} for place, line in enumerate(words, start=1)],
        )
