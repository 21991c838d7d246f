"""Who computes, reads, decides; and which grounds a reader may see."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import ALLOWED, Actor, Decision
from tongket.access.roles import Role, declare
from tongket.documents.signed_lists import declare_step
from tongket.organisation.models import Person, Unit
from tongket.organisation.permissions import OFFICE, READERS, may, person_of
from tongket.ratings.states import TRANSITIONS
from tongket.rounds.models import Round

declare(
    "ratings",
    {
        "see_ratings": (*READERS, Role.CELL_SECRETARY),
        "export_ratings": (*OFFICE, Role.CELL_SECRETARY),
        "see_own_rating": (*READERS, Role.CELL_SECRETARY, Role.MEMBER),
        "see_committee_grounds": (Role.CLERK, Role.COMMITTEE_SECRETARY, Role.COMMITTEE_MEMBER, Role.AUDITOR),
        "see_inspection_grounds": (Role.INSPECTION, Role.COMMITTEE_SECRETARY, Role.CLERK),
        "see_health_grounds": (Role.CLERK, Role.COMMITTEE_SECRETARY),
        "compute_outcomes": OFFICE,
        "open_cell_ballot": (*OFFICE, Role.CELL_SECRETARY),
        "open_second_ballot": OFFICE,
        "open_organisation_ballot": OFFICE,
        "record_history": OFFICE,
        "deviate": OFFICE,
        # trying out what would change names people before a vote: for the committee's staff alone
        "try_changes": OFFICE,
        "regularise_rating": OFFICE,
        **{t.act: t.roles for t in TRANSITIONS},
    },
    own_body=(
        "compute_outcomes",
        "open_cell_ballot",
        "open_second_ballot",
        "open_organisation_ballot",
        "record_history",
        "deviate",
        "regularise_rating",
        *(t.act for t in TRANSITIONS if Role.SUPERIOR_OFFICER not in t.roles),
    ),
)
declare_step("ratings.proposals", _("đề nghị xếp loại"))

#: Reader class of a fact → the permission that opens it. 'open' needs none beyond seeing the subject.
_CLASSES = {
    "committee": "ratings.see_committee_grounds",
    "inspection": "ratings.see_inspection_grounds",
    "health": "ratings.see_health_grounds",
}


def may_act(actor: Actor, round: Round, act: str) -> Decision:
    """``act`` is the name of one of this room's actions."""
    return may(actor, f"ratings.{act}", round.unit)


def may_open_cell_ballot(actor: Actor, cell: Unit) -> Decision:
    """May the actor put the levels of the cell's members to its vote?"""
    return may(actor, "ratings.open_cell_ballot", cell)


def may_see_subject(viewer: Actor, unit: Unit, person: Person | None = None) -> Decision:
    """Ratings of a unit are read by its officers; a member reads the own one."""
    if person is not None:
        own = person_of(viewer)
        if own is not None and own.pk == person.pk:
            return ALLOWED
    return may(viewer, "ratings.see_ratings", unit)


def reader_classes(viewer: Actor, unit: Unit, person: Person | None = None) -> frozenset[str]:
    """The reader classes whose grounds the viewer may see for a subject of ``unit``.

    The person concerned sees the own facts of every class (U8).
    """
    if person is not None:
        own = person_of(viewer)
        if own is not None and own.pk == person.pk:
            return frozenset({"open", *_CLASSES})
    granted = {name for name, action in _CLASSES.items() if may(viewer, action, unit).allowed}
    return frozenset({"open", *granted})


def decides(viewer: Actor, round: Round) -> bool:
    """Whether the viewer may record decisions of the round."""
    return may(viewer, "ratings.decide_member_levels", round.unit).allowed
