"""Dates and card numbers that can't be right, each refused with the field it stands in."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor
from tongket.common.dates import add_years, format_day, today
from tongket.common.errors import Text
from tongket.organisation.errors import CardTaken, DatesContradict, NotADay, TooYoung
from tongket.organisation.models import PartyRecord, Person
from tongket.organisation.parameters import parameters
from tongket.organisation.queries.people import visible_among

#: Against slips of typing: nobody lives longer.
OLDEST = 120


def in_order(
    earlier: Text,
    first: dt.date | None,
    later: Text,
    second: dt.date | None,
    *,
    field: str,
    same_day: bool = True,
) -> None:
    """Refuse a later date that lies before the earlier one, or on it where that leaves nothing."""
    if first and second and (second < first or (second == first and not same_day)):
        raise DatesContradict(
            earlier=earlier,
            earlier_day=format_day(first),
            later=later,
            later_day=format_day(second),
            field=field,
        )


def possible_birth(birth: dt.date | None) -> None:
    """Refuse a birth date in the future or before anybody who lives was born."""
    first, last = add_years(today(), -OLDEST), today()
    if birth and not first <= birth <= last:
        raise NotADay(
            what=_("Ngày sinh"),
            day=format_day(birth),
            first=format_day(first),
            last=format_day(last),
            field="birth",
        )


def party_dates(birth: dt.date | None, admitted_on: dt.date, official_on: dt.date | None) -> None:
    """Refuse dates of admission and of official membership that contradict each other or the birth date."""
    in_order(_("Ngày sinh"), birth, _("Ngày vào Đảng"), admitted_on, field="admitted_on")
    in_order(_("Ngày vào Đảng"), admitted_on, _("Ngày chính thức"), official_on, field="official_on")
    if admitted_on > today():
        raise NotADay(
            what=_("Ngày vào Đảng"),
            day=format_day(admitted_on),
            first=format_day(add_years(today(), -OLDEST)),
            last=format_day(today()),
            field="admitted_on",
        )
    least = parameters()["admission_age"]
    if birth and admitted_on < add_years(birth, least.value):
        age = (
            admitted_on.year - birth.year - ((admitted_on.month, admitted_on.day) < (birth.month, birth.day))
        )
        raise TooYoung(
            day=format_day(admitted_on),
            age=age,
            least=least.value,
            citation=least.citation,
            field="admitted_on",
        )


def card_is_free(actor: Actor, person: Person, card: str) -> None:
    """Refuse a card number that somebody whom the actor may see has already.

    Of other offices' people neither name nor existence is told: such a number is written, and both sides see it
    among the cards in question (``queries.duplicates.card_clashes``).
    """
    others = PartyRecord.objects.filter(Q(card=card), person__merged_into__isnull=True).exclude(person=person)
    seen = visible_among(actor, list(others.values_list("person", flat=True)))
    other = Person.objects.filter(pk__in=seen).order_by("pk").first()
    if other:
        raise CardTaken(card=card, other=other.name, field="card")
