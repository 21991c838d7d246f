"""What is recorded already, as far as a sheet is compared with it. For the unit's own imports: no viewer."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

from tongket.awards.models import PastAward
from tongket.organisation.imports.known import Known, person_key
from tongket.organisation.models import Membership, Unit
from tongket.organisation.queries import subtree
from tongket.organisation.queries.known import known_of
from tongket.ratings.models import PastLevel
from tongket.sheets.readers.history import KnownYears, award_key


def known_years(unit: Unit, day: dt.date) -> KnownYears:
    """The register at a day, with levels and commendations of earlier years of everybody who ever belonged here."""
    register = known_of(unit, day)
    people = Membership.objects.filter(unit__in=subtree(unit, day).values("pk")).values("person")
    levels = PastLevel.objects.filter(person__in=people).select_related("person")
    awards = PastAward.objects.filter(person__in=people).select_related("person")
    return KnownYears(
        **{f.name: getattr(register, f.name) for f in fields(Known)},
        levels={(person_key(p.person.name, p.person.birth), p.year): p.label for p in levels},
        awards=frozenset(
            award_key(person_key(a.person.name, a.person.birth), a.year, a.form, a.issuer, a.number)
            for a in awards
        ),
    )
