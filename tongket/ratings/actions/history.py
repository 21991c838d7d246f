"""Levels of earlier years, from the evidence of those years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.text import clean, matching_key
from tongket.organisation.models import Unit
from tongket.organisation.permissions import may
from tongket.ratings.models import PastLevel
from tongket.ratings.rows import PastLevelRow
from tongket.reviews.errors import UnknownWord
from tongket.reviews.rows import Recorded
from tongket.reviews.states import Level


def level_of_label(label: str) -> Level:
    """The level that a label of any year names ('Đủ tư cách, hoàn thành tốt nhiệm vụ' is good).

    The longest name of a level at the label's end counts. ``UnknownWord`` when it ends with none.
    """
    key = matching_key(label)
    found = [level for level in Level if key.endswith(matching_key(_vietnamese(level)))]
    if not found:
        raise UnknownWord(
            value=label, thing=_("mức xếp loại"), expected=", ".join(_vietnamese(level) for level in Level)
        )
    return max(found, key=lambda level: len(_vietnamese(level)))


def _vietnamese(level: Level) -> str:
    with override("vi"):
        return str(level.label)


def record_history(
    unit: Unit, *, actor: Actor, rows: Sequence[PastLevelRow], happened_on: dt.date | None = None
) -> Recorded:
    """Levels of earlier years of people of ``unit``, labels kept as their years had them.

    The same list once more changes nothing.
    """
    with acting("ratings.record_history", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may(actor, "ratings.record_history", unit))
        existing = {
            (p.person_id, p.year): p
            for p in PastLevel.objects.filter(person__in={row.person.pk for row in rows})
        }
        fresh: dict[tuple[int, int], dict[str, Any]] = {}
        changed = unchanged = 0
        for row in rows:
            fields = {
                "level": Level(row.level) if row.level else level_of_label(row.label),
                "label": clean(row.label),
                "evidence": clean(row.evidence),
            }
            past = existing.get((row.person.pk, row.year))
            if past is None:
                fresh[row.person.pk, row.year] = {"person": row.person, "year": row.year, **fields}
                continue
            before = past.version
            act.update(past, **fields)
            changed, unchanged = (
                (changed + 1, unchanged) if past.version != before else (changed, unchanged + 1)
            )
        act.create_many(PastLevel, fresh.values())
        return Recorded(created=len(fresh), changed=changed, unchanged=unchanged)
