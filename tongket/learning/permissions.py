"""Who may see and record sessions of study."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor, Decision
from tongket.access.roles import Role, declare
from tongket.common.errors import Missing
from tongket.documents.signed_lists import declare_step
from tongket.learning.models import StudySession
from tongket.organisation.models import Unit
from tongket.organisation.permissions import OFFICE, READERS, may, units_where

declare(
    "learning",
    {
        "see_sessions": (*READERS, Role.CELL_SECRETARY, Role.MEMBER),
        "record_sessions": (*OFFICE, Role.CELL_SECRETARY),
    },
    own_body=("record_sessions",),
)
declare_step("learning.sessions", _("học tập, quán triệt"))


def may_record_sessions(actor: Actor, unit: Unit) -> Decision:
    return may(actor, "learning.record_sessions", unit)


def visible_sessions(viewer: Actor) -> QuerySet[StudySession]:
    """Sessions of the units where the viewer may see them."""
    units = units_where(viewer, "learning.see_sessions")
    return StudySession.objects.filter(unit__in=units).select_related("unit")


def get_session(viewer: Actor, pk: int) -> StudySession:
    """The session, if the viewer may see it; else ``Missing``."""
    row = visible_sessions(viewer).filter(pk=pk).first()
    if row is None:
        raise Missing(thing=_("buổi học tập"))
    return row
