"""Who reads, corrects and erases personal data beside the person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import ALLOWED, Actor, Decision
from tongket.access.roles import declare
from tongket.common.errors import Missing
from tongket.organisation.models import Membership, Person, Post, Unit
from tongket.organisation.permissions import OFFICE, may

declare(
    "privacy",
    {
        "see_person_data": OFFICE,
        "record_request": OFFICE,
        "answer_request": OFFICE,
        "see_terms": OFFICE,
        "confirm_term": OFFICE,
        "place_hold": OFFICE,
        "anonymise": OFFICE,
    },
    own_body=("answer_request", "confirm_term", "place_hold", "anonymise"),
)


def home_of(person: Person) -> Unit:
    """The unit where a person's data are kept: the last cell, else where the last post was held.

    Unlike ``organisation.main_unit`` it is known of those who left, too.
    """
    row = (
        Membership.objects.filter(person=person).select_related("unit").order_by("-valid_from", "-pk").first()
        or Post.objects.filter(person=person).select_related("unit").order_by("-valid_from", "-pk").first()
    )
    if row is None:
        raise Missing(thing=_("đơn vị của người này"))
    return row.unit


def is_own(actor: Actor, person: Person) -> bool:
    """Whether the actor is the person."""
    return actor.account_id is not None and person.account_id == actor.account_id


def may_about(actor: Actor, action: str, person: Person) -> Decision:
    """One of this room's acts about a person, by the office that keeps the data."""
    return may(actor, f"privacy.{action}", home_of(person))


def may_ask(actor: Actor, person: Person) -> Decision:
    """The person asks for themselves; the office writes down what came on paper."""
    return ALLOWED if is_own(actor, person) else may_about(actor, "record_request", person)


def get_about(viewer: Actor, pk: int, action: str = "see_person_data") -> Person:
    """A person about whom the viewer may do this, the viewer among them; else ``Missing``."""
    person = Person.objects.filter(pk=pk).first()
    if person is not None and (is_own(viewer, person) or may_about(viewer, action, person).allowed):
        return person
    raise Missing(thing=_("người này"))
