"""Choosing what an organisation uses and how it speaks."""

from __future__ import annotations

from collections.abc import Iterable

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.errors import Stale
from tongket.common.vocabulary import VOCABULARIES
from tongket.office.errors import UnknownRoom
from tongket.office.models import OfficeProfile
from tongket.office.permissions import may_change_profile
from tongket.office.rooms import KEYS
from tongket.organisation.models import Unit


def change_profile(
    unit: Unit,
    *,
    actor: Actor,
    rooms: Iterable[str],
    vocabulary: str = "party",
    expected_version: int | None = None,
) -> OfficeProfile:
    """The organisation uses these optional rooms and this vocabulary from now on; nothing else is changed.

    ``expected_version`` is 0 for an organisation that had chosen nothing when it was looked at.
    """
    with acting("office.change_profile", actor=actor, unit_id=unit.pk) as act:
        require(may_change_profile(actor, unit))
        wanted = set(rooms)
        for room in sorted(wanted - set(KEYS)):
            raise UnknownRoom(room=room)
        if vocabulary not in VOCABULARIES:
            raise UnknownRoom(room=vocabulary)
        chosen = [key for key in KEYS if key in wanted]
        profile = OfficeProfile.objects.filter(unit=unit).first()
        if profile is None:
            if expected_version:
                raise Stale(thing=str(unit), expected=expected_version, found=0)
            return act.create(OfficeProfile, unit=unit, rooms=chosen, vocabulary=vocabulary)
        return act.update(profile, expected_version=expected_version, rooms=chosen, vocabulary=vocabulary)
