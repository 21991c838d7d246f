"""The cell a member belongs to, transfers in and out with their papers, and standing by a decision."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.dates import format_day
from tongket.common.text import clean
from tongket.organisation.actions.checks import in_order
from tongket.organisation.errors import AlreadyMember, NotAMember, WrongPeriod
from tongket.organisation.models import Membership, PartyRecord, Person, StatusPeriod, Unit
from tongket.organisation.permissions import may
from tongket.organisation.states import MemberStatus


def join_unit(
    person: Person,
    *,
    actor: Actor,
    unit: Unit,
    valid_from: dt.date,
    number: int = 0,
    paper: str = "",
    came_from: str = "",
) -> Membership:
    """From a day on the member belongs to the cell; an earlier membership ends that day.

    ``came_from`` names the organisation outside this register from which the member was transferred.
    """
    with acting("organisation.join_unit", actor=actor, unit_id=unit.pk, happened_on=valid_from) as act:
        require(may(actor, "organisation.change_people", unit))
        _refuse_before(person, unit, valid_from)
        current = (
            Membership.objects.filter(person=person, valid_to__isnull=True).select_related("unit").first()
        )
        if current:
            if current.unit_id == unit.pk:
                raise AlreadyMember(person=person.name, unit=unit.name, field="unit")
            if valid_from <= current.valid_from:
                raise WrongPeriod(
                    day=format_day(valid_from),
                    thing=current.unit.name,
                    start=format_day(current.valid_from),
                    field="valid_from",
                )
            act.update(current, valid_to=valid_from)
        return act.create(
            Membership,
            person=person,
            unit=unit,
            valid_from=valid_from,
            number=number,
            paper=clean(paper),
            came_from=clean(came_from),
        )


def _refuse_before(person: Person, unit: Unit, day: dt.date) -> None:
    """Nobody belongs to a cell before admission, nor to one that is not there on that day."""
    party = PartyRecord.objects.filter(person=person).first()
    if party:
        in_order(_("Ngày vào Đảng"), party.admitted_on, _("Từ ngày"), day, field="valid_from")
    if not unit.holds_on(day):
        raise WrongPeriod(
            day=format_day(day), thing=unit.name, start=format_day(unit.valid_from), field="valid_from"
        )


def transfer_out(person: Person, *, actor: Actor, on: dt.date, left_to: str, leave_paper: str) -> Membership:
    """From a day on the member belongs to an organisation outside this register, by the paper given; it is awaited
    that the other side confirms (``confirm_transfer``)."""
    current = Membership.objects.filter(person=person, valid_to__isnull=True).select_related("unit").first()
    if current is None:
        raise NotAMember(person=person.name, day=format_day(on), field="on")
    with acting("organisation.transfer_out", actor=actor, unit_id=current.unit_id, happened_on=on) as act:
        require(may(actor, "organisation.change_people", current.unit))
        in_order(_("Từ ngày"), current.valid_from, _("Ngày chuyển đi"), on, field="on", same_day=False)
        return act.update(current, valid_to=on, left_to=clean(left_to), leave_paper=clean(leave_paper))


def confirm_transfer(membership: Membership, *, actor: Actor, received_on: dt.date) -> Membership:
    """The organisation that a member left to has confirmed that the member arrived."""
    unit = membership.unit
    with acting(
        "organisation.confirm_transfer", actor=actor, unit_id=unit.pk, happened_on=received_on
    ) as act:
        require(may(actor, "organisation.change_people", unit))
        if not membership.left_to or membership.valid_to is None:
            raise NotAMember(person=membership.person.name, day=format_day(received_on), field="received_on")
        in_order(
            _("Ngày chuyển đi"),
            membership.valid_to,
            _("Ngày nơi đến xác nhận tiếp nhận"),
            received_on,
            field="received_on",
        )
        return act.update(membership, received_on=received_on)


def change_membership(
    membership: Membership,
    *,
    actor: Actor,
    expected_version: int,
    number: int,
    paper: str,
    came_from: str = "",
    left_to: str = "",
    leave_paper: str = "",
    reason: str = "",
) -> Membership:
    """Correct the papers and the list number of a membership; its days change by transfers only."""
    unit = membership.unit
    with acting("organisation.change_membership", actor=actor, unit_id=unit.pk, reason=reason) as act:
        require(may(actor, "organisation.change_people", unit))
        return act.update(
            membership,
            expected_version=expected_version,
            number=number,
            paper=clean(paper),
            came_from=clean(came_from),
            left_to=clean(left_to),
            leave_paper=clean(leave_paper),
        )


def set_status(
    person: Person,
    *,
    actor: Actor,
    unit: Unit,
    status: str,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    decision: str = "",
) -> StatusPeriod:
    """Exempt, suspended or temporarily elsewhere, from a day on, by a decision."""
    with acting("organisation.set_status", actor=actor, unit_id=unit.pk, happened_on=valid_from) as act:
        require(may(actor, "organisation.change_people", unit))
        _refuse_span(valid_from, valid_to)
        return act.create(
            StatusPeriod,
            person=person,
            status=MemberStatus(status),
            valid_from=valid_from,
            valid_to=valid_to,
            decision=clean(decision),
        )


def _refuse_span(valid_from: dt.date, valid_to: dt.date | None) -> None:
    in_order(_("Từ ngày"), valid_from, _("Đến ngày"), valid_to, field="valid_to", same_day=False)


def change_status(
    status: StatusPeriod,
    *,
    actor: Actor,
    unit: Unit,
    expected_version: int,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    decision: str = "",
    end_decision: str = "",
    reason: str = "",
) -> StatusPeriod:
    """Correct a standing or end it: from ``valid_to`` on it no longer holds."""
    with acting("organisation.change_status", actor=actor, unit_id=unit.pk, reason=reason) as act:
        require(may(actor, "organisation.change_people", unit))
        _refuse_span(valid_from, valid_to)
        return act.update(
            status,
            expected_version=expected_version,
            valid_from=valid_from,
            valid_to=valid_to,
            decision=clean(decision),
            end_decision=clean(end_decision),
        )


def remove_status(status: StatusPeriod, *, actor: Actor, unit: Unit, reason: str) -> None:
    """Take out a standing that never was; the journal keeps what stood there."""
    with acting("organisation.remove_status", actor=actor, unit_id=unit.pk, reason=clean(reason)) as act:
        require(may(actor, "organisation.change_people", unit))
        act.delete(status)
