"""Who may nominate, decide, print and see commendations."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor, Decision
from tongket.access.roles import Role, declare
from tongket.awards.models import AwardDecision, Certificate, Exemplar, Nomination
from tongket.common.errors import Missing
from tongket.organisation.models import Unit
from tongket.organisation.permissions import OFFICE, READERS, may, units_where

declare(
    "awards",
    {
        "see_nominations": (*READERS, Role.CELL_SECRETARY),
        "see_awards": (*READERS, Role.CELL_SECRETARY, Role.EDITOR),
        "see_history": (*READERS, Role.CELL_SECRETARY),
        "see_exemplars": (*READERS, Role.CELL_SECRETARY, Role.EDITOR),
        "nominate": (*OFFICE, Role.CELL_SECRETARY),
        "submit": OFFICE,
        "appraise": (*OFFICE, Role.SUPERIOR_OFFICER),
        "record_decision": (*OFFICE, Role.SUPERIOR_OFFICER),
        "revoke": (*OFFICE, Role.SUPERIOR_OFFICER),
        "record_publication_ground": OFFICE,
        "issue_certificates": (*OFFICE, Role.SUPERIOR_OFFICER),
        "print_certificates": (*OFFICE, Role.SUPERIOR_OFFICER),
        "record_past_awards": OFFICE,
        "change_exemplars": (*OFFICE, Role.SUPERIOR_OFFICER),
    },
)


def may_at(actor: Actor, action: str, unit: Unit) -> Decision:
    """``action`` is one of this room's, without its name: nominate, submit, record_decision …"""
    return may(actor, f"awards.{action}", unit)


def visible_nominations(viewer: Actor) -> QuerySet[Nomination]:
    """Nominations made by units that the viewer may look into, and those of the viewer's own person."""
    units = units_where(viewer, "awards.see_nominations")
    return Nomination.objects.filter(
        Q(nominated_by__in=units)
        | Q(round__unit__in=units)
        | Q(person__account_id=viewer.account_id, person__account_id__isnull=False)
    ).select_related("round__unit", "person", "unit", "nominated_by", "submission__document")


def visible_decisions(viewer: Actor) -> QuerySet[AwardDecision]:
    """Decisions of rounds of the units that the viewer may see commendations of."""
    units = units_where(viewer, "awards.see_awards")
    return AwardDecision.objects.filter(Q(round__unit__in=units) | Q(issuing_unit__in=units)).select_related(
        "round__unit", "document", "issuing_unit"
    )


def visible_certificates(viewer: Actor) -> QuerySet[Certificate]:
    """Certificates of the decisions that the viewer may see."""
    units = units_where(viewer, "awards.see_awards")
    return Certificate.objects.filter(
        Q(book__in=units) | Q(award__decision__round__unit__in=units)
    ).select_related(
        "award__decision__document", "award__decision__round", "award__person", "award__unit", "book"
    )


def visible_exemplars(viewer: Actor) -> QuerySet[Exemplar]:
    """Exemplars of the units that the viewer may see."""
    units = units_where(viewer, "awards.see_exemplars")
    return Exemplar.objects.filter(unit__in=units).select_related("person", "unit", "decision__document")


def get_nomination(viewer: Actor, pk: int) -> Nomination:
    """The nomination, if the viewer may see it; else ``Missing``."""
    found = visible_nominations(viewer).filter(pk=pk).first()
    if found is None:
        raise Missing(thing=_("đề nghị khen thưởng"))
    return found


def get_decision(viewer: Actor, pk: int) -> AwardDecision:
    """The decision, if the viewer may see it; else ``Missing``."""
    found = visible_decisions(viewer).filter(pk=pk).first()
    if found is None:
        raise Missing(thing=_("quyết định khen thưởng"))
    return found


def get_certificate(viewer: Actor, pk: int) -> Certificate:
    """The certificate, if the viewer may see it; else ``Missing``."""
    found = visible_certificates(viewer).filter(pk=pk).first()
    if found is None:
        raise Missing(thing=_("giấy khen"))
    return found


def get_exemplar(viewer: Actor, pk: int) -> Exemplar:
    """The exemplar, if the viewer may see it; else ``Missing``."""
    found = visible_exemplars(viewer).filter(pk=pk).first()
    if found is None:
        raise Missing(thing=_("điển hình tiên tiến"))
    return found
