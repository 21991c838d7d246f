"""Which papers of members' files are there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.errors import Missing
from tongket.common.text import clean
from tongket.organisation.models import Membership, Person, PersonPaper, Unit
from tongket.organisation.parameters import required_papers
from tongket.organisation.permissions import may
from tongket.organisation.queries.units import subtree


@dataclass(frozen=True)
class PaperRow:
    """One paper of one member: there, or found not to be there."""

    person: Person
    paper: str
    there: bool = True
    reference: str = ""


def record_papers(
    unit: Unit, *, actor: Actor, rows: Sequence[PaperRow], happened_on: dt.date
) -> list[PersonPaper]:
    """Note what was found when the files were gone through; returns what is there now of the rows given.

    Refused when a paper is none of a member's file, and for people who are not members at the unit or below it.
    """
    with acting("organisation.record_papers", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may(actor, "organisation.record_papers", unit))
        known = {paper.key: paper for paper in required_papers()}
        ids = {row.person.pk for row in rows}
        members = Membership.objects.filter(person__in=ids, unit__in=subtree(unit).values("pk"))
        outside = ids - set(members.values_list("person", flat=True))
        for row in rows:
            if row.paper not in known:
                raise Missing(thing=row.paper)
            if row.person.pk in outside:
                raise Missing(thing=row.person.name)
        held = {(p.person_id, p.paper): p for p in PersonPaper.objects.filter(person__in=ids)}
        fresh, kept = [], []
        for row in rows:
            found = held.get((row.person.pk, row.paper))
            if found and not row.there:
                act.delete(found)
            elif found:
                kept.append(act.update(found, reference=clean(row.reference) or found.reference))
            elif row.there:
                values = {"person": row.person, "paper": row.paper, "reference": clean(row.reference)}
                fresh.append(values | {"received_on": happened_on})
        return kept + act.create_many(PersonPaper, fresh)
