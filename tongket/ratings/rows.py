"""Plain rows that the set actions of this room take."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tongket.organisation.models import Person


@dataclass(frozen=True)
class PastLevelRow:
    """A level of an earlier year: ``label`` as the paper of that year has it; ``level`` where it is known."""

    person: Person
    year: int
    label: str
    level: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Decided:
    """What a decision recorded: the ratings, and what to show beside them."""

    ratings: tuple[int, ...]
    irregular: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A signed paper, recorded with what it decides; ``reference`` as in the book (118-QĐ/ĐU)."""

    reference: str
    date: dt.date
    signer: str
    issuer: str
    subject: str
    signer_post: str = ""
    received: bool = False
