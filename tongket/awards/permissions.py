"""Who may nominate, decide, print and see commendations."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor, Decision
from tongket.access.roles import Role, declare
from tongket.awards.catalogue import kind as catalogue_kind
from tongket.awards.models import Award, AwardDecision, Certificate, Exemplar, Nomination
from tongket.common.dates import today, valid_on
from tongket.common.errors import Missing
from tongket.documents.signed_lists import declare_step
from tongket.organisation.models import Membership, Unit
from tongket.organisation.permissions import OFFICE, READERS, may, units_where
from tongket.rounds.models import Round
from tongket.rounds.queries import register_day

declare(
    "awards",
    {
        "see_nominations": (*READERS, Role.CELL_SECRETARY),
        "see_awards": (*READERS, Role.CELL_SECRETARY, Role.EDITOR),
        "export_nominations": (*OFFICE, Role.CELL_SECRETARY),
        "export_register": (*OFFICE, Role.SUPERIOR_OFFICER),
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
    own_body=(
        "nominate",
        "record_past_awards",
        "submit",
        "record_decision",
        "revoke",
        "record_publication_ground",
        "issue_certificates",
        "print_certificates",
    ),
)
declare_step("awards.nominations", _("đề nghị khen thưởng"))


def may_at(actor: Actor, action: str, unit: Unit) -> Decision:
    """``action`` is one of this room's, without its name: nominate, submit, record_decision …"""
    return may(actor, f"awards.{action}", unit)


def may_for(actor: Actor, action: str, issuing_unit: Unit, round: Round) -> Decision:
    """An act on a decision: for those of the body that issued it, and for the office of the round, which keeps
    what it received on paper. A body above only reads what the committee below decided."""
    own = may_at(actor, action, issuing_unit)
    if own.allowed or issuing_unit == round.unit:
        return own
    return may_at(actor, action, round.unit)


def may_submit(actor: Actor, nomination: Nomination) -> Decision:
    """Who sends nominations upward takes them up and sends them again."""
    return may_at(actor, "submit", nomination.round.unit)


def may_appraise(actor: Actor, nomination: Nomination) -> Decision:
    """What a body above decides is examined above as well; what the committee itself decides, by its office."""
    above = catalogue_kind(nomination.kind, register_day(nomination.round)).by_superior
    return may_at(actor, "appraise", nomination.round.unit) if above else may_submit(actor, nomination)


def visible_nominations(viewer: Actor) -> QuerySet[Nomination]:
    """Nominations by or of units that the viewer may look into and of their members, and the viewer's own."""
    units = units_where(viewer, "awards.see_nominations")
    return Nomination.objects.filter(
        Q(nominated_by__in=units)
        | Q(round__unit__in=units)
        | Q(unit__in=units)
        | Q(person__in=_members_of(units))
        | Q(person__account_id=viewer.account_id, person__account_id__isnull=False)
    ).select_related("round__unit", "person", "unit", "nominated_by", "submission__document")


def visible_decisions(viewer: Actor) -> QuerySet[AwardDecision]:
    """Decisions of rounds of the units that the viewer may see commendations of, those that commend such a unit
    or a member of it, and those that commend the viewer."""
    units = units_where(viewer, "awards.see_awards")
    commending = Award.objects.filter(_commended(viewer, units)).order_by().values("decision")
    return AwardDecision.objects.filter(
        Q(round__unit__in=units) | Q(issuing_unit__in=units) | Q(pk__in=commending)
    ).select_related("round__unit", "document", "issuing_unit")


def _members_of(units: QuerySet[Unit]) -> QuerySet[Membership, dict[str, int]]:
    """Today's members of the units."""
    return Membership.objects.filter(valid_on(today()), unit__in=units).values("person")


def _commended(viewer: Actor, units: QuerySet[Unit]) -> Q:
    """Awards of the units, of their members, and of the viewer."""
    return (
        Q(unit__in=units)
        | Q(person__in=_members_of(units))
        | Q(person__account_id=viewer.account_id, person__account_id__isnull=False)
    )


def visible_certificates(viewer: Actor) -> QuerySet[Certificate]:
    """Certificates in books of the units that the viewer may see commendations of or given in their rounds, those
    of such units and of their members, and the viewer's own."""
    units = units_where(viewer, "awards.see_awards")
    given = Award.objects.filter(_commended(viewer, units)).order_by().values("pk")
    return Certificate.objects.filter(
        Q(book__in=units) | Q(award__decision__round__unit__in=units) | Q(award__in=given)
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
