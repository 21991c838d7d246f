"""What changes a round."""

from tongket.rounds.actions.rules import (
    add_layer,
    confirm_clause,
    confirm_parameter,
    receive_suspension,
    suspend_clause,
    withdraw_rule,
)
from tongket.rounds.actions.steps import record_step, regularise_step
from tongket.rounds.actions.years import close_round, create_round, open_round, reopen_round, set_due

__all__ = [
    "add_layer",
    "close_round",
    "confirm_clause",
    "confirm_parameter",
    "create_round",
    "open_round",
    "receive_suspension",
    "record_step",
    "regularise_step",
    "reopen_round",
    "set_due",
    "suspend_clause",
    "withdraw_rule",
]
