"""Commendations of years before the software, entered from their papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.awards.models import PastAward
from tongket.awards.permissions import may_at
from tongket.common.text import clean
from tongket.organisation.models import Person, Unit


@dataclass(frozen=True)
class PastAwardRow:
    """One line of the old register or of a kept certificate."""

    person: Person
    year: int
    form: str
    issuer: str
    number: str
    evidence: str = ""


def record_past_awards(
    unit: Unit, *, actor: Actor, rows: Sequence[PastAwardRow], happened_on: dt.date | None = None
) -> list[PastAward]:
    """Record commendations of earlier years as evidence. A line that is there already is passed over.

    Returns the rows that are new.
    """
    with acting("awards.record_past_awards", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may_at(actor, "record_past_awards", unit))
        people = {row.person.pk for row in rows}
        known = set(
            PastAward.objects.filter(person__in=people).values_list(
                "person_id", "year", "form", "issuer", "number"
            )
        )
        values = []
        for row in rows:
            key = (row.person.pk, row.year, clean(row.form), clean(row.issuer), clean(row.number))
            if key in known:
                continue
            known.add(key)
            values.append(
                {
                    "person": row.person,
                    "recorded_at_unit": unit,
                    "year": row.year,
                    "form": key[2],
                    "issuer": key[3],
                    "number": key[4],
                    "evidence": clean(row.evidence),
                }
            )
        return act.create_many(PastAward, values)
