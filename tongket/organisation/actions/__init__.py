"""What changes the register."""

from tongket.organisation.actions.accounts import grant_role, issue_account
from tongket.organisation.actions.members import record_members
from tongket.organisation.actions.merging import merge_people, tell_apart, undo_merge
from tongket.organisation.actions.papers import record_papers
from tongket.organisation.actions.people import (
    add_person,
    change_person,
    hold_post,
    join_unit,
    set_party,
    set_status,
)
from tongket.organisation.actions.register import (
    record_committee,
    record_people,
    record_posts,
    record_units,
)
from tongket.organisation.actions.setup import set_up, set_up_office
from tongket.organisation.actions.units import (
    cover_office,
    create_unit,
    dissolve_unit,
    merge_units,
    move_unit,
    rename_unit,
    split_unit,
)

__all__ = [
    "add_person",
    "change_person",
    "cover_office",
    "create_unit",
    "dissolve_unit",
    "grant_role",
    "hold_post",
    "issue_account",
    "join_unit",
    "merge_people",
    "merge_units",
    "move_unit",
    "record_committee",
    "record_members",
    "record_papers",
    "record_people",
    "record_posts",
    "record_units",
    "rename_unit",
    "set_party",
    "set_status",
    "set_up",
    "set_up_office",
    "split_unit",
    "tell_apart",
    "undo_merge",
]
