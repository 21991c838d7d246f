"""Units, people, posts and accounts' roles, each with the period for which it holds."""

from tongket.organisation.models.people import (
    DistinctPeople,
    Membership,
    PartyRecord,
    Person,
    PersonMerge,
    PersonPaper,
    Post,
    RoleAssignment,
    StatusPeriod,
)
from tongket.organisation.models.units import Unit, UnitClosure, UnitCoverage, UnitName, UnitParent

__all__ = [
    "DistinctPeople",
    "Membership",
    "PartyRecord",
    "Person",
    "PersonMerge",
    "PersonPaper",
    "Post",
    "RoleAssignment",
    "StatusPeriod",
    "Unit",
    "UnitClosure",
    "UnitCoverage",
    "UnitName",
    "UnitParent",
]
