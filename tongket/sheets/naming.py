"""From what a sheet writes to the records of the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from tongket.common.text import matching_key
from tongket.organisation.imports.known import PersonKey
from tongket.organisation.models import Person, Unit
from tongket.organisation.queries import people_by_key, subtree
from tongket.sheets.errors import NameUnknown
from tongket.sheets.readers.shared import PersonRef


class Names:
    """Units below a unit at a day by name or code, and people by name and birth date."""

    def __init__(self, unit: Unit, day: dt.date, people: Iterable[PersonRef] = ()) -> None:
        self.top = unit
        self._units: dict[str, Unit] = {}
        for found in subtree(unit, day):
            for text in (found.name, found.name_then or found.name, found.code):
                self._units.setdefault(matching_key(text), found)
        pairs = [(ref.name, ref.birth) for ref in people]
        self._people: dict[PersonKey, Person] = {
            (matching_key(name), birth): person for (name, birth), person in people_by_key(pairs).items()
        }

    def unit(self, text: str | None, row: int) -> Unit:
        """The unit of that name or code; raises ``NameUnknown``."""
        found = self.find_unit(text)
        if found is None:
            raise NameUnknown(row=row, name=text or "")
        return found

    def find_unit(self, text: str | None) -> Unit | None:
        """As ``unit``, or None."""
        return self._units.get(matching_key(text or ""))

    def person(self, ref: PersonRef, row: int) -> Person:
        """The person of that name and birth date; raises ``NameUnknown``."""
        found = self._people.get(ref.key)
        if found is None:
            raise NameUnknown(row=row, name=f"{ref.name} ({ref.birth:%d/%m/%Y})")
        return found
