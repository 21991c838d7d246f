"""What the set actions share: who belongs to the unit, known words, and writing only what differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from django.db.models import Q

from tongket.audit.journal import Act
from tongket.audit.models import Record
from tongket.common.errors import Text
from tongket.organisation.models import Membership, Person, Post, Unit
from tongket.organisation.queries import subtree
from tongket.reviews.errors import TwiceInList, UnknownWord, WrongSubject
from tongket.reviews.rows import Recorded


def during(year: int) -> Q:
    """Rows whose period touches the year."""
    return Q(valid_from__lte=dt.date(year, 12, 31)) & (
        Q(valid_to__isnull=True) | Q(valid_to__gt=dt.date(year, 1, 1))
    )


def check_people(unit: Unit, year: int, people: Iterable[Person]) -> None:
    """Refuse whoever was at no time of the year in the unit's subtree, as member or by a post."""
    units = subtree(unit, dt.date(year, 12, 31)).values("pk")
    wanted = {p.pk: p for p in people}
    known: set[int] = set()
    for model in (Membership, Post):
        known.update(
            model.objects.filter(during(year), unit__in=units, person__in=wanted).values_list(
                "person_id", flat=True
            )
        )
    for pk, person in wanted.items():
        if pk not in known:
            raise WrongSubject(subject=person.name, unit=unit.name, day=f"31/12/{year}")


def word(value: str, choices: Any, thing: Text) -> str:
    """The value, when it is one of the choices; else ``UnknownWord`` with the list."""
    if value not in choices.values:
        raise UnknownWord(
            value=value, thing=thing, expected=", ".join(str(label) for label in choices.labels)
        )
    return str(value)


def write_rows(
    act: Act,
    model: type[Record],
    existing: Iterable[Record],
    rows: Iterable[Mapping[str, Any]],
    key: Callable[[Any], Hashable],
    name: Callable[[Mapping[str, Any]], str],
) -> Recorded:
    """Bring stored rows to what the list says: new ones created together, differing ones updated.

    ``key`` reads attributes of a stored row or of an unsaved one. The same list once more changes nothing;
    two differing rows with one key are refused.
    """
    stored = {key(row): row for row in existing}
    fresh: dict[Hashable, Mapping[str, Any]] = {}
    changed = unchanged = 0
    seen: dict[Hashable, Mapping[str, Any]] = {}
    for values in rows:
        this = key(model(**values))
        if this in seen:
            if seen[this] != values:
                raise TwiceInList(subject=name(values))
            continue
        seen[this] = values
        if this not in stored:
            fresh[this] = values
            continue
        row = stored[this]
        before = row.version
        act.update(row, **values)
        if row.version == before:
            unchanged += 1
        else:
            changed += 1
    act.create_many(model, fresh.values())
    return Recorded(created=len(fresh), changed=changed, unchanged=unchanged)
