"""What changes the register."""

from tongket.organisation.actions.accounts import issue_account
from tongket.organisation.actions.belonging import (
    change_membership,
    change_status,
    confirm_transfer,
    join_unit,
    remove_status,
    set_status,
    transfer_out,
)
from tongket.organisation.actions.coverage import cover_office, uncover_office
from tongket.organisation.actions.members import record_members
from tongket.organisation.actions.merging import merge_people, tell_apart, undo_merge
from tongket.organisation.actions.newcomers import add_member, add_other
from tongket.organisation.actions.papers import record_papers
from tongket.organisation.actions.parameters import confirm_parameter, withdraw_parameter
from tongket.organisation.actions.people import add_person, change_person, set_contact, set_party
from tongket.organisation.actions.posts import change_post, hold_post, remove_post
from tongket.organisation.actions.previews import preview
from tongket.organisation.actions.protocol import set_protocol
from tongket.organisation.actions.register import (
    record_committee,
    record_people,
    record_posts,
    record_units,
)
from tongket.organisation.actions.roles import appoint_deputy, end_role, grant_role, hand_over_role
from tongket.organisation.actions.setup import set_up, set_up_office
from tongket.organisation.actions.units import (
    change_unit,
    create_unit,
    dissolve_unit,
    merge_units,
    move_unit,
    rename_unit,
    split_unit,
)

__all__ = [
    "add_member",
    "add_other",
    "add_person",
    "appoint_deputy",
    "change_membership",
    "change_person",
    "change_post",
    "change_status",
    "change_unit",
    "confirm_parameter",
    "confirm_transfer",
    "cover_office",
    "create_unit",
    "dissolve_unit",
    "end_role",
    "grant_role",
    "hand_over_role",
    "hold_post",
    "issue_account",
    "join_unit",
    "merge_people",
    "merge_units",
    "move_unit",
    "preview",
    "record_committee",
    "record_members",
    "record_papers",
    "record_people",
    "record_posts",
    "record_units",
    "remove_post",
    "remove_status",
    "rename_unit",
    "set_contact",
    "set_party",
    "set_protocol",
    "set_status",
    "set_up",
    "set_up_office",
    "split_unit",
    "tell_apart",
    "transfer_out",
    "uncover_office",
    "undo_merge",
    "withdraw_parameter",
]
