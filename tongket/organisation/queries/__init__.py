"""What is read of the register. Functions for someone take the viewer first and are scoped by it."""

from tongket.organisation.queries.people import (
    committee_of,
    get_person,
    heads,
    members_of,
    people_by_key,
    visible_people,
)
from tongket.organisation.queries.units import (
    ancestors,
    cells_of,
    children,
    name_on,
    parent_of,
    party_tree,
    subtree,
    visible_unit,
    visible_units,
)

__all__ = [
    "ancestors",
    "cells_of",
    "children",
    "committee_of",
    "get_person",
    "heads",
    "members_of",
    "name_on",
    "parent_of",
    "party_tree",
    "people_by_key",
    "subtree",
    "visible_people",
    "visible_unit",
    "visible_units",
]
