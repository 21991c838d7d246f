"""Units, people, posts and accounts' roles, each with the period for which it holds."""

from tongket.organisation.models.consents import Consent, ConsentPurpose
from tongket.organisation.models.people import (
    Contact,
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
from tongket.organisation.models.roles import HandOver
from tongket.organisation.models.units import (
    ParameterConfirmation,
    ProtocolRank,
    Unit,
    UnitClosure,
    UnitCoverage,
    UnitName,
    UnitParent,
)

__all__ = [
    "Consent",
    "ConsentPurpose",
    "Contact",
    "DistinctPeople",
    "HandOver",
    "Membership",
    "ParameterConfirmation",
    "PartyRecord",
    "Person",
    "PersonMerge",
    "PersonPaper",
    "Post",
    "ProtocolRank",
    "RoleAssignment",
    "StatusPeriod",
    "Unit",
    "UnitClosure",
    "UnitCoverage",
    "UnitName",
    "UnitParent",
]
