"""Who may open a round, set its rules and dates, and close it."""

from __future__ import annotations

from tongket.access.decisions import Actor, Decision
from tongket.access.roles import Role, declare
from tongket.organisation.models import Unit
from tongket.organisation.permissions import OFFICE, READERS, may
from tongket.rounds.models import Round
from tongket.rounds.states import TRANSITIONS

declare(
    "rounds",
    {
        "see_rounds": (*READERS, Role.CELL_SECRETARY, Role.MEMBER, Role.EDITOR, Role.ADMINISTRATOR),
        "see_rules": (*READERS, Role.CELL_SECRETARY, Role.MEMBER),
        "create_round": OFFICE,
        "add_layer": OFFICE,
        "confirm_parameter": OFFICE,
        "confirm_clause": OFFICE,
        "suspend_clause": OFFICE,
        "withdraw_rule": OFFICE,
        "receive_suspension": (*OFFICE, Role.SUPERIOR_OFFICER),
        "set_due": OFFICE,
        "record_step": (*OFFICE, Role.CELL_SECRETARY),
        "regularise_step": (Role.CLERK, Role.COMMITTEE_SECRETARY),
        **{t.act: t.roles for t in TRANSITIONS},
    },
    own_body=(
        "create_round",
        "add_layer",
        "confirm_parameter",
        "confirm_clause",
        "suspend_clause",
        "withdraw_rule",
        "set_due",
        "record_step",
        "regularise_step",
        *(t.act for t in TRANSITIONS),
    ),
)


def may_create_round(actor: Actor, unit: Unit) -> Decision:
    return may(actor, "rounds.create_round", unit)


def may_change_round(actor: Actor, round: Round, act: str) -> Decision:
    """``act`` is one of open_round, close_round, reopen_round, add_layer, suspend_clause, set_due …"""
    return may(actor, f"rounds.{act}", round.unit)


def may_receive_suspension(actor: Actor, round: Round) -> Decision:
    """The superior's officer takes the report in; the office notes it where the superior answered on paper."""
    return may(actor, "rounds.receive_suspension", round.unit)


def may_record_step(actor: Actor, unit: Unit) -> Decision:
    return may(actor, "rounds.record_step", unit)


def may_see_rules(actor: Actor, unit: Unit) -> Decision:
    return may(actor, "rounds.see_rules", unit)
