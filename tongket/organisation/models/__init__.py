"""Units, people, posts and accounts' roles, each with the period for which it holds."""

from tongket.organisation.models.people import (
    Membership,
    PartyRecord,
    Person,
    PersonPaper,
    Post,
    RoleAssignment,
    StatusPeriod,
)
from tongket.organisation.models.units import Unit, UnitClosure, UnitCoverage, UnitName, UnitParent

__all__ = [
    "Membership",
    "PartyRecord",
    "Person",
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
