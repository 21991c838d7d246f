"""Kinds of import of the register: units, posts and committee; members; other people. No Django.

    from tongket.organisation.imports import register_kinds
    register_kinds()

makes the kinds ``units``, ``posts``, ``members`` and ``people`` available to the preview. They check against a
:class:`Known`, which the command line makes from a workbook of units and the application from the register.
"""

from tongket.imports.kinds import register_kind
from tongket.organisation.imports.known import Known, PersonKey, person_key
from tongket.organisation.imports.members import MEMBERS
from tongket.organisation.imports.people import PEOPLE, PersonRow
from tongket.organisation.imports.posts import POSTS
from tongket.organisation.imports.rows import CommitteeRow, MemberRow, PostRow, UnitRow
from tongket.organisation.imports.units import UNITS, known_from_units

__all__ = [
    "MEMBERS",
    "PEOPLE",
    "POSTS",
    "UNITS",
    "CommitteeRow",
    "Known",
    "MemberRow",
    "PersonKey",
    "PersonRow",
    "PostRow",
    "UnitRow",
    "known_from_units",
    "person_key",
    "register_kinds",
]


def register_kinds() -> None:
    """Registers the kinds of this room; doing it again is harmless."""
    register_kind(UNITS)
    register_kind(POSTS)
    register_kind(MEMBERS)
    register_kind(PEOPLE)
