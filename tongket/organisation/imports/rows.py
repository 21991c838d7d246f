"""The typed rows that come out of imports of the register, ready for actions.

Codes are those of ``organisation.states`` (unit kinds, systems of posts, genders, statuses).
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class UnitRow:
    """One unit: a Party organisation, an agency or part of one, a mass organisation."""

    row: int
    code: str
    name: str
    kind: str
    """A value of ``UnitKind``."""
    type_label: str
    """The type as the office wrote it."""
    parent_code: str | None
    established_on: date | None
    decision: str | None
    """Reference of the founding decision."""
    covered_by: str | None
    """Name or code of the Party cell that covers an office ("thuộc Chi bộ 1")."""
    note: str | None


@dataclass(frozen=True)
class PostRow:
    """One post held by a person."""

    row: int
    name: str
    birth: date | None
    title: str
    system: str
    """``party``, ``government`` or ``mass``."""
    unit_code: str
    is_head: bool
    start: date | None
    end: date | None
    """Last day written in the list, None when the post is still held."""


@dataclass(frozen=True)
class CommitteeRow:
    """One member of the committee, in protocol order."""

    row: int
    number: int | None
    name: str
    birth: date | None
    cell: str
    """Name of the cell as known, or as written where cells aren't known."""
    posts: tuple[str, ...]


@dataclass(frozen=True)
class MemberRow:
    """One Party member of the register."""

    row: int
    name: str
    birth: date
    gender: str | None
    """``female`` or ``male``."""
    ethnicity: str | None
    admitted_on: date
    official_on: date | None
    card: str | None
    cell: str
    """Name of the cell as known, or as written where cells aren't known."""
    party_posts: tuple[str, ...]
    """Without the plain word for a member."""
    government_posts: tuple[str, ...]
    work_unit: str | None
    status: str
    """``active``, ``probationary``, ``exempt``, ``suspended``, ``suspended_committee``, ``temporary_elsewhere``."""
    decision: str | None
    """Paper behind the status."""
    fee: int | None
    """Đồng a month."""
    civil_rating: str | None = None
    """``excellent`` … ``failed`` or ``not_applicable``; None: not yet received."""
    number: int | None = None
