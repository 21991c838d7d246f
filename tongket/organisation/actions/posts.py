"""Posts in Party, government and mass organisations, each held from a day on."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.dates import format_day
from tongket.common.text import clean, matching_key
from tongket.organisation.actions.checks import in_order
from tongket.organisation.errors import OneHolderOnly
from tongket.organisation.imports.member_clashes import held_by_one
from tongket.organisation.models import Person, Post, Unit
from tongket.organisation.permissions import may
from tongket.organisation.states import PostSystem


def one_holder(
    person: Person,
    unit: Unit,
    title: str,
    valid_from: dt.date,
    valid_to: dt.date | None,
    *,
    is_head: bool,
) -> None:
    """Refuse a second holder of a post that one person holds: the head's, and those that the title names so
    (secretary, director, chairman …), for days on which another person has it.

    A post is handed over on one day, which papers give both as the last and as the first: that day is no clash.
    """
    key = matching_key(title)
    if not is_head and not held_by_one(key):
        return
    handed_over = dt.timedelta(days=1)
    others = Post.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from + handed_over), unit=unit
    )
    if valid_to:
        others = others.filter(valid_from__lt=valid_to - handed_over)
    for held in others.exclude(person=person).select_related("person").order_by("valid_from", "pk"):
        if matching_key(held.title) == key:
            raise OneHolderOnly(
                title=title,
                unit=unit.name,
                holder=held.person.name,
                day=format_day(held.valid_from),
                field="title",
            )


def hold_post(
    person: Person,
    *,
    actor: Actor,
    unit: Unit,
    title: str,
    system: str,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    is_head: bool = False,
    on_committee: bool = False,
    number: int = 0,
    decision: str = "",
) -> Post:
    """A person holds a post at a unit from a day on; the same post once more is the same record."""
    with acting("organisation.hold_post", actor=actor, unit_id=unit.pk, happened_on=valid_from) as act:
        require(may(actor, "organisation.change_people", unit))
        _refuse_dates(person, valid_from, valid_to)
        title = clean(title)
        same = Post.objects.filter(person=person, unit=unit, title=title, valid_to__isnull=True).first()
        first_day = min(same.valid_from, valid_from) if same else valid_from
        one_holder(person, unit, title, first_day, valid_to, is_head=is_head)
        if same:
            return act.update(
                same,
                valid_from=first_day,
                is_head=same.is_head or is_head,
                on_committee=same.on_committee or on_committee,
                decision=clean(decision) or same.decision,
            )
        return act.create(
            Post,
            person=person,
            unit=unit,
            title=title,
            system=PostSystem(system),
            valid_from=valid_from,
            valid_to=valid_to,
            is_head=is_head,
            on_committee=on_committee,
            number=number,
            decision=clean(decision),
        )


def _refuse_dates(person: Person, valid_from: dt.date, valid_to: dt.date | None) -> None:
    in_order(_("Ngày sinh"), person.birth, _("Từ ngày"), valid_from, field="valid_from")
    in_order(_("Từ ngày"), valid_from, _("Đến ngày"), valid_to, field="valid_to", same_day=False)


def change_post(
    post: Post,
    *,
    actor: Actor,
    expected_version: int,
    title: str,
    system: str,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    is_head: bool = False,
    on_committee: bool = False,
    decision: str = "",
    reason: str = "",
) -> Post:
    """Correct a post or end it: from ``valid_to`` on it is no longer held."""
    with acting("organisation.change_post", actor=actor, unit_id=post.unit_id, reason=reason) as act:
        require(may(actor, "organisation.change_people", post.unit))
        _refuse_dates(post.person, valid_from, valid_to)
        title = clean(title)
        one_holder(post.person, post.unit, title, valid_from, valid_to, is_head=is_head)
        return act.update(
            post,
            expected_version=expected_version,
            title=title,
            system=PostSystem(system),
            valid_from=valid_from,
            valid_to=valid_to,
            is_head=is_head,
            on_committee=on_committee,
            decision=clean(decision),
        )


def remove_post(post: Post, *, actor: Actor, reason: str) -> None:
    """Take out a post that was never held; the journal keeps what stood there."""
    with acting("organisation.remove_post", actor=actor, unit_id=post.unit_id, reason=clean(reason)) as act:
        require(may(actor, "organisation.change_people", post.unit))
        act.delete(post)
