"""Who may see, prepare, run and record meetings."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import ALLOWED, Actor, Decision
from tongket.access.roles import Role, declare
from tongket.common.errors import Missing
from tongket.documents.signed_lists import declare_step
from tongket.meetings.models import Attendance, CellMeeting, Conclusion, Conference
from tongket.meetings.states import TRANSITIONS
from tongket.organisation.models import Unit, UnitClosure
from tongket.organisation.permissions import OFFICE, READERS, may, units_where

ALL_IN_UNIT = (*READERS, Role.CELL_SECRETARY, Role.MEMBER, Role.EDITOR)

declare(
    "meetings",
    {
        "see_cell_meetings": (*READERS, Role.CELL_SECRETARY, Role.MEMBER),
        "record_cell_meetings": (*OFFICE, Role.CELL_SECRETARY),
        "see_conferences": ALL_IN_UNIT,
        "see_attendance": (*READERS, Role.CELL_SECRETARY),
        "export_attendance": (*OFFICE, Role.CELL_SECRETARY),
        "see_absence_reasons": (*OFFICE, Role.CELL_SECRETARY),
        "plan_conference": OFFICE,
        "change_agenda_item": OFFICE,
        "run_conference": OFFICE,
        "check_in": (*OFFICE, Role.CELL_SECRETARY),
        "record_attendance": OFFICE,
        "record_speeches": OFFICE,
        "record_minutes": OFFICE,
        "record_conclusions": OFFICE,
        "arrange_presentation": OFFICE,
        "record_photos": OFFICE,
        "print_paper": OFFICE,
        **{t.act: t.roles for t in TRANSITIONS},
    },
    own_body=(
        "record_cell_meetings",
        "plan_conference",
        "change_agenda_item",
        "run_conference",
        "check_in",
        "record_attendance",
        "record_speeches",
        "record_minutes",
        "record_conclusions",
        "arrange_presentation",
        "record_photos",
        "print_paper",
        *(t.act for t in TRANSITIONS),
    ),
)
declare_step("meetings.cell_meetings", _("sinh hoạt chi bộ"))
declare_step("meetings.attendance", _("danh sách điểm danh"))


def may_record_cell_meetings(actor: Actor, unit: Unit) -> Decision:
    return may(actor, "meetings.record_cell_meetings", unit)


def may_plan_conference(actor: Actor, unit: Unit) -> Decision:
    return may(actor, "meetings.plan_conference", unit)


def may_change_conference(actor: Actor, conference: Conference, act: str) -> Decision:
    """``act`` is the name of one of this room's actions on a conference, as declared above."""
    return may(actor, f"meetings.{act}", conference.unit)


def may_check_in(actor: Actor, row: Attendance) -> Decision:
    """The office checks everybody in, a cell secretary the own cell, everybody oneself."""
    if actor.account_id is not None and row.person.account_id == actor.account_id:
        return ALLOWED
    at_conference = may(actor, "meetings.record_attendance", row.conference.unit)
    return at_conference if at_conference.allowed else may(actor, "meetings.check_in", row.unit)


def visible_cell_meetings(viewer: Actor) -> QuerySet[CellMeeting]:
    """Meetings of the cells where the viewer may see them."""
    units = units_where(viewer, "meetings.see_cell_meetings")
    return CellMeeting.objects.filter(unit__in=units).select_related("unit")


def visible_conferences(viewer: Actor) -> QuerySet[Conference]:
    """Conferences of the units where the viewer may see them and of the organisations above those."""
    units = units_where(viewer, "meetings.see_conferences")
    above = UnitClosure.objects.filter(descendant__in=units).values("ancestor")
    called = Attendance.objects.filter(
        person__account_id=viewer.account_id, person__account_id__isnull=False
    ).values("conference")
    return Conference.objects.filter(Q(unit__in=units) | Q(unit__in=above) | Q(pk__in=called)).select_related(
        "unit"
    )


def get_conference(viewer: Actor, pk: int) -> Conference:
    """The conference, if the viewer may see it; else ``Missing``."""
    row = visible_conferences(viewer).filter(pk=pk).first()
    if row is None:
        raise Missing(thing=_("hội nghị"))
    return row


def get_cell_meeting(viewer: Actor, pk: int) -> CellMeeting:
    """The meeting, if the viewer may see it; else ``Missing``."""
    row = visible_cell_meetings(viewer).filter(pk=pk).first()
    if row is None:
        raise Missing(thing=_("buổi sinh hoạt"))
    return row


def get_conclusion(viewer: Actor, pk: int) -> Conclusion:
    """The conclusion, if the viewer may see its conference; else ``Missing``."""
    row = (
        Conclusion.objects.filter(pk=pk, conference__in=visible_conferences(viewer))
        .select_related("conference__unit", "in_charge", "task")
        .prefetch_related("directions__speech")
        .first()
    )
    if row is None:
        raise Missing(thing=_("kết luận hội nghị"))
    return row


def units_with_reasons(viewer: Actor) -> QuerySet[Unit]:
    """Units whose members' reasons of absence the viewer may read (illness is not for everybody)."""
    return units_where(viewer, "meetings.see_absence_reasons")


def units_with_attendance(viewer: Actor) -> QuerySet[Unit]:
    """Units of whose members the viewer may read who was there; everybody reads the own line."""
    return units_where(viewer, "meetings.see_attendance")
