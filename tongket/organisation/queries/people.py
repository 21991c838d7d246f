"""People as of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor
from tongket.common.dates import today, valid_on
from tongket.common.errors import Missing
from tongket.common.memo import asked_once
from tongket.common.text import matching_key
from tongket.organisation.models import Contact, Membership, PartyRecord, Person, Post, StatusPeriod, Unit
from tongket.organisation.permissions import units_among, units_where
from tongket.organisation.queries.units import subtree


@asked_once
def members_of(unit: Unit, on: dt.date | None = None) -> QuerySet[Membership]:
    """Members of the unit and of everything below it at a day, in the order of cell and list number.

    Each row has person (with party data, posts and standings of the day) and unit at hand.
    """
    day = on or today()
    return (
        Membership.objects.filter(valid_on(day), unit__in=subtree(unit, day).values("pk"))
        .select_related("person__party", "unit")
        .prefetch_related(
            Prefetch(
                "person__posts", Post.objects.filter(valid_on(day)).select_related("unit").order_by("pk")
            ),
            Prefetch("person__statuses", StatusPeriod.objects.filter(valid_on(day))),
        )
        .order_by("unit__code_key", "number", "pk")
    )


def committee_of(unit: Unit, on: dt.date | None = None) -> QuerySet[Post]:
    """Posts of the unit's committee at a day, in the committee's own order."""
    return (
        Post.objects.filter(valid_on(on or today()), unit=unit, on_committee=True)
        .select_related("person")
        .order_by("number", "pk")
    )


def heads(units: Iterable[Unit] | QuerySet[Unit], on: dt.date | None = None) -> QuerySet[Post]:
    """Posts of those who head the given units at a day."""
    return Post.objects.filter(valid_on(on or today()), unit__in=units, is_head=True).select_related(
        "person", "unit"
    )


def people_by_key(pairs: Iterable[tuple[str, dt.date | None]]) -> dict[tuple[str, dt.date | None], Person]:
    """People by matching key of their name and birth date, as lists from offices name them."""
    wanted = {(matching_key(name), birth): (name, birth) for name, birth in pairs}
    found = Person.objects.filter(matching_key__in={key for key, _ in wanted}).select_related("merged_into")
    # Of homonyms with one birth date the first is meant; one that was joined to another stands for that one.
    by_key = {(p.matching_key, p.birth): p.merged_into or p for p in found.order_by("-merged_into", "-pk")}
    return {pair: by_key[key] for key, pair in wanted.items() if key in by_key}


def visible_people(
    viewer: Actor, on: dt.date | None = None, action: str = "organisation.see_people"
) -> QuerySet[Person]:
    """People the viewer may see at a day: those of the units where the role allows it, those who were transferred
    out of them to another register, and oneself."""
    day = on or today()
    units = units_where(viewer, action, on=day)
    belonging = valid_on(day) | (Q(valid_to__lte=day) & ~Q(left_to=""))
    in_units = Membership.objects.filter(belonging, unit__in=units).values("person")
    holding = Post.objects.filter(valid_on(day), unit__in=units).values("person")
    return Person.objects.filter(
        Q(pk__in=in_units) | Q(pk__in=holding) | Q(account_id=viewer.account_id, account_id__isnull=False)
    )


def visible_among(
    viewer: Actor,
    ids: Sequence[int],
    on: dt.date | None = None,
    action: str = "organisation.see_people",
) -> set[int]:
    """Which of the people the viewer may see: the answer of ``visible_people`` for some, whatever the size of what
    the viewer sees altogether."""
    day = on or today()
    belonging = valid_on(day) | (Q(valid_to__lte=day) & ~Q(left_to=""))
    rows = [
        *Membership.objects.filter(belonging, person__in=ids).values_list("person", "unit"),
        *Post.objects.filter(valid_on(day), person__in=ids).values_list("person", "unit"),
    ]
    open_units = units_among(viewer, action, {unit for _person, unit in rows}, day)
    seen = {person for person, unit in rows if unit in open_units}
    own = Person.objects.filter(pk__in=ids, account_id=viewer.account_id, account_id__isnull=False)
    return seen | set(own.values_list("pk", flat=True))


def get_person(viewer: Actor, pk: int) -> Person:
    """A person the viewer may see, else ``Missing``."""
    person = Person.objects.filter(pk=pk).first()
    if person is None or not visible_among(viewer, [pk]):
        raise Missing(thing=_("người này"))
    return person


R = TypeVar("R", Membership, Post, StatusPeriod)


def _of_visible(viewer: Actor, model: type[R], pk: int, *related: str) -> R:
    row = model._default_manager.select_related("person", *related).filter(pk=pk).first()
    if row is None or not visible_among(viewer, [row.person_id]):
        raise Missing(thing=_("dòng này"))
    return row


def get_post(viewer: Actor, pk: int) -> Post:
    """A post of a person the viewer may see, else ``Missing``."""
    return _of_visible(viewer, Post, pk, "unit")


def get_status(viewer: Actor, pk: int) -> StatusPeriod:
    """A standing of a person the viewer may see, else ``Missing``."""
    return _of_visible(viewer, StatusPeriod, pk)


def get_membership(viewer: Actor, pk: int) -> Membership:
    """A membership of a person the viewer may see, else ``Missing``."""
    return _of_visible(viewer, Membership, pk, "unit")


def party_of(person: Person) -> PartyRecord | None:
    """A person's Party data, if any (the caller has checked the viewer)."""
    return PartyRecord.objects.filter(person=person).first()


def contact_of(person: Person) -> Contact | None:
    """How a person is reached, where it is written (the caller has checked the viewer)."""
    return Contact.objects.filter(person=person).first()
