"""Whether somebody agreed: the one place where every room asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from tongket.common.dates import today
from tongket.organisation.models import Consent, ConsentPurpose, Person


def who_agreed(people: Iterable[int | None], purpose: ConsentPurpose, on: dt.date | None = None) -> set[int]:
    """Which of the people have a consent for the purpose that stands on a day (today)."""
    day = on or today()
    ids = {pk for pk in people if pk is not None}
    standing = Consent.objects.filter(person__in=ids, purpose=purpose, given_on__lte=day)
    standing = standing.filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day))
    return set(standing.values_list("person_id", flat=True))


def consents_of(person: Person) -> QuerySet[Consent]:
    """Every consent of a person, withdrawn ones included. The caller has checked the viewer."""
    return Consent.objects.filter(person=person)
