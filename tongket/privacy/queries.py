"""Requests, holds and the register of processing, for those who may see them."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor
from tongket.common.errors import Missing
from tongket.organisation.models import Consent, ConsentPurpose, Person
from tongket.organisation.permissions import person_of, units_where
from tongket.organisation.queries.consents import consents_of
from tongket.privacy.models import CorrectionRequest, Hold
from tongket.privacy.permissions import is_own, may_about
from tongket.privacy.states import RequestState

OPEN = (RequestState.WAITING, RequestState.ACCEPTED)


def visible_requests(viewer: Actor) -> QuerySet[CorrectionRequest]:
    """Requests at the units whose office the viewer is, and the viewer's own."""
    units = units_where(viewer, "privacy.see_person_data").values("pk")
    mine = person_of(viewer)
    own = Q(person=mine) if mine is not None else Q()
    return CorrectionRequest.objects.filter(Q(unit__in=units) | own).select_related("person", "unit")


def requests_of(person: Person) -> QuerySet[CorrectionRequest]:
    """What a person asked for, newest first. The caller has checked the viewer."""
    return CorrectionRequest.objects.filter(person=person).order_by("-asked_on", "-pk")


def get_request(viewer: Actor, pk: int) -> CorrectionRequest:
    """A request that the viewer may see; else ``Missing``."""
    found = visible_requests(viewer).filter(pk=pk).first()
    if found is None:
        raise Missing(thing=_("đề nghị"))
    return found


def holds_of(person: Person) -> QuerySet[Hold]:
    """What stands against erasing a person's data, lifted ones included. The caller has checked the viewer."""
    return Hold.objects.filter(person=person)


def get_hold(viewer: Actor, pk: int) -> Hold:
    """A hold of a person whose data the viewer's office keeps; else ``Missing``."""
    found = Hold.objects.filter(pk=pk).select_related("person").first()
    if found is None or not may_about(viewer, "place_hold", found.person).allowed:
        raise Missing(thing=_("lý do giữ lại"))
    return found


def get_consent(viewer: Actor, pk: int) -> Consent:
    """A consent of the viewer, or of a person whose data the viewer's office keeps; else ``Missing``."""
    found = Consent.objects.filter(pk=pk).select_related("person").first()
    if found is not None and (
        is_own(viewer, found.person) or may_about(viewer, "see_person_data", found.person).allowed
    ):
        return found
    raise Missing(thing=_("đồng ý này"))


def consents_by_purpose(person: Person) -> list[tuple[str, str, Consent | None]]:
    """Each purpose that rests on consent with its words and the last consent; the caller has checked the viewer."""
    last: dict[str, Consent] = {}
    for row in consents_of(person):
        last.setdefault(row.purpose, row)
    return [(p.value, str(p.label), last.get(p.value)) for p in ConsentPurpose]
