"""Ids as bits: the clauses that lowered a level and the facts that are missing, one mask each per subject."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import ibis

from tongket.rules.columnar.program import Unsupported

LEVEL, CHILDREN, HISTORY, FURTHER_BALLOT = "level", "children", "history", "further_ballot"
EVENTS = "events"
_WORD = 63
HALF_WORD = 31


@dataclass
class Bits:
    """Ids in the order in which they got their bit. Common ids come first, so that masks stay narrow."""

    ids: list[str] = field(default_factory=lambda: [LEVEL, CHILDREN, HISTORY, FURTHER_BALLOT])

    def mask(self, names: Iterable[str]) -> int:
        """The mask of these ids; ids that have no bit yet get the next one. Unsupported beyond 63 ids."""
        found = 0
        for name in names:
            if name not in self.ids:
                self.ids.append(name)
            found |= 1 << self.ids.index(name)
        if len(self.ids) > _WORD:
            raise Unsupported(
                f"quá {_WORD} mã trong một mặt nạ bit", f"more than {_WORD} ids in one bit mask"
            )
        return found


def literal(mask: int) -> Any:
    """A mask as a constant column."""
    return ibis.literal(mask, type="int64")


def union(*masks: Any | None) -> Any | None:
    """Bits of any of the masks; None stands for a mask without bits."""
    found = None
    for mask in masks:
        if mask is not None:
            found = mask if found is None else found | mask
    return found
