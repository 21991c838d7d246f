"""The journal of reads: who opened whose personal file on which day.

A page asks for one row and writes it only the first time that day, so that reading stays cheap.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from tongket.audit.journal_sizes import CHUNK
from tongket.audit.models import Look
from tongket.common.dates import today


def note_looks(account_id: int | None, people: Iterable[int], *, page: str) -> int:
    """Note that an account read what is held about people on ``page`` ('room:view' or 'room.export_…').

    Returns how many rows were new; whoever is not signed in reads public pages only, which are not noted.
    """
    if account_id is None:
        return 0
    day, wanted, made = today(), sorted(set(people)), 0
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        known = set(
            Look.objects.filter(account_id=account_id, page=page, day=day, person_id__in=chunk).values_list(
                "person_id", flat=True
            )
        )
        fresh = [
            Look(account_id=account_id, person_id=person, page=page, day=day)
            for person in chunk
            if person not in known
        ]
        Look.objects.bulk_create(fresh, ignore_conflicts=True)
        made += len(fresh)
    return made


def looks_at(person_id: int) -> QuerySet[Look]:
    """Who read a person's data, newest day first."""
    return Look.objects.filter(person_id=person_id).order_by("-day", "account_id", "page")
