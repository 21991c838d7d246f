"""Names in plans are written without birth dates: they are bound to a person only when one person fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tongket.common.text import clean, matching_key
from tongket.organisation.models import Person


def people_named(names: Iterable[str]) -> dict[str, Person]:
    """The one person of the register who carries a name; names of nobody or of several are left out."""
    wanted = {clean(name): matching_key(name) for name in names if clean(name)}
    by_key: dict[str, list[Person]] = defaultdict(list)
    for person in Person.objects.filter(matching_key__in=set(wanted.values())):
        by_key[person.matching_key].append(person)
    return {name: by_key[key][0] for name, key in wanted.items() if len(by_key[key]) == 1}
