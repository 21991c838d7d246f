"""What each kind of record holds about a person: which rows, what is shown, how long, what is blanked.

Rooms below are declared in ``rooms.py``; a room above this one declares its own when it starts. A test finds
kinds of record that point to a person and are declared by nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from tongket.common.errors import Text
from tongket.organisation.models import Person

#: Stands in place of a personal text.
HIDDEN = "Đã ẩn danh"
REFERENCE = "organisation.Person:"
#: The kind of records that keep nothing from being erased: they go with the rest.
NO_TERM = ""

Blank = str | None | Callable[[Any], Any]


def hide(value: Any) -> Any:
    """``HIDDEN`` for a text, nothing for no text: rules of the kind 'a reason must be given' stay met."""
    return HIDDEN if value else value


def start_of_year(value: Any) -> Any:
    """The first day of the year: enough for figures, too little to know somebody by."""
    return value.replace(month=1, day=1) if value else value


@dataclass(frozen=True)
class Holding:
    """One kind of record about people.

    ``path`` leads from a row to the person's id (a text 'organisation.Person:<id>' when ``by_reference``).
    ``fields`` are shown on the person's own page; ``when`` leads to the year or day the row belongs to.
    ``blanks``: field → what stands there once the person is anonymised; '{person}' and '{row}' are filled in.
    ``removed``: such rows carry nothing that figures need and go altogether.
    """

    model: str
    kind: str
    title: Text
    fields: tuple[str, ...]
    path: str = "person_id"
    by_reference: bool = False
    when: str = ""
    blanks: Mapping[str, Blank] = field(default_factory=dict)
    removed: bool = False

    @property
    def model_class(self) -> type[Model]:
        return apps.get_model(self.model)

    def rows(self, people: Iterable[int]) -> QuerySet[Model]:
        """The rows about these people."""
        values = [f"{REFERENCE}{pk}" if self.by_reference else pk for pk in people]
        return self.model_class._default_manager.filter(**{f"{self.path}__in": values}).order_by("pk")

    def person_of(self, value: Any) -> int:
        """The person's id from what ``path`` leads to."""
        return int(str(value).removeprefix(REFERENCE)) if self.by_reference else int(value)

    def blanked(self, row: Model, person: Person) -> dict[str, Any]:
        """The values that replace the personal ones of a row."""
        found: dict[str, Any] = {}
        for name, value in self.blanks.items():
            if callable(value):
                found[name] = value(getattr(row, name))
            elif isinstance(value, str):
                found[name] = value.format(person=person.pk, row=row.pk)
            else:
                found[name] = value
        return found


@dataclass(frozen=True)
class Mention:
    """A text that names people outside their own records, in which a name is replaced."""

    model: str
    fields: tuple[str, ...]
    title: Text


_HOLDINGS: dict[tuple[str, str], Holding] = {}
_MENTIONS: dict[str, Mention] = {}


def declare_holding(holding: Holding) -> None:
    """A kind of record holds data about people."""
    _HOLDINGS[holding.model, holding.path] = holding


def declare_mention(mention: Mention) -> None:
    """A kind of record may name people in its texts."""
    _MENTIONS[mention.model] = mention


def holdings() -> list[Holding]:
    """All kinds of record about people, in the order in which they were declared."""
    return list(_HOLDINGS.values())


def mentions() -> list[Mention]:
    """All texts that may name people."""
    return list(_MENTIONS.values())
