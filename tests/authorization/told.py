"""What accounts were told, for the pages of notices."""

from __future__ import annotations

from django.utils import timezone

from tests.authorization.cast import World
from tongket.access.roles import Role
from tongket.notices.actions import notify
from tongket.notices.finished_work import KIND
from tongket.notices.models import Letter, Notice
from tongket.notices.states import LetterState


def _notice(world: World, key: str) -> Notice:
    clerk = world.accounts[Role.CLERK]
    notify(
        KIND,
        actor=clerk.actor(),
        accounts=[clerk.pk],
        key=key,
        params={"done": True},
        unit_id=world.organisation.pk,
    )
    return Notice.objects.get(key=key)


def notices(world: World) -> dict[str, dict[str, int]]:
    """What the clerk is told of work that ended."""
    return {"clerks": {"pk": _notice(world, "matrix").pk}}


def letters(world: World) -> dict[str, dict[str, int]]:
    """A letter about the organisation of which nobody knows whether it was sent."""
    letter = Letter.objects.create(
        account=world.accounts[Role.CLERK],
        key="matrix",
        state=LetterState.UNKNOWN,
        at=timezone.now(),
        taken_at=timezone.now(),
    )
    Notice.objects.filter(pk=_notice(world, "matrix letter").pk).update(letter=letter)
    return {"organisation": {"pk": letter.pk}}
