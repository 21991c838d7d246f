"""The profile that holds at a unit."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from tongket.common.dates import today, valid_on
from tongket.common.vocabulary import PARTY, VOCABULARIES, Vocabulary
from tongket.office.models import OfficeProfile
from tongket.office.rooms import ROOMS, room_of
from tongket.organisation.models import Unit, UnitClosure
from tongket.organisation.permissions import BODIES
from tongket.rounds.steps import Step


@dataclass(frozen=True)
class Profile:
    """What an organisation uses and how it speaks. ``version`` is 0 while the unit asked about has chosen nothing
    itself."""

    rooms: frozenset[str]
    vocabulary: Vocabulary = PARTY
    version: int = 0

    def shows(self, view: str) -> bool:
        """Whether the pages of this name belong to what the organisation uses."""
        room = room_of(view)
        return room is None or room in self.rooms

    @property
    def closed_steps(self) -> frozenset[Step]:
        """Steps of the year that belong to closed rooms."""
        return frozenset(step for room in ROOMS if room.key not in self.rooms for step in room.steps)


def first_profile() -> Profile:
    """What an organisation has before it chooses: the five rooms (and what the installation adds to them)."""
    return Profile(frozenset(settings.TONGKET_FIRST_ROOMS))


def profile_at(unit: Unit | None) -> Profile:
    """The profile of the nearest organisation at or above the unit that has chosen one. Internal: no viewer."""
    if unit is None:
        return first_profile()
    above = UnitClosure.objects.filter(valid_on(today()), descendant=unit)
    depths = dict(above.values_list("ancestor", "depth"))
    profiles = sorted(OfficeProfile.objects.filter(unit__in=depths), key=lambda p: depths[p.unit_id])
    if not profiles:
        return first_profile()
    chosen = profiles[0]
    own = chosen.version if chosen.unit_id == unit.pk else 0
    return Profile(frozenset(chosen.rooms), VOCABULARIES[chosen.vocabulary], own)


def office_of(unit: Unit) -> Unit:
    """The organisation whose office a unit belongs to: the nearest body at or above it, else the unit itself."""
    links = UnitClosure.objects.filter(valid_on(today()), descendant=unit, ancestor__kind__in=BODIES)
    nearest = links.order_by("depth").select_related("ancestor").first()
    return unit if nearest is None else nearest.ancestor
