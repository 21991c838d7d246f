"""Checks that several acts of this room share."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tongket.awards.catalogue import Kind
from tongket.awards.errors import WrongSubject, WrongYears


def check_subject(entry: Kind, person: object | None, unit: object | None) -> None:
    """Individuals' kinds take persons, the others units; raises ``WrongSubject``."""
    if entry.for_individuals and person is None:
        raise WrongSubject(kind=entry.label, subject=_("tập thể %(name)s") % {"name": unit})
    if not entry.for_individuals and person is not None:
        raise WrongSubject(kind=entry.label, subject=_("cá nhân %(name)s") % {"name": person})


def check_years(first: int | None, last: int | None) -> None:
    """A period goes forward; raises ``WrongYears``."""
    if first is not None and last is not None and last < first:
        raise WrongYears(first=first, last=last)
