"""What anonymising a person would do, told before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from tongket.common.errors import Text
from tongket.organisation.models import Person
from tongket.privacy.actions.anonymise import found_in
from tongket.privacy.holdings import holdings, mentions


@dataclass(frozen=True)
class Effect:
    """So many rows of a kind: removed altogether, or with these fields replaced; ``elsewhere`` for texts of others."""

    title: Text
    rows: int
    removed: bool
    fields: int
    elsewhere: bool = False


@dataclass(frozen=True)
class Preview:
    """All effects, and how many others bear the same name: then texts of others are left alone."""

    effects: list[Effect]
    namesakes: int


def what_anonymising_does(person: Person) -> Preview:
    """The effects on each kind of record. The caller has checked the viewer."""
    effects = []
    for holding in holdings():
        rows = holding.rows([person.pk]).count()
        if rows:
            effects.append(Effect(holding.title, rows, holding.removed, len(holding.blanks)))
    namesakes = Person.objects.filter(matching_key=person.matching_key).exclude(pk=person.pk).count()
    if not namesakes:
        for mention in mentions():
            found = len(found_in(mention, person.name))
            if found:
                effects.append(Effect(mention.title, found, False, len(mention.fields), True))
    return Preview(effects, namesakes)
