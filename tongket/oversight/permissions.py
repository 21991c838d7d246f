"""Who may see and record what authorities concluded.

Reader class of these facts: inspection (U8), as in the explanations of ratings: the office and the inspection
committee read them, other committee members, the superior's officers and auditors don't; the person disciplined
reads the own record.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor, Decision
from tongket.access.roles import Role, declare
from tongket.common.errors import Missing
from tongket.organisation.models import Unit
from tongket.organisation.permissions import OFFICE, may, units_where
from tongket.oversight.models import Discipline, Finding

#: Reader class of every fact of this room, as the packs and explanations name it.
READER_CLASS = "inspection"

declare(
    "oversight",
    {
        "see_oversight": (*OFFICE, Role.INSPECTION),
        "record_discipline": (*OFFICE, Role.INSPECTION),
        "record_findings": (*OFFICE, Role.INSPECTION),
        "record_remedy": (*OFFICE, Role.INSPECTION),
    },
)


def may_record_discipline(actor: Actor, unit: Unit) -> Decision:
    return may(actor, "oversight.record_discipline", unit)


def may_record_findings(actor: Actor, unit: Unit) -> Decision:
    return may(actor, "oversight.record_findings", unit)


def may_record_remedy(actor: Actor, finding: Finding) -> Decision:
    return may(actor, "oversight.record_remedy", finding.unit)


def visible_disciplines(viewer: Actor) -> QuerySet[Discipline]:
    """Decisions the viewer may read: of the units where the role shows them, and the viewer's own."""
    seen = Q(unit__in=units_where(viewer, "oversight.see_oversight"))
    if viewer.account_id is not None:
        seen |= Q(person__account_id=viewer.account_id)
    return Discipline.objects.filter(seen).select_related("person", "unit")


def visible_findings(viewer: Actor) -> QuerySet[Finding]:
    """Findings the viewer may read."""
    units = units_where(viewer, "oversight.see_oversight")
    return Finding.objects.filter(unit__in=units).select_related("unit")


def get_discipline(viewer: Actor, pk: int) -> Discipline:
    """The decision, if the viewer may read it; else ``Missing``, like an absent one."""
    row = visible_disciplines(viewer).filter(pk=pk).first()
    if row is None:
        raise Missing(thing=_("quyết định kỷ luật"))
    return row


def get_finding(viewer: Actor, pk: int) -> Finding:
    """The finding, if the viewer may read it; else ``Missing``."""
    row = visible_findings(viewer).filter(pk=pk).first()
    if row is None:
        raise Missing(thing=_("kết luận kiểm tra, giám sát"))
    return row
